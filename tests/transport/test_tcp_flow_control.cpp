// Backpressure: a client that does not read shuts the window, the sender stops and asks now and then, and goes on when
// it opens.
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <utility>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::segments;
using testing::wire;

namespace {

constexpr SimDuration rtt = SimDuration::milliseconds(40);

ConnectionRig rigFor(std::int64_t segmentCount)
{
    const LinkSettings link = wire(BitRate::megabitsPerSecond(50), rtt / 2);
    return ConnectionRig(link, link, segments(segmentCount), testing::tcpWith(makeCubic));
}

std::vector<SimTime> probeTimes(const ConnectionRig &rig)
{
    std::vector<SimTime> times;
    for (const auto &probe : rig.sentOfKind(PacketKind::Probe, false))
        times.push_back(probe.at);
    return times;
}

} // namespace

class TestTcpFlowControl : public QObject {
    Q_OBJECT

private slots:
    void aClientThatDoesNotReadStopsTheSender();
    void theShutWindowIsProbedLessAndLessOften();
    void readingAgainOpensTheWindowAtOnce();
    void aLostWindowUpdateIsMadeGoodByAProbe();
    void aLostWindowUpdateIsMadeGoodByTheNext();
    void aLossAfterALongShutWindowIsRepairedAtOnce();
    void theSenderNeverExceedsTheWindow();
    void theWindowGrowsWithAFastReader();
    void stopAndGoLosesNothing_data();
    void stopAndGoLosesNothing();
    void theServerIsHeldBackToo();
};

