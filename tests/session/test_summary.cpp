// The figures against a recount of the event log, in random scenarios.
#include "tests/support/random_scenario.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::EventRecord;
using testing::RandomScenario;

namespace {

/// The same figures, counted again from the log's lines.
struct Recount {
    std::uint64_t sent = 0, lost = 0, dropped = 0, resent = 0, late = 0, timeouts = 0;
    std::int64_t stalls = 0;
    SimDuration stallTime, playTime;
    SimTime stalledAt, playingAt, requestedAt;
    std::optional<SimDuration> startup;
    bool stalled = false, playing = false;

    explicit Recount(const EventRecord &record, SimTime end)
    {
        for (const auto &line : record.lines())
            count(line.event);
        if (stalled)
            stallTime += end - stalledAt;
        if (playing)
            playTime += end - playingAt;
    }

private:
    void count(const Event &event)
    {
        const bool media = event.packet > 0 && event.packetKind == PacketKind::Data && !event.uplink;
        sent += media && event.kind == EventKind::Sent ? 1 : 0;
        resent += media && event.kind == EventKind::Sent && event.retransmission ? 1 : 0;
        lost += media && event.kind == EventKind::Lost ? 1 : 0;
        dropped += media && event.kind == EventKind::Dropped ? 1 : 0;
        late += event.kind == EventKind::LateUnit ? 1 : 0;
        timeouts += event.kind == EventKind::Timeout ? 1 : 0;
        if (event.kind == EventKind::StateChanged)
            changeState(static_cast<PlayerState>(event.value), event.at);
    }
    void changeState(PlayerState to, SimTime now)
    {
        if (stalled)
            stallTime += now - stalledAt;
        if (playing)
            playTime += now - playingAt;
        stalled = to == PlayerState::Stalled;
        playing = to == PlayerState::Playing;
        stalls += stalled ? 1 : 0;
        stalledAt = playingAt = now;
        if (to == PlayerState::Connecting)
            requestedAt = now;
        if (playing && !startup)
            startup = now - requestedAt;
    }
};

} // namespace

class TestSummary : public QObject {
    Q_OBJECT

private slots:
    void agreesWithTheLog_data();
    void agreesWithTheLog();
    void theStallListAddsUp();
    void theWarmUpIsLeftOut();
    void theRatesOfAFilmThatEndedAreThoseOfItsArrival();
    void theRatesOfALiveFilmEndWithItsLastPacket();
    void whatComesTooLateIsNoGoodput();
};

void TestSummary::agreesWithTheLog_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestSummary::agreesWithTheLog()
{
    QFETCH(int, seed);
    const auto run = testing::pipelineOf(RandomScenario(static_cast<std::uint64_t>(seed)).make());
    EventRecord record(*run);
    run->advanceTo(testing::at(6));
    const Summary summary = run->summary();
    const Recount recount(record, run->now());
    QCOMPARE(summary.dataPacketsSent, recount.sent);
    QCOMPARE(summary.dataPacketsLost, recount.lost);
    QCOMPARE(summary.dataPacketsDropped, recount.dropped);
    QCOMPARE(summary.retransmissions, recount.resent);
    QCOMPARE(summary.latePackets, recount.late);
    QCOMPARE(summary.timeouts, recount.timeouts);
    QCOMPARE(summary.stallCount, recount.stalls);
    QCOMPARE(summary.stallTime, recount.stallTime);
    QCOMPARE(summary.playTime, recount.playTime);
    QVERIFY(summary.startupDelay == recount.startup);
}

void TestSummary::theStallListAddsUp()
{
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:60s"}, {"link.rate", "600kbit/s"}});
    testing::runToTheEnd(*run, testing::at(300));
    const Summary summary = run->summary();
    QVERIFY(summary.stallCount >= 3);
    QCOMPARE(summary.stalls.size(), static_cast<std::size_t>(summary.stallCount));
    SimDuration sum;
    for (const Stall &stall : summary.stalls)
        sum += stall.duration;
    QCOMPARE(sum, summary.stallTime);
    QCOMPARE(summary.playTime, SimDuration::wholeSeconds(60));
    QCOMPARE(*summary.startupDelay + summary.playTime + summary.stallTime, run->now().sinceStart());
    QCOMPARE(summary.bytesDelivered, Bytes(7'500'000));
}

