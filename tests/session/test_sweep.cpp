// A grid of runs: its axes, and what it refuses.
#include "core/media/synthetic_media.h"
#include "core/net/rate_trace.h"
#include "core/session/sweep.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;

namespace {

MediaFile film()
{
    return constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(5));
}

SweepAxis rates()
{
    return {"link.rate", {"2Mbit/s", "trace:train.txt"}};
}

SweepAxis losses()
{
    return {"link.loss", {"0%", "1%"}};
}

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void amountsAreEven();
    void aTraceThatWasNotReadIsRefused();
    void aTraceThatWasReadIsRun();
};

void TestSweep::amountsAreEven()
{
    QCOMPARE(evenAmounts(1, 5, 3, false), (std::vector<double>{1, 3, 5}));
    QCOMPARE(evenAmounts(1, 100, 3, true), (std::vector<double>{1, 10, 100}));
    QCOMPARE(evenAmounts(7, 9, 1, true), (std::vector<double>{7}));
    const auto many = evenAmounts(0.5, 10, 40, true);
    for (std::size_t i = 1; i < many.size(); ++i)
        QVERIFY(std::abs(many[i] / many[i - 1] - std::pow(20, 1 / 39.0)) < 1e-5);
    QCOMPARE(many.back(), 10.0);
}

void TestSweep::aTraceThatWasNotReadIsRefused()
{
    const auto sweep = Sweep::make({}, film(), rates(), losses());
    QVERIFY(!sweep);
    QVERIFY2(sweep.problem().find("train.txt has not been read") != std::string::npos, sweep.problem().c_str());
}

void TestSweep::aTraceThatWasReadIsRun()
{
    Scenario base;
    base.traces["train.txt"] = std::make_shared<const RateTrace>(
        std::vector<RateTrace::Step>{{SimDuration::zero(), BitRate::kilobitsPerSecond(500)}}, SimDuration::wholeSeconds(1));
    const auto sweep = Sweep::make(base, film(), rates(), losses());
    QVERIFY2(sweep, sweep.problem().c_str());
    QCOMPARE(sweep->run(0).stallCount, std::int64_t{0});
    QVERIFY(sweep->run(1).stallCount > 0); // half of what the film needs
}

QTEST_APPLESS_MAIN(TestSweep)
#include "test_sweep.moc"
