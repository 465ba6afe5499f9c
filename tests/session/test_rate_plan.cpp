// The rate over time, out of a scenario and back into one.
#include "core/media/synthetic_media.h"
#include "core/net/rate_trace.h"
#include "core/session/rate_plan.h"
#include "core/session/scenario_keys.h"
#include "core/session/session.h"

#include <QTest>

using namespace rebuffer;

namespace {

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

BitRate megabits(double rate)
{
    return BitRate::megabitsPerSecond(rate);
}

Scenario withTrace(std::vector<RateTrace::Step> steps, SimDuration length)
{
    Scenario scenario;
    scenario.link.traceFile = "train.txt";
    scenario.traces["train.txt"] = std::make_shared<const RateTrace>(std::move(steps), length);
    return scenario;
}

Scenario threeSeconds()
{
    return withTrace({{SimDuration::zero(), megabits(4)}, {SimDuration::wholeSeconds(1), megabits(1)}},
                     SimDuration::wholeSeconds(3));
}

} // namespace

class TestRatePlan : public QObject {
    Q_OBJECT

private slots:
    void aSteadyRateIsOneStep();
    void changesAreSteps();
    void aTraceIsUnrolledAndTheRestIsKept();
    void beyondTheEndATraceGoesOnAsItsMean();
    void aFineTraceIsAveragedWithoutLosingBits();
    void theSameFilmPlaysTheSame();
    void anOutageEndsAsItWouldHaveBeen();
    void aScriptIsReplacedFromAnInstantOn();
    void fourHundredStepsCanBeRun();
};

void TestRatePlan::aSteadyRateIsOneStep()
{
    const RatePlan plan = RatePlan::of({}, at(60));
    QCOMPARE(plan.steps.size(), std::size_t{1});
    QCOMPARE(plan.rateAt(at(30)), megabits(5));
    QCOMPARE(plan.script(), (RateScript{"5Mbit/s", {}}));
}

void TestRatePlan::changesAreSteps()
{
    Scenario scenario;
    scenario.changes = {{at(2), "link.loss", "1%"}, {at(5), "link.rate", "0"}, {at(8), "link.rate", "5Mbit/s"}};
    const RatePlan plan = RatePlan::of(scenario, at(60));
    QCOMPARE(plan.steps, (std::vector<RatePlan::Step>{{at(0), megabits(5)}, {at(5), BitRate()}, {at(8), megabits(5)}}));
    Scenario again = scenario;
    plan.script().writeInto(again);
    QVERIFY2(checkChanges(again), checkChanges(again).problem().c_str());
    QCOMPARE(again.changes.size(), std::size_t{3});
    QCOMPARE(again.changes.front(), scenario.changes.front());
    QCOMPARE(RatePlan::of(again, at(60)), plan);
}

void TestRatePlan::aTraceIsUnrolledAndTheRestIsKept()
{
    Scenario scenario = threeSeconds();
    scenario.changes = {{at(4.5), "link.rate", "2Mbit/s"}, {at(6), "player.seek", "9s"}};
    const RatePlan plan = RatePlan::of(scenario, at(60));
    QCOMPARE(
        plan.steps,
        (std::vector<RatePlan::Step>{
            {at(0), megabits(4)}, {at(1), megabits(1)}, {at(3), megabits(4)}, {at(4), megabits(1)}, {at(4.5), megabits(2)}}));
    plan.script().writeInto(scenario);
    QVERIFY(scenario.link.traceFile.empty());
    QCOMPARE(scenario.changes.size(), std::size_t{5}); // four of the rate, and the viewer's own
    QCOMPARE(RatePlan::of(scenario, at(60)), plan);
    QVERIFY(checkChanges(scenario));
}

