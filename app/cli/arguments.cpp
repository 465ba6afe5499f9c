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

/// The first option whose value is empty, as it is from a shell's variable that is not set.
QString emptyOption(const QCommandLineParser &parser)
{
    for (const QString &option : parser.optionNames()) {
        if (parser.values(option).contains(QString()))
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
    if (const QString option = emptyOption(parser); !option.isEmpty())
        return Problem{("--" + option + ": \"\" says nothing; give a value").toStdString()};
    return true;
}

} // namespace rebuffer::cli
