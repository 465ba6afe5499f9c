// The whole window under a mouse and a keyboard: the buttons pressed, the sliders dragged and the files dropped
// are the real ones, and what is checked is the session.
#include <QTest>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QImageReader>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>

#include "ui/controls/controls_panel.h"
#include "ui/controls/notice_line.h"
#include "ui/controls/press_button.h"
#include "ui/controls/run_bar.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/setting_slider.h"
#include "ui/figures/figures_row.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/limit_bars.h"
#include "ui/lesson_guide.h"
#include "ui/main_window.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"
#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_view.h"

#include "core/io/event_writer.h"
#include "core/io/open_source.h"
#include "core/io/scenario_file.h"
#include "core/io/series_csv.h"
#include "core/io/source_mark.h"
#include "core/media/synthetic_media.h"
#include "tests/ui/shown_window.h"

using namespace rebuffer;
using namespace std::chrono_literals;

namespace {

ScenarioDesk deskOf()
{
    ScenarioDesk desk;
    desk.read = readScenarioFile;
    desk.save = saveScenarioFile;
    desk.differs = differenceFromMark;
    desk.saveBytes = saveAtomically;
    desk.saveSeries = [](const QString &path, const Session &session) {
        return saveAtomically(path, seriesToCsv(session.seriesToNow(), session.now()));
    };
    return desk;
}

/// Of a run to `until`: every event's line.
QByteArray logOf(const Scenario &scenario, SimTime until)
{
    Session session(scenario, *openSource(scenario.source));
    QByteArray log;
    session.setEventListener([&log](const Event &event) { appendEventLine(event, log); });
    session.advanceTo(until);
    return log;
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private slots:
    void playsAndPausesByButton();
    void spaceTogglesPlay();
    void spaceTogglesPlayWhereverTheFocusIs();
    void restartAndStep();
    void speedsByButtonAndKey();
    void draggingBandwidthDownStallsAndUpGoesOn();
    void typingChangesTheSession();
    void refusedValuesAreToldAndNotKept();
    void transportStartsAnew();
    void aRefusedFileLeavesTheRunUntouched_data();
    void aRefusedFileLeavesTheRunUntouched();
    void dropOpens();
    void onlyTheNewestFileAskedForIsOpened();
    void aBadFirstFileLeavesAUsableWindow();
    void statusTellsTheWholeStory();
    void themesSwitch();
    void nothingIsCutOff_data();
    void nothingIsCutOff();
    void endsAndPlaysAgain();
    void figuresFollow();
    void settledFiguresAreOfThatInstant();
    void theFilmBarAndKeysMoveInTheFilm();
    void aClickedPacketIsToldOf();
    void aClickedStallIsExplainedAndPrevented();
    void aLessonIsPredictedRunAndObserved();
    void aLessonEndsWhenSomethingElseIsOpened();
    void theTimelineIsDraggedBackAndTheRunGoesOnFromThere();
    void aRunWithMovedSlidersIsSavedAndIsTheSameRun();
    void aScenarioWhoseFilmIsGoneTakesAnother();
    void aScenarioThatCannotBeReadLeavesTheRunUntouched();
    void resultsAreExported();
    void settingsAreUndoneByKeyAndReset();
    void whatIsRememberedComesBack();
};

void TestMainWindow::playsAndPausesByButton()
{
    Shown s;
    QCOMPARE(s.status(), QString("READY"));
    QVERIFY2(!s.window.bar()->openButton()->hasFocus(), "nothing is chosen before anyone chose");
    QCOMPARE(s.window.actions().playPause->text(), QString("Play"));
    s.click(s.window.bar()->playButton());
    QVERIFY(s.driver().isRunning());
    QCOMPARE(s.window.actions().playPause->text(), QString("Pause"));
    s.run(1s);
    QCOMPARE(s.session().now().toSeconds(), 1.0);
    s.click(s.window.bar()->playButton());
    QVERIFY(!s.driver().isRunning());
    QCOMPARE(s.status(), QString("PAUSED"));
}

void TestMainWindow::spaceTogglesPlay()
{
    Shown s;
    QTest::keyClick(&s.window, Qt::Key_Space);
    QVERIFY(s.driver().isRunning());
    QTest::keyClick(&s.window, Qt::Key_Space);
    QVERIFY(!s.driver().isRunning());
}

void TestMainWindow::spaceTogglesPlayWhereverTheFocusIs()
{
    Shown s;
    s.window.bar()->restartButton()->setFocus();
    QTest::keyClick(s.window.bar()->restartButton(), Qt::Key_Space);
    QVERIFY(s.driver().isRunning());
    s.window.controls()->row("link.rate")->slider()->setFocus();
    QTest::keyClick(s.window.controls()->row("link.rate")->slider(), Qt::Key_Space);
    QVERIFY(!s.driver().isRunning());
}

void TestMainWindow::restartAndStep()
{
    Shown s;
    s.click(s.window.bar()->stepButton());
    QCOMPARE(s.session().now().toSeconds(), 0.1);
    QTest::keyClick(&s.window, Qt::Key_Period);
    QCOMPARE(s.session().now().toSeconds(), 0.2);
    s.click(s.window.bar()->restartButton());
    QCOMPARE(s.session().now().toSeconds(), 0.0);
    QCOMPARE(s.status(), QString("READY"));
}

void TestMainWindow::speedsByButtonAndKey()
{
    Shown s;
    SegmentedBar *speeds = s.window.bar()->speeds();
    QCOMPARE(speeds->current(), 2);
    s.click(speeds->segment(3));
    QCOMPARE(s.driver().speed().factor, 4.0);
    QCOMPARE(speeds->current(), 3);
    QTest::keyClick(&s.window, Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(s.driver().speed().factor, 0.25);
    QCOMPARE(speeds->current(), 1);
    s.click(speeds->segment(5));
    QVERIFY(s.driver().speed().isMax());
    for (const auto &choice : s.window.actions().speeds) {
        if (choice.speed == Speed{0.01})
            choice.action->trigger();
    }
    QCOMPARE(s.driver().speed().factor, 0.01);
    QCOMPARE(speeds->current(), 0);
    QVERIFY(speeds->segment(0)->text().contains("1/100"));
}

void TestMainWindow::draggingBandwidthDownStallsAndUpGoesOn()
{
    Shown s;
    s.click(s.window.bar()->playButton());
    s.run(4s);
    QCOMPARE(s.status(), QString("PLAYING"));

    SettingSlider *slider = s.window.controls()->row("link.rate")->slider();
    const auto drag = [&](int to) {
        const int y = slider->height() / 2;
        QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->xOf(slider->value()), y));
        QTest::mouseMove(slider, QPoint(slider->xOf(to), y));
        QTest::mouseRelease(slider, Qt::LeftButton, {}, QPoint(slider->xOf(to), y));
    };
    drag(100);
    QVERIFY(s.session().scenario().link.rate < BitRate::kilobitsPerSecond(200));
    QVERIFY(s.driver().isRunning());
    for (int i = 0; i < 60 && !s.status().startsWith("BUFFERING"); ++i)
        s.run(500ms);
    QVERIFY2(s.status().startsWith("BUFFERING…"), qPrintable(s.status()));
    QCOMPARE(s.session().summary().stallCount, 1);

