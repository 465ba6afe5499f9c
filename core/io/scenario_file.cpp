#include "core/io/scenario_file.h"

#include "core/io/series_csv.h"
#include "core/io/source_mark.h"
#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <string_view>

namespace rebuffer {

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr int formatVersion = 1;
constexpr std::string_view tracePrefix = "trace:";

/// A leaf as the text that --set would take.
Result<std::string> leafText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString().toStdString();
    if (value.isBool())
        return std::string(value.toBool() ? "true" : "false");
    if (value.isDouble())
        return numberToText(value.toDouble());
    return Problem{"is neither text, number nor true or false"};
}

Result<bool> setTitle(Scenario &scenario, const QString &key, const QJsonValue &value)
{
    if (!value.isString())
        return Problem{key.toStdString() + ": is not text"};
    (key == QLatin1String("title") ? scenario.title : scenario.notes) = value.toString().toStdString();
    return true;
}

Result<bool> setLeaf(Scenario &scenario, const QString &key, const QJsonValue &value)
{
    if (key == QLatin1String("title") || key == QLatin1String("notes"))
        return setTitle(scenario, key, value);
    const auto text = leafText(value);
    if (!text)
        return Problem{key.toStdString() + ": " + text.problem()};
    return setScenarioKey(scenario, key.toStdString(), *text);
}

Result<bool> setNested(Scenario &scenario, const QJsonObject &object, const QString &prefix)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = prefix + it.key();
        if (prefix.isEmpty() && (key == QLatin1String("rebuffer") || key == QLatin1String("changes") || key == QLatin1String("source_file")))
            continue;
        const Result<bool> done = it->isObject() && prefix.count(u'.') < 2 ? setNested(scenario, it->toObject(), key + u'.')
                                                                           : setLeaf(scenario, key, *it);
        if (!done)
            return done;
    }
    return true;
}

Result<TimedChange> parseChange(const QJsonValue &value, const std::string &place)
{
    const QJsonObject object = value.toObject();
    for (const QString &name : object.keys()) {
        if (name != QLatin1String("at") && name != QLatin1String("set") && name != QLatin1String("to"))
            return Problem{place + "." + name.toStdString() + ": unknown key; a change has at, set and to"};
    }
    if (!object[QLatin1String("at")].isString() || !object[QLatin1String("set")].isString())
        return Problem{place + R"(: is no change; give {"at": "12.5s", "set": "link.rate", "to": "250kbit/s"})"};
    const auto at = parseDuration(object[QLatin1String("at")].toString().toStdString());
    if (!at)
        return Problem{place + ".at: " + at.problem()};
    const auto to = leafText(object[QLatin1String("to")]);
    if (!to)
        return Problem{place + ".to: " + to.problem()};
    const std::string key = object[QLatin1String("set")].toString().toStdString();
    if (const auto accepted = checkChange(key, *to); !accepted)
        return Problem{place + ": " + accepted.problem()};
    return TimedChange{SimTime::fromStart(*at), key, *to};
}

Result<bool> setChanges(Scenario &scenario, const QJsonValue &value)
{
    if (value.isUndefined())
        return true;
    if (!value.isArray())
        return Problem{"changes: is not a list"};
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const auto change = parseChange(list[i], "changes[" + std::to_string(i) + "]");
        if (!change)
            return Problem{change.problem()};
        scenario.changes.push_back(*change);
    }
    std::stable_sort(scenario.changes.begin(), scenario.changes.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
    return true;
}

Result<bool> setMark(Scenario &scenario, const QJsonValue &value)
{
    if (value.isUndefined())
        return true;
    const QJsonObject mark = value.toObject();
    const QJsonValue bytes = mark[QLatin1String("bytes")];
    const QJsonValue sha256 = mark[QLatin1String("sha256")];
    if (mark.size() != 2 || bytes.toInteger(-1) < 0 || sha256.toString().size() != 64)
        return Problem{R"(source_file: is no mark of a file; give {"bytes": 123, "sha256": "64 hexadecimal digits"}, or leave it out)"};
    scenario.sourceMark = SourceMark{Bytes(bytes.toInteger()), sha256.toString().toStdString()};
    return true;
}

Result<bool> fill(Scenario &scenario, const QJsonObject &root)
{
    if (const QJsonValue version = root[QLatin1String("rebuffer")]; version != formatVersion)
        return Problem{R"(rebuffer: is not 1, the version of the format this program reads; a scenario begins {"rebuffer": 1, ...})"};
    if (const auto done = setNested(scenario, root, {}); !done)
        return done;
    if (const auto done = setChanges(scenario, root[QLatin1String("changes")]); !done)
        return done;
    if (const auto done = setMark(scenario, root[QLatin1String("source_file")]); !done)
        return done;
    if (const auto fits = checkScenario(scenario); !fits)
        return fits;
    return checkChanges(scenario);
}

