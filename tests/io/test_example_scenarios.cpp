// The scenarios that come with the program: each runs on the demo film in under two minutes and shows what its notes say.
#include "core/io/example_scenarios.h"
#include "core/io/open_source.h"
#include "core/io/scenario_file.h"
#include "core/session/scenario_keys.h"
#include "core/session/session.h"

#include <QFileInfo>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace rebuffer;

namespace {

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

/// A run of a scenario by the name of its file, with some of its settings changed.
std::unique_ptr<Session> sessionOf(const char *file, std::initializer_list<std::pair<const char *, const char *>> settings = {})
{
    const QString path = QStringLiteral(EXAMPLES "/%1.json").arg(QString::fromLatin1(file));
    auto scenario = readScenarioFile(path);
    if (!scenario)
        qFatal("%s", scenario.problem().c_str());
    Scenario with = std::move(scenario).value();
    for (const auto &[key, value] : settings) {
        if (const auto set = setScenarioKey(with, key, value); !set)
            qFatal("%s", set.problem().c_str());
    }
    if (const auto fits = checkScenario(with); !fits)
        qFatal("%s", fits.problem().c_str());
    static const auto film = openSource(with.source); // the same of all of them
    if (!film)
        qFatal("%s", film.problem().c_str());
    return std::make_unique<Session>(std::move(with), *film);
}

/// Until the film has ended, or two minutes are over.
Summary runOut(Session &session)
{
    while (!session.ended() && session.nextEventTime() <= at(120))
        session.advanceTo(session.nextEventTime());
    return session.summary();
}

/// Of the buckets that begin in [from, to).
template <typename Use> void overTime(const Session &session, double from, double to, Use use)
{
    const Series &series = session.series();
    for (std::size_t i = 0; i < series.buckets().size(); ++i) {
        const double begin = static_cast<double>(i) * series.width().toSeconds();
        if (begin >= from && begin < to)
            use(series.buckets()[i]);
    }
}

double mostRtt(const Session &session, double from, double to)
{
    double most = 0;
    overTime(session, from, to, [&](const SeriesBucket &b) { most = std::max(most, b.rttHigh); });
    return most;
}

double leastRtt(const Session &session, double from, double to)
{
    double least = 1e9;
    overTime(session, from, to, [&](const SeriesBucket &b) { least = b.rttLow > 0 ? std::min(least, b.rttLow) : least; });
    return least;
}

double leastWindow(const Session &session, double from, double to)
{
    double least = 1e9;
    overTime(session, from, to, [&](const SeriesBucket &b) { least = b.cwndLast > 0 ? std::min(least, b.cwndLast) : least; });
    return least;
}

std::uint32_t dropped(const Session &session, double from, double to)
{
    std::uint32_t all = 0;
    overTime(session, from, to, [&](const SeriesBucket &b) { all += b.dropped; });
    return all;
}

} // namespace

class TestExampleScenarios : public QObject {
    Q_OBJECT

private slots:
    void thereAreTen();
    void endWithinTwoMinutes_data();
    void endWithinTwoMinutes();
    void theTunnelOutlastsTheBuffer();
    void theOvenThrowsTheWindowDown();
    void theSatelliteIsSlowToBegin();
    void theQueueBloats();
    void theCafeStallsMoreThanOnce();
    void theTrainNeedsALargerStart();
    void theTinyQueueLosesOnAnIdleLink();
    void acknowledgementsWaitInTheUplink();
    void justUnderStopsAgainAndAgain();
    void parityMendsUntilItCannot();
};

void TestExampleScenarios::thereAreTen()
{
    const auto examples = exampleScenarios();
    QCOMPARE(examples.size(), std::size_t{10});
    for (const ExampleScenario &example : examples)
        QVERIFY2(!example.title.isEmpty() && example.notes.size() > 60, qPrintable(example.path));
}

void TestExampleScenarios::endWithinTwoMinutes_data()
{
    QTest::addColumn<QString>("path");
    for (const ExampleScenario &example : exampleScenarios())
        QTest::newRow(qPrintable(example.title)) << example.path;
}

void TestExampleScenarios::endWithinTwoMinutes()
{
    QFETCH(QString, path);
    const auto session = sessionOf(qPrintable(QFileInfo(path).completeBaseName()));
    const Summary summary = runOut(*session);
    QVERIFY2(session->ended(), "is still running after two minutes");
    QVERIFY(summary.playTime > SimDuration::wholeSeconds(99));
}

void TestExampleScenarios::theTunnelOutlastsTheBuffer()
{
    const auto session = sessionOf("tunnel");
    const Summary summary = runOut(*session);
    QCOMPARE(summary.stallCount, std::int64_t{1});
    const Stall &stall = summary.stalls.front();
    QVERIFY2(stall.at > at(30) && stall.at < at(45), "the buffer of 15 s carries it well into the tunnel, not through");
    QVERIFY2(stall.at + stall.duration > at(45), "and it goes on only outside");
}