    drag(800);
    QVERIFY(s.session().scenario().link.rate > BitRate::megabitsPerSecond(50));
    for (int i = 0; i < 60 && s.status() != "PLAYING"; ++i)
        s.run(500ms);
    QCOMPARE(s.status(), QString("PLAYING"));
}

void TestMainWindow::typingChangesTheSession()
{
    Shown s;
    QuantityEdit *edit = s.window.controls()->row("player.high_water")->edit();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, "20");
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(s.session().scenario().player.highWater, SimDuration::wholeSeconds(20));
    QCOMPARE(edit->text(), QString("20.0 s"));
}

void TestMainWindow::refusedValuesAreToldAndNotKept()
{
    Shown s;
    QuantityEdit *edit = s.window.controls()->row("link.loss")->edit();
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, "150%");
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(s.session().scenario().link.loss, 0.0);
    QCOMPARE(edit->text(), QString("0.0 %"));
    QVERIFY(s.window.notice()->isVisible());
    QVERIFY(s.window.notice()->text().contains("link.loss"));
    s.click(s.window.notice()->closeButton());
    QVERIFY(!s.window.notice()->isVisible());
}

void TestMainWindow::transportStartsAnew()
{
    Shown s;
    s.click(s.window.bar()->playButton());
    s.run(1s);
    SegmentedBar *delivery = s.window.controls()->delivery();
    s.click(delivery->segment(1));
    QCOMPARE(s.session().scenario().delivery, DeliveryMode::Download);
    QCOMPARE(s.session().now().toSeconds(), 0.0);
    QVERIFY(s.driver().isRunning());
    QCOMPARE(delivery->current(), 1);
}

