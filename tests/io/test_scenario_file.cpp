// Scenario files: what is written reads back as the same scenario and the same bytes; what cannot be run is refused when
// it is read, by file and key.
#include "core/io/scenario_file.h"
#include "core/session/network_presets.h"
#include "core/session/scenario_keys.h"
#include "tests/support/random_scenario.h"
#include "tests/support/show.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace rebuffer;
using testing::RandomScenario;

namespace {

const QString name = QStringLiteral("lesson.json");

Result<Scenario> parsed(const QByteArray &json)
{
    return parseScenario(json, name);
}

/// The smallest scenario, with `rest` in it.
QByteArray with(const char *rest)
{
    return QByteArray(R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", )") + rest + "}";
}

QString written(const QTemporaryDir &folder, const QString &file, const QByteArray &content)
{
    QFile out(folder.filePath(file));
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(out.fileName()));
    return out.fileName();
}

/// With words, traces and a film's mark besides.
Scenario anyScenario(int seed)
{
    Scenario scenario = RandomScenario(static_cast<std::uint64_t>(seed)).make();
    scenario.title = seed % 3 == 0 ? std::string() : "Übung \"" + std::to_string(seed) + "\"\n\t\\ \xF0\x9F\x8E\xAC";
    scenario.notes = seed % 2 == 0 ? std::string("<b>&amp;\x01\x1f") : std::string();
    const std::string trace = "trace:traces/zug \"" + std::to_string(seed) + "\".csv#down";
    if (seed % 5 == 0)
        testing::set(scenario, {{"link.rate", trace}});
    if (seed % 7 == 0)
        testing::set(scenario, {{"uplink.rate", trace}});
    if (seed % 4 == 0)
        scenario.changes.push_back({testing::at(9 + seed), "link.rate", seed % 8 == 0 ? trace : asWritten("link.rate", "0")});
    if (seed % 6 == 0)
        scenario.sourceMark = SourceMark{Bytes(seed), std::string(64, static_cast<char>('0' + seed % 10))};
    return scenario;
}

} // namespace

class TestScenarioFile : public QObject {
    Q_OBJECT

private slots:
    void anEmptyScenarioIsTheDefault();
    void keysAreNestedAtTheirDots();
    void numbersAndTruthsNeedNoQuotes();
    void onlyWhatDiffersIsWritten();
    void theSameBytesAgain_data();
    void theSameBytesAgain();
    void theThousandLeaveNothingOut();
    void changesComeInOrderOfTime();
    void pathsAreTakenFromTheFilesFolder();
    void refusals_data();
    void refusals();
    void allProblemsAreToldAtOnce();
    void whatOneKeyHasWrongIsNamed_data();
    void whatOneKeyHasWrongIsNamed();
    void presetsAreTheSameBytesAgain();
    void changesThatCannotBeMadeAreRefused_data();
    void changesThatCannotBeMadeAreRefused();
    void aChangeMayRestOnAnEarlierOne();
    void filesThatCannotBeRead_data();
    void filesThatCannotBeRead();
};

void TestScenarioFile::anEmptyScenarioIsTheDefault()
{
    const auto scenario = parsed(R"({"rebuffer": 1})");
    QVERIFY2(scenario, scenario.problem().c_str());
    QVERIFY(*scenario == Scenario());
}

void TestScenarioFile::keysAreNestedAtTheirDots()
{
    const auto scenario = parsed(R"({"rebuffer": 1, "title": "Rush hour", "notes": "Watch the queue.", "seed": 7,
        "source": "cbr:2Mbit/s:1min", "link": {"rate": "3Mbit/s", "loss": "0.5%", "queue": "34packets"}, "uplink": {"delay": "90ms"},
        "player": {"start": "3s", "high_water": "20s"}, "transport": "tcp-reno",
        "changes": [{"at": "12.5s", "set": "link.rate", "to": "250kbit/s"}]})");
    QVERIFY2(scenario, scenario.problem().c_str());
    QCOMPARE(scenario->title, std::string("Rush hour"));
    QCOMPARE(scenario->notes, std::string("Watch the queue."));
    QCOMPARE(scenario->seed, std::uint64_t{7});
    QCOMPARE(scenario->link.rate, BitRate::megabitsPerSecond(3));
    QCOMPARE(scenario->link.loss, 0.005);
    QCOMPARE(*scenario->uplink.delay, SimDuration::milliseconds(90));
    QCOMPARE(scenario->player.highWater, SimDuration::wholeSeconds(20));
    QVERIFY(scenario->transport == TransportKind::TcpReno);
    QCOMPARE(scenario->changes.size(), std::size_t{1});
    QVERIFY(scenario->changes.front() == (TimedChange{testing::at(12.5), "link.rate", "250kbit/s"}));
}

