// rebuffer-cli: the simulator without a window.
#include "app/cli/check_command.h"
#include "app/cli/compare_command.h"
#include "app/cli/export_command.h"
#include "app/cli/presets_command.h"
#include "app/cli/run_command.h"
#include "app/cli/sweep_command.h"
#include "core/session/scenario_keys.h"

#include <QGuiApplication>
#include <QLoggingCategory>

#include <cstdio>
#include <memory>

namespace {

using namespace rebuffer;

void printHelp()
{
    std::printf("rebuffer-cli: stream a film over a simulated link and see whether it stalls.\n\n"
                "  rebuffer-cli run --media FILE [--set KEY=VALUE]... [--scenario FILE] [--seed N] [--until DURATION]\n"
                "                   [--measure-from DURATION] [--out FILE|-] [--series FILE.csv] [--events FILE.jsonl]\n\n"
                "  rebuffer-cli sweep --x KEY=FROM..TO:COUNT[:log] --y KEY=VALUE,VALUE,... --out FILE.csv [--shard I/N] [--threads N]\n"
                "                   [--media FILE] [--set KEY=VALUE]... [--scenario FILE] [--seed N]\n"
                "  rebuffer-cli sweep --merge FILE.csv... --out FILE.csv\n"
                "  rebuffer-cli export --pcapng FILE [--until DURATION] [--media FILE] [--set KEY=VALUE]... [--scenario FILE]\n"
                "                                the packets, as seen at the server, for Wireshark\n"
                "  rebuffer-cli compare A.json B.json [--set KEY=VALUE]... [--out FILE|-]\n"
                "                                two scenarios run to their end, their figures side by side\n"
                "  rebuffer-cli presets [NAME]  well-known networks and the scenarios that come with the program\n"
                "  rebuffer-cli check FILE      is it a scenario or a trace that can be used?\n\n"
                "A link a quarter as fast as the film needs:\n"
                "  rebuffer-cli run --set source=cbr:2Mbit/s:60s --set link.rate=500kbit/s\n\n"
                "One TCP flow at full speed for a minute, its start left out of the figures:\n"
                "  rebuffer-cli run --set source=bulk --until 60s --measure-from 10s\n\n"
                "When does a film stall? 1,600 runs; stopped half-way, the same command goes on from there:\n"
                "  rebuffer-cli sweep --media FILE --x link.rate=0.5Mbit/s..10Mbit/s:40:log --y link.loss=0.1%%..10%%:40:log --out map.csv\n\n"
                "Keys of --set and of scenario files:\n");
    for (const ScenarioKey &key : scenarioKeys())
        std::printf("  %-27.*s %.*s\n", static_cast<int>(key.name.size()), key.name.data(), static_cast<int>(key.accepts.size()), key.accepts.data());
    std::printf("A key of the uplink also takes as-link: as the link's, without loss.\n");
    std::printf("\nExit status: 0 done; 1 a result could not be written; 2 something given was refused, and a line says what.\n");
}

/// Pictures need fonts and a platform, though never a display; all else starts faster without.
std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (arguments.value(0) != QLatin1String("export") || !cli::exportPaints(arguments))
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // What Qt remarks on a machine without a desktop is not for whoever asked for a picture.
    QLoggingCategory::setFilterRules(QStringLiteral("default.warning=false"));
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int main(int argc, char **argv)
{
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(REBUFFER_VERSION));
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const QString command = arguments.value(0);
    if (command == QLatin1String("--help") || command == QLatin1String("-h") || command == QLatin1String("help")
        || arguments.contains(QLatin1String("--help"))) {
        printHelp();
        return cli::success;
    }
    if (command == QLatin1String("--version")) {
        std::printf("rebuffer-cli %s\n", REBUFFER_VERSION);
        return cli::success;
    }
    if (command == QLatin1String("run"))
        return cli::run(arguments.mid(1));
    if (command == QLatin1String("sweep"))
        return cli::sweep(arguments.mid(1));
    if (command == QLatin1String("export"))
        return cli::exportFiles(arguments.mid(1));
    if (command == QLatin1String("check"))
        return cli::check(arguments.mid(1));
    if (command == QLatin1String("compare"))
        return cli::compare(arguments.mid(1));
    if (command == QLatin1String("presets"))
        return cli::presets(arguments.mid(1));
    if (command.isEmpty())
        return cli::refuse("no command; give run, sweep, compare, export, presets or check, or see rebuffer-cli --help");
    return cli::refuse("\"" + command.toStdString() + "\" is no command; give run, sweep, compare, export, presets or check, or see rebuffer-cli --help");
}