void TestMainWindow::aRefusedFileLeavesTheRunUntouched_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("no such file") << "nosuch.mp4";
    QTest::newRow("a text file") << "notes.txt";
    QTest::newRow("an empty file") << "empty.mp4";
    QTest::newRow("a directory") << ".";
}

void TestMainWindow::aRefusedFileLeavesTheRunUntouched()
{
    QFETCH(QString, name);
    QTemporaryDir folder;
    writeFile(folder.filePath("notes.txt"), "The quick brown fox.\n");
    writeFile(folder.filePath("empty.mp4"), {});

    Shown s;
    s.click(s.window.bar()->playButton());
    s.run(1s);
    const Session *before = s.driver().session();
    s.window.open(FileSource{folder.filePath(name).toStdString()});
    QTRY_VERIFY(s.window.notice()->isVisible());
    QCOMPARE(s.window.notice()->kind(), NoticeKind::Problem);
    QVERIFY(s.window.notice()->text().size() > 20);
    QCOMPARE(s.driver().session(), before);
    QVERIFY(s.driver().isRunning());
    s.run(1s);
    QCOMPARE(s.session().now().toSeconds(), 2.0);
}

void TestMainWindow::dropOpens()
{
    QTemporaryDir folder;
    writeFile(folder.filePath("notes.txt"), "The quick brown fox.\n");
    Shown s;
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(folder.filePath("notes.txt"))});
    QDragEnterEvent enter(QPoint(600, 400), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&s.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(600, 400), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&s.window, &drop);
    QTRY_VERIFY(s.window.notice()->isVisible());
    QVERIFY(s.window.notice()->text().contains("notes.txt"));

    s.window.openText("bytes:" + folder.filePath("notes.txt") + ":1kbit/s");
    QTRY_COMPARE(QString::fromStdString(s.session().media()->name), QString("notes.txt"));
    QVERIFY2(!s.window.notice()->isVisible(), "what was wrong is no longer");
    QVERIFY(s.window.windowTitle().startsWith("notes.txt"));
}

void TestMainWindow::onlyTheNewestFileAskedForIsOpened()
{
    Shown s;
    QSignalSpy replaced(&s.driver(), &SessionDriver::sessionReplaced);
    s.window.openText("cbr:1Mbit/s:5s");
    s.window.openText("cbr:1Mbit/s:6s");
    s.window.openText("cbr:1Mbit/s:7s");
    QTRY_COMPARE(s.session().media()->timeline->duration().toSeconds(), 7.0);
    QCOMPARE(replaced.size(), 1);
}

void TestMainWindow::aBadFirstFileLeavesAUsableWindow()
{
    MainWindow window(ThemeKind::Light, {}, openSource);
    window.driver().setManual(true);
    window.show();
    window.open(FileSource{"/nonexistent/film.mp4"});
    QCOMPARE(window.bar()->pill()->status().words, QString("OPENING…"));
    QTRY_VERIFY(window.notice()->isVisible());
    QCOMPARE(window.bar()->pill()->status().words, QString("NO FILM"));
    for (QWidget *button : {window.bar()->playButton(), window.bar()->restartButton(), window.bar()->stepButton()})
        QTest::mouseClick(button, Qt::LeftButton);
    window.openText("cbr:1Mbit/s:5s");
    QTRY_VERIFY(window.driver().session());
    QCOMPARE(window.bar()->pill()->status().words, QString("READY"));
}

void TestMainWindow::statusTellsTheWholeStory()
{
    Shown s;
    QStringList seen;
    connect(&s.driver(), &SessionDriver::frame, &s.window, [&] {
        const QString word = s.status().section("…", 0, 0);
        if (seen.isEmpty() || seen.last() != word)
            seen << word;
    });
    s.click(s.window.bar()->playButton());
    s.run(3s);
    s.driver().apply("link.rate", "0");
    s.run(20s);
    s.driver().apply("link.rate", "100Mbit/s");
    s.driver().setSpeed({20});
    s.run(3s);
    QCOMPARE(seen, QStringList({"CONNECTING", "STARTING", "PLAYING", "BUFFERING", "PLAYING", "ENDED"}));
}

