#include "app/cli/arguments.h"

namespace rebuffer::cli {

namespace {

/// The first option that is there more than once and counts once; empty if there is none.
QString repeatedOption(const QCommandLineParser &parser)
{
    for (const QString &option : parser.optionNames()) {
        if (option != QLatin1String("set") && parser.optionNames().count(option) > 1)
            return option;
    }
    return {};
}

} // namespace

Result<bool> readArguments(QCommandLineParser &parser, const QString &command, const QStringList &arguments)
{
    if (!parser.parse(QStringList(QStringLiteral("rebuffer-cli ") + command) + arguments))
        return Problem{(parser.errorText() + " See rebuffer-cli " + command + " --help.").toStdString()};
    if (const QString option = repeatedOption(parser); !option.isEmpty())
        return Problem{("--" + option + ": is given more than once; give it once").toStdString()};
    return true;
}

} // namespace rebuffer::cli
