// The engine under values that nobody would set: it comes to no harm, does not hang, and what it says still makes sense.
#include "tests/support/link_rig.h"
#include "tests/support/random_scenario.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::at;
using testing::operator+;
using testing::Settings;

namespace {

/// Steps at most so often and until then: a rate of 10 Tbit/s has more events than anyone can wait for.
constexpr int mostSteps = 4000;

std::string nonsenseIn(const Summary &summary, SimTime now)
{
    if (summary.stallTime < SimDuration::zero() || summary.playTime < SimDuration::zero())
        return "a negative time";
    if (summary.playTime + summary.stallTime > now.sinceStart())
        return "more time than there was";
    if (!(summary.rebufferRatio >= 0 && summary.rebufferRatio <= 1))
        return "a ratio beyond its bounds";
    if (!(summary.experience >= 1 && summary.experience <= 5))
        return "a score beyond its bounds";
    if (summary.goodput < BitRate() || summary.throughput < BitRate())
        return "a negative rate";
    if (!(summary.meanRttMs >= 0 && summary.meanQueueBytes >= 0))
        return "a negative figure";
    return {};
}

/// Empty if the run stays sane.
std::string trouble(Pipeline &run, SimTime until)
{
    Snapshot snapshot;
    for (int i = 0; i < mostSteps && run.nextEventTime() <= until; ++i) {
        const SimTime before = run.now();
        run.advanceTo(run.nextEventTime());
        if (run.now() < before)
            return "time went back";
        if (!testing::isConserved(run.downlink()) || !testing::isConserved(run.uplink()))
            return "bytes went astray";
        if (i % 100 == 0)
            run.snapshot(snapshot);
    }
    run.snapshot(snapshot);
    if (snapshot.level < SimDuration::zero() || snapshot.position > snapshot.duration)
        return "the player is beyond the film";
    return nonsenseIn(run.summary(), run.now());
}

struct Extreme {
    const char *name;
    Settings settings;
};

const std::vector<Extreme> &extremes()
{
    static const std::vector<Extreme> all{
        {"1 bit/s", {{"link.rate", "1bit/s"}}},
        {"10 Tbit/s", {{"link.rate", "10000Gbit/s"}}},
        {"10 Tbit/s and no delay", {{"link.rate", "10000Gbit/s"}, {"link.delay", "0"}}},
        {"an outage all along", {{"link.rate", "0"}}},
        {"an outage on the way back", {{"uplink.rate", "0"}}},
        {"1 bit/s on the way back", {{"uplink.rate", "1bit/s"}}},
        {"a minute's delay", {{"link.delay", "60s"}}},
        {"a minute's jitter", {{"link.jitter", "60s"}}},
        {"a minute's jitter without order",
         {{"link.jitter", "60s"}, {"link.reorder", "true"}, {"link.jitter_distribution", "pareto"}}},
        {"a nanosecond's jitter", {{"link.jitter", "1ns"}, {"link.delay", "0"}}},
        {"everything is lost", {{"link.loss", "100%"}}},
        {"everything is lost on the way back", {{"uplink.loss", "100%"}}},
        {"nearly everything is lost, in bursts", {{"link.loss", "0.999999"}, {"link.loss_burst", "1000000"}}},
        {"a tiny loss in huge bursts", {{"link.loss", "1e-12"}, {"link.loss_burst", "1e6"}}},
        {"no queue", {{"link.queue", "0"}}},
        {"a queue of one packet", {{"link.queue", "1packets"}}},
        {"a queue of one packet, HTTPS", {{"link.queue", "1packets"}, {"protocol", "https"}}},
        {"a queue of one byte", {{"link.queue", "1B"}}},
        {"a queue without end", {{"link.queue", "1e15B"}}},
        {"a queue of a billion packets", {{"link.queue", "1e9packets"}}},
        {"CoDel on an outage", {{"link.queue_discipline", "codel"}, {"link.rate", "1kbit/s"}}},
        {"10 kB of overhead", {{"link.overhead", "10kB"}}},
        {"10 kB of overhead at 1 bit/s", {{"link.overhead", "10kB"}, {"link.rate", "1bit/s"}}},
        {"no thresholds", {{"player.start", "0"}, {"player.resume", "0"}, {"player.high_water", "1ns"}}},
        {"a hundred days of buffer", {{"player.start", "2400h"}, {"player.resume", "2400h"}, {"player.high_water", "2400h"}}},
        {"the largest seed", {{"seed", "9007199254740992"}}},
        {"one packet a parity", {{"rtp.fec", "1"}, {"rtp.nack", "true"}, {"link.loss", "50%"}}},
        {"a parity for 48",
         {{"rtp.fec", "48"}, {"rtp.nack", "true"}, {"link.loss", "50%"}, {"link.reorder", "true"}, {"link.jitter", "1s"}}},
    };
    return all;
}

constexpr std::array sources{"bulk",           "cbr:8bit/s:1s", "cbr:1Mbit/s:10s", "cbr:10000Gbit/s:10s", "cbr:1kbit/s:5min",
                             "cbr:1Mbit/s:1ns"};
constexpr std::array transports{"tcp-reno", "tcp-cubic", "tcp-bbr", "rtp", "ideal"};

bool fits(std::string_view source, std::string_view transport, const Settings &settings)
{
    Scenario scenario;
    const bool parsed = static_cast<bool>(setScenarioKey(scenario, "source", source)); // less than a byte is refused
    testing::set(scenario, settings + Settings{{"transport", std::string(transport)}});
    return parsed && checkScenario(scenario);
}

} // namespace