void TestScenarioFile::numbersAndTruthsNeedNoQuotes()
{
    const auto scenario = parsed(with(R"("seed": 9007199254740991, "link": {"loss": 0.02, "reorder": true, "loss_burst": 3})"));
    QVERIFY2(scenario, scenario.problem().c_str());
    QCOMPARE(scenario->seed, std::uint64_t{9007199254740991});
    QCOMPARE(scenario->link.loss, 0.02);
    QVERIFY(scenario->link.reorder);
    QCOMPARE(scenario->link.lossBurst, 3.0);
}

void TestScenarioFile::onlyWhatDiffersIsWritten()
{
    const QJsonObject silent = QJsonDocument::fromJson(scenarioToJson(Scenario())).object();
    QCOMPARE(silent.keys(), QStringList{QStringLiteral("rebuffer")});
    Scenario scenario;
    testing::set(scenario, {{"link.rate", "1Mbit/s"}});
    const QJsonObject json = QJsonDocument::fromJson(scenarioToJson(scenario)).object();
    QCOMPARE(json.keys(), (QStringList{QStringLiteral("link"), QStringLiteral("rebuffer")}));
    QCOMPARE(json[QLatin1String("link")].toObject()[QLatin1String("rate")].toString(), QStringLiteral("1Mbit/s"));
}

void TestScenarioFile::theSameBytesAgain_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 1000; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestScenarioFile::theSameBytesAgain()
{
    QFETCH(int, seed);
    const Scenario scenario = anyScenario(seed);
    const QByteArray once = scenarioToJson(scenario);
    const auto back = parsed(once);
    QVERIFY2(back, back.problem().c_str());
    QVERIFY(*back == scenario);
    QCOMPARE(scenarioToJson(*back), once);
}

/// The thousand of the test above have some of everything that a file can hold.
void TestScenarioFile::theThousandLeaveNothingOut()
{
    std::map<std::string, int> seen;
    for (int seed = 1; seed <= 1000; ++seed) {
        const Scenario scenario = anyScenario(seed);
        const auto note = [&](const char *what, bool there) { seen[what] += there; };
        note("title", !scenario.title.empty());
        note("notes", !scenario.notes.empty());
        note("mark", scenario.sourceMark.has_value());
        note("trace", !scenario.link.traceFile.empty());
        note("trace of the uplink", scenario.uplink.traceFile && !scenario.uplink.traceFile->empty());
        note("outage", scenario.link.traceFile.empty() && scenario.link.rate.isZero());
        note("changes", !scenario.changes.empty());
        for (const TimedChange &change : scenario.changes) {
            note("outage on the way", change.key == "link.rate" && change.value == "0bit/s");
            note("trace on the way", change.value.starts_with("trace:"));
            note("seek", change.key == seekKey);
        }
    }
    QCOMPARE(seen.size(), std::size_t{10});
    for (const auto &[what, times] : seen)
        QVERIFY2(times >= 10, (what + ": " + std::to_string(times)).c_str());
}

void TestScenarioFile::changesComeInOrderOfTime()
{
    const auto scenario = parsed(
        with(R"("changes": [{"at": "9s", "set": "link.rate", "to": "1Mbit/s"}, {"at": "3s", "set": "link.rate", "to": "2Mbit/s"},
        {"at": "9s", "set": "link.rate", "to": "3Mbit/s"}])"));
    QVERIFY2(scenario, scenario.problem().c_str());
    std::string order;
    for (const TimedChange &change : scenario->changes)
        order += change.value.front();
    QCOMPARE(order, std::string("213"));
}

