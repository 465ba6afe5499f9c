// Jitter: the deviation asked for, the distribution asked for, and never a packet that arrives before it left.
#include "core/net/delay_model.h"
#include "core/sim/quantity_text.h"
#include "tests/support/show.h"
#include "tests/support/statistics.h"

#include <QTest>

#include <cmath>
#include <functional>
#include <vector>

using namespace rebuffer;

namespace {

constexpr SimDuration delay = SimDuration::milliseconds(100);
constexpr SimDuration jitter = SimDuration::milliseconds(5);
constexpr std::size_t packets = 400'000;

std::vector<double> millisecondsOf(SimDuration base, SimDuration deviation, JitterDistribution distribution)
{
    DelayModel model{RandomStream(1, "jitter")};
    model.configure(base, deviation, distribution);
    std::vector<double> sample(packets);
    for (double &x : sample)
        x = model.next().toMilliseconds();
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
    QTest::newRow("normal") << JitterDistribution::Normal;
    QTest::newRow("uniform") << JitterDistribution::Uniform;
    QTest::newRow("pareto") << JitterDistribution::Pareto;
    QTest::newRow("exponential") << JitterDistribution::Exponential;
}

} // namespace

Q_DECLARE_METATYPE(rebuffer::JitterDistribution)

class TestDelayModel : public QObject {
    Q_OBJECT

private slots:
    void deviationAndShape_data() { addDistributions(); }
    void deviationAndShape();
    void isNeverNegative_data() { addDistributions(); }
    void isNeverNegative();
    void withoutJitterItIsTheDelay();
    void aShortDelayCutsTheNormalAtZero();
    void aNewDelayKeepsTheDraws();
};

void TestDelayModel::deviationAndShape()
{
    QFETCH(JitterDistribution, distribution);
    const Shape shape = shapeOf(distribution);
    std::vector<double> sample = millisecondsOf(delay, jitter, distribution);
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

void TestDelayModel::isNeverNegative()
{
    QFETCH(JitterDistribution, distribution);
    for (const double ms : millisecondsOf(SimDuration::milliseconds(1), SimDuration::milliseconds(50), distribution))
        QVERIFY2(ms >= 0, words("milliseconds", ms).c_str());
}

void TestDelayModel::withoutJitterItIsTheDelay()
{
    DelayModel model{RandomStream(1, "jitter")};
    model.configure(delay, SimDuration::zero(), JitterDistribution::Pareto);
    for (int i = 0; i < 100; ++i)
        QCOMPARE(model.next(), delay);
}

void TestDelayModel::aShortDelayCutsTheNormalAtZero()
{
    // A normal of mean zero: half of it is cut off, and arrives at once.
    const std::vector<double> sample = millisecondsOf(SimDuration::zero(), jitter, JitterDistribution::Normal);
    const auto atOnce = static_cast<double>(std::count(sample.begin(), sample.end(), 0.0));
    const double share = atOnce / static_cast<double>(packets);
    QVERIFY2(std::fabs(share - 0.5) < 3 * 0.5 / std::sqrt(static_cast<double>(packets)), words("share", share).c_str());
}

void TestDelayModel::aNewDelayKeepsTheDraws()
{
    DelayModel slow{RandomStream(1, "jitter")};
    DelayModel fast{RandomStream(1, "jitter")};
    slow.configure(delay, jitter, JitterDistribution::Uniform);
    fast.configure(delay / 2, jitter, JitterDistribution::Uniform);
    for (int i = 0; i < 1000; ++i) {
        const SimDuration difference = slow.next() - fast.next();
        QVERIFY2(std::abs((difference - delay / 2).toNanoseconds()) <= 1,
                 qPrintable(QString::number(difference.toNanoseconds())));
    }
}

QTEST_APPLESS_MAIN(TestDelayModel)
#include "test_delay_model.moc"
