// The fluid pipe: what has come out is the rate times the time since the delay, and a reader that stops stops it.
#include "core/transport/ideal/ideal_connection.h"
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::wire;

namespace {

ConnectionRig rigFor(BitRate rate, SimDuration delay, Bytes size)
{
    return ConnectionRig(
        wire(rate, delay), wire(rate, delay), size,
        [](Link &down, Link &, ConnectionAlarms, ConnectionUser &user) { return std::make_unique<IdealConnection>(down, user); });
}

} // namespace

class TestIdeal : public QObject {
    Q_OBJECT

private slots:
    void comesOutAtTheRateAfterTheDelay_data();
    void comesOutAtTheRateAfterTheDelay();
    void hasNoHeadersAndNoHandshake();
    void aReaderThatStopsStopsIt();
    void aNewRateIsFollowed();
    void aFasterRateMeansLargerDrops();
    void theLastByteIsTheEnd();
};

void TestIdeal::comesOutAtTheRateAfterTheDelay_data()
{
    QTest::addColumn<double>("mbps");
    for (const double mbps : {0.05, 1.0, 8.0, 100.0})
        QTest::addRow("%g Mbit/s", mbps) << mbps;
}

void TestIdeal::comesOutAtTheRateAfterTheDelay()
{
    QFETCH(double, mbps);
    ConnectionRig rig = rigFor(BitRate::megabitsPerSecond(mbps), SimDuration::milliseconds(200), Bytes(1'000'000'000));
    rig.open();
    for (const double t : {1.2, 2.2, 5.2}) {
        rig.runUntil(ms(t * 1000));
        const double expected = mbps * 1e6 / 8 * (t - 0.2);
        const double drop = std::max(16.0, std::min(1448.0, mbps * 1e6 / 8 * 0.002));
        QVERIFY2(std::fabs(static_cast<double>(rig.received().count()) - expected) <= drop + expected * 1e-4,
                 std::to_string(rig.received().count()).c_str());
    }
    QVERIFY(rig.inOrder());
}

void TestIdeal::hasNoHeadersAndNoHandshake()
{
    ConnectionRig rig = rigFor(BitRate::megabitsPerSecond(1), SimDuration::milliseconds(10), Bytes(50'000));
    rig.open();
    rig.runToTheEnd(ms(10'000));
    QCOMPARE(rig.received(), Bytes(50'000));
    QCOMPARE(rig.down().account().delivered, Bytes(50'000));
    QVERIFY(rig.sentUp().empty());
    QVERIFY(rig.messages().empty());
}

void TestIdeal::aReaderThatStopsStopsIt()
{
    ConnectionRig rig = rigFor(BitRate::megabitsPerSecond(8), SimDuration::milliseconds(100), Bytes(10'000'000));
    rig.open();
    rig.runUntil(ms(1000));
    rig.setReading(false);
    rig.runUntil(ms(5000));
    // What was on the way has arrived: 100 ms at 8 Mbit/s, and one drop.
    const Bytes waiting = rig.status().unread;
    QVERIFY2(waiting >= Bytes(98'000) && waiting <= Bytes(104'000), std::to_string(waiting.count()).c_str());
    rig.setReading(true);
    rig.runToTheEnd(ms(100'000));
    QCOMPARE(rig.received(), Bytes(10'000'000));
    QVERIFY(rig.inOrder());
}

void TestIdeal::aNewRateIsFollowed()
{
    ConnectionRig rig = rigFor(BitRate::megabitsPerSecond(8), SimDuration::zero(), Bytes(100'000'000));
    rig.open();
    rig.runUntil(ms(1000));
    rig.down().configure(wire(BitRate::megabitsPerSecond(2), SimDuration::zero()), rig.now());
    rig.runUntil(ms(2000));
    QVERIFY2(std::abs(rig.received().count() - 1'250'000) < 3000, std::to_string(rig.received().count()).c_str());
    rig.down().configure(wire(BitRate(), SimDuration::zero()), rig.now());
    rig.runUntil(ms(3000));
    QVERIFY(std::abs(rig.received().count() - 1'250'000) < 3000);
}

void TestIdeal::aFasterRateMeansLargerDrops()
{
    // From an outage to a gigabit: drops of 16 bytes would be eight million a second.
    ConnectionRig rig = rigFor(BitRate(), SimDuration::zero(), Bytes(1'000'000'000));
    rig.open();
    rig.down().configure(wire(BitRate::megabitsPerSecond(1000), SimDuration::zero()), rig.now());
    rig.runUntil(ms(10));
    QVERIFY2(rig.sentDown().size() < 1000, std::to_string(rig.sentDown().size()).c_str());
}

void TestIdeal::theLastByteIsTheEnd()
{
    for (const Bytes size : {Bytes(1), Bytes(249), Bytes(250), Bytes(251), Bytes(300'000)}) {
        ConnectionRig rig = rigFor(BitRate::megabitsPerSecond(1), SimDuration::milliseconds(10), size);
        rig.open();
        QVERIFY(!rig.connection().atEnd());
        rig.runToTheEnd(ms(10'000));
        QVERIFY(rig.connection().atEnd());
        QCOMPARE(rig.received(), size);
    }
}

QTEST_APPLESS_MAIN(TestIdeal)
#include "test_ideal.moc"