void TestMainWindow::themesSwitch()
{
    Shown s;
    const auto background = [&] { return s.window.grab().toImage().pixelColor(4, 400); };
    QVERIFY(background().lightness() > 200);
    s.window.actions().themes[1].action->trigger();
    QVERIFY(background().lightness() < 60);
    s.window.actions().themes[0].action->trigger();
    QVERIFY(background().lightness() > 200);
}

void TestMainWindow::nothingIsCutOff_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QSize>("size");
    QTest::newRow("light 1280x720") << static_cast<int>(ThemeKind::Light) << QSize(1280, 720);
    QTest::newRow("dark 1920x1080") << static_cast<int>(ThemeKind::Dark) << QSize(1920, 1080);
    QTest::newRow("projector 1280x720") << static_cast<int>(ThemeKind::Projector) << QSize(1280, 720);
    QTest::newRow("projector 1920x1080") << static_cast<int>(ThemeKind::Projector) << QSize(1920, 1080);
}

void TestMainWindow::nothingIsCutOff()
{
    QFETCH(int, kind);
    QFETCH(QSize, size);
    Shown s(static_cast<ThemeKind>(kind), size);
    QCoreApplication::processEvents();
    QCOMPARE(s.window.size(), size);
    for (QPushButton *button : s.window.findChildren<QPushButton *>()) {
        if (button->isVisible())
            QVERIFY2(button->fontMetrics().horizontalAdvance(button->text()) <= button->width() - 4, qPrintable(button->text()));
    }
    for (QLabel *label : s.window.controls()->findChildren<QLabel *>()) {
        if (!label->text().contains("…"))
            QVERIFY2(label->sizeHint().width() <= label->width() + 1, qPrintable(label->text()));
    }
    for (QuantityEdit *edit : s.window.controls()->findChildren<QuantityEdit *>())
        QVERIFY2(edit->fontMetrics().horizontalAdvance("no signal") <= edit->width() - 8, qPrintable(edit->accessibleName()));
    if (kind != static_cast<int>(ThemeKind::Projector))
        QVERIFY2(s.window.controls()->isWhole(), "the left panel need not scroll");
}

void TestMainWindow::endsAndPlaysAgain()
{
    Shown s;
    s.driver().setSpeed({20});
    s.click(s.window.bar()->playButton());
    for (int i = 0; i < 100 && s.driver().isRunning(); ++i)
        s.run(200ms);
    QCOMPARE(s.status(), QString("ENDED"));
    QCOMPARE(s.window.actions().playPause->text(), QString("Play"));
    QTest::keyClick(&s.window, Qt::Key_Space);
    QVERIFY(s.driver().isRunning());
    QVERIFY(s.session().now().toSeconds() < 0.1);
}

void TestMainWindow::figuresFollow()
{
    Shown s;
    QCOMPARE(s.window.figures()->card(Figure::Startup)->value(), QString("–"));
    s.click(s.window.bar()->playButton());
    s.run(5s);
    QVERIFY(s.window.figures()->card(Figure::Startup)->value().endsWith("s"));
    QCOMPARE(s.window.figures()->card(Figure::Stalls)->value(), QString("0"));
    QVERIFY(s.window.inspector()->streams()->card(StreamKind::Writable)->facts().fill > 0);
    QVERIFY(!s.window.inspector()->streams()->card(StreamKind::Readable)->facts().holds.isEmpty());
}

/// However many frames have been shown before: a picture of the window is of one instant.
void TestMainWindow::settledFiguresAreOfThatInstant()
{
    for (int frames = 0; frames < 8; ++frames) {
        Shown s;
        s.driver().play();
        for (int i = 0; i < frames; ++i)
            s.driver().repeatFrame();
        s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(5)));
        s.window.settle();
        QVERIFY2(s.window.figures()->card(Figure::Startup)->value().endsWith("s"), qPrintable(QString::number(frames)));
        QVERIFY(s.window.inspector()->streams()->card(StreamKind::Writable)->facts().fill > 0);
    }
}

