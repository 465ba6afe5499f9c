// Round numbers, the stretch of time shown, and the way between times, values and pixels.
#include "ui/timeline/nice_scale.h"
#include "ui/timeline/time_window.h"
#include "ui/timeline/timeline_geometry.h"

#include <QTest>

using namespace rebuffer;

namespace {

TimelineGeometry geometryOf(QSizeF size, double from = 0, double to = 60, double scale = 1)
{
    TimelineMetrics metrics;
    metrics.strong = 15 * scale;
    metrics.caption = 14 * scale;
    metrics.valueLabel = 30 * scale;
    metrics.timeLabel = 40 * scale;
    metrics.liveLabel = 40 * scale;
    metrics.space = 4 * scale;
    TimelineGeometry geometry;
    geometry.layOut(size, metrics);
    geometry.setWindow(from, to, metrics);
    return geometry;
}

Stall stallAt(double at, double seconds, bool open = false)
{
    Stall stall;
    stall.at = SimTime::fromStart(SimDuration::seconds(at));
    stall.duration = SimDuration::seconds(seconds);
    stall.open = open;
    return stall;
}

} // namespace

class TestTimelineAxes : public QObject {
    Q_OBJECT

private slots:
    void scalesAreRound_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("most");
        QTest::addColumn<double>("top");
        QTest::addColumn<double>("step");
        QTest::newRow("15.75 in four") << 15.75 << 4 << 20.0 << 5.0;
        QTest::newRow("exactly 20") << 20.0 << 4 << 20.0 << 5.0;
        QTest::newRow("1.9 in three") << 1.9 << 3 << 2.0 << 1.0;
        QTest::newRow("0.37") << 0.37 << 4 << 0.4 << 0.1;
        QTest::newRow("one step only") << 15.0 << 1 << 20.0 << 20.0;
        QTest::newRow("a gigabit") << 990.0 << 5 << 1000.0 << 200.0;
    }

    void scalesAreRound()
    {
        QFETCH(double, value);
        QFETCH(int, most);
        QFETCH(double, top);
        QFETCH(double, step);
        const ValueScale scale = niceScale(value, most);
        QCOMPARE(scale.top, top);
        QCOMPARE(scale.step, step);
    }

    void aScaleDoesNotTrembleWithItsCurve()
    {
        ValueScale scale = niceScale(9, 5);
        QCOMPARE(scale.top, 10.0);
        QVERIFY(!adaptScale(scale, 9.9, 5));
        QVERIFY(!adaptScale(scale, 4.1, 5)); // it could be smaller, but not by so much that it must
        QVERIFY(adaptScale(scale, 10.5, 5));
        QCOMPARE(scale.top, 15.0);
        QVERIFY(!adaptScale(scale, 9, 5));
        QVERIFY(adaptScale(scale, 3, 5));
        QCOMPARE(scale.top, 3.0);
    }

    void timeStepsAreThoseOfAClock_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<int>("most");
        QTest::addColumn<double>("step");
        QTest::newRow("a minute") << 60.0 << 7 << 10.0;
        QTest::newRow("two minutes") << 120.0 << 8 << 15.0;
        QTest::newRow("an hour") << 3600.0 << 6 << 600.0;
        QTest::newRow("a tenth") << 0.1 << 6 << 0.02;
        QTest::newRow("a week") << 604800.0 << 7 << 86400.0;
    }

    void timeStepsAreThoseOfAClock()
    {
        QFETCH(double, seconds);
        QFETCH(int, most);
        QFETCH(double, step);
        QCOMPARE(niceTimeStep(seconds, most), step);
    }

    void theRunsAxisEndsAtARoundTime()
    {
        QCOMPARE(niceRunEnd(12), 20.0);
        QCOMPARE(niceRunEnd(60), 60.0);
        QCOMPARE(niceRunEnd(61), 90.0);
        QCOMPARE(niceRunEnd(1000), 1200.0);
        QCOMPARE(niceRunEnd(3601), 5400.0);
        QVERIFY(niceRunEnd(1e7) >= 1e7);
    }

    void theWholeRunFollowsNowInSteps()
    {
        TimeWindow window;
        window.follow(3, 134);
        QCOMPARE(window.end(), 60.0);
        window.follow(59, 134);
        QCOMPARE(window.end(), 60.0);
        window.follow(60.5, 134);
        QCOMPARE(window.end(), 90.0);
        QCOMPARE(window.begin(), 0.0);
        QVERIFY(window.isLive());
    }

    void aShortFilmHasAShortAxis()
    {
        TimeWindow window;
        window.follow(0, 12);
        QCOMPARE(window.end(), 20.0);
    }

    void zoomingKeepsTheInstantUnderTheMouse()
    {
        TimeWindow window;
        window.follow(50, 0);
        const double share = (20 - window.begin()) / window.span();
        window.zoom(4, 20);
        QCOMPARE(window.span(), 15.0);
        QCOMPARE((20 - window.begin()) / window.span(), share);
        QVERIFY(!window.isLive());
    }

    void zoomingOutEndsAtTheWholeRun()
    {
        TimeWindow window;
        window.follow(50, 0);
        window.zoom(3, 20);
        window.zoom(0.1, 30);
        QCOMPARE(window.begin(), 0.0);
        QCOMPARE(window.end(), 60.0);
        QVERIFY(window.isLive());
    }

    void zoomingInHasAnEnd()
    {
        TimeWindow window;
        window.follow(50, 0);
        for (int i = 0; i < 100; ++i)
            window.zoom(2, 20);
        QCOMPARE(window.span(), TimeWindow::shortest);
    }

    void panningStopsAtTheEnds()
    {
        TimeWindow window;
        window.follow(50, 0);
        window.zoom(6, 30);
        window.pan(-1000);
        QCOMPARE(window.begin(), 0.0);
        window.pan(1000);
        QCOMPARE(window.end(), 60.0);
        QCOMPARE(window.span(), 10.0);
    }

    void goingLiveKeepsTheLengthAndFollows()
    {
        TimeWindow window;
        window.follow(50, 0);
        window.zoom(6, 5);
        window.goLive();
        QCOMPARE(window.span(), 10.0);
        QVERIFY(window.begin() < 50 && window.end() > 50);
        const double before = window.begin();
        window.follow(52, 0);
        QCOMPARE(window.begin(), before + 2);
        QCOMPARE(window.mode(), TimeWindow::Mode::Following);
    }

    void aFreeWindowStaysWhereItIs()
    {
        TimeWindow window;
        window.follow(50, 0);
        window.zoom(6, 5);
        const double begin = window.begin();
        window.follow(300, 0);
        QCOMPARE(window.begin(), begin);
        QCOMPARE(window.span(), 10.0);
    }

    void panesLieOneUnderTheOther_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<double>("scale");
        for (const QSizeF size : {QSizeF(360, 240), QSizeF(690, 330), QSizeF(1080, 520), QSizeF(2400, 900)})
            for (const double scale : {1.0, 1.5})
                QTest::addRow("%gx%g, text %g", size.width(), size.height(), scale) << size << scale;
    }

    void panesLieOneUnderTheOther()
    {
        QFETCH(QSizeF, size);
        QFETCH(double, scale);
        const TimelineGeometry geometry = geometryOf(size, 0, 60, scale);
        double above = 0;
        for (const TimelinePane &pane : geometry.panes) {
            QVERIFY(pane.title.top() >= above);
            QVERIFY(pane.plot.top() >= pane.title.bottom());
            QVERIFY(pane.plot.height() >= 10);
            QVERIFY(geometry.strip.contains(pane.plot));
            above = pane.plot.bottom();
        }
        QVERIFY(geometry.timeLabels.top() >= above);
        QVERIFY(geometry.card.contains(geometry.timeLabels));
        QVERIFY(geometry.card.contains(geometry.strip));
        QVERIFY(geometry.card.contains(geometry.liveButton));
        QVERIFY(geometry.liveButton.bottom() <= geometry.strip.top() + 0.5);
    }

    void timesAndPixelsAreTheSameThing()
    {
        const TimelineGeometry geometry = geometryOf({690, 330}, 20, 50);
        QCOMPARE(geometry.xOf(20), geometry.strip.left());
        QCOMPARE(geometry.xOf(50), geometry.strip.right());
        for (const double time : {20.0, 23.4, 35.0, 49.99})
            QVERIFY(std::abs(geometry.timeAt(geometry.xOf(time)) - time) < 1e-9);
    }

    void valuesAndPixelsAreTheSameThing()
    {
        TimelineGeometry geometry = geometryOf({690, 330});
        TimelinePane &pane = geometry.pane(TimelinePaneKind::Buffer);
        pane.scale = {20, 5};
        QCOMPARE(pane.yOf(0), pane.plot.bottom());
        QCOMPARE(pane.yOf(20), pane.plot.top());
        QCOMPARE(pane.valueAt(pane.yOf(7.5)), 7.5);
    }

    void ticksAreRoundInOrderAndApart_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("a minute") << 0.0 << 60.0;
        QTest::newRow("zoomed in") << 31.37 << 34.05;
        QTest::newRow("milliseconds") << 12.001 << 12.061;
        QTest::newRow("an hour") << 0.0 << 3600.0;
    }

    void ticksAreRoundInOrderAndApart()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        const TimelineGeometry geometry = geometryOf({690, 330}, from, to);
        QVERIFY(geometry.ticks.size() >= 3);
        for (std::size_t i = 0; i < geometry.ticks.size(); ++i) {
            const TimeTick &tick = geometry.ticks[i];
            const double steps = tick.time / geometry.timeStep;
            QVERIFY(std::abs(steps - std::round(steps)) < 1e-6);
            QVERIFY(tick.x >= geometry.strip.left() - 0.5 && tick.x <= geometry.strip.right() + 0.5);
            QVERIFY(geometry.card.contains(tick.label));
            if (i > 0)
                QVERIFY(tick.label.left() >= geometry.ticks[i - 1].label.right());
        }
    }

    void bandsLieWhereTheStallsWere()
    {
        TimelineGeometry geometry = geometryOf({690, 330}, 20, 50);
        Summary summary;
        summary.now = SimTime::fromStart(SimDuration::wholeSeconds(45));
        summary.startupDelay = SimDuration::wholeSeconds(2);
        summary.stalls = {stallAt(5, 3), stallAt(18, 4), stallAt(40, 2), stallAt(44, 0.5, true)};
        geometry.setBands(summary);
        QCOMPARE(geometry.stalls.size(), std::size_t(3)); // the first is out of sight
        QCOMPARE(geometry.stalls[0].rect.left(), geometry.strip.left());
        QCOMPARE(geometry.stalls[0].rect.right(), geometry.xOf(22));
        QCOMPARE(geometry.stalls[1].stall, 2);
        QCOMPARE(geometry.stalls[2].rect.right(), geometry.xOf(45)); // it lasts until now
        QVERIFY(geometry.startup.isEmpty());
        QCOMPARE(geometry.stallAt(geometry.xOf(41)), 2);
        QCOMPARE(geometry.stallAt(geometry.xOf(30)), -1);
    }

    void theStartUpIsABandUntilTheFirstFrame()
    {
        TimelineGeometry geometry = geometryOf({690, 330});
        Summary summary;
        summary.now = SimTime::fromStart(SimDuration::seconds(1.5));
        summary.state = PlayerState::Starting;
        geometry.setBands(summary);
        QCOMPARE(geometry.startup.right(), geometry.xOf(1.5));
        summary.state = PlayerState::Playing;
        summary.startupDelay = SimDuration::seconds(1.25);
        geometry.setBands(summary);
        QCOMPARE(geometry.startup.right(), geometry.xOf(1.25));
    }
};

QTEST_APPLESS_MAIN(TestTimelineAxes)
#include "test_timeline_axes.moc"