void TestSummary::theWarmUpIsLeftOut()
{
    const auto run = testing::runOf({{"source", "bulk"}, {"link.rate", "10Mbit/s"}, {"link.loss", "1%"}});
    EventRecord record(*run);
    run->measureFrom(testing::at(5));
    run->advanceTo(testing::at(15));
    std::uint64_t sent = 0, lost = 0;
    for (const auto &line : record.lines()) {
        const bool counts = line.event.at > testing::at(5) && line.event.packet > 0 &&
                            line.event.packetKind == PacketKind::Data && !line.event.uplink;
        sent += counts && line.event.kind == EventKind::Sent ? 1 : 0;
        lost += counts && line.event.kind == EventKind::Lost ? 1 : 0;
    }
    QCOMPARE(run->summary().dataPacketsSent, sent);
    QCOMPARE(run->summary().dataPacketsLost, lost);
}

void TestSummary::theRatesOfAFilmThatEndedAreThoseOfItsArrival()
{
    // Downloaded in about 2 s, watched for 60 more.
    const auto run = testing::runOf(
        {{"source", "cbr:1Mbit/s:60s"}, {"delivery", "download"}, {"link.rate", "30Mbit/s"}, {"transport", "ideal"}});
    testing::runToTheEnd(*run, testing::at(300));
    QVERIFY(run->ended());
    QVERIFY2(run->summary().goodput > BitRate::megabitsPerSecond(29), toText(run->summary().goodput).c_str());
    QVERIFY(run->summary().throughput <= BitRate::megabitsPerSecond(30));
}

/// Though not all of it came: what is missing will not come any more.
void TestSummary::theRatesOfALiveFilmEndWithItsLastPacket()
{
    const auto run = testing::runOf({{"source", "cbr:2Mbit/s:60s"},
                                     {"transport", "rtp"},
                                     {"link.rate", "5Mbit/s"},
                                     {"link.loss", "0.1%"},
                                     {"player.start", "3s"}});
    EventRecord record(*run);
    testing::runToTheEnd(*run, testing::at(100));
    SimTime last;
    for (const Event &event : record.of(EventKind::Delivered)) {
        if (event.packetKind == PacketKind::Data)
            last = event.at;
    }
    const Summary summary = run->summary();
    QVERIFY(summary.dataPacketsLost > 0 && summary.bytesDelivered < Bytes(15'000'000));
    QVERIFY(run->now() - last > SimDuration::wholeSeconds(1)); // it is played out meanwhile
    QCOMPARE(summary.goodput, meanRate(summary.bytesDelivered, last.sinceStart()));
}

void TestSummary::whatComesTooLateIsNoGoodput()
{
    const auto run = testing::runOf({{"source", "cbr:2Mbit/s:60s"},
                                     {"transport", "rtp"},
                                     {"link.rate", "20Mbit/s"},
                                     {"link.jitter", "100ms"},
                                     {"link.reorder", "true"},
                                     {"player.start", "200ms"}});
    EventRecord record(*run);
    testing::runToTheEnd(*run, testing::at(100));
    std::int64_t delivered = 0, late = 0;
    for (const Event &event : record.of(EventKind::Delivered))
        delivered += event.packetKind == PacketKind::Data ? event.payload : 0;
    for (const Event &event : record.of(EventKind::LateUnit))
        late += event.payload;
    QVERIFY(late > 100'000);
    QCOMPARE(run->summary().bytesDelivered, Bytes(delivered - late));
}

QTEST_APPLESS_MAIN(TestSummary)
#include "test_summary.moc"
