// Jitter: the deviation asked for, the distribution asked for, and never a packet that arrives before it left.
#include "core/net/delay_model.h"
#include "core/sim/quantity_text.h"
#include "tests/support/show.h"
#include "tests/support/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace rebuffer;

namespace {

constexpr SimDuration delay = SimDuration::milliseconds(100);
constexpr SimDuration jitter = SimDuration::milliseconds(5);
constexpr std::size_t packets = 400'000;
constexpr SimDuration farApart = jitter * 40; // nothing is left of the delay of the one before

LinkSettings settingsFor(SimDuration base, SimDuration deviation, JitterDistribution distribution, bool reorder)
{
    LinkSettings settings;
    settings.delay = base;
    settings.jitter = deviation;
    settings.jitterDistribution = distribution;
    settings.reorder = reorder;
    return settings;
}

/// Of packets that depart one every `gap`.
std::vector<double> millisecondsOf(const LinkSettings &settings, SimDuration gap, std::size_t count = packets)
{
    DelayModel model{RandomStream(1, "jitter")};
    model.configure(settings);
    std::vector<double> sample(count);
    SimTime now;
    for (double &x : sample) {
        x = model.at(now).toMilliseconds();
        now += gap;
    }
    return sample;
}

struct Shape {
    JitterDistribution distribution;
    double mean;                       ///< in deviations above the delay
    std::function<double(double)> cdf; ///< of the distance from the delay, in deviations
};

/// Normal and uniform lie around the delay; Pareto (shape 5) and exponential above it.
Shape shapeOf(JitterDistribution distribution)
{
    const double root3 = std::sqrt(3.0);
    const double paretoDeviation = std::sqrt(5.0 / (16 * 3));
    switch (distribution) {
    case JitterDistribution::Normal: return {distribution, 0, statistics::normalCdf};
    case JitterDistribution::Uniform:
        return {distribution, 0, [root3](double z) { return std::clamp((z / root3 + 1) / 2, 0.0, 1.0); }};
    case JitterDistribution::Pareto:
        return {distribution, 0.25 / paretoDeviation,
                [paretoDeviation](double z) { return z < 0 ? 0 : 1 - std::pow(1 + z * paretoDeviation, -5); }};
    case JitterDistribution::Exponential: break;
    }
    return {JitterDistribution::Exponential, 1, [](double z) { return z < 0 ? 0 : 1 - std::exp(-z); }};
}

void addDistributions()
{
    QTest::addColumn<JitterDistribution>("distribution");
    QTest::addColumn<bool>("reorder");
    for (const bool reorder : {false, true}) {
        const char *order = reorder ? "let go" : "kept";
        QTest::addRow("normal, order %s", order) << JitterDistribution::Normal << reorder;
        QTest::addRow("uniform, order %s", order) << JitterDistribution::Uniform << reorder;
        QTest::addRow("pareto, order %s", order) << JitterDistribution::Pareto << reorder;
        QTest::addRow("exponential, order %s", order) << JitterDistribution::Exponential << reorder;
    }
}

} // namespace

Q_DECLARE_METATYPE(rebuffer::JitterDistribution)

class TestDelayModel : public QObject {
    Q_OBJECT

private slots:
    void deviationAndShape_data() { addDistributions(); }
    void deviationAndShape();
    void deviationAtAnyPacketRate_data();
    void deviationAtAnyPacketRate();
    void nobodyOvertakesWhereOrderIsKept_data();
    void nobodyOvertakesWhereOrderIsKept();
    void aBurstIsDelayedAlikeAndTheNextDifferently();
    void equallyWideSlicesAreNotPeriodic();
    void isNeverNegative_data() { addDistributions(); }
    void isNeverNegative();
    void withoutJitterItIsTheDelay();
    void aShortDelayCutsTheNormalAtZero();
    void aNewDelayKeepsTheDraws();
    void aNewDeviationIsInForceAtOnce_data() { addDistributions(); }
    void aNewDeviationIsInForceAtOnce();
    void anHourOfSilenceTakesNoTime();
};

