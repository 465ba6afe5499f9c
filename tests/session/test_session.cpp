// The door to the simulation: time goes forward only, a change is written down so that the run can be run again, and
// what is refused leaves no trace.
#include "core/session/session.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::at;
using testing::scenarioOf;

namespace {

std::unique_ptr<Session> sessionOf(const Scenario &scenario)
{
    return std::make_unique<Session>(scenario, testing::mediaOf(scenario));
}

Scenario aFilm()
{
    return scenarioOf({{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "3Mbit/s"}, {"link.jitter", "3ms"}, {"link.loss", "1%"}});
}

std::uint64_t hashOf(const Session &session)
{
    return session.summary().eventLogHash;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private slots:
    void aRoundTripLongerThanTheFirstWaitIsLearnt_data();
    void aRoundTripLongerThanTheFirstWaitIsLearnt();
    void timeGoesForwardOnly();
    void smallStepsAndOneLeapAreTheSameRun();
    void lookingChangesNothing();
    void aRunWithChangesCanBeRunAgain();
    void changesOfOneInstantApplyInTheirOrder();
    void changesBeforeTheStartAreTheStart();
    void theEndIsOneInstantHoweverItIsReached();
    void aRefusedChangeLeavesNoTrace_data();
    void aRefusedChangeLeavesNoTrace();
    void congestionControlMayChange();
    void theFilmEndsOnce();
    void pausingIsRunAgainWithoutIt();
    void aBulkSourceNeverEnds();
};

void TestSession::timeGoesForwardOnly()
{
    const auto session = sessionOf(aFilm());
    QCOMPARE(session->now(), SimTime::start());
    session->advanceTo(at(5));
    const std::uint64_t hash = hashOf(*session);
    session->advanceTo(at(3));
    QCOMPARE(session->now(), at(5));
    QCOMPARE(hashOf(*session), hash);
    QVERIFY(session->nextEventTime() > session->now());
}

void TestSession::smallStepsAndOneLeapAreTheSameRun()
{
    const auto steps = sessionOf(aFilm());
    const auto leap = sessionOf(aFilm());
    for (double t = 0; t < 20; t += 0.0167)
        steps->advanceTo(at(t));
    steps->advanceTo(at(20));
    leap->advanceTo(at(20));
    QCOMPARE(hashOf(*steps), hashOf(*leap));
    QCOMPARE(steps->summary().events, leap->summary().events);
}

void TestSession::lookingChangesNothing()
{
    const auto looked = sessionOf(aFilm());
    const auto blind = sessionOf(aFilm());
    Snapshot snapshot;
    std::vector<Event> events;
    for (double t = 0; t < 10; t += 0.1) {
        looked->advanceTo(at(t));
        looked->snapshot(snapshot);
        looked->recentEvents(events);
        looked->summary();
    }
    blind->advanceTo(looked->now());
    QCOMPARE(hashOf(*looked), hashOf(*blind));
}

void TestSession::aRunWithChangesCanBeRunAgain()
{
    const auto live = sessionOf(aFilm());
    const testing::Settings moves{{"link.rate", "500kbit/s"}, {"link.loss", "4%"},      {"player.resume", "1s"},
                                  {"transport", "tcp-reno"},  {"link.rate", "5Mbit/s"}, {"uplink.delay", "90ms"}};
    double t = 3.0001;
    for (const auto &[key, value] : moves) {
        live->advanceTo(at(t));
        QVERIFY(live->apply(key, value));
        t += 2.7183;
    }
    live->advanceTo(at(40));
    QCOMPARE(live->scenario().changes.size(), moves.size());

    Scenario written = aFilm();
    written.changes = live->scenario().changes;
    const auto again = sessionOf(written);
    again->advanceTo(at(40));
    QCOMPARE(hashOf(*again), hashOf(*live));
    QVERIFY(again->scenario() == live->scenario());
}

void TestSession::changesOfOneInstantApplyInTheirOrder()
{
    Scenario scenario = aFilm();
    for (const char *rate : {"1Mbit/s", "0", "7Mbit/s"})
        scenario.changes.push_back({at(2), "link.rate", rate});
    scenario.changes.push_back({at(2), "link.delay", "5ms"});
    const auto session = sessionOf(scenario);
    session->advanceTo(at(2));
    QCOMPARE(session->scenario().link.rate, BitRate::megabitsPerSecond(7));
    QCOMPARE(session->scenario().link.delay, SimDuration::milliseconds(5));
}

void TestSession::changesBeforeTheStartAreTheStart()
{
    Scenario changedAtOnce = aFilm();
    changedAtOnce.changes.push_back({SimTime::start(), "link.rate", "1Mbit/s"});
    const auto session = sessionOf(changedAtOnce);
    session->advanceTo(at(3));
    QCOMPARE(session->scenario().link.rate, BitRate::megabitsPerSecond(1));
    QVERIFY(session->summary().throughput <= BitRate::megabitsPerSecond(1.01));
}

void TestSession::theEndIsOneInstantHoweverItIsReached()
{
    const auto byEvents = sessionOf(aFilm());
    while (!byEvents->ended())
        byEvents->advanceTo(byEvents->nextEventTime());
    const auto bySteps = sessionOf(aFilm());
    while (!bySteps->ended())
        bySteps->advanceTo(bySteps->now() + SimDuration::milliseconds(700));
    QCOMPARE(bySteps->now().toNanoseconds(), byEvents->now().toNanoseconds());
    QCOMPARE(bySteps->summary().eventLogHash, byEvents->summary().eventLogHash);
    const SimTime end = bySteps->now();
    bySteps->advanceTo(end + SimDuration::wholeSeconds(1)); // time can still go on
    QCOMPARE(bySteps->now().toNanoseconds(), (end + SimDuration::wholeSeconds(1)).toNanoseconds());
}

void TestSession::aRefusedChangeLeavesNoTrace_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("no such key") << QByteArray("link.colour") << QByteArray("blue");
    QTest::newRow("a bad value") << QByteArray("link.loss") << QByteArray("150%");
    QTest::newRow("negative") << QByteArray("link.rate") << QByteArray("-1");
    QTest::newRow("another film") << QByteArray("source") << QByteArray("cbr:1Mbit/s:5s");
    QTest::newRow("another kind of transport") << QByteArray("transport") << QByteArray("rtp");
    QTest::newRow("the fluid pipe") << QByteArray("transport") << QByteArray("ideal");
    QTest::newRow("another delivery") << QByteArray("delivery") << QByteArray("download");
    QTest::newRow("another protocol") << QByteArray("protocol") << QByteArray("ftp");
    QTest::newRow("another seed") << QByteArray("seed") << QByteArray("2");
    QTest::newRow("start above the high water") << QByteArray("player.start") << QByteArray("16s");
    QTest::newRow("a trace nobody has read") << QByteArray("link.rate") << QByteArray("trace:nowhere.txt");
}

