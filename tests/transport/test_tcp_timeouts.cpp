// When nothing comes back: the retransmission timer of RFC 6298, the retries before the first byte, and coming back to life.
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::segments;
using testing::wire;

namespace {

constexpr SimDuration rtt = SimDuration::milliseconds(100);

ConnectionRig rigFor(std::int64_t segmentCount)
{
    const LinkSettings link = wire(BitRate::megabitsPerSecond(100), rtt / 2);
    return ConnectionRig(link, link, segments(segmentCount), testing::tcpWith(makeCubic));
}

/// Nothing gets through in [from, until).
std::function<bool(const Packet &, SimTime)> deadBetween(SimTime from, SimTime until)
{
    return [from, until](const Packet &, SimTime now) { return now >= from && now < until; };
}

/// The first `times` packets of a kind are lost.
std::function<bool(const Packet &, SimTime)> losingFirst(PacketKind kind, int times)
{
    return [kind, left = times](const Packet &packet, SimTime) mutable { return packet.kind == kind && left-- > 0; };
}

SimTime firstReadOf(const std::function<void(ConnectionRig &)> &disturb)
{
    ConnectionRig rig = rigFor(100);
    disturb(rig);
    rig.open();
    rig.runToTheEnd(ms(100'000));
    return rig.received() == segments(100) ? rig.firstReadAt() : SimTime::never();
}

} // namespace

class TestTcpTimeouts : public QObject {
    Q_OBJECT

private slots:
    void aDeadLinkDoublesTheTimeout();
    void theTimeoutStopsGrowingAtTwoMinutes();
    void oneCutForOneWindowHoweverManyTimeouts();
    void whatWasSentJustBeforeTheTimeoutIsNotDeemedLost();
    void aDeadLinkThatRevivesDeliversTheRest();
    void aLostWordBeforeTheFirstByteIsRepeated_data();
    void aLostWordBeforeTheFirstByteIsRepeated();
    void aFirstWindowThatIsLostIsSentAgain();
};

void TestTcpTimeouts::aDeadLinkDoublesTheTimeout()
{
    ConnectionRig rig = rigFor(10'000);
    rig.losesDown = deadBetween(ms(700), SimTime::never());
    rig.open();
    rig.runUntil(ms(60'000));
    const auto &timeouts = rig.timeouts();
    QVERIFY(timeouts.size() >= 6);
    for (std::size_t i = 0; i + 1 < timeouts.size(); ++i) {
        QCOMPARE(timeouts[i + 1].at - timeouts[i].at, timeouts[i].next);
        QCOMPARE(timeouts[i + 1].next, timeouts[i].next * 2);
    }
    // SRTT + 200 ms, doubled: about 600 ms, for the round trip is steady.
    QVERIFY2(timeouts[0].next > SimDuration::milliseconds(590) && timeouts[0].next < SimDuration::milliseconds(800),
             words("ms", timeouts[0].next.toMilliseconds()).c_str());
}

void TestTcpTimeouts::theTimeoutStopsGrowingAtTwoMinutes()
{
    ConnectionRig rig = rigFor(10'000);
    rig.losesDown = deadBetween(ms(700), SimTime::never());
    rig.open();
    rig.runUntil(ms(3'600'000));
    const auto &timeouts = rig.timeouts();
    QVERIFY(timeouts.size() > 20);
    QCOMPARE(timeouts.back().next, SimDuration::wholeSeconds(120));
    QCOMPARE(timeouts.back().at - timeouts[timeouts.size() - 2].at, SimDuration::wholeSeconds(120));
}

void TestTcpTimeouts::oneCutForOneWindowHoweverManyTimeouts()
{
    ConnectionRig rig = rigFor(10'000);
    rig.losesDown = deadBetween(ms(700), SimTime::never());
    rig.open();
    rig.runUntil(ms(2000));
    const double threshold = rig.status().threshold;
    rig.runUntil(ms(60'000));
    QCOMPARE(rig.status().threshold, threshold);
    QCOMPARE(rig.status().window, 1.0);
}

/// RFC 8985, section 6.3: the window is what is too young to be deemed lost, and one.
void TestTcpTimeouts::whatWasSentJustBeforeTheTimeoutIsNotDeemedLost()
{
    LinkSettings link = wire(BitRate::megabitsPerSecond(20), SimDuration::milliseconds(40));
    link.loss = 0.1;
    link.jitter = SimDuration::milliseconds(20);
    link.reorder = true;
    std::uint32_t youngest = 0;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        ConnectionRig rig(link, link, segments(5000), testing::tcpWith(makeCubic), seed);
        rig.open();
        for (std::size_t seen = 0; rig.step();) {
            if (rig.timeouts().size() == seen)
                continue;
            seen = rig.timeouts().size();
            youngest = std::max(youngest, rig.windowCuts().back());
            QCOMPARE(rig.status().inFlight, std::int64_t{rig.windowCuts().back()});
        }
        QCOMPARE(rig.received(), segments(5000));
    }
    QVERIFY(youngest > 1);
}

void TestTcpTimeouts::aDeadLinkThatRevivesDeliversTheRest()
{
    ConnectionRig rig = rigFor(2000);
    rig.losesDown = deadBetween(ms(700), ms(5000));
    rig.open();
    rig.runToTheEnd(ms(60'000));
    QCOMPARE(rig.received(), segments(2000));
    QVERIFY(rig.inOrder());
    QVERIFY(!rig.timeouts().empty());
    rig.runUntil(rig.now() + rtt * 2);
    QCOMPARE(rig.status().inFlight, std::int64_t{0});
}

void TestTcpTimeouts::aLostWordBeforeTheFirstByteIsRepeated_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("laterMs");
    QTest::newRow("SYN") << QByteArray("up handshake") << 1 << 1000;
    QTest::newRow("SYN twice: 1 s and 2 s") << QByteArray("up handshake") << 2 << 3000;
    QTest::newRow("SYN four times") << QByteArray("up handshake") << 4 << 15'000;
    QTest::newRow("SYN, ACK") << QByteArray("down handshake") << 1 << 1000;
    // By then a round trip has been measured, and nothing takes so long.
    QTest::newRow("GET") << QByteArray("up request") << 1 << -1;
    QTest::newRow("GET twice: two more timeouts") << QByteArray("up request") << 2 << -3;
}

void TestTcpTimeouts::aLostWordBeforeTheFirstByteIsRepeated()
{
    QFETCH(QByteArray, kind);
    QFETCH(int, times);
    QFETCH(int, laterMs);
    const SimTime undisturbed = firstReadOf([](ConnectionRig &) {});
    const SimTime disturbed = firstReadOf([&](ConnectionRig &rig) {
        const auto loses = losingFirst(kind.endsWith("request") ? PacketKind::Request : PacketKind::Handshake, times);
        (kind.startsWith("up") ? rig.losesUp : rig.losesDown) = loses;
    });
    if (laterMs > 0) {
        QCOMPARE(disturbed - undisturbed, SimDuration::milliseconds(laterMs));
        return;
    }
    const SimDuration timeout = rtt + std::max(SimDuration::milliseconds(200), rtt * 2);
    const SimDuration beyond = disturbed - undisturbed - timeout * -laterMs;
    QVERIFY2(beyond >= SimDuration::zero() && beyond < SimDuration::milliseconds(10),
             words("ms", beyond.toMilliseconds()).c_str());
}

void TestTcpTimeouts::aFirstWindowThatIsLostIsSentAgain()
{
    // The server has one round trip from the handshake: the probe comes after two of them, before the client asks again.
    const SimTime undisturbed = firstReadOf([](ConnectionRig &) {});
    const SimTime disturbed = firstReadOf([](ConnectionRig &rig) { rig.losesDown = losingFirst(PacketKind::Data, 10); });
    QVERIFY(disturbed != SimTime::never());
    QVERIFY2(disturbed - undisturbed < SimDuration::milliseconds(900),
             words("ms", (disturbed - undisturbed).toMilliseconds()).c_str());
}

QTEST_APPLESS_MAIN(TestTcpTimeouts)
#include "test_tcp_timeouts.moc"
