#include "core/io/scenario_file.h"

#include "core/io/repeated_keys.h"
#include "core/io/series_csv.h"
#include "core/io/source_mark.h"
#include "core/session/scenario_keys.h"
#include "core/session/source_text.h"
#include "core/sim/quantity_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QVariant>

#include <algorithm>
#include <set>
#include <string_view>

namespace rebuffer {

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr int formatVersion = 1;
constexpr std::string_view tracePrefix = "trace:";

/// What was given, in brief.
std::string quoted(const QJsonValue &value)
{
    constexpr qsizetype most = 60;
    QByteArray json = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    json = json.mid(1, json.size() - 2);
    return (json.size() > most ? json.left(most) + "..." : json).toStdString();
}

/// A leaf as the text that --set would take; `key` is nullptr for an unknown one.
Result<std::string> leafText(const QJsonValue &value, const ScenarioKey *key)
{
    if (value.isString())
        return value.toString().toStdString();
    const bool number = value.isDouble();
    if (!number && !value.isBool())
        return Problem{quoted(value) + " is neither text, number nor true or false"};
    if (key && !(number ? key->form().number.has_value() : key->form().truth))
        return Problem{quoted(value) + (number ? " is a bare number" : " is true or false")};
    if (const QVariant whole = value.toVariant(); whole.typeId() == QMetaType::LongLong)
        return std::to_string(whole.toLongLong()); // every digit of it
    return number ? numberToText(value.toDouble()) : std::string(value.toBool() ? "true" : "false");
}

/// Does the text speak of that key, not of one that has its letters within?
bool names(const std::string &text, const std::string &key)
{
    const auto isOfKey = [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; };
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + 1)) {
        const std::size_t end = at + key.size();
        if ((at == 0 || !isOfKey(text[at - 1])) && (end == text.size() || !isOfKey(text[end])))
            return true;
    }
    return false;
}

/// Whether keys begin with it: "link" is one, of link.rate and others.
bool isGroup(const QString &name)
{
    const std::string prefix = name.toStdString() + '.';
    return std::ranges::any_of(scenarioKeys(), [&prefix](const ScenarioKey &key) { return key.name.starts_with(prefix); });
}

/// What a file has at its top, and no setting is.
constexpr const char *besidesSettings = ", rebuffer, title, notes, changes, source_file";

/// Reads a scenario from JSON and goes on after what it cannot take, so that all problems are known at once.
class Filling {
public:
    explicit Filling(const QJsonObject &root) { fill(root); }

    const Scenario &scenario() const { return m_scenario; }
    const std::vector<std::string> &problems() const { return m_problems; }

private:
    void fill(const QJsonObject &root);
    void setNested(const QJsonObject &object, const QString &prefix);
    void setLeaf(const QString &key, const QJsonValue &value);
    void setWords(std::string &words, const QString &key, const QJsonValue &value);
    void setChanges(const QJsonValue &value);
    void addChange(const QJsonValue &value, const std::string &place);
    void setMark(const QJsonValue &value);
    void note(std::string problem) { m_problems.push_back(std::move(problem)); }
    void noteMisfits(const std::vector<Problem> &misfits);

    Scenario m_scenario;
    std::set<std::string> m_given;
    std::vector<std::string> m_problems;
};

void Filling::setWords(std::string &words, const QString &key, const QJsonValue &value)
{
    if (value.isString())
        words = value.toString().toStdString();
    else
        note(key.toStdString() + ": " + quoted(value) + " is not text; give some, or leave it out");
}

void Filling::setLeaf(const QString &key, const QJsonValue &value)
{
    if (key == QLatin1String("title"))
        return setWords(m_scenario.title, key, value);
    if (key == QLatin1String("notes"))
        return setWords(m_scenario.notes, key, value);
    const std::string name = key.toStdString();
    if (!m_given.insert(name).second)
        return note(name + ": is given twice, in its group and by its whole name; give it once");
    const ScenarioKey *known = findScenarioKey(name);
    if (!known && isGroup(key))
        return note(name + ": " + quoted(value) + " is no group of settings; give {\"...\": ...}");
    const auto text = leafText(value, known);
    if (!text && known)
        return note(name + ": " + text.problem() + "; give " + std::string(known->accepts));
    if (const auto set = setScenarioKey(m_scenario, name, text ? *text : std::string()); !set)
        note(set.problem() + (known || key.contains(u'.') ? "" : besidesSettings));
}

void Filling::setNested(const QJsonObject &object, const QString &prefix)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = prefix + it.key();
        if (prefix.isEmpty() &&
            (key == QLatin1String("rebuffer") || key == QLatin1String("changes") || key == QLatin1String("source_file")))
            continue;
        const bool isNothing = it->isObject() && it->toObject().isEmpty() && !isGroup(key);
        if (it->isObject() && prefix.count(u'.') < 2 && !isNothing)
            setNested(it->toObject(), key + u'.');
        else
            setLeaf(key, *it);
    }
}

