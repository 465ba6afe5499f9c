// The curves at a bounded cost: when the buckets run out they merge pairwise, and nothing summed or extreme is lost.
#include "core/session/series.h"
#include "core/sim/random_stream.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace rebuffer;

namespace {

constexpr SimDuration tick = SimDuration::milliseconds(20);

SimTime atTick(int i)
{
    return SimTime::start() + tick * i;
}

struct Totals {
    std::int64_t wire = 0;
    std::uint64_t lost = 0;
    double capacity = 0;
    double rttLow = 1e9;
    double rttHigh = 0;
    double bufferLow = 1e9;
    double bufferHigh = 0;
    double queueHigh = 0;
    SimDuration limited;

    void add(const SeriesBucket &b)
    {
        wire += b.wireBytes;
        lost += b.lost;
        capacity += b.capacityBits;
        rttLow = b.rttLow > 0 ? std::min(rttLow, b.rttLow) : rttLow;
        rttHigh = std::max(rttHigh, b.rttHigh);
        bufferLow = b.hasBuffer ? std::min(bufferLow, b.bufferLow) : bufferLow;
        bufferHigh = std::max(bufferHigh, b.bufferHigh);
        queueHigh = std::max(queueHigh, b.queueHigh);
        limited += b.limitTimes[0];
    }
};

/// What a tick brings, some of it not every time.
SeriesBucket anything(RandomStream &random)
{
    SeriesBucket b;
    b.wireBytes = static_cast<std::int64_t>(random.below(10'000));
    b.lost = static_cast<std::uint32_t>(random.below(3));
    b.capacityBits = static_cast<double>(random.below(100'000));
    b.queueHigh = static_cast<double>(random.below(64'000));
    b.limitTimes[0] = SimDuration::nanoseconds(static_cast<std::int64_t>(random.below(20'000'000)));
    if (random.chance(0.3))
        b.rttLow = b.rttHigh = b.rttLast = 1 + random.uniform() * 100;
    if (random.chance(0.8)) {
        b.bufferLow = b.bufferHigh = b.bufferLast = random.uniform() * 15;
        b.hasBuffer = true;
    }
    return b;
}

Totals totalsOf(const Series &series)
{
    Totals totals;
    for (const SeriesBucket &b : series.buckets())
        totals.add(b);
    return totals;
}

} // namespace

class TestSeries : public QObject {
    Q_OBJECT

private slots:
    void aBucketHoldsItsSpan();
    void gapsAreEmptyBuckets();
    void halvingKeepsSumsAndExtremes();
    void neverMoreThanItsCapacity();
    void aVeryLateInstantIsReachedAtOnce();
    void mergingKeepsTheLaterLast();
    void mergingWithNothingKeepsTheOther();
    void thresholdsAreStepsOfTheRun();
};

void TestSeries::aBucketHoldsItsSpan()
{
    Series series;
    series.at(SimTime::start()).sent += 1;
    series.at(atTick(1) - SimDuration::nanoseconds(1)).sent += 1;
    QCOMPARE(series.buckets().size(), std::size_t{1});
    series.at(atTick(1)).sent += 1;
    QCOMPARE(series.buckets().size(), std::size_t{2});
    QCOMPARE(series.buckets()[0].sent, 2u);
}

void TestSeries::gapsAreEmptyBuckets()
{
    Series series;
    series.at(atTick(10)).sent = 5;
    QCOMPARE(series.buckets().size(), std::size_t{11});
    QCOMPARE(series.buckets()[3].sent, 0u);
    QVERIFY(!series.buckets()[3].hasBuffer);
    QCOMPARE(series.buckets()[10].sent, 5u);
}

void TestSeries::halvingKeepsSumsAndExtremes()
{
    RandomStream random(1, "series");
    Series series;
    Totals expected;
    for (int i = 0; i < static_cast<int>(Series::capacity) * 5 + 123; ++i) {
        const SeriesBucket tickOf = anything(random);
        SeriesBucket &bucket = series.at(atTick(i));
        bucket = merged(bucket, tickOf);
        expected.add(tickOf);
    }
    QCOMPARE(series.width(), Series::firstWidth * 8);
    const Totals totals = totalsOf(series);
    QCOMPARE(totals.wire, expected.wire);
    QCOMPARE(totals.lost, expected.lost);
    QCOMPARE(totals.limited, expected.limited);
    QVERIFY(std::fabs(totals.capacity / expected.capacity - 1) < 1e-12);
    QCOMPARE(totals.rttLow, expected.rttLow);
    QCOMPARE(totals.rttHigh, expected.rttHigh);
    QCOMPARE(totals.bufferLow, expected.bufferLow);
    QCOMPARE(totals.bufferHigh, expected.bufferHigh);
    QCOMPARE(totals.queueHigh, expected.queueHigh);
}

void TestSeries::neverMoreThanItsCapacity()
{
    Series series;
    for (int i = 0; i < 200'000; ++i) {
        series.at(atTick(i)).sent += 1;
        QVERIFY(series.buckets().size() <= Series::capacity);
    }
    QCOMPARE(series.buckets().capacity(), Series::capacity);
}

void TestSeries::aVeryLateInstantIsReachedAtOnce()
{
    Series series;
    series.at(SimTime::start()).sent = 1;
    const SimTime late = SimTime::fromStart(SimDuration::wholeSeconds(100 * 86400));
    series.at(late).sent = 2;
    QVERIFY(series.buckets().size() <= Series::capacity);
    QVERIFY(SimTime::start() + series.width() * static_cast<std::int64_t>(series.buckets().size()) > late);
    QCOMPARE(series.buckets().front().sent + series.buckets().back().sent, 3u);
}

void TestSeries::mergingKeepsTheLaterLast()
{
    SeriesBucket a, b;
    a.rttLast = 10;
    a.bufferLast = a.bufferLow = a.bufferHigh = 3;
    a.hasBuffer = true;
    b.rttLast = 20;
    b.bufferLast = b.bufferLow = b.bufferHigh = 7;
    b.hasBuffer = true;
    QCOMPARE(merged(a, b).rttLast, 20.0);
    QCOMPARE(merged(a, b).bufferLast, 7.0);
    QCOMPARE(merged(a, b).bufferLow, 3.0);
}

void TestSeries::mergingWithNothingKeepsTheOther()
{
    SeriesBucket a;
    a.rttLow = a.rttHigh = a.rttLast = 10;
    a.cwndLast = 12;
    a.bufferLow = a.bufferHigh = a.bufferLast = 3;
    a.hasBuffer = true;
    for (const SeriesBucket &sum : {merged(a, {}), merged({}, a)}) {
        QCOMPARE(sum.rttLow, 10.0);
        QCOMPARE(sum.rttLast, 10.0);
        QCOMPARE(sum.cwndLast, 12.0);
        QCOMPARE(sum.bufferLast, 3.0);
        QVERIFY(sum.hasBuffer);
    }
}

void TestSeries::thresholdsAreStepsOfTheRun()
{
    Scenario scenario = testing::scenarioOf({{"source", "cbr:1Mbit/s:20s"}});
    scenario.changes = {{testing::at(3), "link.rate", "4Mbit/s"},
                        {testing::at(5), "player.high_water", "6s"},
                        {testing::at(5), "player.start", "1s"}};
    const auto run = testing::pipelineOf(scenario);
    run->advanceTo(testing::at(8));
    const std::vector<ThresholdStep> steps = run->seriesToNow().thresholds();
    QCOMPARE(steps.size(), std::size_t{3});
    QCOMPARE(steps[0].from, SimTime::start());
    QCOMPARE(steps[0].marks.highWater, SimDuration::wholeSeconds(15));
    QCOMPARE(steps[1].from, testing::at(5));
    QCOMPARE(steps[1].marks.highWater, SimDuration::wholeSeconds(6));
    QCOMPARE(steps[2].marks.start, SimDuration::wholeSeconds(1));
}

QTEST_APPLESS_MAIN(TestSeries)
#include "test_series.moc"
