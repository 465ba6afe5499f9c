// The round-trip estimate by worked examples of RFC 6298, with the variance floored at 200 ms as Linux does.
#include "core/transport/tcp/rtt_estimator.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;

namespace {

constexpr SimDuration ms(std::int64_t n)
{
    return SimDuration::milliseconds(n);
}

RttEstimator after(std::initializer_list<std::int64_t> milliseconds)
{
    RttEstimator rtt;
    for (const std::int64_t sample : milliseconds)
        rtt.sample(ms(sample));
    return rtt;
}

/// A hundred round trips of one sample each, all the same.
RttEstimator steady(std::int64_t milliseconds)
{
    RttEstimator rtt;
    for (int i = 0; i < 100; ++i)
        rtt.sample(ms(milliseconds), i, i);
    return rtt;
}

} // namespace

class TestRttEstimator : public QObject {
    Q_OBJECT

private slots:
    void aSecondBeforeTheFirstSample();
    void theFirstSampleIsTheEstimate();
    void theSecondMovesItByAnEighth();
    void steadySamplesRestOnTheFloor();
    void aWildSampleRaisesTheTimeoutByItsVariance();
    void theWidestDeviationOfARoundTripStands();
    void aShorterPathIsNoDeviation();
    void eachTimeoutDoublesIt();
    void theNextSampleEndsTheDoubling();
    void theLeastIsKept();
    void staysInRange();
};

void TestRttEstimator::aSecondBeforeTheFirstSample()
{
    const RttEstimator rtt;
    QCOMPARE(rtt.timeout(), SimDuration::wholeSeconds(1));
    QCOMPARE(rtt.smoothed(), SimDuration::zero());
}

void TestRttEstimator::theFirstSampleIsTheEstimate()
{
    // SRTT = R, RTTVAR = R/2: 1000 + 4 * 500.
    QCOMPARE(after({1000}).smoothed(), ms(1000));
    QCOMPARE(after({1000}).timeout(), ms(3000));
    // 4 * 10 ms is below the floor.
    QCOMPARE(after({20}).timeout(), ms(220));
}

void TestRttEstimator::theSecondMovesItByAnEighth()
{
    // RTTVAR = 3/4 * 400 + 1/4 * |800 - 1600| = 500, SRTT = 7/8 * 800 + 1/8 * 1600 = 900.
    const RttEstimator rtt = after({800, 1600});
    QCOMPARE(rtt.smoothed(), ms(900));
    QCOMPARE(rtt.timeout(), ms(900 + 4 * 500));
    QCOMPARE(rtt.latest(), ms(1600));
}

void TestRttEstimator::steadySamplesRestOnTheFloor()
{
    const RttEstimator rtt = steady(300);
    QCOMPARE(rtt.smoothed(), ms(300));
    QVERIFY(rtt.timeout() - ms(500) < SimDuration::microseconds(1));
}

void TestRttEstimator::aWildSampleRaisesTheTimeoutByItsVariance()
{
    RttEstimator rtt = after({100, 100, 100, 100, 100, 100});
    const SimDuration before = rtt.timeout();
    rtt.sample(ms(1700));
    QVERIFY(rtt.timeout() > before + ms(1600));
}

void TestRttEstimator::theWidestDeviationOfARoundTripStands()
{
    RttEstimator rtt = after({100, 100, 100, 100, 100, 100, 100, 100, 1700});
    const SimDuration margin = rtt.timeout() - rtt.smoothed();
    for (int i = 0; i < 200; ++i) // within the round trip
        rtt.sample(ms(100), 1, 1000);
    const SimDuration kept = rtt.timeout() - rtt.smoothed();
    rtt.sample(ms(100), 1001, 2000);
    QVERIFY(margin > ms(1600));
    QVERIFY2(kept >= margin * 3 / 4, qPrintable(QString::number(kept.toMilliseconds()))); // the first of them ended another
    QVERIFY(rtt.timeout() - rtt.smoothed() < kept);
    QVERIFY(rtt.timeout() - rtt.smoothed() >= kept * 3 / 4 - ms(1));
}

void TestRttEstimator::aShorterPathIsNoDeviation()
{
    RttEstimator longer = steady(500);
    RttEstimator shorter = steady(500);
    longer.sample(ms(900));
    shorter.sample(ms(100));
    QVERIFY(ms(400) - (longer.timeout() - longer.smoothed()) < SimDuration::microseconds(1));
    QVERIFY(shorter.timeout() - shorter.smoothed() - ms(200) < SimDuration::microseconds(1));
}

void TestRttEstimator::eachTimeoutDoublesIt()
{
    RttEstimator rtt = after({20});
    for (const std::int64_t expected : {220, 440, 880, 1760, 3520, 7040, 14'080, 28'160, 56'320, 112'640, 120'000, 120'000}) {
        QCOMPARE(rtt.timeout(), ms(expected));
        rtt.backOff();
    }
    for (int i = 0; i < 100; ++i)
        rtt.backOff();
    QCOMPARE(rtt.timeout(), RttEstimator::longest);
}

void TestRttEstimator::theNextSampleEndsTheDoubling()
{
    RttEstimator rtt = after({20});
    rtt.backOff();
    rtt.backOff();
    rtt.sample(ms(20));
    QCOMPARE(rtt.timeout(), ms(220));
}

void TestRttEstimator::theLeastIsKept()
{
    QCOMPARE(after({50, 30, 90}).least(), ms(30));
    QCOMPARE(after({50}).least(), ms(50));
}

void TestRttEstimator::staysInRange()
{
    RttEstimator rtt;
    for (int i = 0; i < 50; ++i)
        rtt.sample(SimDuration::wholeSeconds(i % 2 == 0 ? 120'000 : 0) + SimDuration::nanoseconds(1));
    QVERIFY(rtt.timeout() <= RttEstimator::longest);
    QVERIFY(rtt.timeout() > SimDuration::zero());
    QVERIFY(rtt.smoothed() > SimDuration::zero());
}

QTEST_APPLESS_MAIN(TestRttEstimator)
#include "test_rtt_estimator.moc"
