// A TCP flow over two links from which chosen segments vanish: how soon each is repaired, and at what cost.
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <set>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::segments;
using testing::wire;

namespace {

constexpr SimDuration rtt = SimDuration::milliseconds(100);

/// 100 Mbit/s, 100 ms: serialisation, 0.12 ms a segment, hardly shows.
ConnectionRig rigFor(std::int64_t segmentCount, const std::function<std::unique_ptr<CongestionControl>()> &control = makeReno)
{
    const LinkSettings link = wire(BitRate::megabitsPerSecond(100), rtt / 2);
    return ConnectionRig(link, link, segments(segmentCount), testing::tcpWith(control));
}

/// Loses the first `times` transmissions of each of these segments.
std::function<bool(const Packet &, SimTime)> losing(std::set<std::int64_t> indexes, int times)
{
    return [indexes, times, seen = std::map<std::int64_t, int>()](const Packet &packet, SimTime) mutable {
        const std::int64_t index = packet.position / tcp::maxSegment;
        return packet.kind == PacketKind::Data && indexes.contains(index) && ++seen[index] <= times;
    };
}

std::vector<SimTime> transmissions(const ConnectionRig &rig, std::int64_t index)
{
    return rig.transmissionsOf(segments(index).count());
}

int retransmissionsIn(const ConnectionRig &rig)
{
    int again = 0;
    for (const auto &sent : rig.sentDown())
        again += sent.packet.kind == PacketKind::Data && sent.packet.retransmission ? 1 : 0;
    return again;
}

std::string inRoundTrips(SimDuration d)
{
    return words("round trips:", d / rtt);
}

} // namespace

class TestTcpRecovery : public QObject {
    Q_OBJECT

private slots:
    void aCleanLinkNeedsNoRepair();
    void oneLostSegmentIsRepairedInARoundTrip_data();
    void oneLostSegmentIsRepairedInARoundTrip();
    void manyLostSegmentsOfOneWindowCostOneCut();
    void aLossBeyondTheEndOfARecoveryCostsACutOfItsOwn_data();
    void aLossBeyondTheEndOfARecoveryCostsACutOfItsOwn();
    void aLostRetransmissionIsRepairedWithoutATimeout();
    void theLostTailIsRepairedByAProbe_data();
    void theLostTailIsRepairedByAProbe();
    void theProbeWaitsFromTheLastSegment_data();
    void theProbeWaitsFromTheLastSegment();
    void aProbeForNothingCostsNothing();
    void reorderingIsNotTakenForLossForLong();
    void aLostAcknowledgementCostsNothing();
    void congestionControlCanChangeInMidRun();
    void slowStartGoesOnWithAnotherControl_data();
    void slowStartGoesOnWithAnotherControl();
    void anotherControlCutsForTheLossThatBbrMends_data();
    void anotherControlCutsForTheLossThatBbrMends();
};

void TestTcpRecovery::aCleanLinkNeedsNoRepair()
{
    ConnectionRig rig = rigFor(1000);
    rig.open();
    rig.runToTheEnd(ms(10'000));
    QCOMPARE(rig.received(), segments(1000));
    QVERIFY(rig.inOrder());
    QCOMPARE(retransmissionsIn(rig), 0);
    QVERIFY(rig.windowCuts().empty());
}

void TestTcpRecovery::oneLostSegmentIsRepairedInARoundTrip_data()
{
    QTest::addColumn<bool>("cubic");
    QTest::newRow("reno") << false;
    QTest::newRow("cubic") << true;
}

void TestTcpRecovery::oneLostSegmentIsRepairedInARoundTrip()
{
    QFETCH(bool, cubic);
    // Windows of 10, 20, 40, 80: segment 200 is in the middle of the one of 160.
    ConnectionRig rig = rigFor(2000, cubic ? makeCubic : makeReno);
    rig.losesDown = losing({200}, 1);
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(2000));
    QVERIFY(rig.timeouts().empty());
    const auto times = transmissions(rig, 200);
    QCOMPARE(times.size(), std::size_t{2});
    const SimDuration wait = times[1] - times[0];
    QVERIFY2(wait < rtt + rtt / 5, inRoundTrips(wait).c_str());
    QCOMPARE(retransmissionsIn(rig), 1);
    QCOMPARE(rig.windowCuts().size(), std::size_t{1});
}

void TestTcpRecovery::manyLostSegmentsOfOneWindowCostOneCut()
{
    ConnectionRig rig = rigFor(2000);
    rig.losesDown = losing({180, 190, 191, 192, 200, 230}, 1);
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(2000));
    QVERIFY(rig.timeouts().empty());
    QCOMPARE(retransmissionsIn(rig), 6);
    QCOMPARE(rig.windowCuts().size(), std::size_t{1});
}

