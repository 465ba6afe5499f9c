// The stall map in the window, under a mouse: run, cancel, open a cell's run.
#include "tests/ui/pressed_window.h"

#include "core/session/sweep.h"
#include "ui/controls/preset_box.h"
#include "ui/inspector/inspector.h"
#include "ui/sweep/axis_form.h"
#include "ui/sweep/map_view.h"
#include "ui/sweep/sweep_page.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QSpinBox>

#include <ctime>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

/// What this thread has worked.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::size_t filled(const MapView &map)
{
    const auto &cells = map.grid().cells;
    return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](const auto &cell) { return cell.has_value(); }));
}

} // namespace

class TestWindowSweep : public QObject {
    Q_OBJECT

private slots:
    void theMapFillsInAndACellIsItsRun();
    void theDemoFilmPlaysOnWhileItIsMapped();
    void aSweepIsCancelled();
    void theFormIsWholeWhereThereIsRoom();
    void whatCannotBeSweptIsSaid();
};

void TestWindowSweep::theMapFillsInAndACellIsItsRun()
{
    ShownWindow s({1440, 900});
    s.driver().apply("link.rate", "1.5Mbit/s");
    s.driver().apply("player.start", "3s");
    QTest::keyClick(&s.window, Qt::Key_M, Qt::ControlModifier);
    SweepPage *page = s.window.sweep();
    QVERIFY(page->isVisible() && !s.window.timeline()->isVisible());
    page->xForm()->steps()->setValue(6);
    page->yForm()->steps()->setValue(5);
    s.click(page->runButton());
    QVERIFY(page->runner().isRunning());
    QVERIFY(page->progress()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(!page->runner().isRunning(), 60'000);
    QCOMPARE(filled(*page->map()), std::size_t{30});
    QVERIFY2(page->status()->text().startsWith("30 runs"), qPrintable(page->status()->text()));
    s.look("map");

    MapView *map = page->map();
    const QPoint at = map->geometry().cell(1, 3).center().toPoint();
    QTest::mouseMove(map, at);
    QCOMPARE(map->current(), 3 * 6 + 1);
    const QString told = map->accessibleDescription(); // what the card under the mouse says
    QVERIFY2(told.contains("Bandwidth") && told.contains("stalled") && told.contains(" of the time"), qPrintable(told));
    QTest::mouseClick(map, Qt::LeftButton, {}, at);
    QVERIFY(s.window.timeline()->isVisible() && s.window.inspector()->isVisible());
    const Scenario &opened = s.session().scenario();
    QCOMPARE(opened.player.start, SimDuration::wholeSeconds(3)); // all else is as it was
    QVERIFY(opened.link.rate > BitRate::kilobitsPerSecond(500) && opened.link.rate < BitRate::megabitsPerSecond(1));
    s.driver().setSpeed({20});
    for (int i = 0; i < 400 && !s.driver().hasEnded(); ++i)
        s.run(200ms);
    QVERIFY(s.driver().hasEnded());
    const CellFigures &figures = *map->grid().cells[3 * 6 + 1];
    QCOMPARE(s.session().summary().stallCount, figures.stalls); // that very run
    QCOMPARE(s.session().summary().rebufferRatio, figures.rebufferRatio);

    s.window.actions().stallMap->trigger();
    QVERIFY(map->here());
    QCOMPARE(map->geometry().cellAt(*map->here()), 3 * 6 + 1);
    s.click(page->closeButton());
    QVERIFY(s.window.timeline()->isVisible());
}

/// The film in the window goes on meanwhile, and nothing that the map needs keeps the window from answering: what is counted is
/// the window's own work between two events, however many others use this machine. REBUFFER_STEPS=40 for the whole map, which
/// is to take less than 20 s on two idle cores.
void TestWindowSweep::theDemoFilmPlaysOnWhileItIsMapped()
{
    const int steps = qEnvironmentVariableIsSet("REBUFFER_STEPS") ? qEnvironmentVariableIntValue("REBUFFER_STEPS") : 4;
    ShownWindow s({1440, 900});
    const FileSource film{DEMO_FILM};
    const auto media = openSource(film);
    QVERIFY2(media, media.problem().c_str());
    s.window.start(film, *media);
    s.driver().play();
    s.click(s.window.bar()->playButton()); // pauses
    s.click(s.window.bar()->playButton());
    s.window.actions().stallMap->trigger();
    SweepPage *page = s.window.sweep();
    page->xForm()->steps()->setValue(steps);
    page->yForm()->steps()->setValue(steps);
    QElapsedTimer clock;
    clock.start();
    s.click(page->runButton());
    double longest = 0;
    while (page->runner().isRunning() && clock.elapsed() < 300'000) {
        const double before = threadSeconds();
        s.driver().tick(16ms);
        QCoreApplication::processEvents(QEventLoop::AllEvents);
        longest = std::max(longest, threadSeconds() - before);
        QTest::qWait(5);
    }
    const auto cells = static_cast<std::size_t>(steps) * static_cast<std::size_t>(steps);
    QCOMPARE(filled(*page->map()), cells);
    qInfo("%zu runs of the demo film in %.1f s; the window was busy for at most %.1f ms at a time", cells,
          static_cast<double>(clock.elapsed()) / 1000, longest * 1000);
    QVERIFY(s.session().now() > SimTime::start());
    QVERIFY2(longest < 0.2, qPrintable(QString::number(longest)));
    s.look("map-of-the-demo-film");
}

void TestWindowSweep::aSweepIsCancelled()
{
    ShownWindow s;
    s.window.actions().stallMap->trigger();
    SweepPage *page = s.window.sweep();
    page->xForm()->steps()->setValue(AxisForm::mostSteps);
    page->yForm()->steps()->setValue(AxisForm::mostSteps);
    s.click(page->runButton());
    QTRY_VERIFY(filled(*page->map()) > 0);
    s.click(page->runButton()); // says Cancel now
    QVERIFY(!page->runner().isRunning());
    QVERIFY2(page->status()->text().startsWith("Stopped after"), qPrintable(page->status()->text()));
    const std::size_t then = filled(*page->map());
    QVERIFY(then < page->map()->grid().cells.size());
    s.run(200ms);
    QCoreApplication::processEvents();
    QCOMPARE(filled(*page->map()), then);
    QVERIFY(!page->progress()->isVisible());
}

void TestWindowSweep::theFormIsWholeWhereThereIsRoom()
{
    ShownWindow s({1920, 1080});
    s.window.setTextSize(1.4);
    s.window.actions().stallMap->trigger();
    s.window.settle();
    QCoreApplication::processEvents();
    const auto *axes = s.window.sweep()->findChild<QScrollArea *>();
    QTRY_VERIFY(axes->viewport()->height() >= axes->widget()->sizeHint().height());
}

void TestWindowSweep::whatCannotBeSweptIsSaid()
{
    ShownWindow s;
    s.window.actions().stallMap->trigger();
    SweepPage *page = s.window.sweep();
    page->yForm()->choice()->setCurrentIndex(page->xForm()->choice()->currentIndex());
    s.click(page->runButton());
    QVERIFY(!page->runner().isRunning());
    QVERIFY2(page->status()->text().contains("both axes"), qPrintable(page->status()->text()));
    page->xForm()->from()->setText("fast");
    s.click(page->runButton());
    QVERIFY2(page->status()->text().contains("\"fast\""), qPrintable(page->status()->text()));
}

QTEST_MAIN(TestWindowSweep)
#include "test_window_sweep.moc"