void TestScenarioFile::pathsAreTakenFromTheFilesFolder()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("films")));
    const auto read = [&](const char *rest) {
        auto scenario =
            readScenarioFile(written(folder, QStringLiteral("s.json"), QByteArray(R"({"rebuffer": 1, )") + rest + "}"));
        if (!scenario)
            qFatal("%s", scenario.problem().c_str());
        return std::move(scenario).value();
    };
    const std::string here = folder.path().toStdString();
    QCOMPARE(std::get<FileSource>(read(R"("source": "films/a.mp4")").source).path, here + "/films/a.mp4");
    QCOMPARE(std::get<FileSource>(read(R"("source": "../b.mp4")").source).path,
             QDir::cleanPath(folder.path() + QStringLiteral("/../b.mp4")).toStdString());
    QCOMPARE(std::get<FileSource>(read(R"("source": "/c.mp4")").source).path, std::string("/c.mp4"));
    QCOMPARE(std::get<BytesSource>(read(R"("source": "bytes:d.bin:1Mbit/s")").source).path, here + "/d.bin");
    QCOMPARE(read(R"("source": "cbr:1Mbit/s:1s", "link": {"rate": "trace:lte.txt"})").link.traceFile, here + "/lte.txt");
}

void TestScenarioFile::refusals_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("nothing") << QByteArray() << QByteArray("JSON");
    QTest::newRow("not JSON") << QByteArray("link.rate=5Mbit/s") << QByteArray("JSON");
    QTest::newRow("cut off") << QByteArray(R"({"rebuffer": 1, "link": {)") << QByteArray("JSON");
    QTest::newRow("a byte too many") << QByteArray(R"({"rebuffer": 1}})") << QByteArray("JSON");
    QTest::newRow("bytes that are no text") << QByteArray("\xff\xfe\x00", 3) << QByteArray("JSON");
    QTest::newRow("a list") << QByteArray("[1, 2]") << QByteArray("object");
    QTest::newRow("no version") << QByteArray(R"({"source": "bulk"})") << QByteArray("rebuffer");
    QTest::newRow("a later version") << QByteArray(R"({"rebuffer": 2})") << QByteArray("rebuffer");
    QTest::newRow("a version in quotes") << QByteArray(R"({"rebuffer": "1"})") << QByteArray("rebuffer");
    QTest::newRow("an unknown key") << with(R"("colour": "blue")") << QByteArray("colour");
    QTest::newRow("an unknown key inside") << with(R"("link": {"speed": "5Mbit/s"})") << QByteArray("link.speed");
    QTest::newRow("a key of another room") << with(R"("player": {"rate": "5Mbit/s"})") << QByteArray("player.rate");
    QTest::newRow("a room without rooms") << with(R"("link": "5Mbit/s")") << QByteArray("link");
    QTest::newRow("a key that is a room") << with(R"("transport": {"name": "rtp"})") << QByteArray("transport.name");
    QTest::newRow("nested too deep") << with(R"("link": {"rate": {"up": {"down": "1Mbit/s"}}})") << QByteArray("link.rate.up");
    QTest::newRow("a list for a value") << with(R"("link": {"rate": ["1Mbit/s"]})") << QByteArray("link.rate");
    QTest::newRow("null") << with(R"("link": {"rate": null})") << QByteArray("link.rate");
    QTest::newRow("a number without its unit") << with(R"("link": {"rate": 5})") << QByteArray("link.rate");
    QTest::newRow("a key given twice") << with(R"("link": {"rate": "5Mbit/s"}, "link.rate": "6Mbit/s")")
                                       << QByteArray("link.rate: is given twice");
    QTest::newRow("a bad value") << with(R"("link": {"loss": "150%"})") << QByteArray("link.loss");
    QTest::newRow("a title that is no text") << with(R"("title": 5)") << QByteArray("title");
    QTest::newRow("thresholds that cannot be met") << with(R"("player": {"start": "20s"})") << QByteArray("player.start");
    QTest::newRow("changes that are no list") << with(R"("changes": {"at": "1s"})") << QByteArray("changes");
    QTest::newRow("a change that is no object") << with(R"("changes": ["link.rate"])") << QByteArray("changes[0]");
    QTest::newRow("a change without a time")
        << with(R"("changes": [{"set": "link.rate", "to": "0"}])") << QByteArray("changes[0]");
    QTest::newRow("a change without a value")
        << with(R"("changes": [{"at": "1s", "set": "link.rate"}])") << QByteArray("changes[0].to");
    QTest::newRow("a change to what is no rate") << with(R"("changes": [{"at": "1s", "set": "link.rate", "to": true}])")
                                                 << QByteArray("true is true or false; give a rate");
    QTest::newRow("a change at a bad time") << with(R"("changes": [{"at": "soon", "set": "link.rate", "to": "0"}])")
                                            << QByteArray("changes[0].at");
    QTest::newRow("a change with more than it has")
        << with(R"("changes": [{"at": "1s", "set": "link.rate", "to": "0", "for": "5s"}])") << QByteArray("changes[0].for");
    QTest::newRow("the second change is bad")
        << with(R"("changes": [{"at": "1s", "set": "link.rate", "to": "0"}, {"at": "2s", "set": "link.loss", "to": "2"}])")
        << QByteArray("changes[1]: link.loss");
}

