// A packet drawn is a packet simulated: what a snapshot shows on the path is what the log says was sent and has met no end.
#include "tests/support/random_scenario.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

#include <cmath>
#include <map>

#include <set>

using namespace rebuffer;
using testing::EventRecord;
using testing::RandomScenario;

namespace {

std::set<std::uint64_t> onTheWay(const EventRecord &record, bool uplink)
{
    std::set<std::uint64_t> numbers;
    for (const auto &line : record.lines()) {
        const Event &event = line.event;
        if (event.packet == 0 || event.uplink != uplink)
            continue;
        if (event.kind == EventKind::Sent)
            numbers.insert(event.packet);
        else if (event.kind == EventKind::Delivered || event.kind == EventKind::Lost || event.kind == EventKind::Dropped)
            numbers.erase(event.packet);
    }
    return numbers;
}

std::set<std::uint64_t> drawn(const LinkView &link)
{
    std::set<std::uint64_t> numbers;
    for (const PacketView &packet : link.queue)
        numbers.insert(packet.number);
    for (const PacketView &packet : link.inFlight)
        numbers.insert(packet.number);
    if (link.sending)
        numbers.insert(link.sending->number);
    return numbers;
}

bool isAllDrawn(const LinkView &link)
{
    return link.queuedPackets <= static_cast<std::int64_t>(Snapshot::drawn) &&
           link.packetsInFlight <= static_cast<std::int64_t>(Snapshot::drawn);
}

bool progressIsAShare(const LinkView &link)
{
    const auto isShare = [](const PacketView &packet) { return packet.progress >= 0 && packet.progress <= 1; };
    return std::all_of(link.inFlight.begin(), link.inFlight.end(), isShare) && (!link.sending || isShare(*link.sending));
}

/// Empty if the link's view is its simulation.
std::string problemWith(const LinkView &view, const EventRecord &record, bool uplink)
{
    const std::set<std::uint64_t> simulated = onTheWay(record, uplink);
    const std::set<std::uint64_t> shown = drawn(view);
    if (isAllDrawn(view) ? shown != simulated : !std::includes(simulated.begin(), simulated.end(), shown.begin(), shown.end()))
        return "draws other packets than are there";
    if (!progressIsAShare(view))
        return "draws a packet beside the path";
    if (view.queuedPackets + view.packetsInFlight + (view.sending ? 1 : 0) != static_cast<std::int64_t>(simulated.size()))
        return "counts other packets than are there";
    return {};
}

} // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

private slots:
    void drawsWhatIsThere_data();
    void drawsWhatIsThere();
    void progressFollowsTime();
    void fillIsWhatThePlayerReads();
    void theFileIsAMapOfWhatHappened();
    void atMostSoManyAreDrawn();
    void whatWillBeLostTravelsWithTheOthers();
    void stopAndGoTravelBack();
    void lostPacketsStayInSightForASecond();
    void thePlayersStateIsTheOneOfNow();
};

void TestSnapshot::drawsWhatIsThere_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestSnapshot::drawsWhatIsThere()
{
    QFETCH(int, seed);
    const auto run = testing::pipelineOf(RandomScenario(static_cast<std::uint64_t>(seed)).make());
    EventRecord record(*run);
    Snapshot snapshot;
    for (double t = 0.05; t < 3; t += 0.173) {
        run->advanceTo(testing::at(t));
        run->snapshot(snapshot);
        QCOMPARE(snapshot.now, run->now());
        const std::string down = problemWith(snapshot.down, record, false);
        QVERIFY2(down.empty(), ("the downlink " + down).c_str());
        const std::string up = problemWith(snapshot.up, record, true);
        QVERIFY2(up.empty(), ("the uplink " + up).c_str());
        QVERIFY(snapshot.played <= snapshot.received);
        QVERIFY(snapshot.position <= snapshot.duration);
        QVERIFY(snapshot.level >= SimDuration::zero());
    }
}

