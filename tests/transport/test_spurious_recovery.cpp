// What was deemed lost and was only late: the window is given back; what was lost in truth is paid for.
#include "core/transport/tcp/spurious_recovery.h"
#include "core/transport/tcp/tcp_receiver.h"
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <optional>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::LinkRig;
using testing::ms;
using testing::segments;
using testing::wire;

namespace {

using Control = std::unique_ptr<CongestionControl> (*)();

std::unique_ptr<CongestionControl> makeSomeBbr()
{
    return makeBbr(RandomStream(1, "bbr"));
}

void addControls()
{
    QTest::addColumn<Control>("control");
    QTest::newRow("Reno") << Control(makeReno);
    QTest::newRow("CUBIC") << Control(makeCubic);
    QTest::newRow("BBR") << Control(makeSomeBbr);
}

ConnectionRig rigFor(std::int64_t count, Control control)
{
    LinkSettings link = wire(BitRate::megabitsPerSecond(20), SimDuration::milliseconds(20));
    link.queue = {QueueLimit::Unit::Packets, 84};
    return ConnectionRig(link, link, segments(count), testing::tcpWith(control));
}

/// Nothing moves in between; what waits meanwhile is neither lost nor overtaken.
void pause(ConnectionRig &rig, double fromMs, double untilMs)
{
    rig.runUntil(ms(fromMs));
    LinkSettings settings = rig.down().settings();
    const auto rate = settings.rate;
    settings.rate = BitRate();
    rig.down().configure(settings, rig.now());
    rig.runUntil(ms(untilMs));
    settings.rate = rate;
    rig.down().configure(settings, rig.now());
}

/// A segment held back on its way, to be let in by hand.
class Straggler {
public:
    Straggler(ConnectionRig &rig, std::int64_t index) : m_rig(rig)
    {
        rig.losesDown = [this, index](const Packet &packet, SimTime) {
            const bool isIt = packet.kind == PacketKind::Data && packet.position == segments(index).count() && !m_held;
            if (isIt)
                m_held = packet;
            return isIt;
        };
    }
    void arrive() { m_rig.connection().onDownlinkPacket(*m_held, m_rig.now()); }
    bool isHeld() const { return m_held.has_value(); }

private:
    ConnectionRig &m_rig;
    std::optional<Packet> m_held;
};

/// Until the segment is held and `times` of its transmissions are sent.
void runUntilSent(ConnectionRig &rig, std::int64_t index, std::size_t times)
{
    while (rig.transmissionsOf(segments(index).count()).size() < times && rig.step()) {
    }
}

/// A client's end that is given segments by hand, in milliseconds of their sending.
struct Client {
    LinkRig uplink{wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(1))};
    EventQueue alarms;
    TcpReceiver receiver{uplink.link(), alarms.alarm(0)};

    void take(std::int64_t index, double sentMs, double nowMs)
    {
        Packet packet;
        packet.position = segments(index).count();
        packet.payload = tcp::maxSegment;
        packet.wire = tcp::maxSegment + tcp::headers;
        packet.sentAt = ms(sentMs);
        receiver.onSegment(packet, ms(nowMs));
    }
    Packet lastAck()
    {
        uplink.runDry();
        return uplink.received().back();
    }
};

} // namespace

Q_DECLARE_METATYPE(Control)

class TestSpuriousRecovery : public QObject {
    Q_OBJECT

private slots:
    void aPauseOfThePathCostsNoWindow_data() { addControls(); }
    void aPauseOfThePathCostsNoWindow();
    void lostAcknowledgementsCostNoWindow_data() { addControls(); }
    void lostAcknowledgementsCostNoWindow();
    void aTimeoutForARealLossIsNotTakenBack_data() { addControls(); }
    void aTimeoutForARealLossIsNotTakenBack();
    void aStragglerCostsNoWindow_data();
    void aStragglerCostsNoWindow();
    void aStragglerBesideALossCostsTheCut();
    void duplicatesProveItOnceAllAreReported();
    void theTimestampEchoedIsThatOfTheLastInOrder();
    void whatARetransmissionOvertookIsTooOld();
};

