// The bandwidth over time under mouse and keys; its geometry without a screen.
#include "ui/rate/rate_chart.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace rebuffer;

Q_DECLARE_METATYPE(rebuffer::RateGrip)

namespace {

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

RatePlan tunnel()
{
    return {{{at(0), BitRate::megabitsPerSecond(4)},
             {at(20), BitRate::kilobitsPerSecond(500)},
             {at(40), BitRate::megabitsPerSecond(4)}}};
}

RateGeometry laidOut(const RatePlan &plan)
{
    RateGeometry geometry;
    geometry.layOut({260, 110}, 14, 4);
    geometry.fit(plan, 60);
    return geometry;
}

} // namespace

class TestRateChart : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_chart.reset(); }
    void placesAndAmountsAgree();
    void thereIsRoomForTheRunAndAbove();
    void whatCanBeTaken_data();
    void whatCanBeTaken();
    void theCursorSaysWhatCanBeDragged();
    void aPointIsDragged();
    void aLevelMovesUpAndDownAndAnEdgeInTime();
    void aClickIsNoDrag();
    void noPointPassesAnother();
    void theFirstStaysAtTheStart();
    void downToTheFloorIsAnOutage();
    void pointsAreAddedAndRemoved();
    void keysDoTheSame();
    void whatIsHeldIsTheHands();
    void anOutageIsSeen();

private:
    QPoint placeOf(std::size_t step) const { return m_chart->geometry().pointOf(m_chart->plan().steps[step]).toPoint(); }
    void dragFrom(QPoint from, QPoint to)
    {
        QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, from);
        QTest::mouseMove(m_chart.get(), to);
        QTest::mouseRelease(m_chart.get(), Qt::LeftButton, {}, to);
    }
    void drag(std::size_t step, QPoint to) { dragFrom(placeOf(step), to); }

    std::unique_ptr<RateChart> m_chart;
};

void TestRateChart::init()
{
    m_chart = std::make_unique<RateChart>();
    m_chart->setTheme(Theme::make(ThemeKind::Light));
    m_chart->resize(260, 110);
    m_chart->setPlan(tunnel(), 60);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
}