void TestTcpRecovery::aLossBeyondTheEndOfARecoveryCostsACutOfItsOwn_data()
{
    QTest::addColumn<bool>("another");
    QTest::addColumn<int>("cuts");
    QTest::newRow("nothing else is lost") << false << 1;
    QTest::newRow("a segment sent during the recovery is lost") << true << 2;
}

void TestTcpRecovery::aLossBeyondTheEndOfARecoveryCostsACutOfItsOwn()
{
    // The retransmission is lost too, so the recovery takes two round trips, and what is lost in its first is found and sent
    // again before it ends. That was another window's loss all the same.
    QFETCH(bool, another);
    QFETCH(int, cuts);
    ConnectionRig rig = rigFor(3000);
    bool lost = false;
    rig.losesDown = [&, first = losing({180}, 2)](const Packet &packet, SimTime now) mutable {
        const bool inRecovery = rig.windowCuts().size() == 1 && rig.transmissionsOf(segments(180).count()).size() == 2;
        if (another && !lost && inRecovery && !packet.retransmission &&
            packet.sentAt > rig.transmissionsOf(segments(180).count())[1])
            return lost = true;
        return first(packet, now);
    };
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(3000));
    QVERIFY(rig.timeouts().empty());
    QCOMPARE(lost, another);
    QCOMPARE(static_cast<int>(rig.windowCuts().size()), cuts);
}

void TestTcpRecovery::aLostRetransmissionIsRepairedWithoutATimeout()
{
    // Past slow start, where the receive window leaves room for the new data that must follow the retransmission.
    ConnectionRig rig = rigFor(3000);
    rig.losesDown = [early = losing({150}, 1), late = losing({1500}, 2)](const Packet &packet, SimTime now) mutable {
        return early(packet, now) || late(packet, now);
    };
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(3000));
    QVERIFY(rig.timeouts().empty());
    const auto times = transmissions(rig, 1500);
    QCOMPARE(times.size(), std::size_t{3});
    const SimDuration wait = times[2] - times[0];
    QVERIFY2(wait < rtt * 5 / 2, inRoundTrips(wait).c_str());
}

void TestTcpRecovery::theLostTailIsRepairedByAProbe_data()
{
    QTest::addColumn<int>("lost");
    QTest::addColumn<int>("lastBytes");
    // The acknowledgement before it is a round trip late, and a probe follows after two more. For a lone segment 200 ms
    // more, for its acknowledgement may be delayed, or the timeout's time if that is less: but it is a probe, and the window
    // stays.
    QTest::newRow("the last segment") << 1 << 1448;
    QTest::newRow("the last three") << 3 << 1448;
    QTest::newRow("the last ten") << 10 << 1448;
    // Its answer is quicker than any before it, for a full segment takes longer on the wire.
    QTest::newRow("the last three, of which one is short") << 3 << 100;
}