void TestTcpFlowControl::aClientThatDoesNotReadStopsTheSender()
{
    ConnectionRig rig = rigFor(5000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(5000));
    const Bytes unread = rig.status().unread;
    QVERIFY(rig.status().blockedByReceiver);
    QVERIFY2(unread >= Bytes(100'000) && unread <= Bytes(200'000), std::to_string(unread.count()).c_str());
    QVERIFY(rig.status().receiveWindow < segments(1));
    QCOMPARE(rig.received(), Bytes(0));
    rig.runUntil(ms(60'000));
    QCOMPARE(rig.status().unread, unread);
}

void TestTcpFlowControl::theShutWindowIsProbedLessAndLessOften()
{
    ConnectionRig rig = rigFor(5000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(30'000));
    const std::vector<SimTime> probes = probeTimes(rig);
    QVERIFY(probes.size() >= 5);
    for (std::size_t i = 0; i + 2 < probes.size(); ++i) {
        const double growth = (probes[i + 2] - probes[i + 1]) / (probes[i + 1] - probes[i]);
        QVERIFY2(growth > 1.7 && growth < 2.5, words("growth", growth).c_str());
    }
}

void TestTcpFlowControl::readingAgainOpensTheWindowAtOnce()
{
    ConnectionRig rig = rigFor(2000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(20'000));
    rig.setReading(true);
    rig.runUntil(ms(20'000) + rtt + rtt / 4);
    QVERIFY2(rig.down().account().inFlight > Bytes(0) || rig.received() > Bytes(140'000), "the sender has not gone on");
    rig.runToTheEnd(ms(60'000));
    QCOMPARE(rig.received(), segments(2000));
    QVERIFY(rig.inOrder());
}

void TestTcpFlowControl::aLostWindowUpdateIsMadeGoodByAProbe()
{
    ConnectionRig rig = rigFor(2000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(20'000));
    const std::size_t probesBefore = probeTimes(rig).size();
    rig.losesUp = [](const Packet &, SimTime now) { return now < ms(20'100); };
    rig.setReading(true);
    rig.runToTheEnd(ms(200'000));
    QCOMPARE(rig.received(), segments(2000));
    QVERIFY(probeTimes(rig).size() > probesBefore);
}

/// A slow reader: 10 kB every 10 ms. The first update is lost, the window goes on opening.
void TestTcpFlowControl::aLostWindowUpdateIsMadeGoodByTheNext()
{
    ConnectionRig rig = rigFor(2000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(40'000));
    const std::size_t probesBefore = probeTimes(rig).size();
    const std::size_t sentBefore = rig.sentDown().size();
    rig.losesUp = [lost = false](const Packet &packet, SimTime) mutable {
        return packet.opensWindow && !std::exchange(lost, true);
    };
    for (int i = 0; i < 10; ++i) {
        rig.connection().read(Bytes(10'000), rig.now());
        rig.runUntil(rig.now() + SimDuration::milliseconds(10));
    }
    QCOMPARE(probeTimes(rig).size(), probesBefore);
    QVERIFY2(rig.sentDown().size() > sentBefore + 10,
             words("sent:", static_cast<double>(rig.sentDown().size() - sentBefore)).c_str());
}

/// The waits between probes grow to many seconds; what is sent afterwards must not wait so long for its repair.
void TestTcpFlowControl::aLossAfterALongShutWindowIsRepairedAtOnce()
{
    ConnectionRig rig = rigFor(2000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(60'000));
    QVERIFY(probeTimes(rig).size() >= 5);
    rig.losesDown = [](const Packet &packet, SimTime now) { return packet.kind == PacketKind::Data && now < ms(60'300); };
    rig.setReading(true);
    rig.runUntil(ms(61'500));
    QVERIFY2(rig.received() > segments(200), words("received:", static_cast<double>(rig.received().count())).c_str());
    rig.runToTheEnd(ms(120'000));
    QCOMPARE(rig.received(), segments(2000));
}

void TestTcpFlowControl::theSenderNeverExceedsTheWindow()
{
    ConnectionRig rig = rigFor(5000);
    std::int64_t edge = 128 * 1024; // of the handshake
    rig.losesUp = [&edge](const Packet &packet, SimTime) {
        if (packet.kind == PacketKind::Ack)
            edge = std::max(edge, packet.ack + packet.window);
        return false;
    };
    bool beyond = false;
    rig.losesDown = [&](const Packet &packet, SimTime) {
        beyond = beyond || (packet.kind == PacketKind::Data && packet.position + packet.payload > edge);
        return false;
    };
    rig.open();
    for (int i = 1; i <= 40; ++i) {
        rig.runUntil(ms(50.0 * i));
        rig.setReading(i % 3 == 0);
    }
    QVERIFY(!beyond);
}

void TestTcpFlowControl::theWindowGrowsWithAFastReader()
{
    // 50 Mbit/s and 40 ms are 250 kB: more than the 128 kB that the receiver starts with.
    ConnectionRig rig = rigFor(30'000);
    rig.open();
    rig.runUntil(ms(2000));
    QVERIFY2(rig.status().receiveWindow > Bytes(400'000), std::to_string(rig.status().receiveWindow.count()).c_str());
    const Bytes before = rig.received();
    rig.runUntil(ms(4000));
    const double mbps = meanRate(rig.received() - before, SimDuration::wholeSeconds(2)).toMegabitsPerSecond();
    QVERIFY2(mbps > 47, words("Mbit/s", mbps).c_str());
}

void TestTcpFlowControl::stopAndGoLosesNothing_data()
{
    QTest::addColumn<int>("periodMs");
    for (const int period : {7, 50, 333, 2000})
        QTest::addRow("every %d ms", period) << period;
}

void TestTcpFlowControl::stopAndGoLosesNothing()
{
    QFETCH(int, periodMs);
    ConnectionRig rig = rigFor(3000);
    rig.open();
    for (int i = 1; rig.received() < segments(3000) && i < 3000; ++i) {
        rig.runUntil(ms(1.0 * periodMs * i));
        rig.setReading(i % 2 == 0);
    }
    QCOMPARE(rig.received(), segments(3000));
    QVERIFY(rig.inOrder());
}

void TestTcpFlowControl::theServerIsHeldBackToo()
{
    ConnectionRig rig = rigFor(100'000);
    rig.setReading(false);
    rig.open();
    rig.runUntil(ms(5000));
    QVERIFY(rig.connection().needsDrain());
    QVERIFY(rig.status().unsent >= rig.status().sendBufferLimit);
    QVERIFY(rig.status().unsent < rig.status().sendBufferLimit + Bytes(64 * 1024));
}

QTEST_APPLESS_MAIN(TestTcpFlowControl)
#include "test_tcp_flow_control.moc"
