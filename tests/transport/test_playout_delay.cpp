// The delay that an RTP receiver learns from what arrives.
#include "core/sim/random_stream.h"
#include "core/transport/rtp/playout_delay.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;

namespace {

constexpr SimDuration least = SimDuration::milliseconds(20);

/// After `packets` whose lateness is exponential with this mean.
PlayoutDelay learnt(double meanMs, int packets, PlayoutDelay from = {})
{
    RandomStream random(7, "lateness");
    for (int i = 0; i < packets; ++i)
        from.onPacket(SimDuration::seconds(-std::log(1 - random.uniform()) * meanMs / 1000));
    return from;
}

} // namespace

class TestPlayoutDelay : public QObject {
    Q_OBJECT

private slots:
    void isTheLeastBeforeAnything() { QCOMPARE(PlayoutDelay().target(least), least); }
    void aSteadyPathNeedsNoMoreThanItsDelay();
    void isNeverNegative();
    void coversTheJitter_data();
    void coversTheJitter();
    void goesUpAtOnceAndDownWhenTheStormIsForgotten();
};

void TestPlayoutDelay::aSteadyPathNeedsNoMoreThanItsDelay()
{
    PlayoutDelay delay;
    for (int i = 0; i < 100; ++i)
        delay.onPacket(SimDuration::milliseconds(60));
    QCOMPARE(delay.target(least), SimDuration::milliseconds(60));
}

void TestPlayoutDelay::isNeverNegative()
{
    PlayoutDelay delay;
    for (int i = 0; i < 100; ++i)
        delay.onPacket(SimDuration::milliseconds(-200)); // all ahead of their turn
    QCOMPARE(delay.target(least), least);
}

void TestPlayoutDelay::coversTheJitter_data()
{
    QTest::addColumn<double>("mean");
    QTest::newRow("10 ms") << 10.0;
    QTest::newRow("50 ms") << 50.0;
    QTest::newRow("200 ms") << 200.0;
}

void TestPlayoutDelay::coversTheJitter()
{
    QFETCH(double, mean);
    const double target = learnt(mean, 20'000).target(least).toMilliseconds();
    // One packet in a hundred is later than 4.6 means; 512 of them say so within a fifth, two times of three.
    QVERIFY2(target > 3 * mean && target < 7 * mean, qPrintable(QString::number(target / mean)));
}

void TestPlayoutDelay::goesUpAtOnceAndDownWhenTheStormIsForgotten()
{
    const PlayoutDelay calm = learnt(5, 5000);
    const double before = calm.target(least).toMilliseconds();
    const PlayoutDelay shaken = learnt(100, 32, calm);
    QVERIFY(shaken.target(least).toMilliseconds() > 3 * before);
    QVERIFY(learnt(5, 400, shaken).target(least).toMilliseconds() > 3 * before);
    QVERIFY(learnt(5, 600, shaken).target(least).toMilliseconds() < 1.5 * before);
}

QTEST_APPLESS_MAIN(TestPlayoutDelay)
#include "test_playout_delay.moc"