void TestTcpRecovery::theLostTailIsRepairedByAProbe()
{
    QFETCH(int, lost);
    QFETCH(int, lastBytes);
    constexpr std::int64_t count = 500;
    const Bytes all = segments(count - 1) + Bytes(lastBytes);
    std::set<std::int64_t> tail;
    for (std::int64_t i = count - lost; i < count; ++i)
        tail.insert(i);
    // So fast that slow start builds no queue to speak of: the round trip is the link's own.
    const LinkSettings link = wire(BitRate::megabitsPerSecond(1000), rtt / 2);
    ConnectionRig rig(link, link, all, testing::tcpWith(makeReno));
    rig.losesDown = losing(tail, 1);
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), all);
    QVERIFY2(rig.timeouts().empty(), "the timer had to fire");
    const auto times = transmissions(rig, count - 1);
    QCOMPARE(times.size(), std::size_t{2});
    const SimDuration wait = times[1] - times[0];
    QVERIFY2(wait < rtt * 9 / 2, inRoundTrips(wait).c_str());
    rig.runUntil(rig.now() + rtt * 2);
    QVERIFY2(rig.status().window > 10, "the window collapsed");
    QCOMPARE(rig.windowCuts().size(), std::size_t{1}); // a loss costs what a loss costs, however it is repaired
}

void TestTcpRecovery::theProbeWaitsFromTheLastSegment_data()
{
    QTest::addColumn<bool>("paced");
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("roundTrips");
    // The 200 ms more are for the delayed acknowledgement of a lone segment; the timeout would come no later.
    QTest::newRow("a lone segment") << false << 1 << 4.0;
    QTest::newRow("a flight at once") << false << 6 << 2.02;
    QTest::newRow("a flight that is paced") << true << 6 << 2.02;
}