void TestScenarioFile::refusals()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, named);
    const auto scenario = parsed(json);
    QVERIFY2(!scenario, "was accepted");
    const QByteArray problem = QByteArray::fromStdString(scenario.problem());
    QVERIFY2(problem.startsWith("lesson.json: "), problem.constData());
    QVERIFY2(problem.contains(named), problem.constData());
    QVERIFY2(!problem.contains('\n'), "is more than one line");
}

void TestScenarioFile::allProblemsAreToldAtOnce()
{
    const QByteArray json = with(R"("colour": "blue", "link": {"rate": "5", "loss": "150%"}, "title": 3,
        "changes": [{"at": "soon", "set": "link.rate", "to": "fast"}, {"at": "1s", "set": "link.colour", "to": "0", "for": 1}])");
    const auto problems = problemsOfScenario(json, name);
    for (const char *named :
         {": colour: unknown", ": link.rate: \"5\"", ": link.loss: \"150%\"", ": title: ", ": changes[0].at: \"soon\"",
          ": changes[0]: link.rate: \"fast\"", ": changes[1].for: ", ": changes[1]: link.colour: "}) {
        const auto told = [named](const std::string &problem) { return problem.find(named) != std::string::npos; };
        QVERIFY2(std::count_if(problems.begin(), problems.end(), told) == 1, named);
    }
    QCOMPARE(problems.size(), std::size_t{8});
    const auto scenario = parsed(json);
    QVERIFY2(!scenario && scenario.problem().find("and 7 problems more") != std::string::npos, scenario.problem().c_str());
    const auto misfits = problemsOfScenario(with(R"("player": {"start": "20s", "resume": "30s"})"), name);
    QCOMPARE(misfits.size(), std::size_t{2});
    QVERIFY(problemsOfScenario(with(R"("title": "good")"), name).empty());
    // What does not fit together is told with the rest, but for what follows from what could not be read.
    const auto both = problemsOfScenario(with(R"("link": {"x": 1}, "player": {"start": "20s"}, "changes": [
            {"at": "5s", "set": "seed", "to": "3"}])"),
                                         name);
    QCOMPARE(both.size(), std::size_t{3});
    const auto unread = problemsOfScenario(with(R"("player": {"start": "20s", "high_water": "much"})"), name);
    QCOMPARE(unread.size(), std::size_t{1});
    // A key that nobody knows says nothing of one whose name its letters are part of.
    for (const char *unknown : {"start", "t", ""}) {
        const auto two = problemsOfScenario(with('"' + QByteArray(unknown) + R"(": 1, "player": {"start": "20s"})"), name);
        QCOMPARE(two.size(), std::size_t{2});
    }
}