void Filling::addChange(const QJsonValue &value, const std::string &place)
{
    const QJsonObject object = value.toObject();
    const std::size_t before = m_problems.size();
    for (const QString &name : object.keys()) {
        if (name != QLatin1String("at") && name != QLatin1String("set") && name != QLatin1String("to"))
            note(place + "." + name.toStdString() + ": unknown key; a change has at, set and to");
    }
    if (!object[QLatin1String("at")].isString() || !object[QLatin1String("set")].isString())
        return note(place + ": " + quoted(value) +
                    R"( is no change; give {"at": "12.5s", "set": "link.rate", "to": "250kbit/s"})");
    const auto at = parseDuration(object[QLatin1String("at")].toString().toStdString());
    if (!at)
        note(place + ".at: " + at.problem());
    if (!object.contains(QLatin1String("to")))
        return note(place + ".to: is missing; give what the setting is from then on, such as \"250kbit/s\"");
    const std::string key = object[QLatin1String("set")].toString().toStdString();
    const auto to = leafText(object[QLatin1String("to")], findScenarioKey(key));
    if (!to) {
        const ScenarioKey *known = findScenarioKey(key);
        note(place + ".to: " + to.problem() + (known ? "; give " + std::string(known->accepts) : std::string()));
        if (!known && key != seekKey)
            note(place + ": " + checkChange(key, {}).problem());
    } else if (const auto accepted = checkChange(key, *to); !accepted)
        note(place + ": " + accepted.problem());
    if (m_problems.size() == before)
        m_scenario.changes.push_back({SimTime::fromStart(*at), key, asWritten(key, *to)});
}

void Filling::setChanges(const QJsonValue &value)
{
    if (value.isUndefined())
        return;
    if (!value.isArray())
        return note("changes: " + quoted(value) +
                    R"( is not a list; give [{"at": "12.5s", "set": "link.rate", "to": "250kbit/s"}])");
    const QJsonArray list = value.toArray();
    for (qsizetype i = 0; i < list.size(); ++i)
        addChange(list[i], "changes[" + std::to_string(i) + "]");
    auto &changes = m_scenario.changes;
    std::stable_sort(changes.begin(), changes.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
}

void Filling::setMark(const QJsonValue &value)
{
    if (value.isUndefined())
        return;
    static const QRegularExpression hexadecimal(QStringLiteral("\\A[0-9a-fA-F]{64}\\z"));
    const QJsonObject mark = value.toObject();
    const qint64 bytes = mark[QLatin1String("bytes")].toInteger(-1);
    const QString sha256 = mark[QLatin1String("sha256")].toString();
    if (mark.size() != 2 || bytes < 0 || !hexadecimal.match(sha256).hasMatch())
        return note(
            R"(source_file: is no mark of a file; give {"bytes": 123, "sha256": "64 hexadecimal digits"}, or leave it out)");
    m_scenario.sourceMark = SourceMark{Bytes(bytes), sha256.toLower().toStdString()};
}

void Filling::fill(const QJsonObject &root)
{
    if (const QJsonValue version = root[QLatin1String("rebuffer")]; version != formatVersion)
        return note("rebuffer: " + (version.isUndefined() ? "is missing; give 1" : quoted(version) + " is not 1") +
                    R"(, the version of the format this program reads; a scenario begins {"rebuffer": 1, ...})");
    setNested(root, {});
    setChanges(root[QLatin1String("changes")]);
    setMark(root[QLatin1String("source_file")]);
    noteMisfits(problemsOf(m_scenario));
    noteMisfits(problemsOfChanges(m_scenario));
}

/// What does not fit together, but for what may only be that because one of the two could not be read.
void Filling::noteMisfits(const std::vector<Problem> &misfits)
{
    const std::vector<std::string> unread = m_problems;
    for (const Problem &misfit : misfits) {
        const bool isFollowed = std::ranges::any_of(unread, [&misfit](const std::string &problem) {
            const std::string key = problem.substr(0, problem.find(':'));
            return findScenarioKey(key) && names(misfit.text, key);
        });
        if (!isFollowed)
            note(misfit.text);
    }
}

using Reading = ScenarioReading;

Reading readJson(const QByteArray &json, const QString &name)
{
    const std::string file = name.toStdString();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return {{}, {file + ": is not JSON at byte " + std::to_string(error.offset) + ": " + error.errorString().toStdString()}};
    if (!document.isObject())
        return {{}, {file + ": is JSON, but no scenario; give an object with \"rebuffer\": 1"}};
    const Filling filling(document.object());
    Reading reading{filling.scenario(), {}};
    for (const std::string &key : repeatedKeys(json))
        reading.problems.push_back(file + ": " + key + ": is given twice; keep one of them");
    for (const std::string &problem : filling.problems())
        reading.problems.push_back(file + ": " + problem);
    return reading;
}

Reading readFile(const QString &path)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return {{}, {path.toStdString() + ": is a folder; give a scenario file"}};
    if (!file.open(QIODevice::ReadOnly))
        return {{}, {path.toStdString() + ": cannot be read: " + file.errorString().toStdString()}};
    const QByteArray json = file.read(largestFile + 1); // a device may never end
    if (json.size() > largestFile)
        return {{}, {path.toStdString() + ": is larger than 16 MiB, which no scenario is"}};
    return readJson(json, path);
}

