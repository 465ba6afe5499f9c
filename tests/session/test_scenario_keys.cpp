// Every key of a scenario: its default, what it takes and gives back, what it refuses and how it says so.
#include "tests/support/random_scenario.h"
#include "tests/support/show.h"

#include <QTest>

#include <map>
#include <set>

using namespace rebuffer;
using testing::RandomScenario;

namespace {

const std::map<std::string, std::vector<const char *>> accepted{
    {"source", {"film.mp4", "bulk", "cbr:1Mbit/s:1min", "bytes:a.bin:1Mbit/s"}},
    {"track.video", {"auto", "none", "1", "64"}},
    {"track.audio", {"auto", "none", "2", "10"}},
    {"rate", {"5Mbit/s", "250kbit/s", "0", "1Gbit/s", "10000Gbit/s", "1bit/s", "trace:lte.txt", "trace:table.csv#down"}},
    {"delay", {"0", "40ms", "60s", "1us"}},
    {"jitter", {"0", "5ms", "1s"}},
    {"jitter_distribution", {"normal", "uniform", "pareto", "exponential"}},
    {"reorder", {"true", "false"}},
    {"loss", {"0", "0.5%", "0.005", "100%"}},
    {"loss_burst", {"independent", "1", "3", "2.5"}},
    {"queue", {"64kB", "34packets", "0", "0packets", "1GB"}},
    {"queue_discipline", {"droptail", "codel"}},
    {"overhead", {"0", "2B", "10kB"}},
    {"transport", {"tcp-cubic", "tcp-reno", "tcp-bbr", "rtp", "ideal"}},
    {"delivery", {"stream", "download", "ranges"}},
    {"protocol", {"http", "https", "ftp"}},
    {"rtp.nack", {"true", "false"}},
    {"rtp.fec", {"0", "1", "5", "48"}},
    {"rtp.playout", {"fixed", "adaptive"}},
    {"player.start", {"0", "2s", "1min"}},
    {"player.resume", {"0", "4s", "1500ms"}},
    {"player.high_water", {"15s", "1ms", "1h"}},
    {"seed", {"0", "1", "9007199254740992"}},
};

const std::map<std::string, std::vector<const char *>> refused{
    {"source", {"", "cbr:fast:60s", "bytes:a.bin"}},
    {"track.video", {"0", "65", "-1", "1.5", "", "second"}},
    {"track.audio", {"0", "1e9", "nan", "English"}},
    {"rate", {"-1", "-1Mbit/s", "5", "5 potatoes", "fast", "", "nan", "1e400", "0x10", "20000Gbit/s", "trace:"}},
    {"delay", {"-1ms", "61s", "5", "", "soon", "1e400s"}},
    {"jitter", {"-1ms", "61s", "5", "much"}},
    {"jitter_distribution", {"gaussian", "", "Normal"}},
    {"reorder", {"yes", "1", ""}},
    {"loss", {"150%", "-1%", "-1", "1.5", "", "nan", "some"}},
    {"loss_burst", {"0", "0.5", "-3", "nan", "", "many"}},
    {"queue", {"-1kB", "64", "1.5packets", "-3packets", "packets", "1e12packets", "big", ""}},
    {"queue_discipline", {"red", "", "fifo"}},
    {"overhead", {"-2B", "11kB", "2", ""}},
    {"transport", {"tcp", "udp", "", "TCP-RENO", "quic"}},
    {"delivery", {"torrent", ""}},
    {"protocol", {"gopher", "", "HTTP"}},
    {"rtp.nack", {"maybe", ""}},
    {"rtp.fec", {"-1", "49", "2.5", "", "all"}},
    {"rtp.playout", {"", "2s", "Adaptive"}},
    {"player.start", {"-1s", "2", "", "now"}},
    {"player.resume", {"-1s", "2"}},
    {"player.high_water", {"-1s", "15", "inf"}},
    {"seed", {"-1", "1.5", "", "abc", "1e30", "nan"}},
};

/// "link.rate" and "uplink.rate" take the same.
std::string kindOf(std::string_view key)
{
    for (const std::string_view prefix : {"link.", "uplink."}) {
        if (key.starts_with(prefix))
            return std::string(key.substr(prefix.size()));
    }
    return std::string(key);
}

void addRows(const std::map<std::string, std::vector<const char *>> &values)
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    for (const ScenarioKey &key : scenarioKeys()) {
        for (const char *value : values.at(kindOf(key.name)))
            QTest::addRow("%s=%s", std::string(key.name).c_str(), value)
                << QByteArray(key.name.data(), static_cast<qsizetype>(key.name.size())) << QByteArray(value);
    }
}

