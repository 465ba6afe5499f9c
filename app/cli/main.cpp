// rebuffer-cli: the simulator without a window.
#include "app/cli/check_command.h"
#include "app/cli/compare_command.h"
#include "app/cli/export_command.h"
#include "app/cli/help.h"
#include "app/cli/presets_command.h"
#include "app/cli/run_command.h"
#include "app/cli/sweep_command.h"

#include <QGuiApplication>
#include <QHashFunctions>
#include <QLoggingCategory>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <utility>

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

int printHelpOf(const QString &command, const QStringList &arguments)
{
    const QString topic = command == QLatin1String("help")       ? arguments.value(1)
                          : command.startsWith(QLatin1Char('-')) ? QString()
                                                                 : command;
    if (!cli::printHelp(topic))
        return cli::refuse("\"" + topic.toStdString() + "\" is no command; see rebuffer-cli --help");
    return cli::success;
}

int obey(const QStringList &arguments)
{
    const QString command = arguments.value(0);
    if (command == QLatin1String("help") || arguments.contains(QLatin1String("--help")) ||
        arguments.contains(QLatin1String("-h")))
        return printHelpOf(command, arguments);
    if (command == QLatin1String("--version")) {
        std::printf("rebuffer-cli %s\n", REBUFFER_VERSION);
        return cli::success;
    }
    const std::initializer_list<std::pair<const char *, int (*)(const QStringList &)>> commands{
        {"run", cli::run},     {"sweep", cli::sweep},     {"export", cli::exportFiles},
        {"check", cli::check}, {"compare", cli::compare}, {"presets", cli::presets}};
    for (const auto &[name, run] : commands) {
        if (command == QLatin1String(name))
            return run(arguments.mid(1));
    }
    const std::string said = command.isEmpty() ? "no command" : "\"" + command.toStdString() + "\" is no command";
    return cli::refuse(said + "; give run, sweep, compare, export, presets or check, or see rebuffer-cli --help");
}

/// What was said on standard output may be the only result there is.
int whenAllIsSaid(int exitCode)
{
    errno = 0;
    const bool isLost = std::ferror(stdout) != 0;
    if (std::fflush(stdout) == 0 && !isLost)
        return exitCode;
    const std::string cause = errno != 0 ? std::string(": ") + std::strerror(errno) : std::string();
    return cli::fail("standard output: cannot be written" + cause);
}

} // namespace

int main(int argc, char **argv)
{
    QHashSeed::setDeterministicGlobalSeed(); // the order of a PDF's fonts hangs on it: the same run gives the same file
    const std::unique_ptr<QCoreApplication> application = makeApplication(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(REBUFFER_VERSION));
    return whenAllIsSaid(obey(QCoreApplication::arguments().mid(1)));
}