/// One line of however many there are.
Result<Scenario> asResult(const Reading &reading)
{
    if (reading.problems.empty())
        return reading.scenario;
    const std::size_t more = reading.problems.size() - 1;
    if (more == 0)
        return Problem{reading.problems.front()};
    return Problem{reading.problems.front() + " (and " + std::to_string(more) + (more == 1 ? " problem" : " problems") +
                   " more; rebuffer-cli check lists them)"};
}

/// Files that a scenario names are next to it.
void resolvePaths(Scenario &scenario, const QDir &folder)
{
    renameFiles(scenario, [&folder](std::string &path) {
        path = QDir::cleanPath(folder.absoluteFilePath(QString::fromStdString(path))).toStdString();
    });
}

/// Would the bare name be taken for a source that is no file?
bool looksLikeAnother(const std::string &name)
{
    const auto source = parseSource(name);
    return !source || !std::holds_alternative<FileSource>(*source);
}

void makePathsRelative(Scenario &scenario, const QDir &folder)
{
    renameFiles(scenario, [&folder](std::string &path) {
        path = folder.relativeFilePath(QFileInfo(QString::fromStdString(path)).absoluteFilePath()).toStdString();
        if (looksLikeAnother(path))
            path.insert(0, "./");
    });
}

/// A mark of byte order at the beginning is no part of a text to who reads it back.
QString asRead(const std::string &words)
{
    QString text = QString::fromStdString(words);
    while (text.startsWith(QChar(QChar::ByteOrderMark)))
        text.remove(0, 1);
    return text;
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

void renameFiles(Scenario &scenario, const std::function<void(std::string &name)> &rename)
{
    if (auto *file = std::get_if<FileSource>(&scenario.source))
        rename(file->path);
    else if (auto *bytes = std::get_if<BytesSource>(&scenario.source))
        rename(bytes->path);
    if (!scenario.link.traceFile.empty())
        rename(scenario.link.traceFile);
    if (scenario.uplink.traceFile && !scenario.uplink.traceFile->empty())
        rename(*scenario.uplink.traceFile);
    for (TimedChange &change : scenario.changes) {
        if (!change.value.starts_with(tracePrefix))
            continue;
        std::string path = change.value.substr(tracePrefix.size());
        rename(path);
        change.value = std::string(tracePrefix) + path;
    }
}

Result<Scenario> parseScenario(const QByteArray &json, const QString &name)
{
    return asResult(readJson(json, name));
}

std::vector<std::string> problemsOfScenario(const QByteArray &json, const QString &name)
{
    return readJson(json, name).problems;
}

Result<Scenario> readScenarioFile(const QString &path)
{
    return asResult(lookIntoScenarioFile(path));
}

ScenarioReading lookIntoScenarioFile(const QString &path)
{
    Reading reading = readFile(path);
    resolvePaths(reading.scenario, QFileInfo(path).absoluteDir());
    return reading;
}

Result<bool> saveScenarioFile(const QString &path, Scenario scenario)
{
    scenario.sourceMark = markOf(scenario.source);
    return saveAtomically(path, scenarioToJson(namedFrom(path, std::move(scenario))));
}

Scenario namedFrom(const QString &path, Scenario scenario)
{
    makePathsRelative(scenario, QFileInfo(path).absoluteDir());
    return scenario;
}

QByteArray scenarioToJson(const Scenario &scenario)
{
    const Scenario silent;
    QJsonObject root;
    root.insert(QLatin1String("rebuffer"), formatVersion);
    if (const QString title = asRead(scenario.title); !title.isEmpty())
        root.insert(QLatin1String("title"), title);
    if (const QString notes = asRead(scenario.notes); !notes.isEmpty())
        root.insert(QLatin1String("notes"), notes);
    for (const ScenarioKey &key : scenarioKeys()) {
        const std::string text = key.get(scenario);
        if (!text.empty() && text != key.get(silent))
            insertNested(root, QString::fromUtf8(key.name.data(), static_cast<qsizetype>(key.name.size())),
                         QString::fromStdString(text));
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
                                   {QLatin1String("to"), QString::fromStdString(asWritten(change.key, change.value))}});
    }
    if (!changes.isEmpty())
        root.insert(QLatin1String("changes"), changes);
    return QJsonDocument(root).toJson(QJsonDocument::Indented);
}

} // namespace rebuffer