void TestDelayModel::deviationAndShape()
{
    QFETCH(JitterDistribution, distribution);
    QFETCH(bool, reorder);
    const Shape shape = shapeOf(distribution);
    std::vector<double> sample = millisecondsOf(settingsFor(delay, jitter, distribution, reorder), farApart);
    const statistics::Moments moments = statistics::momentsOf(sample);
    const double deviation = jitter.toMilliseconds();
    QVERIFY2(std::fabs(moments.deviation / deviation - 1) < 0.02, words("deviation", moments.deviation).c_str());
    const double error = deviation / std::sqrt(static_cast<double>(packets));
    QVERIFY2(std::fabs(moments.mean - delay.toMilliseconds() - shape.mean * deviation) < 3 * error,
             words("mean", moments.mean).c_str());
    const double distance =
        statistics::kolmogorovSmirnov(sample, [&](double x) { return shape.cdf((x - delay.toMilliseconds()) / deviation); });
    QVERIFY2(distance < statistics::kolmogorovSmirnovLimit, words("distance", distance).c_str());
}

/// Packets close together share a delay, so what a sample of them is worth goes by how long it lasts: long enough here for
/// a deviation within 2 %.
void TestDelayModel::deviationAtAnyPacketRate_data()
{
    QTest::addColumn<JitterDistribution>("distribution");
    QTest::addColumn<int>("perDeviation");
    QTest::newRow("normal, 5 packets in a deviation") << JitterDistribution::Normal << 5;
    QTest::newRow("normal, 50") << JitterDistribution::Normal << 50;
    QTest::newRow("uniform, 5") << JitterDistribution::Uniform << 5;
    QTest::newRow("uniform, 50") << JitterDistribution::Uniform << 50;
    QTest::newRow("pareto, 1") << JitterDistribution::Pareto << 1; // its longest delays are rare, and last
    QTest::newRow("exponential, 1") << JitterDistribution::Exponential << 1;
    QTest::newRow("exponential, 5") << JitterDistribution::Exponential << 5;
}

void TestDelayModel::deviationAtAnyPacketRate()
{
    QFETCH(JitterDistribution, distribution);
    QFETCH(int, perDeviation);
    const Shape shape = shapeOf(distribution);
    const auto sample = millisecondsOf(settingsFor(delay, jitter, distribution, false), jitter / perDeviation, 4'000'000);
    const statistics::Moments moments = statistics::momentsOf(sample);
    const double deviation = jitter.toMilliseconds();
    QVERIFY2(std::fabs(moments.deviation / deviation - 1) < 0.02, words("deviation", moments.deviation).c_str());
    QVERIFY2(std::fabs((moments.mean - delay.toMilliseconds()) / deviation - shape.mean) < 0.02,
             words("mean", moments.mean).c_str());
}

void TestDelayModel::nobodyOvertakesWhereOrderIsKept_data()
{
    QTest::addColumn<JitterDistribution>("distribution");
    QTest::addColumn<SimDuration>("base");
    QTest::newRow("normal") << JitterDistribution::Normal << delay;
    QTest::newRow("normal, cut at zero") << JitterDistribution::Normal << jitter;
    QTest::newRow("uniform") << JitterDistribution::Uniform << delay;
    QTest::newRow("pareto") << JitterDistribution::Pareto << delay;
    QTest::newRow("exponential") << JitterDistribution::Exponential << delay;
}

void TestDelayModel::nobodyOvertakesWhereOrderIsKept()
{
    QFETCH(JitterDistribution, distribution);
    QFETCH(SimDuration, base);
    DelayModel model{RandomStream(7, "jitter")};
    model.configure(settingsFor(base, jitter, distribution, false));
    RandomStream gaps(7, "gaps");
    SimTime now;
    SimTime last;
    int overtaken = 0;
    for (int i = 0; i < 200'000; ++i) {
        now += SimDuration::seconds(gaps.pareto(1.2) * 20e-6); // mostly in bursts, with long silences
        const SimTime arrives = now + model.at(now);
        overtaken += arrives < last ? 1 : 0;
        last = arrives;
    }
    QVERIFY2(overtaken == 0, qPrintable(QStringLiteral("%1 of 200,000 packets of seed 7").arg(overtaken)));
}

void TestDelayModel::aBurstIsDelayedAlikeAndTheNextDifferently()
{
    DelayModel model{RandomStream(1, "jitter")};
    model.configure(settingsFor(delay, jitter, JitterDistribution::Normal, false));
    int different = 0;
    for (int burst = 0; burst < 100; ++burst) {
        const SimTime now = SimTime::start() + SimDuration::wholeSeconds(burst);
        const SimDuration first = model.at(now);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(model.at(now), first);
        different += model.at(now + SimDuration::milliseconds(500)) != first ? 1 : 0;
    }
    QCOMPARE(different, 100);
}