void TestExampleScenarios::theOvenThrowsTheWindowDown()
{
    const auto session = sessionOf("microwave");
    const Summary summary = runOut(*session);
    int thrownDown = 0;
    for (double oven = 10; oven < 90; oven += 10)
        thrownDown += leastWindow(*session, oven, oven + 2.5) <= 5 ? 1 : 0;
    QVERIFY2(thrownDown >= 4, qPrintable(QString::number(thrownDown)));
    QVERIFY(summary.dataPacketsLost > 100);
    QCOMPARE(summary.stallCount, std::int64_t{0});
}

void TestExampleScenarios::theSatelliteIsSlowToBegin()
{
    const auto session = sessionOf("satellite");
    const Summary summary = runOut(*session);
    QVERIFY(summary.firstByte > SimDuration::seconds(1));
    QVERIFY(summary.dataPacketsLost > 20);
    QVERIFY(summary.meanRttMs > 560);
}

void TestExampleScenarios::theQueueBloats()
{
    const auto session = sessionOf("bufferbloat");
    runOut(*session);
    QCOMPARE(dropped(*session, 0, 15), 0u);
    QVERIFY(leastRtt(*session, 0, 1) < 60);
    QVERIFY(mostRtt(*session, 10, 18) > 3000);
    QVERIFY(dropped(*session, 40, 50) > 0);
    QVERIFY(mostRtt(*session, 55, 75) < 260);
}

void TestExampleScenarios::theCafeStallsMoreThanOnce()
{
    const auto session = sessionOf("crowded-cafe");
    const Summary summary = runOut(*session);
    QVERIFY(summary.stallCount >= 2);
    QVERIFY(summary.dataPacketsLost > 50);
}

void TestExampleScenarios::theTrainNeedsALargerStart()
{
    QCOMPARE(runOut(*sessionOf("3g-train")).stallCount, std::int64_t{2});
    const auto patient = sessionOf("3g-train", {{"player.high_water", "60s"}, {"player.start", "25s"}});
    QCOMPARE(runOut(*patient).stallCount, std::int64_t{0});
    QVERIFY(patient->ended());
}

void TestExampleScenarios::theTinyQueueLosesOnAnIdleLink()
{
    const auto session = sessionOf("tiny-queue");
    runOut(*session);
    QVERIFY(dropped(*session, 0, 30) > 100);
    QCOMPARE(dropped(*session, 30.1, 100), 0u);
    double bits = 0;
    double room = 0;
    overTime(*session, 18, 30, [&](const SeriesBucket &b) {
        bits += 8 * static_cast<double>(b.wireBytes);
        room += b.capacityBits;
    });
    QVERIFY2(bits < 0.1 * room, qPrintable(QString::number(bits / room)));
}

void TestExampleScenarios::acknowledgementsWaitInTheUplink()
{
    const auto session = sessionOf("uplink-full");
    const Summary summary = runOut(*session);
    QCOMPARE(summary.stallCount, std::int64_t{1});
    QVERIFY2(summary.stalls.front().at > at(15) && summary.stalls.front().at < at(60), "while the photographs are sent");
    QVERIFY(mostRtt(*session, 40, 60) > 8000);
    QVERIFY(mostRtt(*session, 0, 15) < 1000);
}

void TestExampleScenarios::justUnderStopsAgainAndAgain()
{
    const Summary summary = runOut(*sessionOf("just-under"));
    QVERIFY(summary.stallCount >= 3);
    const auto patient = sessionOf("just-under", {{"player.high_water", "30s"}, {"player.start", "16s"}});
    QCOMPARE(runOut(*patient).stallCount, std::int64_t{0});
    QVERIFY(patient->ended());
    const auto whole = sessionOf("just-under", {{"delivery", "download"}});
    whole->advanceTo(at(240));
    QVERIFY(whole->ended());
    QCOMPARE(whole->summary().stallCount, std::int64_t{0});
}

void TestExampleScenarios::parityMendsUntilItCannot()
{
    const auto damagedUntil = [](Session &session, double time) {
        session.advanceTo(at(time));
        const Summary summary = session.summary();
        return summary.damagedFrames + summary.lostFrames;
    };
    const auto with = sessionOf("udp-fec");
    const auto without = sessionOf("udp-fec", {{"rtp.fec", "0"}});
    const auto easy = damagedUntil(*with, 40);
    QVERIFY2(3 * easy < damagedUntil(*without, 40), "at 1 % of loss most of it is mended");
    const auto middle = damagedUntil(*with, 70) - easy;
    const auto hard = damagedUntil(*with, 102) - middle - easy;
    QVERIFY2(easy < middle && 2 * middle < hard, qPrintable(QStringLiteral("%1, %2, %3").arg(easy).arg(middle).arg(hard)));
}

QTEST_GUILESS_MAIN(TestExampleScenarios)
#include "test_example_scenarios.moc"
