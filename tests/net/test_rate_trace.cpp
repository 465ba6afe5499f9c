// A rate that varies by itself: which step holds when, over and over, and a link that follows it to the bit.
#include "core/net/rate_trace.h"
#include "core/sim/random_stream.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;
using testing::LinkRig;
using testing::ms;

namespace {

constexpr SimDuration millisecond = SimDuration::milliseconds(1);

/// 12 Mbit/s for 10 ms, nothing for 5 ms, 6 Mbit/s for 5 ms: 7.5 Mbit/s on the mean.
RateTrace bumpy()
{
    return RateTrace({{SimDuration::zero(), BitRate::megabitsPerSecond(12)},
                      {millisecond * 10, BitRate()},
                      {millisecond * 15, BitRate::megabitsPerSecond(6)}},
                     millisecond * 20);
}

RateTrace random(RandomStream &draw)
{
    std::vector<RateTrace::Step> steps;
    SimDuration at;
    for (std::uint64_t i = 0, n = 1 + draw.below(20); i < n; ++i) {
        steps.push_back({at, BitRate::bitsPerSecond(draw.chance(0.2) ? 0 : static_cast<std::int64_t>(draw.below(50'000'000)))});
        at += SimDuration::microseconds(1 + static_cast<std::int64_t>(draw.below(30'000)));
    }
    return RateTrace(std::move(steps), at);
}

/// Bits that the trace lets through in [from, until), by walking its steps.
double bitsIn(const RateTrace &trace, SimTime from, SimTime until)
{
    double bits = 0;
    for (SimTime t = from; t < until;) {
        const SimTime next = std::min(until, trace.nextChangeAfter(t));
        bits += static_cast<double>(trace.rateAt(t).toBitsPerSecond()) * (next - t).toSeconds();
        t = next;
    }
    return bits;
}

} // namespace

class TestRateTrace : public QObject {
    Q_OBJECT

private slots:
    void stepsHoldFromTheirInstantOn();
    void repeatsAfterItsLength();
    void theNextChangeIsAlwaysLater();
    void theMean();
    void theLinkFollowsItInMidPacket();
    void theLinkCarriesWhatTheTraceLetsThrough_data();
    void theLinkCarriesWhatTheTraceLetsThrough();
    void aConstantRateReplacesIt();
};

void TestRateTrace::stepsHoldFromTheirInstantOn()
{
    const RateTrace trace = bumpy();
    QCOMPARE(trace.rateAt(ms(0)), BitRate::megabitsPerSecond(12));
    QCOMPARE(trace.rateAt(ms(9.999)), BitRate::megabitsPerSecond(12));
    QCOMPARE(trace.rateAt(ms(10)), BitRate());
    QCOMPARE(trace.rateAt(ms(15)), BitRate::megabitsPerSecond(6));
    QCOMPARE(trace.nextChangeAfter(ms(0)), ms(10));
    QCOMPARE(trace.nextChangeAfter(ms(12)), ms(15));
}

void TestRateTrace::repeatsAfterItsLength()
{
    const RateTrace trace = bumpy();
    for (double t = 0; t < 20; t += 0.5) {
        QCOMPARE(trace.rateAt(ms(t + 20)), trace.rateAt(ms(t)));
        QCOMPARE(trace.rateAt(ms(t + 20'000'000)), trace.rateAt(ms(t)));
    }
    QCOMPARE(trace.nextChangeAfter(ms(16)), ms(20));
}

void TestRateTrace::theNextChangeIsAlwaysLater()
{
    RandomStream draw(1, "trace");
    for (int i = 0; i < 200; ++i) {
        const RateTrace trace = random(draw);
        SimTime t;
        for (int step = 0; step < 100; ++step) {
            const SimTime next = trace.nextChangeAfter(t);
            QVERIFY(next > t);
            QCOMPARE(trace.rateAt(t), trace.rateAt(next - SimDuration::nanoseconds(1)));
            t = next;
        }
    }
}

void TestRateTrace::theMean()
{
    QCOMPARE(bumpy().meanRate(), BitRate::bitsPerSecond(7'500'000));
}

void TestRateTrace::theLinkFollowsItInMidPacket()
{
    LinkSettings settings;
    settings.trace = std::make_shared<const RateTrace>(bumpy());
    settings.delay = SimDuration::zero();
    LinkRig rig(settings);
    rig.runUntil(ms(9.5));
    rig.send(1500);
    rig.runUntil(ms(100));
    // Half at 12 Mbit/s, a pause of 5 ms, half at 6.
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(16)});
}

void TestRateTrace::theLinkCarriesWhatTheTraceLetsThrough_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestRateTrace::theLinkCarriesWhatTheTraceLetsThrough()
{
    QFETCH(int, seed);
    RandomStream draw(static_cast<std::uint64_t>(seed), "trace");
    const RateTrace trace = random(draw);
    LinkSettings settings;
    settings.trace = std::make_shared<const RateTrace>(trace);
    settings.delay = SimDuration::zero();
    settings.queue = {QueueLimit::Unit::Packets, 1'000'000};
    LinkRig rig(settings);
    rig.sendMany(10'000, 1500);
    rig.runUntil(ms(2000));
    const double carried = static_cast<double>(rig.link().account().delivered.toBits());
    const double possible = std::min(bitsIn(trace, SimTime::start(), ms(2000)), 10'000 * 12'000.0);
    QVERIFY2(carried <= possible + 1 && carried > possible - 12'000 - 1, words("bits", carried).c_str());
}

void TestRateTrace::aConstantRateReplacesIt()
{
    LinkSettings settings;
    settings.trace = std::make_shared<const RateTrace>(bumpy());
    LinkRig rig(settings);
    rig.runUntil(ms(12));
    QCOMPARE(rig.link().rate(), BitRate());
    rig.change([](LinkSettings &s) {
        s.trace = nullptr;
        s.rate = BitRate::megabitsPerSecond(3);
    });
    QCOMPARE(rig.link().rate(), BitRate::megabitsPerSecond(3));
    QCOMPARE(rig.nextEvent(), SimTime::never());
}

QTEST_APPLESS_MAIN(TestRateTrace)
#include "test_rate_trace.moc"