bool mentions(const std::string &text, const std::string &what)
{
    return text.find(what) != std::string::npos;
}

/// What a problem puts in quotes first: what was given, or the part of it that is wrong.
std::string quotedIn(const std::string &problem)
{
    const std::size_t open = problem.find('"');
    const std::size_t close = problem.find('"', open + 1);
    return close == std::string::npos ? std::string("(nothing quoted)") : problem.substr(open + 1, close - open - 1);
}

} // namespace

class TestScenarioKeys : public QObject {
    Q_OBJECT

private slots:
    void theContractsKeysAreThere();
    void theContractsDefaults();
    void takesWhatItSaysAndGivesItBack_data() { addRows(accepted); }
    void takesWhatItSaysAndGivesItBack();
    void refusesNamesTheKeyAndWhatWasGiven_data() { addRows(refused); }
    void refusesNamesTheKeyAndWhatWasGiven();
    void anUnknownKeyIsRefused_data();
    void anUnknownKeyIsRefused();
    void everyKeyReadsBackInAnyScenario();
    void anUplinkThatSaysNothingIsAsTheLinkWithoutLoss();
    void whatNoSingleKeyCanCheck_data();
    void whatNoSingleKeyCanCheck();
};

void TestScenarioKeys::theContractsKeysAreThere()
{
    std::set<std::string> names;
    for (const ScenarioKey &key : scenarioKeys())
        QVERIFY2(names.insert(std::string(key.name)).second, "twice");
    for (const char *link : {"link.", "uplink."}) {
        for (const char *key : {"rate", "delay", "jitter", "loss", "loss_burst", "queue", "overhead", "reorder",
                                "jitter_distribution", "queue_discipline"})
            QVERIFY2(names.contains(std::string(link) + key), key);
    }
    for (const char *key :
         {"source", "transport", "delivery", "protocol", "player.start", "player.resume", "player.high_water", "seed"})
        QVERIFY2(names.contains(key), key);
}

void TestScenarioKeys::theContractsDefaults()
{
    const Scenario silent;
    const std::map<std::string, std::string> defaults{{"link.rate", "5Mbit/s"},
                                                      {"link.delay", "20ms"},
                                                      {"link.jitter", "0ms"},
                                                      {"link.loss", "0%"},
                                                      {"link.queue", "64kB"},
                                                      {"link.queue_discipline", "droptail"},
                                                      {"link.reorder", "false"},
                                                      {"link.overhead", "0B"},
                                                      {"uplink.rate", "as-link"},
                                                      {"uplink.loss", "as-link"},
                                                      {"transport", "tcp-cubic"},
                                                      {"protocol", "http"},
                                                      {"delivery", "stream"},
                                                      {"player.start", "2s"},
                                                      {"player.resume", "4s"},
                                                      {"player.high_water", "15s"},
                                                      {"seed", "1"}};
    for (const auto &[name, value] : defaults)
        QCOMPARE(findScenarioKey(name)->get(silent), value);
    QVERIFY(checkScenario(silent));
}

void TestScenarioKeys::takesWhatItSaysAndGivesItBack()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    Scenario scenario;
    const auto done = setScenarioKey(scenario, key.toStdString(), value.toStdString());
    QVERIFY2(done, done.problem().c_str());
    const std::string text = findScenarioKey(key.toStdString())->get(scenario);
    Scenario again;
    QVERIFY(setScenarioKey(again, key.toStdString(), text));
    QVERIFY2(again == scenario, text.c_str());
}

void TestScenarioKeys::refusesNamesTheKeyAndWhatWasGiven()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    Scenario scenario;
    const Scenario before = scenario;
    const auto done = setScenarioKey(scenario, key.toStdString(), value.toStdString());
    QVERIFY2(!done, "was accepted");
    QVERIFY2(scenario == before, "was half set");
    const std::string &problem = done.problem();
    QVERIFY2(problem.starts_with(key.toStdString() + ": "), problem.c_str());
    QVERIFY2(mentions(value.toStdString(), quotedIn(problem)), problem.c_str());
    QVERIFY2(mentions(problem, "give ") || mentions(problem, "neither"), ("does not say what is accepted: " + problem).c_str());
    QVERIFY2(!mentions(problem, "\n"), "is more than one line");
}