void TestSession::aRefusedChangeLeavesNoTrace()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    const auto session = sessionOf(aFilm());
    const auto undisturbed = sessionOf(aFilm());
    session->advanceTo(at(4));
    const Scenario before = session->scenario();
    const auto done = session->apply(key.toStdString(), value.toStdString());
    QVERIFY2(!done, "was accepted");
    QVERIFY2(done.problem().starts_with(key.toStdString() + ": "), done.problem().c_str());
    QVERIFY(session->scenario() == before);
    session->advanceTo(at(10));
    undisturbed->advanceTo(at(10));
    QCOMPARE(hashOf(*session), hashOf(*undisturbed));
}

void TestSession::congestionControlMayChange()
{
    const auto session = sessionOf(aFilm());
    for (const char *transport : {"tcp-reno", "tcp-bbr", "tcp-cubic", "tcp-cubic"}) {
        session->advanceTo(session->now() + SimDuration::wholeSeconds(3));
        const auto done = session->apply("transport", transport);
        QVERIFY2(done, done.problem().c_str());
    }
    while (!session->ended() && session->now() < at(300))
        session->advanceTo(session->nextEventTime());
    QVERIFY(session->ended());
}

void TestSession::theFilmEndsOnce()
{
    const auto session = sessionOf(aFilm());
    int ends = 0;
    session->setEventListener([&](const Event &event) {
        ends += event.kind == EventKind::StateChanged && static_cast<PlayerState>(event.value) == PlayerState::Ended ? 1 : 0;
    });
    session->advanceTo(at(400));
    QVERIFY(session->ended());
    QCOMPARE(ends, 1);
    QCOMPARE(session->summary().playTime, SimDuration::wholeSeconds(60));
    QVERIFY(session->apply("link.rate", "1Mbit/s")); // and can still be played with
    session->advanceTo(at(500));
}

void TestSession::pausingIsRunAgainWithoutIt()
{
    const auto session = sessionOf(aFilm());
    session->advanceTo(at(10));
    session->setPlayerPaused(true);
    QVERIFY(session->isPlayerPaused());
    const SimDuration played = session->summary().playTime;
    session->advanceTo(at(40));
    QCOMPARE(session->summary().playTime, played);
    Snapshot snapshot;
    session->snapshot(snapshot);
    QVERIFY(snapshot.level >= SimDuration::seconds(14)); // the buffer goes on filling
    session->setPlayerPaused(false);
    session->advanceTo(at(200));
    QVERIFY(session->ended());
    QCOMPARE(session->summary().playTime, SimDuration::wholeSeconds(60));
    QCOMPARE(session->summary().stallCount, std::int64_t{0});
}

void TestSession::aBulkSourceNeverEnds()
{
    const auto session = sessionOf(scenarioOf({{"source", "bulk"}, {"link.rate", "1Mbit/s"}}));
    session->advanceTo(at(100));
    QVERIFY(!session->ended());
    session->setPlayerPaused(true); // there is none
    QVERIFY(!session->isPlayerPaused());
    QVERIFY(session->nextEventTime() != SimTime::never());
    QVERIFY(session->summary().bytesDelivered > Bytes(11'000'000));
}

void TestSession::aRoundTripLongerThanTheFirstWaitIsLearnt_data()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<int>("repeats");
    QTest::newRow("http") << QByteArray("http") << 1;
    QTest::newRow("https") << QByteArray("https") << 1;
    // On two connections; and the SYN, ACK that answers the repeat, and the one that the server repeats for want of an
    // acknowledgement, are each acknowledged again.
    QTest::newRow("ftp") << QByteArray("ftp") << 2 + 2;
}

/// The first message of a connection is repeated after a second; its answer says of which copy it is, and how long that took.
void TestSession::aRoundTripLongerThanTheFirstWaitIsLearnt()
{
    QFETCH(QByteArray, protocol);
    QFETCH(int, repeats);
    const auto run = testing::runOf(
        {{"source", "cbr:1Mbit/s:5s"}, {"protocol", protocol.toStdString()}, {"link.delay", "600ms"}, {"link.rate", "8Mbit/s"}});
    int repeated = 0;
    run->setEventListener([&](const Event &event) {
        const bool asks = event.packetKind == PacketKind::Handshake || event.packetKind == PacketKind::Request;
        repeated += event.kind == EventKind::Sent && event.uplink && asks && event.retransmission ? 1 : 0;
    });
    testing::runToTheEnd(*run, testing::at(60));
    QCOMPARE(repeated, repeats);
}

QTEST_APPLESS_MAIN(TestSession)
#include "test_session.moc"