class TestExtremes : public QObject {
    Q_OBJECT

private slots:
    void everyTransportSurvives_data();
    void everyTransportSurvives();
    void everySourceSurvives_data();
    void everySourceSurvives();
    void aFilmOfADay();
    void changesFromOneExtremeToAnother_data();
    void changesFromOneExtremeToAnother();
    void manyChangesAtOneInstant();
    void aDayPassesInAnOutage();
    void rateGoesFromNothingToEverything();
};

void TestExtremes::everyTransportSurvives_data()
{
    QTest::addColumn<int>("extreme");
    QTest::addColumn<QByteArray>("transport");
    for (int i = 0; i < static_cast<int>(extremes().size()); ++i) {
        for (const char *transport : transports)
            QTest::addRow("%s, %s", extremes()[static_cast<std::size_t>(i)].name, transport) << i << QByteArray(transport);
    }
}

void TestExtremes::everyTransportSurvives()
{
    QFETCH(int, extreme);
    QFETCH(QByteArray, transport);
    const Settings &settings = extremes()[static_cast<std::size_t>(extreme)].settings;
    const auto run = testing::runOf(Settings{{"source", "cbr:1Mbit/s:10s"}, {"transport", transport.toStdString()}} + settings);
    const std::string problem = trouble(*run, at(1000));
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestExtremes::everySourceSurvives_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("transport");
    for (const char *source : sources) {
        for (const char *transport : transports) {
            if (fits(source, transport, {}))
                QTest::addRow("%s, %s", source, transport) << QByteArray(source) << QByteArray(transport);
        }
    }
}

void TestExtremes::everySourceSurvives()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, transport);
    for (const char *delivery : {"stream", "download"}) {
        const auto run =
            testing::runOf({{"source", source.toStdString()}, {"transport", transport.toStdString()}, {"delivery", delivery}});
        const std::string problem = trouble(*run, at(100'000));
        QVERIFY2(problem.empty(), problem.c_str());
    }
}

void TestExtremes::aFilmOfADay()
{
    const auto run = testing::runOf({{"source", "cbr:8kbit/s:24h"}, {"transport", "tcp-cubic"}, {"link.rate", "1Mbit/s"}});
    const std::string problem = trouble(*run, at(100'000));
    QVERIFY2(problem.empty(), problem.c_str());
    run->advanceTo(at(3600));
    QCOMPARE(run->summary().stallCount, std::int64_t{0});
    QVERIFY(run->summary().playTime > SimDuration::wholeSeconds(3500));
}

void TestExtremes::changesFromOneExtremeToAnother_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestExtremes::changesFromOneExtremeToAnother()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "extremes");
    const char *transport = transports[random.below(transports.size())];
    const auto run = testing::runOf({{"source", "cbr:2Mbit/s:30s"}, {"transport", transport}});
    SimTime next;
    for (int i = 0; i < 25; ++i) {
        next += SimDuration::microseconds(static_cast<std::int64_t>(random.below(500'000)));
        const std::string problem = trouble(*run, next);
        QVERIFY2(problem.empty(), problem.c_str());
        for (const auto &[key, value] : extremes()[random.below(extremes().size())].settings)
            run->apply(key, value); // some of them are refused
    }
    QVERIFY(run->apply("link.rate", "10Mbit/s"));
    const std::string problem = trouble(*run, run->now() + SimDuration::wholeSeconds(100));
    QVERIFY2(problem.empty(), problem.c_str());
}

void TestExtremes::manyChangesAtOneInstant()
{
    Scenario scenario = testing::scenarioOf({{"source", "cbr:2Mbit/s:10s"}});
    for (int i = 0; i < 3000; ++i)
        scenario.changes.push_back({at(1), "link.rate", std::to_string(1 + i) + "kbit/s"});
    const auto run = testing::pipelineOf(scenario);
    const std::string problem = trouble(*run, at(60));
    QVERIFY2(problem.empty(), problem.c_str());
    QCOMPARE(run->scenario().link.rate, BitRate::kilobitsPerSecond(3000));
}

void TestExtremes::aDayPassesInAnOutage()
{
    const auto run = testing::runOf({{"source", "cbr:2Mbit/s:60s"}});
    run->advanceTo(at(5));
    QVERIFY(run->apply("link.rate", "0"));
    run->advanceTo(at(5 + 3600 * 3));
    QVERIFY(run->apply("link.rate", "5Mbit/s"));
    testing::runToTheEnd(*run, at(5 + 3600 * 4));
    QVERIFY(run->ended());
    QCOMPARE(run->summary().playTime, SimDuration::wholeSeconds(60));
    QVERIFY(run->summary().stallTime > SimDuration::wholeSeconds(3600 * 3 - 30));
}

void TestExtremes::rateGoesFromNothingToEverything()
{
    for (const char *transport : transports) {
        const auto run = testing::runOf({{"source", "cbr:2Mbit/s:10s"}, {"transport", transport}, {"link.rate", "0"}});
        run->advanceTo(at(2));
        QVERIFY(run->apply("link.rate", "10000Gbit/s"));
        testing::runToTheEnd(*run, at(200));
        QVERIFY2(run->ended(), transport);
    }
}

QTEST_APPLESS_MAIN(TestExtremes)
#include "test_extremes.moc"