void TestRatePlan::beyondTheEndATraceGoesOnAsItsMean()
{
    const RatePlan plan = RatePlan::of(threeSeconds(), at(7));
    QCOMPARE(plan.steps.back(), (RatePlan::Step{at(7), megabits(2)}));
    QCOMPARE(plan.rateAt(at(6.5)), megabits(4));
    QCOMPARE(plan.rateAt(at(1'000)), megabits(2));
}

void TestRatePlan::aFineTraceIsAveragedWithoutLosingBits()
{
    std::vector<RateTrace::Step> steps;
    for (int i = 0; i < 10'000; ++i)
        steps.push_back({SimDuration::milliseconds(i), i % 4 == 0 ? megabits(12) : BitRate()});
    bool averaged = false;
    const RatePlan plan = RatePlan::of(withTrace(std::move(steps), SimDuration::wholeSeconds(10)), at(40), &averaged);
    QVERIFY(averaged);
    QVERIFY(plan.steps.size() <= RatePlan::most);
    for (const RatePlan::Step &step : plan.steps)
        QVERIFY2(std::abs(step.rate.toMegabitsPerSecond() - 3) < 0.2,
                 qPrintable(QString::number(step.rate.toMegabitsPerSecond())));
    (void)RatePlan::of(threeSeconds(), at(60), &averaged);
    QVERIFY(!averaged);
}

/// What is kept as changes carries the film as the trace did.
void TestRatePlan::theSameFilmPlaysTheSame()
{
    const MediaFile film = constantRateMedia(megabits(2), SimDuration::wholeSeconds(20));
    const Scenario traced = withTrace({{SimDuration::zero(), megabits(3)}, {SimDuration::wholeSeconds(4), megabits(1)}},
                                      SimDuration::wholeSeconds(9));
    Scenario kept = traced;
    RatePlan::of(traced, at(120)).script().writeInto(kept);
    Session a(traced, film);
    Session b(kept, film);
    a.advanceTo(at(60));
    b.advanceTo(at(60));
    QCOMPARE(b.summary().stallTime, a.summary().stallTime);
    QCOMPARE(b.summary().dataPacketsSent, a.summary().dataPacketsSent);
    QVERIFY(a.summary().stallCount > 0);
}

void TestRatePlan::anOutageEndsAsItWouldHaveBeen()
{
    const RatePlan tunnel{{{at(0), megabits(4)}, {at(20), megabits(0.5)}, {at(40), megabits(4)}}};
    const RatePlan with = tunnel.withOutage(at(18), SimDuration::wholeSeconds(5));
    QCOMPARE(with.rateAt(at(17)), megabits(4));
    QCOMPARE(with.rateAt(at(20)), BitRate());
    QCOMPARE(with.rateAt(at(23)), megabits(0.5));
    QCOMPARE(with.rateAt(at(50)), megabits(4));
    QCOMPARE(tunnel.withOutage(at(0), SimDuration::wholeSeconds(1)).steps.front(), (RatePlan::Step{at(0), BitRate()}));
}

void TestRatePlan::aScriptIsReplacedFromAnInstantOn()
{
    const RateScript before{"5Mbit/s", {{at(2), "link.rate", "1Mbit/s"}, {at(9), "link.rate", "0"}}};
    QCOMPARE(before.with(at(4), "trace:train.txt"),
             (RateScript{"5Mbit/s", {{at(2), "link.rate", "1Mbit/s"}, {at(4), "link.rate", "trace:train.txt"}}}));
    QCOMPARE(before.with(at(0), "3Mbit/s"), (RateScript{"3Mbit/s", {}}));
}

void TestRatePlan::fourHundredStepsCanBeRun()
{
    RatePlan plan;
    for (std::size_t i = 0; i < RatePlan::most; ++i)
        plan.steps.push_back({at(0.05 * static_cast<double>(i)), megabits(1 + static_cast<double>(i % 7))});
    Scenario scenario;
    plan.script().writeInto(scenario);
    QVERIFY(checkChanges(scenario));
    Session session(scenario, constantRateMedia(megabits(2), SimDuration::wholeSeconds(20)));
    session.advanceTo(at(19.99));
    QCOMPARE(session.scenario().link.rate, plan.steps.back().rate);
}

QTEST_APPLESS_MAIN(TestRatePlan)
#include "test_rate_plan.moc"
