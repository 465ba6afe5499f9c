// Where the parts of the window stand, from 1024x640 to 4K and with letters from 100 to 200 %: no word is cut off, nothing lies
// on anything else, what is told last is seen, and a page of the inspector never makes the window higher.
//
// REBUFFER_LOOK names a folder for pictures of each. With REBUFFER_FEW_SIZES only every other size is looked at.
#include <QTest>

#include "tests/ui/cut_text.h"
#include "tests/ui/shown_window.h"
#include "ui/compare/compare_tab.h"
#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/figures/figures_row.h"
#include "ui/inspector/fitting_tabs.h"
#include "ui/inspector/inspector.h"
#include "ui/lesson_guide.h"
#include "ui/stage/stage_view.h"
#include "ui/stage/stage_words.h"
#include "ui/sweep/sweep_page.h"
#include "ui/timeline/timeline_view.h"
#include "ui/windows/page_window.h"

#include <QDir>
#include <QLayout>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTextBrowser>

using namespace rebuffer;

namespace {

void collect(const QLayout *layout, QList<QWidget *> &all)
{
    for (int i = 0; i < layout->count(); ++i) {
        if (QWidget *widget = layout->itemAt(i)->widget(); widget && widget->isVisible() && !widget->isHidden())
            all << widget;
        else if (const QLayout *inner = layout->itemAt(i)->layout())
            collect(inner, all);
    }
}

QString named(const QWidget *widget)
{
    return QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->accessibleName());
}

QString told(const QWidget *widget)
{
    const QRect at = widget->geometry();
    return QStringLiteral("%1,%2 %3x%4").arg(at.x()).arg(at.y()).arg(at.width()).arg(at.height());
}

/// What one layout puts side by side, and yet on top of each other, or so flat that nothing of it is seen.
QStringList overlaps(const QWidget &window)
{
    QStringList wrong;
    for (const QWidget *parent : window.findChildren<QWidget *>()) {
        if (!parent->isVisible() || !parent->layout())
            continue;
        QList<QWidget *> all;
        collect(parent->layout(), all);
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (all[i]->height() < std::min(all[i]->minimumSizeHint().height(), 8))
                wrong << named(all[i]) + QStringLiteral(" is only %1 high").arg(all[i]->height());
            for (qsizetype j = i + 1; j < all.size(); ++j) {
                if (all[i]->geometry().intersects(all[j]->geometry()))
                    wrong << QStringLiteral("%1 at %2 lies on %3 at %4")
                                 .arg(named(all[i]), told(all[i]), named(all[j]), told(all[j]));
            }
        }
    }
    return wrong;
}

/// Some of the parts call their own geometry so.
QRect place(const QWidget *part)
{
    return part->geometry();
}

QStringList wrongIn(const QWidget &window)
{
    return cutLabels(window) + cutButtons(window) + overlaps(window);
}

/// Layouts hear of each other's changes by events, and each processEvents() handles only those that were there before it.
void settleDown()
{
    for (int i = 0; i < 12; ++i)
        QCoreApplication::processEvents();
}

QScrollArea *outerScroll(MainWindow &window)
{
    return window.centralWidget()->findChild<QScrollArea *>(QString(), Qt::FindDirectChildrenOnly);
}

void explainFirstStall(MainWindow &window)
{
    QSignalSpy told(window.inspector()->why(), &WhyTab::preventionsTold);
    emit window.timeline()->stallClicked(0);
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 60'000);
}

void inspectPacket(MainWindow &window)
{
    QSignalSpy told(window.inspector()->packet(), &PacketTab::told);
    emit window.stage()->packetClicked(50);
    QTRY_COMPARE_WITH_TIMEOUT(told.count(), 1, 60'000);
}

} // namespace

class TestWindowLayout : public QObject {
    Q_OBJECT

private slots:
    void sizes_data();
    void sizes();
    void everyTabIsNamed_data();
    void everyTabIsNamed();
    void allAnswersOfALessonAreSeen_data();
    void allAnswersOfALessonAreSeen();
    void noPageMakesTheWindowHigher();
    void largeLettersInASmallWindowStackItsParts();
    void withoutAFilmItSaysWhatToDo();
    void pagesFollowTheTheme();
    void aNoticeStandsAboveWhatScrolls();
};