void TestMainWindow::theFilmBarAndKeysMoveInTheFilm()
{
    Shown s;
    s.click(s.window.bar()->playButton());
    s.run(3s);
    Snapshot snapshot;
    const auto position = [&] {
        s.session().snapshot(snapshot);
        return snapshot.position.toSeconds();
    };
    const QRectF bar = s.window.stage()->geometry().layout.progress;
    QTest::mousePress(s.window.stage(), Qt::LeftButton, {}, QPointF(bar.left() + 2, bar.center().y()).toPoint());
    QTest::mouseMove(s.window.stage(), QPointF(bar.left() + 0.5 * bar.width(), bar.center().y()).toPoint());
    QTest::mouseRelease(s.window.stage(), Qt::LeftButton, {},
                        QPointF(bar.left() + 0.75 * bar.width(), bar.center().y()).toPoint());
    QVERIFY2(std::abs(position() - 15) < 0.2, qPrintable(QString::number(position())));
    QCOMPARE(snapshot.state, PlayerState::Seeking);
    s.run(100ms);
    QVERIFY2(s.status().startsWith("SEEKING"), qPrintable(s.status()));
    QTest::keyClick(&s.window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(std::abs(position() - 10) < 0.3);
    QTest::keyClick(&s.window, Qt::Key_Right, Qt::AltModifier);
    QVERIFY(std::abs(position() - 15) < 0.5);
    QCOMPARE(s.session().scenario().changes.size(), std::size_t{3}); // written down
    s.run(15s);
    QCOMPARE(s.status(), QString("ENDED"));
    s.click(s.window.stage()); // not on the bar
    QVERIFY(s.driver().hasEnded());
    QTest::mouseClick(s.window.stage(), Qt::LeftButton, {}, QPointF(bar.left() + 0.9 * bar.width(), bar.center().y()).toPoint());
    QVERIFY(s.driver().isRunning());
    s.run(5s);
    QCOMPARE(s.status(), QString("ENDED"));
}

void TestMainWindow::aClickedPacketIsToldOf()
{
    Shown s(ThemeKind::Light, {1440, 900});
    s.driver().apply("link.loss", "3%");
    s.click(s.window.bar()->playButton());
    s.run(3s);
    QVERIFY(s.window.stage()->geometry().down.flows()); // 20 ms are too fast for the eye
    s.click(s.window.bar()->playButton());
    PacketTab *tab = s.window.inspector()->packet();
    QSignalSpy told(tab, &PacketTab::told);
    const auto &packets = s.window.stage()->geometry().down.packets;
    QVERIFY(!packets.empty());
    const auto onTheLink = packets.front();
    QTest::mouseClick(s.window.stage(), Qt::LeftButton, {}, onTheLink.rect.center().toPoint());
    QVERIFY(told.count() == 1 || told.wait());
    QCOMPARE(s.window.inspector()->tabs()->currentWidget(), tab);
    QCOMPARE(tab->sheet()->facts().headers.size(), std::size_t{2});
    QVERIFY(tab->sheet()->accessibleDescription().contains("Sequence number"));

    // One that was lost is resent as another, a click away.
    std::vector<Event> events;
    s.window.driver().session()->recentEvents(events);
    const auto lost = std::find_if(events.begin(), events.end(), [](const Event &e) { return e.kind == EventKind::Lost; });
    QVERIFY(lost != events.end());
    s.window.inspector()->events()->packetClicked(lost->packet);
    QVERIFY(told.wait());
    QCOMPARE(tab->sheet()->facts().status, QString("LOST"));
    QVERIFY2(tab->links()->text().contains("resent as"), qPrintable(tab->links()->text()));
    const QString target = tab->links()->text().section('"', 1, 1);
    emit tab->links()->linkActivated(target);
    QVERIFY(told.wait());
    QVERIFY(tab->sheet()->facts().title.startsWith("Retransmission"));
    if (qEnvironmentVariableIsSet("REBUFFER_LOOK"))
        s.window.grab().save(qEnvironmentVariable("REBUFFER_LOOK"));
    s.driver().restart();
    QVERIFY(tab->sheet()->facts().title.isEmpty()); // of another run
}

void TestMainWindow::aClickedStallIsExplainedAndPrevented()
{
    Shown s(ThemeKind::Light, {1440, 900});
    s.driver().apply("link.rate", "1Mbit/s"); // of the 2 that it needs
    s.click(s.window.bar()->playButton());
    s.run(9s);
    const TimelineGeometry &timeline = s.window.timeline()->geometry();
    QVERIFY(!timeline.stalls.empty());
    WhyTab *why = s.window.inspector()->why();
    QSignalSpy reason(why, &WhyTab::reasonTold);
    QSignalSpy preventions(why, &WhyTab::preventionsTold);
    QTest::mouseClick(s.window.timeline(), Qt::LeftButton, {}, timeline.stalls.front().rect.center().toPoint());
    QVERIFY(reason.count() == 1 || reason.wait(20'000));
    QCOMPARE(s.window.inspector()->tabs()->currentWidget(), why);
    QVERIFY2(why->sentence()->text().contains("The link gave"), qPrintable(why->sentence()->text()));
    QVERIFY(why->bars()->accessibleDescription().contains("link full"));
    QVERIFY(preventions.count() == 1 || preventions.wait(60'000));
    QVERIFY(why->tries().size() >= 2);
    QCoreApplication::processEvents(); // they are laid out
    if (qEnvironmentVariableIsSet("REBUFFER_LOOK"))
        s.window.grab().save(qEnvironmentVariable("REBUFFER_LOOK") + ".why.png");
    QTest::mouseClick(why->tries().front(), Qt::LeftButton);
    QVERIFY(s.driver().isRunning());
    QVERIFY(s.session().now().toSeconds() < 0.1);
    QVERIFY(s.session().scenario().player.start > SimDuration::wholeSeconds(2));
    s.run(12s);
    s.run(30s);
    QCOMPARE(s.status(), QString("ENDED"));
    QCOMPARE(s.session().summary().stallCount, std::int64_t{0});
}

void TestMainWindow::aLessonIsPredictedRunAndObserved()
{
    Shown s(ThemeKind::Light, {1440, 900});
    LessonTab *tab = s.window.inspector()->lesson();
    QCOMPARE(s.window.inspector()->tabs()->currentWidget(), tab);
    s.window.actions().lessons[3]->trigger();
    QVERIFY(tab->title()->text().startsWith("4 · "));
    s.window.actions().lessons[0]->trigger();
    s.window.lessons()->finish();
    QVERIFY(tab->title()->text().startsWith("1 · "));
    QVERIFY(!s.driver().isRunning()); // turning a page touches nothing
    QCOMPARE(tab->prediction(), -1);
    QTest::mouseClick(tab->choice(1), Qt::LeftButton, {}, QPoint(12, tab->choice(1)->height() / 2));
    QCOMPARE(tab->prediction(), 1);
    QTest::mouseClick(tab->runButton(), Qt::LeftButton);
    QVERIFY(s.driver().isRunning());
    QVERIFY(s.window.lessons()->isTeaching());
    QCOMPARE(s.session().scenario().link.delay, SimDuration::milliseconds(100));
    for (int i = 0; i < 2000 && !tab->observed()->isVisible(); ++i) {
        s.driver().tick(20ms);
        s.window.lessons()->finish();
    }
    QVERIFY2(tab->observed()->text().contains("The first byte came after"), qPrintable(tab->observed()->text()));
    QVERIFY(s.session().summary().startupDelay.has_value());
    QTest::mouseClick(tab->nextButton(), Qt::LeftButton);
    QVERIFY(tab->title()->text().startsWith("2 · "));
    QVERIFY(!tab->observed()->isVisible());
    QTest::mouseClick(tab->backButton(), Qt::LeftButton);
    QVERIFY(tab->title()->text().startsWith("1 · "));
}

void TestMainWindow::aLessonEndsWhenSomethingElseIsOpened()
{
    Shown s;
    s.window.lessons()->run();
    s.window.lessons()->finish();
    QVERIFY(s.window.lessons()->isTeaching());
    s.driver().restart(); // that is the lesson again
    QVERIFY(s.window.lessons()->isTeaching());
    const BitRate rate = BitRate::megabitsPerSecond(1);
    s.window.start(ConstantRateSource{rate, SimDuration::wholeSeconds(10)},
                   constantRateMedia(rate, SimDuration::wholeSeconds(10)));
    QVERIFY(!s.window.lessons()->isTeaching());
    QVERIFY(s.window.inspector()->lesson()->title()->text().startsWith("1 · "));
}

void TestMainWindow::theTimelineIsDraggedBackAndTheRunGoesOnFromThere()
{
    Shown s(ThemeKind::Light, {1440, 900});
    s.driver().play();
    s.run(10s);
    s.driver().pause();
    TimelineView *timeline = s.window.timeline();
    const TimelineGeometry &g = timeline->geometry();
    const auto axis = [&](double time) { return QPointF(g.xOf(time), g.timeLabels.center().y()).toPoint(); };
    QTest::mousePress(timeline, Qt::LeftButton, {}, axis(8));
    QVERIFY(s.driver().isLookingBack());
    QTest::mouseMove(timeline, axis(6));
    QTest::mouseMove(timeline, axis(4));
    QTest::mouseRelease(timeline, Qt::LeftButton, {}, axis(4));
    QVERIFY(std::abs(s.session().now().toSeconds() - 4) < 0.2);
    QVERIFY2(s.status().startsWith("BACK AT 0:0"), qPrintable(s.status()));
    if (qEnvironmentVariableIsSet("REBUFFER_LOOK"))
        s.window.grab().save(qEnvironmentVariable("REBUFFER_LOOK") + "/back.png");
    QCOMPARE(s.driver().present()->now().toSeconds(), 10.0);
    QTest::mouseClick(timeline, Qt::LeftButton, {}, g.liveButton.center().toPoint());
    QVERIFY(!s.driver().isLookingBack());
    QCOMPARE(s.session().now().toSeconds(), 10.0);
    QTest::mouseClick(timeline, Qt::LeftButton, {}, QPointF(g.xOf(3), g.strip.center().y()).toPoint());
    QVERIFY(s.driver().isLookingBack());
    s.click(s.window.bar()->playButton());
    s.run(1s);
    QVERIFY(std::abs(s.session().now().toSeconds() - 4) < 0.2);
    QVERIFY(!timeline->mark());
}

void TestMainWindow::aRunWithMovedSlidersIsSavedAndIsTheSameRun()
{
    Shown s;
    s.window.setDesk(deskOf());
    QTemporaryDir folder;
    const QString path = folder.filePath("tuesday.json");
    QByteArray log;
    s.driver().start(s.session().scenario(), s.session().media());
    s.driver().setEventListener([&log](const Event &event) { appendEventLine(event, log); });
    s.driver().play();
    std::uint32_t dice = 12345;
    for (int i = 0; i < 12; ++i) {
        dice = dice * 1664525 + 1013904223;
        s.run(std::chrono::milliseconds(100 + dice % 700));
        const auto sliders = s.window.controls()->findChildren<SettingSlider *>();
        SettingSlider *slider = sliders[static_cast<qsizetype>(dice >> 8) % sliders.size()];
        QTest::mouseClick(slider, Qt::LeftButton, {},
                          QPoint(5 + static_cast<int>((dice >> 4) % 200u) % (slider->width() - 10), slider->height() / 2));
    }
    s.run(3s);
    QVERIFY(!s.session().scenario().changes.empty());
    s.window.saveScenario(path);
    QVERIFY2(s.window.notice()->text().contains("tuesday.json"), qPrintable(s.window.notice()->text()));
    const auto read = readScenarioFile(path);
    QVERIFY2(read, read.problem().c_str());
    QCOMPARE(logOf(*read, s.session().now()), log);
}

void TestMainWindow::aScenarioWhoseFilmIsGoneTakesAnother()
{
    Shown s;
    s.window.setDesk(deskOf());
    QTemporaryDir folder;
    writeFile(folder.filePath("lost.json"),
              R"({"rebuffer": 1, "source": "bytes:gone.bin:1Mbit/s", "link": {"rate": "700kbit/s"}})");
    writeFile(folder.filePath("other.bin"), QByteArray(200'000, 'x'));
    s.window.openScenario(folder.filePath("lost.json"));
    QTRY_VERIFY(s.window.notice()->text().contains("gone.bin"));
    QVERIFY2(s.window.notice()->text().contains("Open media"), qPrintable(s.window.notice()->text()));
    QCOMPARE(s.session().scenario().link.rate, BitRate::megabitsPerSecond(5));
    s.window.open(BytesSource{folder.filePath("other.bin").toStdString(), BitRate::megabitsPerSecond(1)});
    QTRY_COMPARE(s.session().scenario().link.rate, BitRate::kilobitsPerSecond(700));
}

void TestMainWindow::aScenarioThatCannotBeReadLeavesTheRunUntouched()
{
    Shown s;
    s.window.setDesk(deskOf());
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(3)));
    QTemporaryDir folder;
    writeFile(folder.filePath("bad.json"), R"({"rebuffer": 1, "link": {"rate": "fast"}})");
    s.window.openScenario(folder.filePath("bad.json"));
    QVERIFY2(s.window.notice()->text().contains("link.rate"), qPrintable(s.window.notice()->text()));
    QCOMPARE(s.session().now().toSeconds(), 3.0);
    s.window.saveScenario(folder.filePath("no/such/folder.json"));
    QVERIFY(s.window.notice()->kind() == NoticeKind::Problem);
}

void TestMainWindow::resultsAreExported()
{
    Shown s;
    s.window.setDesk(deskOf());
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(5)));
    QTemporaryDir folder;
    s.window.exportSeries(folder.filePath("curves.csv"));
    QFile csv(folder.filePath("curves.csv"));
    QVERIFY(csv.open(QFile::ReadOnly));
    QVERIFY(csv.readAll().count('\n') > 20);
    for (const char *name : {"timeline.png", "timeline.svg"}) {
        s.window.exportTimeline(folder.filePath(name));
        QImageReader reader(folder.filePath(name));
        const QImage image = reader.read();
        QVERIFY2(!image.isNull(), qPrintable(reader.errorString()));
        if (QByteArray(name).endsWith("png"))
            QVERIFY2(image.text("Description").contains("seed 1"), qPrintable(image.text("Description")));
        // An SVG's own width is in millimetres, and read back in the screen's dots.
        const double shape = static_cast<double>(image.width()) / image.height();
        QVERIFY(std::abs(shape - 16.0 / 9) < 0.02);
    }
    s.window.exportTimeline(folder.filePath("timeline.pdf"));
    QFile pdf(folder.filePath("timeline.pdf"));
    QVERIFY(pdf.open(QFile::ReadOnly));
    QVERIFY(pdf.read(5) == "%PDF-");
    s.window.exportTimeline(folder.filePath("timeline.gif"));
    QVERIFY2(s.window.notice()->text().contains(".png"), qPrintable(s.window.notice()->text()));
    QVERIFY(!QFile::exists(folder.filePath("timeline.gif")));
    s.window.exportReport(folder.filePath("report.pdf"));
    QTRY_VERIFY(QFile::exists(folder.filePath("report.pdf")));
    QFile report(folder.filePath("report.pdf"));
    QVERIFY(report.open(QFile::ReadOnly));
    QVERIFY(report.read(5) == "%PDF-");
    QTRY_VERIFY(s.window.notice()->text().contains("report.pdf"));
}

void TestMainWindow::settingsAreUndoneByKeyAndReset()
{
    Shown s;
    s.driver().apply("link.rate", "1Mbit/s");
    QTest::keyClick(&s.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(s.session().scenario().link.rate, BitRate::megabitsPerSecond(5));
    s.driver().advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(1)));
    s.driver().apply("link.loss", "3%");
    s.driver().apply("player.start", "1s");
    s.driver().apply("uplink.rate", "300kbit/s");
    s.window.actions().reset->trigger();
    QVERIFY(s.session().scenario().link == LinkSettings());
    QVERIFY(s.session().scenario().uplink == UplinkSettings());
    QCOMPARE(s.session().scenario().player.start, PlayerSettings().start);
}

void TestMainWindow::whatIsRememberedComesBack()
{
    QTemporaryDir folder;
    QSettings settings(folder.filePath("settings.ini"), QSettings::IniFormat);
    writeFile(folder.filePath("one.json"), R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s"})");
    {
        Shown s;
        s.window.setDesk(deskOf());
        s.window.rememberIn(&settings);
        QVERIFY(!s.window.actions().recent()->isEnabled());
        s.window.setTheme(ThemeKind::Dark);
        s.window.openScenario(folder.filePath("one.json"));
        s.window.openScenario(folder.filePath("one.json"));
        s.window.close();
    }
    Shown s;
    s.window.setDesk(deskOf());
    s.window.rememberIn(&settings);
    QVERIFY(std::any_of(s.window.actions().themes.begin(), s.window.actions().themes.end(),
                        [](const auto &choice) { return choice.kind == ThemeKind::Dark && choice.action->isChecked(); }));
    QCOMPARE(s.window.actions().recent()->actions().size(), 1);
    s.window.actions().recent()->actions().front()->trigger();
    QTRY_VERIFY(std::holds_alternative<ConstantRateSource>(s.session().scenario().source) &&
                s.session().media()->timeline->duration() == SimDuration::wholeSeconds(10));
}

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
