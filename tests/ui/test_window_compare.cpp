// The window comparing two runs, under a mouse: pin, change, see both, swap, add, unpin.
#include "tests/ui/pressed_window.h"

#include "ui/compare/compare_tab.h"
#include "ui/compare/multiples_view.h"
#include "ui/controls/setting_slider.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/why_tab.h"

#include <QSignalSpy>
#include <QUndoStack>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

void drag(SettingSlider *slider, std::initializer_list<int> by)
{
    const int y = slider->height() / 2;
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->xOf(slider->value()), y));
    for (const int to : by)
        QTest::mouseMove(slider, QPoint(slider->xOf(to), y));
    QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->xOf(*(by.end() - 1)), y));
}

} // namespace

class TestWindowCompare : public QObject {
    Q_OBJECT

private slots:
    void pinnedRunIsDrawnBehindTheChangedOne();
    void theTwoAreComparedAtTheSameInstant();
    void whoScrubsNeverWaitsForThePinnedRuns();
    void figuresAreNeverOfTwoInstants();
    void swapAddAndUnpin();
    void aRunThatIsNotThereCannotBePinned();
    void whatIsTriedIsUndoneAsAWhole();
    void figuresAreWholeInLargeLetters_data();
    void figuresAreWholeInLargeLetters();
};

void TestWindowCompare::pinnedRunIsDrawnBehindTheChangedOne()
{
    ShownWindow s({1440, 900});
    s.driver().apply("link.rate", "1.5Mbit/s"); // of the 2 that it needs
    s.driver().play();
    s.run(10s);
    s.driver().apply("link.delay", "30ms"); // what was done on the way is part of A
    const QImage alone = s.window.timeline()->grab().toImage();
    s.click(s.window.bar()->compareButton());
    QCOMPARE(s.window.pinned().size(), std::size_t{1});
    QCOMPARE(s.window.inspector()->tabs()->currentWidget(), static_cast<QWidget *>(s.window.compare()));
    QVERIFY(s.window.compare()->difference()->text().contains("Change one setting"));
    QTRY_VERIFY(s.window.timeline()->hasGhost());
    QVERIFY(s.window.timeline()->grab().toImage() != alone);

    drag(s.window.controls()->row("player.start")->slider(), {400, 450, 480});
    QVERIFY(s.driver().isRunning());
    QVERIFY(s.session().now().toSeconds() < 0.1);
    const Scenario b = s.session().script();
    const auto differing = differingSettings(s.window.pinned().script(0), b);
    QCOMPARE(differing.size(), std::size_t{1});
    QCOMPARE(differing.front().key, std::string("player.start"));
    QCOMPARE(b.seed, s.window.pinned().script(0).seed);
    QVERIFY2(s.window.compare()->difference()->text().startsWith("One setting differs: Start playing at"),
             qPrintable(s.window.compare()->difference()->text()));
    s.run(12s);
    s.window.settle();
    QCoreApplication::processEvents(); // it is laid out
    QVERIFY(s.window.compare()->sentence()->text().startsWith("B has not begun to play yet"));
    s.look("compare");
    s.run(28s);
    s.window.settle();
    QCOMPARE(s.status(), QString("ENDED"));
    QVERIFY2(s.window.compare()->sentence()->text().startsWith("Waiting moved to the front"),
             qPrintable(s.window.compare()->sentence()->text()));
    QCOMPARE(s.window.compare()->cell(0, 1), QString("A"));
    QVERIFY(s.window.compare()->cell(2, 1) != "0"); // A's stalls
    QCOMPARE(s.window.compare()->cell(2, 2), QString("0"));
}

void TestWindowCompare::theTwoAreComparedAtTheSameInstant()
{
    ShownWindow s({1280, 720});
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(8)));
    s.window.actions().compare->trigger();
    s.driver().restart();
    for (const int at : {1, 3, 7, 12, 5}) {
        if (s.session().now().toSeconds() > at)
            s.driver().restart();
        s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(at)));
        s.window.settle();
        const Summary a = s.window.pinned().moment().pinned.at(0);
        const Summary b = s.session().summary();
        QCOMPARE(a.now, b.now);
        QCOMPARE(s.window.pinned().moment().present.eventLogHash, b.eventLogHash);
        QCOMPARE(a.eventLogHash, b.eventLogHash); // nothing was changed
        QCOMPARE(a.stallTime, b.stallTime);
    }
}

void TestWindowCompare::whoScrubsNeverWaitsForThePinnedRuns()
{
    ShownWindow s({1280, 720});
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(15)));
    s.window.actions().compare->trigger();
    s.window.settle();
    const auto known = [&] { return s.window.pinned().moment().pinned.at(0).now.toSeconds(); };
    QCOMPARE(known(), 15.0);
    // As the cursor is dragged back, a frame each: nothing has been run when the frame is over.
    for (const double at : {14.0, 13.0, 12.0, 11.0, 10.0}) {
        s.driver().lookAt(SimTime::fromStart(SimDuration::seconds(at)));
        QCOMPARE(known(), 15.0);
    }
    s.window.settle();
    QCOMPARE(known(), 10.0);
    QCOMPARE(s.window.pinned().moment().pinned.at(0).eventLogHash, s.session().summary().eventLogHash);
    s.driver().lookAhead();
    s.window.settle();
    QCOMPARE(known(), 15.0);
}