void TestSpuriousRecovery::aPauseOfThePathCostsNoWindow()
{
    QFETCH(Control, control);
    ConnectionRig rig = rigFor(20'000, control);
    rig.open();
    rig.runUntil(ms(2000));
    const double before = rig.status().window;
    pause(rig, 2000, 4000);
    QVERIFY(rig.timeouts().size() >= 2);
    rig.runUntil(ms(4300));
    QCOMPARE(rig.windowsRestored().size(), std::size_t{1});
    const double restored = rig.windowsRestored().front();
    QVERIFY2(restored >= before, words("shares of the window before:", restored / before).c_str());
    rig.runToTheEnd(ms(60'000));
    QCOMPARE(rig.received(), segments(20'000));
    QVERIFY(rig.inOrder());
}

void TestSpuriousRecovery::lostAcknowledgementsCostNoWindow()
{
    QFETCH(Control, control);
    ConnectionRig rig = rigFor(20'000, control);
    rig.losesUp = [](const Packet &, SimTime now) { return now > ms(2000) && now < ms(3000); };
    rig.open();
    rig.runUntil(ms(2000));
    const double before = rig.status().window;
    rig.runUntil(ms(4100));
    QVERIFY(!rig.timeouts().empty());
    QCOMPARE(rig.windowsRestored().size(), std::size_t{1});
    const double restored = rig.windowsRestored().front();
    QVERIFY2(restored >= before, words("shares of the window before:", restored / before).c_str());
}

void TestSpuriousRecovery::aTimeoutForARealLossIsNotTakenBack()
{
    QFETCH(Control, control);
    ConnectionRig rig = rigFor(20'000, control);
    rig.losesDown = [](const Packet &, SimTime now) { return now > ms(2000) && now < ms(3000); };
    rig.open();
    rig.runUntil(ms(5000));
    QVERIFY(!rig.timeouts().empty());
    QCOMPARE(rig.windowsRestored().size(), std::size_t{0});
}

void TestSpuriousRecovery::aStragglerCostsNoWindow_data()
{
    QTest::addColumn<bool>("afterRepair");
    QTest::newRow("that comes before its repetition") << false;
    QTest::newRow("that comes after its repetition, which is reported as a duplicate then") << true;
}

void TestSpuriousRecovery::aStragglerCostsNoWindow()
{
    QFETCH(bool, afterRepair);
    ConnectionRig rig = rigFor(2000, makeReno);
    Straggler straggler(rig, 100);
    rig.open();
    runUntilSent(rig, 100, 2);
    QVERIFY(straggler.isHeld());
    QCOMPARE(rig.windowCuts().size(), std::size_t{1});
    const double cut = rig.windowCuts().front();
    if (afterRepair)
        rig.runUntil(rig.now() + SimDuration::milliseconds(70));
    straggler.arrive();
    rig.runUntil(rig.now() + SimDuration::milliseconds(150));
    QCOMPARE(rig.windowsRestored().size(), std::size_t{1});
    QVERIFY2(rig.windowsRestored().front() >= 2 * cut,
             words("of what it was cut to:", rig.windowsRestored().front() / cut).c_str());
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(2000));
    QVERIFY(rig.inOrder());
}

void TestSpuriousRecovery::aStragglerBesideALossCostsTheCut()
{
    ConnectionRig rig = rigFor(2000, makeReno);
    std::optional<Packet> held;
    int lost = 0;
    rig.losesDown = [&](const Packet &packet, SimTime) {
        if (packet.kind == PacketKind::Data && packet.position == segments(120).count() && !held) {
            held = packet;
            return true;
        }
        return packet.kind == PacketKind::Data && packet.position == segments(100).count() && ++lost == 1;
    };
    rig.open();
    runUntilSent(rig, 120, 2);
    rig.connection().onDownlinkPacket(*held, rig.now());
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), segments(2000));
    QCOMPARE(rig.windowCuts().size(), std::size_t{1});
    QCOMPARE(rig.windowsRestored().size(), std::size_t{0});
}

void TestSpuriousRecovery::duplicatesProveItOnceAllAreReported()
{
    SpuriousRecovery recovery;
    QVERIFY(!recovery.isPossible());
    CongestionWindow window;
    window.packets = 40;
    recovery.begin(window, 100'000, 0);
    QVERIFY(!recovery.isReported()); // nothing has been repeated yet
    recovery.onRepeated(ms(10));
    recovery.onRepeated(ms(11));
    recovery.onDuplicate(90'000); // of before
    recovery.onDuplicate(101'448);
    QVERIFY(!recovery.isReported());
    recovery.onDuplicate(102'896);
    QVERIFY(recovery.isReported());
    QCOMPARE(recovery.before().packets, 40u);
    recovery.forget();
    QVERIFY(!recovery.isReported());
}

void TestSpuriousRecovery::theTimestampEchoedIsThatOfTheLastInOrder()
{
    Client client;
    client.take(0, 9, 29);
    client.take(1, 10, 30);
    QCOMPARE(client.lastAck().echo, ms(10));
    client.take(3, 12, 32); // early
    QCOMPARE(client.lastAck().echo, ms(10));
    client.take(0, 14, 34); // a duplicate
    QCOMPARE(client.lastAck().echo, ms(10));
    client.take(2, 11, 35); // fills the gap
    QCOMPARE(client.lastAck().echo, ms(11));
    QCOMPARE(client.lastAck().ack, segments(4).count());
}

void TestSpuriousRecovery::whatARetransmissionOvertookIsTooOld()
{
    Client client;
    client.take(0, 10, 30);
    client.take(1, 20, 40); // sent again, and quick
    client.take(2, 12, 42); // PAWS: eight ticks older than what came in order
    QCOMPARE(client.lastAck().ack, segments(2).count());
    client.take(2, 19, 43); // one tick is forgiven
    QCOMPARE(client.lastAck().ack, segments(3).count());
}

QTEST_APPLESS_MAIN(TestSpuriousRecovery)
#include "test_spurious_recovery.moc"
