// The curves must say what was recorded, at any instant and however long the run.
#include "tests/support/sessions.h"
#include "tests/ui/recorded_run.h"

#include "ui/timeline/timeline_curves.h"
#include "ui/timeline/timeline_reading.h"

#include <QTest>

#include <numeric>

using namespace rebuffer;
using rebuffer::test::RecordedRun;

namespace {

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) <= tolerance;
}

TimelineCurves curvesOf(const RecordedRun &run)
{
    TimelineCurves curves;
    curves.take(run.series(), run.snapshot().now);
    return curves;
}

} // namespace

class TestTimelineCurves : public QObject {
    Q_OBJECT

private slots:
    void nothingIsKnownOfNoRun()
    {
        TimelineCurves curves;
        curves.clear();
        QVERIFY(curves.empty());
        QCOMPARE(curves.bufferAt(3), 0.0);
        QCOMPARE(curves.arrivingAt(3), 0.0);
        QVERIFY(!curves.buffer(0, 10).any);
        QCOMPARE(curves.capacity(0, 10), 0.0);
        QCOMPARE(curves.lost(0, 10), 0.0);
    }

    void everyCurveSaysWhatWasRecorded_data()
    {
        QTest::addColumn<double>("until");
        QTest::addColumn<double>("time");
        QTest::addColumn<double>("blur"); // what a bucket of that run is wide
        QTest::newRow("early") << 50.0 << 5.0 << 0.02;
        QTest::newRow("after the change") << 50.0 << 25.0 << 0.02;
        QTest::newRow("now") << 50.0 << 49.99 << 0.02;
        QTest::newRow("buckets merged once") << 200.0 << 150.0 << 0.04;
        QTest::newRow("buckets merged five times") << 4000.0 << 3000.0 << 0.64;
    }

    void everyCurveSaysWhatWasRecorded()
    {
        QFETCH(double, until);
        QFETCH(double, time);
        QFETCH(double, blur);
        RecordedRun run;
        run.recordTo(until);
        const TimelineCurves curves = curvesOf(run);
        QVERIFY(near(curves.bufferAt(time), RecordedRun::bufferAt(time), 1.3 * blur)); // the curve's steepest slope is 1.25
        QVERIFY(near(curves.capacity(time - blur, time), RecordedRun::capacityAt(time), 0.01));
        QVERIFY(near(curves.arrivingAt(time), RecordedRun::capacityAt(time), 0.01));
        QVERIFY(near(curves.need(time - blur, time), 2, 0.01));
        QCOMPARE(curves.rttAt(time), RecordedRun::rttAt(time));
    }

    void whatHeldTheSenderAddsUpToOne()
    {
        RecordedRun run;
        run.recordTo(41);
        const TimelineCurves curves = curvesOf(run);
        const LimitShares shares = curves.limits(4, 40);
        QVERIFY(near(shares[static_cast<std::size_t>(Limit::Recovery)], 0.25, 0.01));
        QVERIFY(near(shares[static_cast<std::size_t>(Limit::Link)], 0.75, 0.01));
        QVERIFY(near(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-9));
        QCOMPARE(curves.limits(50, 60), LimitShares{}); // nothing has been there yet
    }

    void theReadingNamesWhatHeldTheSender()
    {
        RecordedRun run;
        run.recordTo(41);
        const TimelineCurves curves = curvesOf(run);
        const auto lines = [&](double time) { return TimelineReading::at(time, 0.1, curves, run.summary()).lines(); };
        QVERIFY(lines(8.5).contains(QStringLiteral("sender held by: loss recovery")));
        QVERIFY(lines(10.5).contains(QStringLiteral("sender held by: link full")));
    }

    void whatArrivesIsAMeanOfTheLastSecond()
    {
        RecordedRun run;
        run.recordTo(30);
        const TimelineCurves curves = curvesOf(run);
        QVERIFY(near(curves.arrivingAt(RecordedRun::changeAt + 0.5), 2.5, 0.02)); // half of it at 4, half at 1 Mbit/s
        QVERIFY(near(curves.arrivingAt(0.25), 1, 0.02));                          // a quarter of the first second
    }

    void aStretchHoldsItsExtremes()
    {
        RecordedRun run;
        run.recordTo(50);
        const TimelineCurves curves = curvesOf(run);
        const Extent buffer = curves.buffer(0, 30);
        QVERIFY(near(buffer.high, 11, 0.01));
        QVERIFY(near(buffer.low, 0, 1.01)); // before the first sample it is 0
        const Extent rtt = curves.rtt(19, 21);
        QCOMPARE(rtt.low, 60.0);
        QCOMPARE(rtt.high, 240.0);
        QVERIFY(!curves.buffer(51, 60).any);
        QVERIFY(near(curves.mostCapacity(0, 50), 4, 0.01));
        QVERIFY(near(curves.mostCapacity(21, 50), 1, 0.01));
    }