void TestWindowCompare::figuresAreNeverOfTwoInstants()
{
    ShownWindow s({1280, 720});
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(8)));
    s.window.actions().compare->trigger();
    s.driver().apply("link.rate", "3Mbit/s");
    int told = 0;
    connect(&s.window.pinned(), &PinnedRuns::followed, &s.window, [&] {
        const PinnedRuns::Moment &moment = s.window.pinned().moment();
        QCOMPARE(moment.pinned.at(0).now, moment.present.now);
        ++told;
    });
    for (int i = 0; i < 60; ++i) {
        s.driver().tick(100ms);
        QCoreApplication::processEvents();
    }
    s.window.settle();
    QVERIFY(told > 1);
    QCOMPARE(s.window.pinned().moment().present.now, s.session().now());
}

void TestWindowCompare::swapAddAndUnpin()
{
    ShownWindow s({1440, 900});
    s.driver().apply("link.rate", "1Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(10)));
    QTest::keyClick(&s.window, Qt::Key_B, Qt::ControlModifier);
    s.driver().apply("link.rate", "3Mbit/s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(6)));
    QCoreApplication::processEvents();
    s.click(s.window.compare()->swapButton());
    QCOMPARE(s.window.pinned().script(0).link.rate, BitRate::megabitsPerSecond(3));
    QCOMPARE(s.session().script().link.rate, BitRate::megabitsPerSecond(1));
    QCOMPARE(s.session().now().toSeconds(), 6.0);

    s.click(s.window.compare()->addButton());
    QCOMPARE(s.window.pinned().size(), std::size_t{2});
    s.driver().apply("link.queue", "640kB");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(6)));
    s.window.settle();
    QCoreApplication::processEvents();
    QCOMPARE(s.window.compare()->multiples()->count(), std::size_t{3});
    QCOMPARE(s.window.compare()->cell(0, 3), QString("C"));
    QTRY_VERIFY(s.window.pinned().record(1) != nullptr);
    s.look("multiples");

    s.window.compare()->unpinButton()->click();
    QVERIFY(s.window.pinned().isEmpty());
    QVERIFY(!s.window.timeline()->hasGhost());
    QCOMPARE(s.window.inspector()->tabs()->indexOf(s.window.compare()), -1);
    s.driver().apply("link.rate", "2Mbit/s"); // takes effect now, as ever
    QCOMPARE(s.session().now().toSeconds(), 6.0);
}

void TestWindowCompare::aRunThatIsNotThereCannotBePinned()
{
    MainWindow window(ThemeKind::Light, {}, openSource);
    window.actions().compare->trigger();
    QVERIFY(window.pinned().isEmpty());
    QVERIFY(window.notice()->text().contains("open a film"));
}

void TestWindowCompare::whatIsTriedIsUndoneAsAWhole()
{
    ShownWindow s({1440, 900});
    s.driver().apply("link.rate", "1.5Mbit/s"); // of the 2 that it needs
    s.driver().play();
    s.run(15s);
    s.driver().pause();
    const std::uint64_t hash = s.session().summary().eventLogHash;
    QVERIFY(s.session().summary().stallCount > 0);
    WhyTab &why = *s.window.inspector()->why();
    s.window.inspector()->tabs()->setCurrentWidget(&why);
    QSignalSpy told(&why, &WhyTab::preventionsTold);
    why.ask(0, s.session().script(), *s.session().media());
    QVERIFY(told.wait(60'000));
    s.click(why.tries().back()); // a slower film
    QCOMPARE(s.window.pinned().size(), std::size_t{1});
    QVERIFY(s.window.compare()->difference()->text().contains("a steady film of"));
    QUndoStack &history = *s.window.history().stack();
    QCOMPARE(history.undoText(), QStringLiteral("Try as B"));

    history.undo();
    QVERIFY(s.window.pinned().isEmpty());
    QVERIFY(!s.driver().isRunning());
    QCOMPARE(s.session().summary().eventLogHash, hash);
    QCOMPARE(history.undoText(), QStringLiteral("Bandwidth = 1.50 Mbit/s"));
    history.redo();
    QCOMPARE(s.window.pinned().size(), std::size_t{1});
    QVERIFY(s.driver().isRunning());
    history.undo();
    history.undo();
    QVERIFY(s.session().scenario().link.rate != BitRate::megabitsPerSecond(1.5));
}

void TestWindowCompare::figuresAreWholeInLargeLetters_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("textSize");
    QTest::newRow("usual letters") << QSize(1280, 720) << 1.0;
    QTest::newRow("half as large again") << QSize(1440, 900) << 1.5;
    QTest::newRow("twice as large") << QSize(1920, 1080) << 2.0;
}

/// Names may be broken between words; nothing is pushed beyond the edge of the page.
void TestWindowCompare::figuresAreWholeInLargeLetters()
{
    QFETCH(QSize, size);
    QFETCH(double, textSize);
    ShownWindow s(size);
    s.window.setTextSize(textSize);
    s.driver().apply("link.rate", "1.5Mbit/s");
    s.driver().play();
    s.run(8s);
    s.click(s.window.bar()->compareButton());
    s.driver().apply("player.start", "8s");
    s.run(12s);
    s.window.settle();
    QCoreApplication::processEvents();
    s.look("compare-large");
    const CompareTab *tab = s.window.compare();
    QVERIFY(!tab->cell(1, 3).isEmpty());
    for (const QLabel *label : tab->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const QString what = label->text();
        QVERIFY2(label->mapTo(tab->viewport(), QPoint(label->width(), 0)).x() <= tab->viewport()->width(), qPrintable(what));
        const int longest = label->wordWrap() ? 0 : label->fontMetrics().horizontalAdvance(what);
        QVERIFY2(longest <= label->width(), qPrintable(what));
    }
}

QTEST_MAIN(TestWindowCompare)
#include "test_window_compare.moc"
