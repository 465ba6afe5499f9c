// A rate over time written as a trace is the same when it is read.
#include "core/io/trace_reader.h"
#include "core/io/trace_writer.h"
#include "core/net/rate_trace.h"

#include <QTest>

#include <random>

using namespace rebuffer;

namespace {

SimTime at(std::int64_t nanoseconds)
{
    return SimTime::fromStart(SimDuration::nanoseconds(nanoseconds));
}

} // namespace

class TestTraceWriter : public QObject {
    Q_OBJECT

private slots:
    void aRowAStepAndOneToTheEnd();
    void aSteadyRateIsATraceToo();
    void whateverIsWrittenIsReadTheSame();
};

void TestTraceWriter::aRowAStepAndOneToTheEnd()
{
    const RatePlan plan{{{at(0), BitRate::megabitsPerSecond(4)},
                         {at(20'500'000'000), BitRate()},
                         {at(40'000'000'000), BitRate::bitsPerSecond(1'234'567)}}};
    QCOMPARE(traceToText(plan, at(90'000'000'000)), QByteArray("# seconds, Mbit/s\n0 4\n20.5 0\n40 1.234567\n90 1.234567\n"));
}

void TestTraceWriter::aSteadyRateIsATraceToo()
{
    const auto trace =
        parseTrace(traceToText(RatePlan{{{at(0), BitRate::megabitsPerSecond(5)}}}, at(60'000'000'000)), "steady.txt");
    QVERIFY2(trace, trace.problem().c_str());
    QCOMPARE(trace->trace->rateAt(at(59'000'000'000)), BitRate::megabitsPerSecond(5));
}

void TestTraceWriter::whateverIsWrittenIsReadTheSame()
{
    for (unsigned seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        RatePlan plan;
        SimTime t;
        for (auto i = random() % 50 + 1; i > 0; --i) {
            plan.steps.push_back(
                {t, random() % 5 == 0 ? BitRate() : BitRate::bitsPerSecond(static_cast<std::int64_t>(random()) * 3)});
            t += SimDuration::nanoseconds(1 + static_cast<std::int64_t>(random()) * 5);
        }
        const SimTime until = t + SimDuration::wholeSeconds(30);
        const auto trace = parseTrace(traceToText(plan, until), "plan.txt");
        QVERIFY2(trace, trace.problem().c_str());
        for (const RatePlan::Step &step : plan.steps) {
            QVERIFY2(trace->trace->rateAt(step.at) == step.rate, qPrintable(QString("seed %1").arg(seed)));
            if (step.at > SimTime::start())
                QVERIFY2(trace->trace->rateAt(step.at - SimDuration::nanoseconds(1)) ==
                             plan.rateAt(step.at - SimDuration::nanoseconds(1)),
                         qPrintable(QString("seed %1").arg(seed)));
        }
        QVERIFY(trace->trace->length() >= until.sinceStart());
        QCOMPARE(trace->trace->rateAt(until - SimDuration::nanoseconds(1)), plan.steps.back().rate);
    }
}

QTEST_APPLESS_MAIN(TestTraceWriter)
#include "test_trace_writer.moc"