void TestSnapshot::progressFollowsTime()
{
    // One packet alone on a link of 100 ms: the SYN.
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:10s"}, {"link.rate", "480kbit/s"}, {"link.delay", "100ms"}});
    Snapshot snapshot;
    run->advanceTo(testing::at(0.0005)); // 60 B take 1 ms
    run->snapshot(snapshot);
    QVERIFY(snapshot.up.sending);
    QVERIFY(std::abs(snapshot.up.sending->progress - 0.5) < 1e-6);
    for (const double share : {0.1, 0.5, 0.9}) {
        run->advanceTo(testing::at(0.001 + 0.1 * share));
        run->snapshot(snapshot);
        QCOMPARE(snapshot.up.inFlight.size(), std::size_t{1});
        QVERIFY(std::abs(snapshot.up.inFlight.front().progress - share) < 1e-6);
    }
}

/// Behind a buffer that is full the film goes on arriving, until TCP's own is full, too: the player reads what it plays.
void TestSnapshot::fillIsWhatThePlayerReads()
{
    const auto run = testing::pipelineOf(
        testing::scenarioOf({{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "4Mbit/s"}, {"player.high_water", "5s"}}));
    run->advanceTo(testing::at(7));
    Snapshot snapshot;
    run->snapshot(snapshot);
    QVERIFY(snapshot.throughput > BitRate::megabitsPerSecond(3));
    QVERIFY2(std::abs(snapshot.fill.toMegabitsPerSecond() - 2) < 0.7, words("fill", snapshot.fill.toMegabitsPerSecond()).c_str());
    QVERIFY(snapshot.streams.receiveBuffer > Bytes(300'000));
}

void TestSnapshot::theFileIsAMapOfWhatHappened()
{
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:30s"}, {"link.rate", "3Mbit/s"}, {"player.high_water", "10s"}});
    Snapshot snapshot;
    Snapshot before;
    for (double t = 0; t < 45; t += 0.1) {
        run->advanceTo(testing::at(t));
        run->snapshot(snapshot);
        QVERIFY(snapshot.played <= snapshot.received && snapshot.received <= snapshot.sent &&
                snapshot.sent <= snapshot.streams.readBySource);
        QVERIFY(snapshot.streams.readBySource <= snapshot.fileSize);
        QVERIFY(snapshot.played >= before.played && snapshot.received >= before.received && snapshot.sent >= before.sent);
        QVERIFY(snapshot.level <= SimDuration::seconds(10.6)); // and a chunk of 64 kB
        before = snapshot;
    }
    QCOMPARE(snapshot.state, PlayerState::Ended);
    QCOMPARE(snapshot.played, snapshot.fileSize);
}

void TestSnapshot::atMostSoManyAreDrawn()
{
    const auto run =
        testing::runOf({{"source", "bulk"}, {"link.rate", "1Gbit/s"}, {"link.delay", "100ms"}, {"link.queue", "5000packets"}});
    run->advanceTo(testing::at(5));
    Snapshot snapshot;
    run->snapshot(snapshot);
    QVERIFY(snapshot.down.packetsInFlight > static_cast<std::int64_t>(Snapshot::drawn));
    QVERIFY(snapshot.down.inFlight.empty());
    QCOMPARE(snapshot.down.cells.size(), Snapshot::cells);
    double bits = 0;
    for (const FlowCell &cell : snapshot.down.cells)
        bits += cell.bits;
    QCOMPARE(bits, static_cast<double>(snapshot.down.packetsInFlight) * 1500 * 8); // not one is left out
    QVERIFY(!snapshot.hasPlayer);
}

void TestSnapshot::whatWillBeLostTravelsWithTheOthers()
{
    const auto lossy =
        testing::runOf({{"source", "cbr:2Mbit/s:60s"}, {"link.loss", "20%"}, {"link.delay", "200ms"}, {"transport", "rtp"}});
    std::map<std::uint64_t, double> seen;
    Snapshot snapshot;
    int vanished = 0;
    for (double t = 1; t < 6; t += 0.005) {
        lossy->advanceTo(testing::at(t));
        lossy->snapshot(snapshot);
        QCOMPARE(static_cast<std::int64_t>(snapshot.down.inFlight.size()), snapshot.down.packetsInFlight);
        for (std::size_t i = 1; i < snapshot.down.inFlight.size(); ++i)
            QVERIFY(snapshot.down.inFlight[i].progress <= snapshot.down.inFlight[i - 1].progress);
        for (const LostView &lost : snapshot.down.lost) {
            const auto last = seen.find(lost.packet.number);
            if (last == seen.end())
                continue;
            // It vanished where it was last seen, or as much farther as 5 ms carry it.
            QVERIFY(lost.packet.progress >= last->second && lost.packet.progress <= last->second + 0.026);
            seen.erase(last);
            ++vanished;
        }
        for (const PacketView &packet : snapshot.down.inFlight)
            seen[packet.number] = packet.progress;
    }
    QVERIFY2(vanished > 50, qPrintable(QString::number(vanished)));
    QVERIFY(snapshot.down.lostRecently > 0);
}

void TestSnapshot::stopAndGoTravelBack()
{
    const auto run = testing::runOf(
        {{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "20Mbit/s"}, {"link.delay", "50ms"}, {"player.high_water", "6s"}});
    Snapshot snapshot;
    bool stopOnItsWay = false;
    bool quietAfterIt = false;
    bool goOnItsWay = false;
    bool sentAgain = false;
    for (double t = 0; t < 20; t += 0.005) {
        run->advanceTo(testing::at(t));
        run->snapshot(snapshot);
        for (const PacketView &packet : snapshot.up.inFlight) {
            stopOnItsWay = stopOnItsWay || packet.mark == PacketMark::Stop;
            if (packet.mark == PacketMark::Go) {
                QVERIFY(packet.window >= 1448);
                goOnItsWay = goOnItsWay || quietAfterIt;
            }
        }
        if (stopOnItsWay && snapshot.sender.blockedByReceiver && snapshot.down.packetsInFlight == 0)
            quietAfterIt = true;
        sentAgain = sentAgain || (goOnItsWay && snapshot.down.packetsInFlight > 0);
    }
    QVERIFY(stopOnItsWay);
    QVERIFY(quietAfterIt);
    QVERIFY(goOnItsWay);
    QVERIFY(sentAgain);
}

void TestSnapshot::lostPacketsStayInSightForASecond()
{
    const auto run = testing::runOf({{"source", "bulk"}, {"link.loss", "5%"}});
    EventRecord record(*run);
    Snapshot snapshot;
    for (double t = 1; t < 10; t += 0.37) {
        run->advanceTo(testing::at(t));
        run->snapshot(snapshot);
        const auto lately = std::count_if(record.lines().begin(), record.lines().end(), [&](const auto &line) {
            const bool gone = line.event.kind == EventKind::Lost || line.event.kind == EventKind::Dropped;
            return gone && !line.event.uplink && run->now() - line.event.at <= SimDuration::wholeSeconds(1);
        });
        QCOMPARE(static_cast<std::ptrdiff_t>(snapshot.down.lost.size()), std::min<std::ptrdiff_t>(lately, 64));
    }
}

void TestSnapshot::thePlayersStateIsTheOneOfNow()
{
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:30s"}, {"link.rate", "500kbit/s"}});
    Snapshot snapshot;
    bool stalled = false;
    for (double t = 0; t < 30; t += 0.1) {
        run->advanceTo(testing::at(t));
        run->snapshot(snapshot);
        if (snapshot.state != PlayerState::Stalled)
            continue;
        stalled = true;
        QVERIFY(snapshot.resumeProgress >= 0 && snapshot.resumeProgress <= 1);
        QCOMPARE(snapshot.drain, BitRate());
        const Summary summary = run->summary();
        QCOMPARE(snapshot.waited, summary.stalls.back().duration);
        QCOMPARE(snapshot.position, summary.stalls.back().position);
    }
    QVERIFY(stalled);
}

QTEST_APPLESS_MAIN(TestSnapshot)
#include "test_snapshot.moc"