void TestRateChart::placesAndAmountsAgree()
{
    const RateGeometry g = laidOut(tunnel());
    for (const RatePlan::Step &step : tunnel().steps) {
        const QPointF point = g.pointOf(step);
        QVERIFY(g.plot.adjusted(-1, -1, 1, 1).contains(point));
        QCOMPARE(g.timeAt(point.x()), step.at);
        QCOMPARE(g.rateAt(point.y()), step.rate);
    }
    QCOMPARE(g.rateAt(g.plot.bottom() + 50), BitRate());
    QCOMPARE(g.rateAt(g.plot.top() - 50), BitRate::megabitsPerSecond(g.top));
    QCOMPARE(g.timeAt(-100), SimTime::start());
    QCOMPARE(g.timeAt(10'000), at(60));
}

void TestRateChart::thereIsRoomForTheRunAndAbove()
{
    RateGeometry g = laidOut(tunnel());
    QCOMPARE(g.top, 5.0);
    QCOMPARE(g.end, 60.0);
    g.fit({{{at(0), BitRate::kilobitsPerSecond(300)}, {at(100), BitRate()}}}, 60);
    QCOMPARE(g.top, 0.4);
    QVERIFY(g.end > 100);
    g.fit({{{at(0), BitRate()}}}, 60); // an outage from end to end can be dragged up, too
    QVERIFY(g.top > 0);
}

void TestRateChart::whatCanBeTaken_data()
{
    using Part = RateGrip::Part;
    QTest::addColumn<QPointF>("place");
    QTest::addColumn<std::optional<RateGrip>>("grip");
    const RateGeometry g = laidOut(tunnel());
    const auto point = [&](std::size_t i) { return g.pointOf(tunnel().steps[i]); };
    QTest::newRow("the first point") << point(0) << std::optional(RateGrip{Part::Point, 0});
    QTest::newRow("a point, nearly") << point(1) + QPointF(4, -4) << std::optional(RateGrip{Part::Point, 1});
    QTest::newRow("a level") << point(1) + QPointF(30, 2) << std::optional(RateGrip{Part::Level, 1});
    QTest::newRow("the last level, to the right edge")
        << QPointF(g.plot.right() - 2, point(2).y()) << std::optional(RateGrip{Part::Level, 2});
    QTest::newRow("an edge") << QPointF(point(1).x() + 2, (point(0).y() + point(1).y()) / 2)
                             << std::optional(RateGrip{Part::Edge, 1});
    QTest::newRow("nothing") << QPointF(point(0).x() + 30, (point(0).y() + point(1).y()) / 2) << std::optional<RateGrip>();
}

void TestRateChart::whatCanBeTaken()
{
    QFETCH(QPointF, place);
    QFETCH(std::optional<RateGrip>, grip);
    QVERIFY(laidOut(tunnel()).gripAt(tunnel(), place) == grip);
}

void TestRateChart::theCursorSaysWhatCanBeDragged()
{
    const auto over = [&](QPoint place) {
        QTest::mouseMove(m_chart.get(), place);
        return m_chart->cursor().shape();
    };
    QCOMPARE(over(placeOf(1)), Qt::SizeAllCursor);
    QCOMPARE(over(placeOf(0)), Qt::SizeVerCursor); // the first has its time
    QCOMPARE(over(placeOf(1) + QPoint(30, 0)), Qt::SizeVerCursor);
    QCOMPARE(over(QPoint(placeOf(1).x(), (placeOf(0).y() + placeOf(1).y()) / 2)), Qt::SizeHorCursor);
    QCOMPARE(over(placeOf(0) + QPoint(30, 30)), Qt::ArrowCursor);
}

void TestRateChart::aPointIsDragged()
{
    QSignalSpy edited(m_chart.get(), &RateChart::edited);
    const QPointF before = m_chart->geometry().pointOf(tunnel().steps[1]);
    const SimTime time = m_chart->geometry().timeAt(before.x() + 30);
    const BitRate rate = m_chart->geometry().rateAt(before.y() - 20);
    drag(1, placeOf(1) + QPoint(30, -20));
    QCOMPARE(edited.count(), 1);
    const auto plan = edited.first().first().value<RatePlan>();
    QCOMPARE(plan.steps[1], (RatePlan::Step{time, rate}));
    QCOMPARE(plan.steps[0], tunnel().steps[0]);
    QCOMPARE(plan.steps[2], tunnel().steps[2]);
}

void TestRateChart::aLevelMovesUpAndDownAndAnEdgeInTime()
{
    dragFrom(placeOf(1) + QPoint(25, 0), placeOf(1) + QPoint(60, -20));
    QCOMPARE(m_chart->plan().steps[1].at, at(20));
    QVERIFY(m_chart->plan().steps[1].rate > BitRate::kilobitsPerSecond(700));
    const BitRate rate = m_chart->plan().steps[1].rate;
    const QPoint edge(placeOf(1).x(), (placeOf(0).y() + placeOf(1).y()) / 2);
    dragFrom(edge, edge + QPoint(-20, 11));
    QVERIFY(m_chart->plan().steps[1].at < at(18));
    QCOMPARE(m_chart->plan().steps[1].rate, rate);
}

void TestRateChart::aClickIsNoDrag()
{
    QSignalSpy edited(m_chart.get(), &RateChart::edited);
    QTest::mouseClick(m_chart.get(), Qt::LeftButton, {}, placeOf(1));
    drag(1, placeOf(1) + QPoint(1, 0));
    QCOMPARE(edited.count(), 0);
    QCOMPARE(m_chart->plan(), tunnel());
    QCOMPARE(m_chart->chosen(), std::optional<std::size_t>(1));
}

void TestRateChart::noPointPassesAnother()
{
    drag(1, {1000, placeOf(1).y()});
    QVERIFY(m_chart->plan().steps[1].at < m_chart->plan().steps[2].at);
    drag(1, {-1000, placeOf(1).y()});
    QVERIFY(m_chart->plan().steps[0].at < m_chart->plan().steps[1].at);
}

void TestRateChart::theFirstStaysAtTheStart()
{
    drag(0, placeOf(0) + QPoint(40, 20));
    QCOMPARE(m_chart->plan().steps[0].at, SimTime::start());
    QVERIFY(m_chart->plan().steps[0].rate < BitRate::megabitsPerSecond(4));
    QTest::mouseClick(m_chart.get(), Qt::RightButton, {}, placeOf(0));
    QCOMPARE(m_chart->plan().steps.size(), std::size_t{3});
}

void TestRateChart::downToTheFloorIsAnOutage()
{
    drag(1, {placeOf(1).x(), static_cast<int>(m_chart->geometry().plot.bottom()) + 3});
    QCOMPARE(m_chart->plan().steps[1].rate, BitRate());
    QVERIFY2(m_chart->accessibleDescription().contains("outage"), qPrintable(m_chart->accessibleDescription()));
}

void TestRateChart::pointsAreAddedAndRemoved()
{
    QSignalSpy edited(m_chart.get(), &RateChart::edited);
    const QPoint place(placeOf(0).x() + 40, placeOf(0).y() + 30);
    const BitRate rate = m_chart->geometry().rateAt(place.y());
    QTest::mouseDClick(m_chart.get(), Qt::LeftButton, {}, place);
    QCOMPARE(m_chart->plan().steps.size(), std::size_t{4});
    QCOMPARE(m_chart->plan().steps[1], (RatePlan::Step{m_chart->geometry().timeAt(place.x()), rate}));
    QTest::mouseClick(m_chart.get(), Qt::RightButton, {}, placeOf(1));
    QCOMPARE(m_chart->plan(), tunnel());
    QTest::mouseDClick(m_chart.get(), Qt::LeftButton, {}, placeOf(0) + QPoint(40, 2));
    QCOMPARE(m_chart->plan().steps[1].rate, BitRate::megabitsPerSecond(4)); // on the line it stays on it
    QCOMPARE(edited.count(), 3);
}

void TestRateChart::keysDoTheSame()
{
    QTest::keyClick(m_chart.get(), Qt::Key_Home);
    QTest::keyClick(m_chart.get(), Qt::Key_Right);
    QCOMPARE(m_chart->chosen().value(), std::size_t{1});
    QCOMPARE(m_chart->accessibleDescription(), QString("point 2 of 3, from 0:20.0: 500 kbit/s"));
    QTest::keyClick(m_chart.get(), Qt::Key_Up);
    QCOMPARE(m_chart->plan().steps[1].rate, BitRate::kilobitsPerSecond(550));
    QTest::keyClick(m_chart.get(), Qt::Key_Down);
    QCOMPARE(m_chart->plan().steps[1].rate, BitRate::kilobitsPerSecond(500));
    QTest::keyClick(m_chart.get(), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(m_chart->plan().steps[1].at, at(20.5));
    QTest::keyClick(m_chart.get(), Qt::Key_Insert);
    QCOMPARE(m_chart->plan().steps.size(), std::size_t{4});
    QCOMPARE(m_chart->plan().steps[2].rate, BitRate::kilobitsPerSecond(500));
    QCOMPARE(m_chart->chosen().value(), std::size_t{2});
    QTest::keyClick(m_chart.get(), Qt::Key_Delete);
    QTest::keyClick(m_chart.get(), Qt::Key_End);
    QTest::keyClick(m_chart.get(), Qt::Key_Delete);
    QCOMPARE(m_chart->plan().steps.size(), std::size_t{2});
    for (int i = 0; i < 60; ++i)
        QTest::keyClick(m_chart.get(), Qt::Key_Down);
    QCOMPARE(m_chart->plan().steps[1].rate, BitRate());
    QTest::keyClick(m_chart.get(), Qt::Key_Up);
    QVERIFY(!m_chart->plan().steps[1].rate.isZero());
}

void TestRateChart::whatIsHeldIsTheHands()
{
    QTest::mousePress(m_chart.get(), Qt::LeftButton, {}, placeOf(1));
    QTest::mouseMove(m_chart.get(), placeOf(1) + QPoint(20, -20));
    const RatePlan held = m_chart->plan();
    QVERIFY(held != tunnel());
    m_chart->setPlan({{{at(0), BitRate::megabitsPerSecond(9)}}}, 60);
    QCOMPARE(m_chart->plan(), held);
    QTest::mouseRelease(m_chart.get(), Qt::LeftButton);
    m_chart->setPlan({{{at(0), BitRate::megabitsPerSecond(9)}}}, 60);
    QVERIFY(m_chart->plan() != held);
    QVERIFY(!m_chart->chosen()); // there is no second point any more
}

void TestRateChart::anOutageIsSeen()
{
    const auto strong = [&] {
        const Theme theme = Theme::make(ThemeKind::Light);
        const QImage image = m_chart->grab().toImage();
        int pixels = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixelColor(x, y) == theme.loss;
        }
        return pixels;
    };
    QCOMPARE(strong(), 0);
    m_chart->setPlan(tunnel().withOutage(at(25), SimDuration::wholeSeconds(5)), 60);
    QVERIFY2(strong() > 50, qPrintable(QString::number(strong())));
}

QTEST_MAIN(TestRateChart)
#include "test_rate_chart.moc"