void TestScenarioKeys::anUnknownKeyIsRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char *key : {"link.speed", "LINK.RATE", "link", "link.", "", "rate", "player", "link.rate ", "uplink.transport"})
        QTest::newRow(*key ? key : "nothing") << QByteArray(key);
}

void TestScenarioKeys::anUnknownKeyIsRefused()
{
    QFETCH(QByteArray, key);
    Scenario scenario;
    const auto done = setScenarioKey(scenario, key.toStdString(), "1");
    QVERIFY(!done);
    QVERIFY2(mentions(done.problem(), key.toStdString() + ": unknown key"), done.problem().c_str());
}

void TestScenarioKeys::everyKeyReadsBackInAnyScenario()
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const Scenario scenario = RandomScenario(seed).make();
        Scenario copy;
        for (const ScenarioKey &key : scenarioKeys()) {
            const std::string text = key.get(scenario);
            if (!text.empty())
                QVERIFY2(setScenarioKey(copy, key.name, text), (std::string(key.name) + "=" + text).c_str());
        }
        copy.changes = scenario.changes;
        QVERIFY2(copy == scenario, words("seed", static_cast<double>(seed)).c_str());
    }
}

void TestScenarioKeys::anUplinkThatSaysNothingIsAsTheLinkWithoutLoss()
{
    Scenario scenario = testing::scenarioOf({{"link.rate", "1Mbit/s"},
                                             {"link.delay", "77ms"},
                                             {"link.loss", "5%"},
                                             {"link.loss_burst", "3"},
                                             {"link.overhead", "9B"}});
    const LinkSettings up = scenario.uplink.over(scenario.link);
    QCOMPARE(up.rate, BitRate::megabitsPerSecond(1));
    QCOMPARE(up.delay, SimDuration::milliseconds(77));
    QCOMPARE(up.overhead, Bytes(9));
    QCOMPARE(up.loss, 0.0);
    testing::set(scenario, {{"uplink.loss", "2%"}, {"uplink.rate", "300kbit/s"}});
    QCOMPARE(scenario.uplink.over(scenario.link).loss, 0.02);
    QCOMPARE(scenario.uplink.over(scenario.link).rate, BitRate::kilobitsPerSecond(300));
    QCOMPARE(scenario.uplink.over(scenario.link).delay, SimDuration::milliseconds(77));
}

void TestScenarioKeys::whatNoSingleKeyCanCheck_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QByteArray>("named"); // empty: accepted
    QTest::newRow("start at the high water") << QByteArray("player.start=15s") << QByteArray();
    QTest::newRow("start above the high water") << QByteArray("player.start=16s") << QByteArray("player.start");
    QTest::newRow("resume above the high water") << QByteArray("player.resume=16s") << QByteArray("player.resume");
    QTest::newRow("high water below resume") << QByteArray("player.high_water=3s") << QByteArray("player.resume");
    QTest::newRow("no buffer at all") << QByteArray("player.high_water=0;player.start=0;player.resume=0")
                                      << QByteArray("player.high_water");
    QTest::newRow("a nanosecond of buffer") << QByteArray("player.high_water=1ns;player.start=0;player.resume=0") << QByteArray();
    QTest::newRow("bulk has no media time") << QByteArray("source=bulk;transport=rtp") << QByteArray("transport");
    QTest::newRow("a film over rtp") << QByteArray("source=cbr:1Mbit/s:10s;transport=rtp") << QByteArray();
}

void TestScenarioKeys::whatNoSingleKeyCanCheck()
{
    QFETCH(QByteArray, settings);
    QFETCH(QByteArray, named);
    Scenario scenario;
    for (const QByteArray &setting : settings.split(';')) {
        const QList<QByteArray> parts = setting.split('=');
        testing::set(scenario, {{parts[0].toStdString(), parts[1].toStdString()}});
    }
    const auto fits = checkScenario(scenario);
    QCOMPARE(static_cast<bool>(fits), named.isEmpty());
    if (!fits)
        QVERIFY2(fits.problem().starts_with(named.toStdString() + ": "), fits.problem().c_str());
}

QTEST_APPLESS_MAIN(TestScenarioKeys)
#include "test_scenario_keys.moc"
