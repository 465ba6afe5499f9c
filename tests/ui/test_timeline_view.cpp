// The timeline under mouse and keys: zoom, pan, follow, read, choose a stall.
#include "tests/ui/recorded_run.h"

#include "ui/theme/theme.h"
#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <memory>

using namespace rebuffer;
using rebuffer::test::RecordedRun;

class TestTimelineView : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_run = RecordedRun();
        m_view = std::make_unique<TimelineView>();
        m_theme = Theme::make(ThemeKind::Light);
        m_view->setTheme(m_theme);
        m_view->resize(690, 330);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_run.recordTo(50);
        showRun();
    }

    void cleanup() { m_view.reset(); }

    void atFirstItShowsTheWholeRunLive()
    {
        QCOMPARE(m_view->geometry().begin, 0.0);
        QCOMPARE(m_view->geometry().end, 60.0);
        QVERIFY(m_view->isLive());
    }

    void theWheelZoomsAroundTheMouse()
    {
        QSignalSpy live(m_view.get(), &TimelineView::liveChanged);
        const QPointF at = placeOf(20);
        turnWheel(at, 360);
        const TimelineGeometry &geometry = m_view->geometry();
        QVERIFY(geometry.end - geometry.begin < 35);
        QVERIFY(std::abs(geometry.timeAt(at.x()) - 20) < 0.1);
        QVERIFY(!m_view->isLive());
        QCOMPARE(live.count(), 1);
        turnWheel(at, -1200);
        QCOMPARE(geometry.end - geometry.begin, 60.0);
        QVERIFY(m_view->isLive());
    }

    void aDragPans()
    {
        turnWheel(placeOf(20), 720);
        const double begin = m_view->geometry().begin;
        const double perPixel = (m_view->geometry().end - begin) / m_view->geometry().strip.width();
        const QPoint from = m_view->geometry().strip.center().toPoint();
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
        drag(from - QPoint(100, 0));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from - QPoint(100, 0));
        QVERIFY(std::abs(m_view->geometry().begin - (begin + 100 * perPixel)) < 2 * perPixel);
    }

    void aDragIsNotAClick()
    {
        QSignalSpy chosen(m_view.get(), &TimelineView::stallClicked);
        const QPoint from = placeOf(33).toPoint();
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, from);
        drag(from + QPoint(30, 0));
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, from + QPoint(30, 0));
        QCOMPARE(chosen.count(), 0);
    }

    void clickingAStallChoosesIt()
    {
        QSignalSpy chosen(m_view.get(), &TimelineView::stallClicked);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, placeOf(10).toPoint());
        QCOMPARE(chosen.count(), 0);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, placeOf(33).toPoint());
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.at(0).at(0).toInt(), 0);
    }

    void hoveringDrawsACrosshairAndACard()
    {
        const QImage before = m_view->grab().toImage();
        const QPoint at = placeOf(10).toPoint();
        QTest::mouseMove(m_view.get(), at);
        const QImage hovered = m_view->grab().toImage();
        const int bottom = static_cast<int>(m_view->geometry().strip.bottom()) - 20;
        QVERIFY(before.pixelColor(at.x(), bottom) != m_theme.text);
        QCOMPARE(hovered.pixelColor(at.x(), bottom), m_theme.text);
        QCOMPARE(hovered.pixelColor(at.x() + 20, at.y()), m_theme.text); // the card's ground, right of the line
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(m_view.get(), &leave);
        QCOMPARE(m_view->grab().toImage(), before);
    }

    /// The mouse rests right of what has been: the card stands at the present, and goes with it.
    void theCardOfThePresentGoesWithIt()
    {
        QTest::mouseMove(m_view.get(), placeOf(57).toPoint());
        for (int second = 51; second <= 53; ++second) {
            m_run.recordTo(second);
            showRun();
            QCoreApplication::processEvents(); // what has to be painted anew is
            const QImage shown = m_view->screen()->grabWindow(m_view->winId()).toImage().convertToFormat(QImage::Format_RGB32);
            const QImage whole = m_view->grab().toImage().convertToFormat(QImage::Format_RGB32);
            QCOMPARE(shown.size(), whole.size());
            QVERIFY2(shown == whole, qPrintable(QStringLiteral("at %1 s").arg(second)));
        }
    }

    void keysPanAndZoom()
    {
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        const TimelineGeometry &geometry = m_view->geometry();
        QVERIFY(std::abs(geometry.end - geometry.begin - 40) < 0.2);
        const double begin = geometry.begin;
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QVERIFY(std::abs(geometry.begin - (begin + 4)) < 0.2);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QVERIFY(std::abs(geometry.begin - begin) < 0.2);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QCOMPARE(geometry.end - geometry.begin, 60.0);
    }

    void wayBackToLive_data()
    {
        QTest::addColumn<int>("key");
        QTest::newRow("L") << static_cast<int>(Qt::Key_L);
        QTest::newRow("End") << static_cast<int>(Qt::Key_End);
        QTest::newRow("Home, to the whole run") << static_cast<int>(Qt::Key_Home);
    }

    void wayBackToLive()
    {
        QFETCH(int, key);
        turnWheel(placeOf(5), 720);
        QVERIFY(!m_view->isLive());
        QTest::keyClick(m_view.get(), static_cast<Qt::Key>(key));
        QVERIFY(m_view->isLive());
        m_run.recordTo(57);
        showRun();
        QVERIFY(m_view->geometry().end > 57);
    }

    void aDoubleClickShowsTheWholeRun()
    {
        turnWheel(placeOf(5), 720);
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, placeOf(5).toPoint());
        QCOMPARE(m_view->geometry().begin, 0.0);
        QCOMPARE(m_view->geometry().end, 60.0);
        QVERIFY(m_view->isLive());
    }

    void theButtonGoesLive()
    {
        turnWheel(placeOf(5), 720);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->geometry().liveButton.center().toPoint());
        QVERIFY(m_view->isLive());
    }

    void lookingAtThePastIsNotDisturbed()
    {
        turnWheel(placeOf(10), 720);
        const double begin = m_view->geometry().begin;
        m_run.recordTo(300);
        showRun();
        QCOMPARE(m_view->geometry().begin, begin);
    }

    void theAxisGrowsWithTheRun()
    {
        m_run.recordTo(61);
        showRun();
        QCOMPARE(m_view->geometry().end, 90.0);
    }

    void aNewRunBeginsAtItsBeginning()
    {
        turnWheel(placeOf(10), 720);
        m_run = RecordedRun();
        m_run.recordTo(1);
        showRun();
        QVERIFY(m_view->isLive());
        QCOMPARE(m_view->geometry().begin, 0.0);
        QCOMPARE(m_view->geometry().end, 60.0);
    }

    void withoutARunItInvites()
    {
        m_view->clear();
        const QImage hint = m_view->grab().toImage();
        m_view->setInvitation(QString());
        QVERIFY(m_view->grab().toImage() != hint);
    }

    void itSaysItsValuesToThoseWhoCannotSeeIt()
    {
        for (int i = 0; i < 60; ++i)
            showRun();
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("RTT 240 ms")));
        QVERIFY(!m_view->accessibleName().isEmpty());
    }

private:
    void showRun() { m_view->setData(m_run.series(), m_run.summary(), m_run.snapshot()); }

    QPointF placeOf(double time) const
    {
        return {std::round(m_view->geometry().xOf(time)), std::round(m_view->geometry().strip.center().y())};
    }

    /// With the button held, which QTest::mouseMove() does not tell.
    void drag(QPoint to)
    {
        for (const QPoint at : {to - QPoint(1, 0), to}) {
            QMouseEvent move(QEvent::MouseMove, QPointF(at), m_view->mapToGlobal(QPointF(at)), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(m_view.get(), &move);
        }
    }

    void turnWheel(QPointF at, int angle)
    {
        QWheelEvent wheel(at, m_view->mapToGlobal(at), {}, QPoint(0, angle), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.get(), &wheel);
    }

    RecordedRun m_run;
    std::unique_ptr<TimelineView> m_view;
    Theme m_theme;
};

QTEST_MAIN(TestTimelineView)
#include "test_timeline_view.moc"