/// However far apart, two delays of a uniform jitter have nothing to do with each other.
void TestDelayModel::equallyWideSlicesAreNotPeriodic()
{
    const LinkSettings settings = settingsFor(delay, jitter, JitterDistribution::Uniform, false);
    const auto sample = millisecondsOf(settings, jitter / 10, 300'000);
    const double variance = jitter.toMilliseconds() * jitter.toMilliseconds();
    for (std::size_t lag = 400; lag < 1000; lag += 37) { // 40 to 100 deviations
        double sum = 0;
        for (std::size_t i = lag; i < sample.size(); ++i)
            sum += (sample[i] - delay.toMilliseconds()) * (sample[i - lag] - delay.toMilliseconds());
        const double correlation = sum / variance / static_cast<double>(sample.size() - lag);
        QVERIFY2(std::fabs(correlation) < 0.05, words("correlation", correlation).c_str());
    }
}

void TestDelayModel::isNeverNegative()
{
    QFETCH(JitterDistribution, distribution);
    QFETCH(bool, reorder);
    const LinkSettings settings = settingsFor(SimDuration::milliseconds(1), SimDuration::milliseconds(50), distribution, reorder);
    for (const double ms : millisecondsOf(settings, SimDuration::milliseconds(3)))
        QVERIFY2(ms >= 0, words("milliseconds", ms).c_str());
}

void TestDelayModel::withoutJitterItIsTheDelay()
{
    for (const double ms :
         millisecondsOf(settingsFor(delay, SimDuration::zero(), JitterDistribution::Pareto, false), farApart, 100))
        QCOMPARE(ms, delay.toMilliseconds());
}

void TestDelayModel::aShortDelayCutsTheNormalAtZero()
{
    // A normal of mean zero: half of it is cut off, and arrives at once.
    const auto sample = millisecondsOf(settingsFor(SimDuration::zero(), jitter, JitterDistribution::Normal, false), farApart);
    const auto atOnce = static_cast<double>(std::count(sample.begin(), sample.end(), 0.0));
    const double share = atOnce / static_cast<double>(packets);
    QVERIFY2(std::fabs(share - 0.5) < 3 * 0.5 / std::sqrt(static_cast<double>(packets)), words("share", share).c_str());
}

void TestDelayModel::aNewDelayKeepsTheDraws()
{
    for (const bool reorder : {false, true}) {
        const auto slow = millisecondsOf(settingsFor(delay, jitter, JitterDistribution::Uniform, reorder), jitter, 1000);
        const auto fast = millisecondsOf(settingsFor(delay / 2, jitter, JitterDistribution::Uniform, reorder), jitter, 1000);
        for (std::size_t i = 0; i < slow.size(); ++i)
            QVERIFY(std::fabs(slow[i] - fast[i] - delay.toMilliseconds() / 2) < 2e-6);
    }
}

/// Nothing of the old deviation is left, and least of all a delay that neither could give.
void TestDelayModel::aNewDeviationIsInForceAtOnce()
{
    QFETCH(JitterDistribution, distribution);
    QFETCH(bool, reorder);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        DelayModel model{RandomStream(seed, "jitter")};
        model.configure(settingsFor(delay, delay / 2, distribution, reorder));
        SimTime now = SimTime::start() + SimDuration::milliseconds(static_cast<std::int64_t>(seed) * 7);
        model.at(now);
        model.configure(settingsFor(delay, SimDuration::milliseconds(1), distribution, reorder));
        for (int i = 0; i < 2000; ++i, now += SimDuration::microseconds(100)) {
            const double beyond = (model.at(now) - delay).toMilliseconds();
            QVERIFY2(beyond > -7 && beyond < 60, words("seed", static_cast<double>(seed)).c_str()); // of a Pareto's tail
        }
    }
}

/// A nanosecond's jitter changes a million times in a millisecond; nobody may have to wait for that.
void TestDelayModel::anHourOfSilenceTakesNoTime()
{
    DelayModel model{RandomStream(1, "jitter")};
    model.configure(settingsFor(delay, SimDuration::nanoseconds(1), JitterDistribution::Normal, false));
    for (int hour = 0; hour < 1000; ++hour) {
        const SimDuration d = model.at(SimTime::start() + SimDuration::wholeSeconds(3600LL * hour));
        QVERIFY(d - delay < SimDuration::nanoseconds(10) && delay - d < SimDuration::nanoseconds(10));
    }
}

QTEST_APPLESS_MAIN(TestDelayModel)
#include "test_delay_model.moc"