void TestWindowLayout::sizes_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::addColumn<int>("theme");
    const QSize all[] = {{1024, 640}, {1280, 720}, {1920, 1080}, {3840, 2160}};
    int number = 0;
    for (const QSize size : all) {
        for (const double text : {1.0, 1.5, 2.0}) {
            for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Projector}) {
                if (theme == ThemeKind::Projector && text > 1)
                    continue;
                if (qEnvironmentVariableIsSet("REBUFFER_FEW_SIZES") && ++number % 4 != 0)
                    continue;
                QTest::addRow("%dx%d text %d %s", size.width(), size.height(), qRound(100 * text),
                              qPrintable(Theme::nameOf(theme)))
                    << size << text << static_cast<int>(theme);
            }
        }
    }
}

/// With a stall explained, a packet inspected and two runs compared, each page of the inspector, then the stall map.
void TestWindowLayout::sizes()
{
    QFETCH(QSize, size);
    QFETCH(double, text);
    QFETCH(int, theme);
    Shown s(static_cast<ThemeKind>(theme), size);
    s.window.setTextSize(text);
    s.driver().apply("link.rate", "1.2Mbit/s");
    s.driver().play();
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(9)));
    explainFirstStall(s.window);
    inspectPacket(s.window);
    s.window.actions().compare->trigger();
    s.driver().apply("player.start", "3s");
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(9)));
    s.window.settle();
    QStringList wrong;
    const auto look = [&](const QString &part) {
        settleDown();
        for (const QString &one : wrongIn(s.window))
            wrong << part + QStringLiteral(": ") + one;
        if (qEnvironmentVariableIsSet("REBUFFER_LOOK"))
            s.window.grab().save(QDir(qEnvironmentVariable("REBUFFER_LOOK"))
                                     .filePath(QString(QTest::currentDataTag()).replace(' ', '-') + '-' +
                                               part.simplified().remove(' ').remove('|') + ".png"));
    };
    QTabWidget *tabs = s.window.inspector()->tabs();
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        look(tabs->tabText(tab));
    }
    s.window.actions().stallMap->setChecked(true);
    look(QStringLiteral("map"));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    QCOMPARE(s.window.size(), size);
    QVERIFY2(outerScroll(s.window)->horizontalScrollBar()->maximum() == 0, "nothing is to be sought beyond the right edge");
}

void TestWindowLayout::everyTabIsNamed_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("theme");
    const auto row = [](QSize size, ThemeKind theme) {
        QTest::addRow("%dx%d %s", size.width(), size.height(), qPrintable(Theme::nameOf(theme)))
            << size << static_cast<int>(theme);
    };
    row({1280, 720}, ThemeKind::Light);
    row({1280, 720}, ThemeKind::Projector);
    row({1920, 1080}, ThemeKind::Light);
    row({1920, 1080}, ThemeKind::Projector);
    row({3840, 2160}, ThemeKind::Dark);
}

/// Without arrows to be pressed before a name is seen.
void TestWindowLayout::everyTabIsNamed()
{
    QFETCH(QSize, size);
    QFETCH(int, theme);
    Shown s(static_cast<ThemeKind>(theme), size);
    const auto *tabs = qobject_cast<FittingTabs *>(s.window.inspector()->tabs());
    QVERIFY(tabs->showsAll());
    s.window.actions().compare->trigger();
    settleDown();
    QCOMPARE(tabs->count(), 7);
    QVERIFY2(tabs->showsAll(), "with A | B, too");
}

void TestWindowLayout::allAnswersOfALessonAreSeen_data()
{
    everyTabIsNamed_data();
}

