#include "app/cli/outputs.h"

#include "core/io/source_mark.h"

#include <QDir>
#include <QFileInfo>
#include <QMap>

namespace rebuffer::cli {

namespace {

/// One name for one file, by whatever way it is reached; empty for what is none, such as a pipe.
QString placeOf(const QString &path)
{
    const QFileInfo file(path);
    if (path.isEmpty() || path == QStringLiteral("-") || (file.exists() && !file.isFile()))
        return {};
    if (file.exists())
        return file.canonicalFilePath();
    if (file.isSymLink())
        return placeOf(file.symLinkTarget()); // one that leads to what is not there yet
    return QDir(QFileInfo(file.absolutePath()).canonicalFilePath()).filePath(file.fileName());
}

QStringList filesReadBy(const QCommandLineParser &parser, const Scenario &scenario)
{
    QStringList files{parser.value(QStringLiteral("scenario"))};
    if (const std::string *film = pathOf(scenario.source))
        files << QString::fromStdString(*film);
    for (const auto &[path, trace] : scenario.traces)
        files << QString::fromStdString(path);
    return files;
}

Problem taken(const QString &option, const QString &file, const QString &by)
{
    return Problem{("--" + option + ": \"" + file + "\" " + by + "; give another file").toStdString()};
}

} // namespace

Result<bool> checkOutputs(const QCommandLineParser &parser, const QStringList &options, const Scenario &scenario,
                          const QStringList &read)
{
    QMap<QString, QString> written; // file: option
    for (const QString &option : options) {
        const QString file = parser.value(option), place = placeOf(file);
        if (place.isEmpty())
            continue;
        if (written.contains(place))
            return taken(option, file, QStringLiteral("is written for --%1, too").arg(written[place]));
        written.insert(place, option);
    }
    for (const QString &file : filesReadBy(parser, scenario) + read) {
        if (const QString option = written.value(placeOf(file)); !option.isEmpty())
            return taken(option, parser.value(option), QStringLiteral("is read for this run, and would be lost"));
    }
    return true;
}

} // namespace rebuffer::cli
