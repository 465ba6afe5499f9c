// rebuffer-cli: the simulator without a window.
#include "app/cli/check_command.h"
#include "app/cli/compare_command.h"
#include "app/cli/export_command.h"
#include "app/cli/help.h"
#include "app/cli/presets_command.h"
#include "app/cli/run_command.h"
#include "app/cli/sweep_command.h"

#include <QGuiApplication>
#include <QLoggingCategory>

#include <cstdio>
#include <memory>

namespace {

using namespace rebuffer;

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
    const bool asksForHelp = arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h"));
    if (command == QLatin1String("help") || asksForHelp) {
        const QString topic = command == QLatin1String("help")       ? arguments.value(1)
                              : command.startsWith(QLatin1Char('-')) ? QString()
                                                                     : command;
        if (!cli::printHelp(topic))
            return cli::refuse("\"" + topic.toStdString() + "\" is no command; see rebuffer-cli --help");
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
    return cli::refuse("\"" + command.toStdString() +
                       "\" is no command; give run, sweep, compare, export, presets or check, or see rebuffer-cli --help");
}