/// Every file that a scenario names, each put through `move`.
template <typename Move> void movePaths(Scenario &scenario, const Move &move)
{
    if (auto *file = std::get_if<FileSource>(&scenario.source))
        move(file->path);
    else if (auto *bytes = std::get_if<BytesSource>(&scenario.source))
        move(bytes->path);
    if (!scenario.link.traceFile.empty())
        move(scenario.link.traceFile);
    if (scenario.uplink.traceFile && !scenario.uplink.traceFile->empty())
        move(*scenario.uplink.traceFile);
    for (TimedChange &change : scenario.changes) {
        if (!change.value.starts_with(tracePrefix))
            continue;
        std::string path = change.value.substr(tracePrefix.size());
        move(path);
        change.value = std::string(tracePrefix) + path;
    }
}

/// Files that a scenario names are next to it.
void resolvePaths(Scenario &scenario, const QDir &folder)
{
    movePaths(scenario, [&folder](std::string &path) {
        path = QDir::cleanPath(folder.absoluteFilePath(QString::fromStdString(path))).toStdString();
    });
}

void makePathsRelative(Scenario &scenario, const QDir &folder)
{
    movePaths(scenario, [&folder](std::string &path) {
        path = folder.relativeFilePath(QFileInfo(QString::fromStdString(path)).absoluteFilePath()).toStdString();
    });
}

void insertNested(QJsonObject &root, const QString &key, const QJsonValue &value)
{
    const qsizetype dot = key.indexOf(u'.');
    if (dot < 0) {
        root.insert(key, value);
        return;
    }
    QJsonObject inner = root[key.left(dot)].toObject();
    insertNested(inner, key.mid(dot + 1), value);
    root.insert(key.left(dot), inner);
}

} // namespace

Result<Scenario> parseScenario(const QByteArray &json, const QString &name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    const std::string file = name.toStdString();
    if (error.error != QJsonParseError::NoError)
        return Problem{file + ": is not JSON at byte " + std::to_string(error.offset) + ": " + error.errorString().toStdString()};
    if (!document.isObject())
        return Problem{file + ": is JSON, but no scenario; give an object with \"rebuffer\": 1"};
    Scenario scenario;
    if (const auto done = fill(scenario, document.object()); !done)
        return Problem{file + ": " + done.problem()};
    return scenario;
}

Result<Scenario> readScenarioFile(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return Problem{path.toStdString() + ": is a folder; give a scenario file"};
    if (!file.open(QIODevice::ReadOnly))
        return Problem{path.toStdString() + ": cannot be read: " + file.errorString().toStdString()};
    if (file.size() > largestFile)
        return Problem{path.toStdString() + ": is larger than 16 MiB, which no scenario is"};
    auto scenario = parseScenario(file.readAll(), path);
    if (!scenario)
        return scenario;
    Scenario resolved = std::move(scenario).value();
    resolvePaths(resolved, QFileInfo(path).absoluteDir());
    return resolved;
}

Result<bool> saveScenarioFile(const QString &path, Scenario scenario)
{
    scenario.sourceMark = markOf(scenario.source);
    makePathsRelative(scenario, QFileInfo(path).absoluteDir());
    return saveAtomically(path, scenarioToJson(scenario));
}

QByteArray scenarioToJson(const Scenario &scenario)
{
    const Scenario silent;
    QJsonObject root;
    root.insert(QLatin1String("rebuffer"), formatVersion);
    if (!scenario.title.empty())
        root.insert(QLatin1String("title"), QString::fromStdString(scenario.title));
    if (!scenario.notes.empty())
        root.insert(QLatin1String("notes"), QString::fromStdString(scenario.notes));
    for (const ScenarioKey &key : scenarioKeys()) {
        const std::string text = key.get(scenario);
        if (!text.empty() && text != key.get(silent))
            insertNested(root, QString::fromUtf8(key.name.data(), static_cast<qsizetype>(key.name.size())), QString::fromStdString(text));
    }
    if (scenario.sourceMark) {
        root.insert(QLatin1String("source_file"),
                    QJsonObject{{QLatin1String("bytes"), static_cast<qint64>(scenario.sourceMark->size.count())},
                                {QLatin1String("sha256"), QString::fromStdString(scenario.sourceMark->sha256)}});
    }
    QJsonArray changes;
    for (const TimedChange &change : scenario.changes) {
        changes.append(QJsonObject{{QLatin1String("at"), QString::fromStdString(toText(change.at.sinceStart()))},
                                   {QLatin1String("set"), QString::fromStdString(change.key)},
                                   {QLatin1String("to"), QString::fromStdString(change.value)}});
    }
    if (!changes.isEmpty())
        root.insert(QLatin1String("changes"), changes);
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

} // namespace rebuffer