void TestWindowLayout::allAnswersOfALessonAreSeen()
{
    QFETCH(QSize, size);
    QFETCH(int, theme);
    Shown s(static_cast<ThemeKind>(theme), size);
    LessonTab *tab = s.window.inspector()->lesson();
    QStringList hidden;
    for (QAction *lesson : s.window.actions().lessons) {
        lesson->trigger();
        s.window.lessons()->finish();
        settleDown();
        for (int i = 0; i < 3; ++i) {
            const auto *answer = tab->choice(i);
            if (answer->isVisible() && answer->visibleRegion().boundingRect().height() < answer->height() - 1)
                hidden << QStringLiteral("%1: %2").arg(tab->title()->text(), answer->text());
        }
    }
    QVERIFY2(hidden.isEmpty(), qPrintable(hidden.join('\n')));
}

void TestWindowLayout::noPageMakesTheWindowHigher()
{
    Shown s;
    s.driver().apply("link.rate", "1.2Mbit/s");
    s.driver().play();
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(9)));
    const auto scrolls = [&] { return outerScroll(s.window)->verticalScrollBar()->maximum() > 0; };
    settleDown();
    QVERIFY(!scrolls());
    explainFirstStall(s.window);
    settleDown();
    QVERIFY2(!scrolls(), "why");
    inspectPacket(s.window);
    settleDown();
    QVERIFY2(!scrolls(), "packet");
    s.window.actions().stallMap->setChecked(true);
    settleDown();
    QVERIFY2(!scrolls(), "stall map");
}

void TestWindowLayout::largeLettersInASmallWindowStackItsParts()
{
    Shown s;
    QVERIFY(place(s.window.controls()).right() < place(s.window.stage()).left());
    s.window.setTextSize(2);
    settleDown();
    QVERIFY(place(s.window.stage()).bottom() < place(s.window.timeline()).top());
    QVERIFY(place(s.window.timeline()).bottom() < place(s.window.controls()).top());
    QVERIFY2(s.window.stage()->width() > 1100, "the stage has the whole width");
    s.window.setTextSize(1);
    settleDown();
    QVERIFY2(place(s.window.controls()).right() < place(s.window.stage()).left(), "and back again");
}

void TestWindowLayout::withoutAFilmItSaysWhatToDo()
{
    MainWindow window(ThemeKind::Light, {}, openSource);
    window.resize(1280, 720);
    window.show();
    QStringList said;
    for (const QLabel *label : window.findChildren<QLabel *>())
        said << label->text();
    QVERIFY(said.contains(MainWindow::tr("Nothing open")));
    QVERIFY(!window.stage()->words().placed(StageWords::Cover).isEmpty());
    QVERIFY2(!window.stage()->words().asksForPlay(), "there is nothing to play");
    const BitRate rate = BitRate::megabitsPerSecond(2);
    const SimDuration length = SimDuration::wholeSeconds(20);
    window.start(ConstantRateSource{rate, length}, constantRateMedia(rate, length));
    QVERIFY(window.stage()->words().asksForPlay());
}

void TestWindowLayout::pagesFollowTheTheme()
{
    Shown s;
    s.window.actions().keys->trigger();
    const auto *page = s.window.findChild<PageWindow *>();
    QVERIFY(page);
    const QString data = Theme::make(ThemeKind::Light).data.name();
    QVERIFY2(page->page()->toHtml().contains(data), qPrintable(data));
    s.window.setTheme(ThemeKind::Dark);
    QVERIFY(!page->page()->toHtml().contains(data));
    QVERIFY(page->page()->toHtml().contains(Theme::make(ThemeKind::Dark).data.name()));
}

void TestWindowLayout::aNoticeStandsAboveWhatScrolls()
{
    Shown s;
    const int before = s.window.stage()->mapTo(&s.window, QPoint()).y();
    s.window.notice()->tell(NoticeKind::Problem, "It went wrong.");
    settleDown();
    const int under = s.window.notice()->mapTo(&s.window, QPoint(0, s.window.notice()->height())).y();
    QVERIFY(s.window.stage()->mapTo(&s.window, QPoint()).y() >= under);
    QVERIFY(!outerScroll(s.window)->isAncestorOf(s.window.notice()));
    s.window.notice()->dismiss();
    settleDown();
    QCOMPARE(s.window.stage()->mapTo(&s.window, QPoint()).y(), before);
}

QTEST_MAIN(TestWindowLayout)
#include "test_window_layout.moc"