void TestScenarioFile::whatOneKeyHasWrongIsNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char *title, const char *json, const char *named) {
        QTest::newRow(title) << QByteArray(json) << QByteArray(named);
    };
    row("on top", R"({"rebuffer": 1, "seed": 1, "seed": 2})", ": seed: is given twice");
    row("in an object", R"({"rebuffer": 1, "link": {"loss": "1%", "loss" : "2%"}})", ": link.loss: is given twice");
    row("a whole object", R"({"rebuffer": 1, "link": {"loss": "1%"}, "link": {"delay": "2ms"}})", ": link: is given twice");
    row("an unknown key beside known ones", R"({"rebuffer": 1, "player": {"strat": "2s"}})",
        ": player.strat: unknown key; player has start, resume, high_water");
    row("an unknown key at the top", R"({"rebuffer": 1, "titel": "a"})", "seed, rebuffer, title, notes, changes, source_file");
    row("an unknown group", R"({"rebuffer": 1, "lnk": {"rate": "1Mbit/s"}})",
        "lnk.rate: unknown key; a scenario has source, track, link");
    row("a change to nothing", R"({"rebuffer": 1, "changes": [{"at": "1s", "set": "link.rate"}]})", "changes[0].to: is missing");
    row("an unknown key that holds nothing", R"({"rebuffer": 1, "linkk": {}})", ": linkk: unknown key");
    row("an unknown key that holds others", R"({"rebuffer": 1, "foo": {"a": {}}})", ": foo.a: unknown key");
    row("a seed beyond the last", R"({"rebuffer": 1, "seed": 9007199254740993})", "\"9007199254740993\" is not a seed");
    row("in a list", R"({"rebuffer": 1, "changes": [{"at": "1s", "set": "link.loss", "to": "1%"},
        {"at": "2s", "at": "3s", "set": "link.loss", "to": "2%"}]})",
        ": changes[1].at: is given twice");
    row("what only looks like it", R"({"rebuffer": 1, "title": "seed\": \"seed", "notes": "seed", "seed": 3})", "");
}

void TestScenarioFile::whatOneKeyHasWrongIsNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, named);
    const auto problems = problemsOfScenario(json, name);
    QCOMPARE(problems.size(), named.isEmpty() ? std::size_t{0} : std::size_t{1});
    for (const std::string &problem : problems)
        QVERIFY2(problem.find(named.toStdString()) != std::string::npos, problem.c_str());
}

void TestScenarioFile::presetsAreTheSameBytesAgain()
{
    for (const NetworkPreset &preset : networkPresets()) {
        const QByteArray once = scenarioToJson(preset.scenario());
        const auto back = parsed(once);
        QVERIFY2(back, back.problem().c_str());
        QVERIFY(*back == preset.scenario());
        QCOMPARE(scenarioToJson(*back), once);
    }
}

void TestScenarioFile::changesThatCannotBeMadeAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("another film") << QByteArray("source") << QByteArray("bulk");
    QTest::newRow("another delivery") << QByteArray("delivery") << QByteArray("download");
    QTest::newRow("another seed") << QByteArray("seed") << QByteArray("2");
    QTest::newRow("another kind of transport") << QByteArray("transport") << QByteArray("rtp");
    QTest::newRow("the fluid pipe") << QByteArray("transport") << QByteArray("ideal");
    QTest::newRow("start above the high water") << QByteArray("player.start") << QByteArray("16s");
    QTest::newRow("no buffer") << QByteArray("player.high_water") << QByteArray("0");
}

void TestScenarioFile::changesThatCannotBeMadeAreRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    const auto scenario =
        parsed(with(R"("changes": [{"at": "1.5s", "set": ")").chopped(1) + key + R"(", "to": ")" + value + "\"}]}");
    QVERIFY2(!scenario, "would be ignored while it runs");
    QVERIFY2(QByteArray::fromStdString(scenario.problem()).contains("1.5s: " + key), scenario.problem().c_str());
}

void TestScenarioFile::aChangeMayRestOnAnEarlierOne()
{
    const auto scenario = parsed(with(
        R"("changes": [{"at": "2s", "set": "player.start", "to": "20s"}, {"at": "1s", "set": "player.high_water", "to": "30s"},
        {"at": "3s", "set": "transport", "to": "tcp-bbr"}])"));
    QVERIFY2(scenario, scenario.problem().c_str());
}

void TestScenarioFile::filesThatCannotBeRead_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("no such file") << QStringLiteral("nowhere.json");
    QTest::newRow("a folder") << QStringLiteral(".");
    QTest::newRow("far too large") << QStringLiteral("large.json");
}

void TestScenarioFile::filesThatCannotBeRead()
{
    QFETCH(QString, file);
    const QTemporaryDir folder;
    QFile large(folder.filePath(QStringLiteral("large.json")));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(17 * 1024 * 1024)); // of holes
    const auto scenario = readScenarioFile(folder.filePath(file));
    QVERIFY(!scenario);
    QVERIFY2(scenario.problem().find(folder.filePath(file).toStdString()) == 0, scenario.problem().c_str());
}

QTEST_APPLESS_MAIN(TestScenarioFile)
#include "test_scenario_file.moc"