    void lossesAreCountedOnce()
    {
        RecordedRun run;
        run.recordTo(50);
        const TimelineCurves curves = curvesOf(run);
        QCOMPARE(curves.lost(0, 50), 10.0);
        QCOMPARE(curves.dropped(0, 50), 10.0);
        double sum = 0;
        for (int i = 0; i < 5000; ++i)
            sum += curves.lost(i * 0.01, (i + 1) * 0.01);
        QCOMPARE(sum, 10.0);
    }

    void readingOnIsAsGoodAsReadingAnew()
    {
        RecordedRun run;
        TimelineCurves curves;
        curves.clear();
        for (double time = 0.013; time < 260; time += 0.37) {
            run.recordTo(time);
            curves.take(run.series(), run.snapshot().now);
        }
        const TimelineCurves anew = curvesOf(run);
        for (double time = 0; time < 259; time += 1.7) {
            QCOMPARE(curves.bufferAt(time), anew.bufferAt(time));
            QCOMPARE(curves.arrivingAt(time), anew.arrivingAt(time));
            QCOMPARE(curves.capacity(time, time + 1), anew.capacity(time, time + 1));
        }
    }

    /// Of a real run looked at at any instant, between the recorder's ticks, too; and after its buckets have merged.
    void aCurveEndsAsItWas_data()
    {
        QTest::addColumn<double>("from");
        QTest::newRow("early") << 3.0;
        QTest::newRow("buckets merged twice") << 400.0;
    }

    void aCurveEndsAsItWas()
    {
        QFETCH(double, from);
        const auto run = testing::runOf({{"source", "bulk"}, {"link.rate", "1Mbit/s"}});
        TimelineCurves curves;
        for (int ms = 0; ms < 200; ms += 3) {
            run->advanceTo(testing::at(from + ms / 1000.0));
            curves.take(run->recorder().series(), run->now());
            const double now = curves.now();
            QVERIFY(run->now().toSeconds() - now < 0.02);
            for (const double span : {0.02, 0.05, 0.5})
                QVERIFY2(near(curves.capacity(now - span, now), 1, 1e-6), qPrintable(QString::number(run->now().toSeconds())));
            QVERIFY(near(curves.mostCapacity(from - 1, from + 1), 1, 1e-6));
            const LimitShares shares = curves.limits(now - 0.02, now);
            QVERIFY(near(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-9));
        }
    }

    void anotherRunIsNoticed()
    {
        RecordedRun run;
        run.recordTo(10);
        TimelineCurves curves;
        QVERIFY(!curves.take(run.series(), run.snapshot().now)); // all is new
        run.recordTo(11);
        QVERIFY(curves.take(run.series(), run.snapshot().now));
        RecordedRun other;
        other.recordTo(5);
        QVERIFY(!curves.take(other.series(), other.snapshot().now));
        QCOMPARE(curves.now(), 5.0);
    }

    void aReadingSaysItInWords_data()
    {
        QTest::addColumn<double>("time");
        QTest::addColumn<QString>("title");
        QTest::newRow("starting") << 1.0 << QStringLiteral("0:01.0 starting");
        QTest::newRow("playing") << 10.0 << QStringLiteral("0:10.0 playing");
        QTest::newRow("stalled") << 33.0 << QStringLiteral("0:33.0 stall 1");
        QTest::newRow("after it") << 37.0 << QStringLiteral("0:37.0 playing");
    }

    void aReadingSaysItInWords()
    {
        QFETCH(double, time);
        QFETCH(QString, title);
        RecordedRun run;
        run.recordTo(50);
        const TimelineReading reading = TimelineReading::at(time, 0.05, curvesOf(run), run.summary());
        QCOMPARE(reading.title(), title);
    }

    void thresholdsAreAsTheyWereThen()
    {
        Series series;
        PlayerSettings player;
        series.setThresholds(Thresholds::of(player), SimTime::start());
        player.highWater = SimDuration::wholeSeconds(6);
        series.setThresholds(Thresholds::of(player), SimTime::fromStart(SimDuration::wholeSeconds(10)));
        series.at(SimTime::fromStart(SimDuration::wholeSeconds(12)));
        TimelineCurves curves;
        curves.take(series, SimTime::fromStart(SimDuration::wholeSeconds(12)));
        QVERIFY(curves.thresholdsAt(5).highWater == SimDuration::wholeSeconds(15));
        QVERIFY(curves.thresholdsAt(11).highWater == SimDuration::wholeSeconds(6));
        QVERIFY(curves.thresholdsAt(99).highWater == SimDuration::wholeSeconds(6));
    }

    void aReadingHoldsEveryCurve()
    {
        RecordedRun run;
        run.recordTo(50);
        const TimelineReading reading = TimelineReading::at(42.5, 0.05, curvesOf(run), run.summary());
        QCOMPARE(reading.lines(),
                 (QStringList{QStringLiteral("buffer 1.3 s · RTT 240 ms"), QStringLiteral("arriving 1.00 · link 1.00 Mbit/s"),
                              QStringLiteral("media needs 2.00 Mbit/s"), QStringLiteral("sender held by: link full"),
                              QStringLiteral("packets: 1 lost")}));
    }
};

QTEST_APPLESS_MAIN(TestTimelineCurves)
#include "test_timeline_curves.moc"