void TestTcpRecovery::theProbeWaitsFromTheLastSegment()
{
    QFETCH(bool, paced);
    QFETCH(int, count);
    QFETCH(double, roundTrips);
    // All of the first flight is lost, the head of the response with it.
    const auto control = paced ? std::function([] { return makeBbr(RandomStream(1, "bbr")); }) : makeReno;
    ConnectionRig rig = rigFor(count, control);
    rig.losesDown = [&rig](const Packet &packet, SimTime) { return packet.kind == PacketKind::Data && !packet.retransmission; };
    rig.open();
    rig.runToTheEnd(ms(20'000));
    const auto data = rig.sentOfKind(PacketKind::Data, false);
    const auto probe = std::ranges::find_if(data, [](const auto &sent) { return sent.packet.retransmission; });
    QVERIFY(probe != data.end() && probe != data.begin());
    const SimDuration flight = std::prev(probe)->at - data.front().at;
    QCOMPARE(flight > SimDuration::zero(), paced);
    const SimDuration wait = probe->at - std::prev(probe)->at;
    const SimDuration measured = rtt + SimDuration::milliseconds(1); // and the time on the wire
    QVERIFY2(wait > rtt * 2 && wait.toMilliseconds() <= measured.toMilliseconds() * roundTrips, inRoundTrips(wait).c_str());
}

void TestTcpRecovery::aProbeForNothingCostsNothing()
{
    // All has arrived; only the acknowledgements of the last few segments are lost. The probe's answer says so (RFC 2883).
    ConnectionRig rig = rigFor(500);
    rig.losesUp = [lost = 0](const Packet &packet, SimTime) mutable {
        return packet.kind == PacketKind::Ack && packet.ack > segments(490).count() && ++lost <= 10 && packet.sackCount == 0;
    };
    rig.open();
    rig.runUntil(ms(20'000));
    QCOMPARE(rig.received(), segments(500));
    QCOMPARE(retransmissionsIn(rig), 1);
    QVERIFY(rig.timeouts().empty());
    QVERIFY(rig.windowCuts().empty());
    QCOMPARE(rig.status().inFlight, std::int64_t{0});
}

void TestTcpRecovery::reorderingIsNotTakenForLossForLong()
{
    // A jitter of 5 ms on 50 with order let go: early on segments are sent again for nothing, then the window learns.
    LinkSettings down = wire(BitRate::megabitsPerSecond(20), rtt / 2);
    down.jitter = SimDuration::milliseconds(2);
    down.reorder = true;
    ConnectionRig rig(down, wire(BitRate::megabitsPerSecond(20), rtt / 2), segments(8000), testing::tcpWith(makeReno));
    rig.open();
    rig.runToTheEnd(ms(60'000));
    QCOMPARE(rig.received(), segments(8000));
    QVERIFY(rig.inOrder());
    QVERIFY(rig.timeouts().empty());
    QVERIFY2(retransmissionsIn(rig) < 80, std::to_string(retransmissionsIn(rig)).c_str());
}

void TestTcpRecovery::aLostAcknowledgementCostsNothing()
{
    ConnectionRig rig = rigFor(1000);
    rig.losesUp = [n = 0](const Packet &packet, SimTime) mutable { return packet.kind == PacketKind::Ack && ++n % 3 == 0; };
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(1000));
    QCOMPARE(retransmissionsIn(rig), 0);
}

void TestTcpRecovery::congestionControlCanChangeInMidRun()
{
    ConnectionRig rig = rigFor(5000, makeCubic);
    rig.losesDown = losing({300, 2000, 4000}, 1);
    rig.open();
    rig.runUntil(ms(700));
    const double window = rig.status().window;
    rig.tcp().setCongestionControl(makeReno(), rig.now());
    QCOMPARE(rig.status().window, window);
    rig.runUntil(ms(1200));
    rig.tcp().setCongestionControl(makeCubic(), rig.now());
    rig.runToTheEnd(ms(60'000));
    QCOMPARE(rig.received(), segments(5000));
    QVERIFY(rig.inOrder());
    QCOMPARE(retransmissionsIn(rig), 3);
}

void TestTcpRecovery::slowStartGoesOnWithAnotherControl_data()
{
    QTest::addColumn<int>("atMs");
    QTest::newRow("before anything is connected") << 10;
    QTest::newRow("in the first flight") << 240;
    QTest::newRow("two round trips later") << 440;
}

/// Only a loss ends it (RFC 5681, section 3.1): who chooses another control early has it as from the beginning.
void TestTcpRecovery::slowStartGoesOnWithAnotherControl()
{
    QFETCH(int, atMs);
    ConnectionRig early = rigFor(20'000), late = rigFor(20'000, makeCubic);
    early.open();
    late.open();
    late.runUntil(ms(atMs));
    late.tcp().setCongestionControl(makeReno(), late.now());
    for (ConnectionRig *rig : {&early, &late})
        rig->runUntil(ms(750));
    QVERIFY(early.status().window > 100);
    QCOMPARE(late.status().window, early.status().window);
}

void TestTcpRecovery::anotherControlCutsForTheLossThatBbrMends_data()
{
    QTest::addColumn<bool>("cubic");
    QTest::addColumn<int>("fromMs");
    for (int ms = 1000; ms < 3000; ms += 250) {
        QTest::addRow("Reno after %d ms", ms) << false << ms;
        QTest::addRow("CUBIC after %d ms", ms) << true << ms;
    }
}

void TestTcpRecovery::anotherControlCutsForTheLossThatBbrMends()
{
    QFETCH(bool, cubic);
    QFETCH(int, fromMs);
    const LinkSettings link = wire(BitRate::megabitsPerSecond(20), rtt / 5);
    ConnectionRig rig(link, link, segments(20'000), testing::tcpWith([] { return makeBbr(RandomStream(1, "bbr")); }));
    rig.losesDown = [losses = RandomStream(1, "losses")](const Packet &packet, SimTime) mutable {
        return packet.kind == PacketKind::Data && losses.chance(0.02);
    };
    rig.open();
    rig.runUntil(ms(fromMs));
    while (!rig.status().recovering && rig.step()) {
    }
    const double before = rig.status().window;
    rig.tcp().setCongestionControl(cubic ? makeCubic() : makeReno(), rig.now());
    double most = 0;
    for (const SimTime end = rig.now() + rtt * 20; rig.now() < end && rig.step();)
        most = std::max(most, rig.status().window);
    QVERIFY2(most <= 2 * before, words("window, in those before:", most / before).c_str());
    QVERIFY(*std::ranges::max_element(rig.windowCuts()) < CongestionWindow::unset);
}

QTEST_APPLESS_MAIN(TestTcpRecovery)
#include "test_tcp_recovery.moc"
