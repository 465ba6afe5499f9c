// The bandwidth over time in the whole window: drawn with the mouse, taken from a trace, undone, kept in a file; and whatever is
// done in the window is the same run on the command line.
#include "tests/cli/cli_runner.h"
#include "tests/ui/pressed_window.h"

#include "app/desk.h"
#include "core/io/event_writer.h"
#include "core/io/scenario_file.h"
#include "core/io/trace_reader.h"
#include "core/sim/quantity_text.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/setting_slider.h"
#include "ui/rate/rate_card.h"

#include <QTemporaryDir>
#include <QUndoStack>

#include <random>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;
using rebuffer::testing::CliResult;
using rebuffer::testing::runCli;

namespace {

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

void writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(bytes);
}

/// The event log of the scenario in that file, run by the command line.
QByteArray logOfCli(const QString &scenario, SimTime until, const QString &folder)
{
    const QString events = folder + QStringLiteral("/cli.jsonl");
    const QString to = QString::number(until.toNanoseconds()) + QStringLiteral("ns");
    const CliResult answer =
        runCli({"run", "--scenario", scenario, "--until", to, "--events", events, "--out", folder + "/out.json"});
    QFile file(events);
    return answer.exitCode == 0 && file.open(QFile::ReadOnly) ? file.readAll() : answer.err;
}

/// The window's own, to the same instant.
QByteArray logOf(const Session &session)
{
    Session again(session.script(), session.media());
    QByteArray log;
    again.setEventListener([&log](const Event &event) {
        appendEventLine(event, log);
        log += '\n';
    });
    again.advanceTo(session.now());
    return again.summary().eventLogHash == session.summary().eventLogHash ? log : QByteArray("the script is not the run");
}

/// Where two logs part, line by line; empty if they do not.
QByteArray difference(const QByteArray &a, const QByteArray &b)
{
    if (a == b)
        return {};
    const auto linesA = a.split('\n');
    const auto linesB = b.split('\n');
    qsizetype i = 0;
    while (i < std::min(linesA.size(), linesB.size()) && linesA[i] == linesB[i])
        ++i;
    return "line " + QByteArray::number(i + 1) + " of " + QByteArray::number(linesA.size()) + " and " +
           QByteArray::number(linesB.size()) + ": " + linesA.value(i) + " | " + linesB.value(i);
}

BitRate rateNow(const Session &session)
{
    Snapshot snapshot;
    session.snapshot(snapshot);
    return snapshot.down.rate;
}

/// The window, the chart unfolded.
struct DrawnWindow : ShownWindow {
    RateCard *card = nullptr;
    RateChart *chart = nullptr;

    explicit DrawnWindow(ThemeKind theme = ThemeKind::Light) : ShownWindow({1440, 900}, theme)
    {
        window.setDesk(makeDesk());
        click(window.controls()->rateFold());
        QCoreApplication::processEvents();
        card = window.controls()->rate();
        chart = card->chart();
    }
    QPoint placeOf(std::size_t step) const { return chart->geometry().pointOf(chart->plan().steps[step]).toPoint(); }
    void drag(QPoint from, QPoint to) const
    {
        QTest::mousePress(chart, Qt::LeftButton, {}, from);
        QTest::mouseMove(chart, to);
        QTest::mouseRelease(chart, Qt::LeftButton, {}, to);
    }
};

} // namespace

class TestWindowRate : public QObject {
    Q_OBJECT

private slots:
    void theChartIsFoldedOutAndAway();
    void aDraggedPointChangesTheRunAndIsUndone();
    void anOutageComesAndGoes();
    void aPointAheadChangesOnlyWhatIsAhead();
    void aTraceIsFollowedAndEdited();
    void howATraceWasReadIsSaid();
    void aTraceThatCannotBeReadIsSaid();
    void aPlannedBandwidthIsShownWhenItsScenarioOpens();
    void whatIsDrawnStaysWithTheNextFilm();
    void aRunBesideAIsDrawnToo();
    void theTraceThatIsWrittenIsAcceptedAndRunsTheSame();
    void whateverIsDoneIsTheSameRunOnTheCommandLine_data();
    void whateverIsDoneIsTheSameRunOnTheCommandLine();
    void everyThemeShowsIt_data();
    void everyThemeShowsIt();
};

void TestWindowRate::theChartIsFoldedOutAndAway()
{
    ShownWindow s;
    QVERIFY(s.window.controls()->isWhole());
    QVERIFY(!s.window.controls()->rate()->isVisible());
    s.click(s.window.controls()->rateFold());
    QVERIFY(s.window.controls()->rate()->isVisible());
    QVERIFY(s.window.actions().drawRate->isChecked());
    s.window.actions().drawRate->trigger();
    QVERIFY(!s.window.controls()->rate()->isVisible());
    QVERIFY(!s.window.controls()->rateFold()->isChecked());
}

void TestWindowRate::aDraggedPointChangesTheRunAndIsUndone()
{
    DrawnWindow s;
    s.driver().play();
    s.run(6s);
    QCOMPARE(rateNow(s.session()), BitRate::megabitsPerSecond(5));
    QCOMPARE(s.session().summary().stallCount, std::int64_t{0});
    const QPoint from = s.placeOf(0);
    const QRectF &plot = s.chart->geometry().plot;
    s.drag(from, {from.x(), static_cast<int>(plot.bottom() - 0.1 * plot.height())});
    QVERIFY(rateNow(s.session()) < BitRate::megabitsPerSecond(1));
    QCOMPARE(s.session().now(), at(6)); // another past, the same instant
    QVERIFY(!s.session().summary().startupDelay);
    QVERIFY(s.driver().isRunning());
    s.look("rate-dragged");
    QTest::keyClick(&s.window, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(rateNow(s.session()), BitRate::megabitsPerSecond(5));
    QVERIFY(s.session().summary().startupDelay);
    s.window.history().stack()->redo();
    QVERIFY(rateNow(s.session()) < BitRate::megabitsPerSecond(1));
    s.run(1s);
    QCOMPARE(s.session().now(), at(7));
}

void TestWindowRate::anOutageComesAndGoes()
{
    DrawnWindow s;
    s.driver().advanceTo(at(6));
    s.click(s.card->outageButton());
    QCOMPARE(s.chart->plan().rateAt(at(8)), BitRate());
    s.driver().advanceTo(at(8));
    QCOMPARE(rateNow(s.session()), BitRate());
    QVERIFY(parseRate(s.window.controls()->row("link.rate")->keyText().toStdString())->isZero()); // the slider shows it, too
    s.driver().advanceTo(at(13));
    QCOMPARE(rateNow(s.session()), BitRate::megabitsPerSecond(5));
    s.driver().restart(); // what is drawn is the run's from its beginning
    s.driver().advanceTo(at(8));
    QCOMPARE(rateNow(s.session()), BitRate());
    s.driver().advanceTo(at(14));
    s.click(s.card->steadyButton());
    QCOMPARE(s.chart->plan().steps.size(), std::size_t{1});
    QVERIFY(!s.card->steadyButton()->isEnabled());
}

void TestWindowRate::aPointAheadChangesOnlyWhatIsAhead()
{
    DrawnWindow s;
    s.driver().advanceTo(at(3));
    const auto hash = s.session().summary().eventLogHash;
    QTest::mouseDClick(s.chart, Qt::LeftButton, {},
                       QPoint(static_cast<int>(s.chart->geometry().xOf(at(10))), s.placeOf(0).y() + 25));
    QCOMPARE(s.chart->plan().steps.size(), std::size_t{2});
    QCOMPARE(s.session().summary().eventLogHash, hash);
    s.driver().advanceTo(at(12));
    QVERIFY(rateNow(s.session()) < BitRate::megabitsPerSecond(5));
    QCOMPARE(rateNow(s.session()), s.chart->plan().steps.back().rate);
}

void TestWindowRate::aTraceIsFollowedAndEdited()
{
    DrawnWindow s;
    QTemporaryDir folder;
    writeFile(folder.filePath("train.txt"), "0 4\n5 0.5\n10 3\n15 3\n");
    s.driver().advanceTo(at(2));
    s.window.followTrace(folder.filePath("train.txt"));
    QVERIFY2(s.window.notice()->text().contains("train.txt"), qPrintable(s.window.notice()->text()));
    QVERIFY(s.chart->isVisible());
    QCOMPARE(s.chart->plan().rateAt(at(1)), BitRate::megabitsPerSecond(5)); // before it
    QCOMPARE(s.chart->plan().rateAt(at(6)), BitRate::kilobitsPerSecond(500));
    s.driver().advanceTo(at(6));
    QCOMPARE(rateNow(s.session()), BitRate::kilobitsPerSecond(500));

    QTest::keyClick(s.chart, Qt::Key_End);
    QTest::keyClick(s.chart, Qt::Key_Delete);
    QVERIFY(s.session().script().link.traceFile.empty());
    for (const TimedChange &change : s.session().script().changes)
        QVERIFY2(!change.value.starts_with("trace:"), change.value.c_str()); // no other file is needed any more
    QCOMPARE(rateNow(s.session()), BitRate::kilobitsPerSecond(500));
    s.window.history().stack()->undo();
    QCOMPARE(s.session().script().changes.back().value, "trace:" + folder.filePath("train.txt").toStdString());
    s.window.history().stack()->undo();
    QVERIFY(s.session().script().changes.empty());
}

void TestWindowRate::howATraceWasReadIsSaid()
{
    DrawnWindow s;
    QTemporaryDir folder;
    writeFile(folder.filePath("table.csv"), "a_kbps,b\n1000,x\n2000,y\n");
    s.window.followTrace(folder.filePath("table.csv"));
    const QString said = s.window.notice()->text();
    QVERIFY2(said.contains("a second a row") && said.contains("not read: \"b\""), qPrintable(said));
}

void TestWindowRate::aTraceThatCannotBeReadIsSaid()
{
    DrawnWindow s;
    s.window.followTrace("/nonexistent/train.txt");
    QCOMPARE(s.window.notice()->kind(), NoticeKind::Problem);
    QVERIFY(s.window.notice()->text().contains("train.txt"));
    QCOMPARE(rateNow(s.session()), BitRate::megabitsPerSecond(5));
}

void TestWindowRate::aPlannedBandwidthIsShownWhenItsScenarioOpens()
{
    QTemporaryDir folder;
    writeFile(folder.filePath("tunnel.json"),
              R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", "changes": [{"at": "3s", "set": "link.rate", "to": "0"}]})");
    ShownWindow s;
    s.window.setDesk(makeDesk());
    s.window.openScenario(folder.filePath("tunnel.json"));
    QTRY_VERIFY(s.window.controls()->rate()->isVisible());
    QCOMPARE(s.window.controls()->rate()->chart()->plan().rateAt(at(4)), BitRate());
}

void TestWindowRate::whatIsDrawnStaysWithTheNextFilm()
{
    DrawnWindow s;
    s.driver().advanceTo(at(6));
    s.click(s.card->outageButton());
    s.driver().seek(SimDuration::wholeSeconds(2));
    s.driver().advanceTo(at(8));
    s.window.openText("cbr:1Mbit/s:10s");
    QTRY_COMPARE(s.session().now(), SimTime::start());
    QCOMPARE(rateNow(s.session()), BitRate::megabitsPerSecond(5));
    QCOMPARE(s.session().script().changes.size(), std::size_t{2}); // the outage, and no seeking
    QCOMPARE(s.chart->plan().rateAt(at(8)), BitRate());
}

void TestWindowRate::aRunBesideAIsDrawnToo()
{
    DrawnWindow s;
    s.driver().advanceTo(at(6));
    s.window.actions().compare->trigger();
    s.driver().setManual(true);
    const QPoint from = s.placeOf(0);
    s.drag(from, from + QPoint(0, 30));
    QVERIFY(!s.window.pinned().isEmpty());
    QVERIFY(s.session().script().link.rate < BitRate::megabitsPerSecond(5));
    QVERIFY(s.session().now() < at(6)); // B begins anew
    QCOMPARE(s.window.pinned().script(0).link.rate, BitRate::megabitsPerSecond(5));
}

void TestWindowRate::theTraceThatIsWrittenIsAcceptedAndRunsTheSame()
{
    DrawnWindow s;
    s.driver().advanceTo(at(2));
    s.click(s.card->outageButton());
    s.driver().advanceTo(at(19));
    QTemporaryDir folder;
    const QString trace = folder.filePath("drawn.txt");
    s.window.exportTrace(trace);
    QVERIFY2(s.window.notice()->text().startsWith("Saved"), qPrintable(s.window.notice()->text()));
    const CliResult checked = runCli({"check", trace});
    QVERIFY2(checked.exitCode == 0 && checked.out.contains("a trace that can be used"), (checked.out + checked.err).constData());
    const QString summary = folder.filePath("out.json");
    const CliResult run = runCli(
        {"run", "--set", "source=cbr:2Mbit/s:20s", "--set", "link.rate=trace:" + trace, "--until", "19s", "--out", summary});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QFile file(summary);
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray json = file.readAll();
    const auto packets = QByteArray::number(static_cast<qint64>(s.session().summary().dataPacketsSent));
    QVERIFY2(json.contains("\"data_packets_sent\": " + packets), (packets + json).constData());
}

void TestWindowRate::whateverIsDoneIsTheSameRunOnTheCommandLine_data()
{
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1u, 2u, 3u, 4u})
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << seed;
}

void TestWindowRate::whateverIsDoneIsTheSameRunOnTheCommandLine()
{
    QFETCH(unsigned, seed);
    DrawnWindow s;
    QTemporaryDir folder;
    writeFile(folder.filePath("train.txt"), "0 4\n1 0.5\n2 3\n3 2.5\n");
    std::mt19937 dice(seed);
    const auto roll = [&dice](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
    const auto sliders = s.window.controls()->findChildren<SettingSlider *>();
    s.driver().play();
    for (int i = 0; i < 25; ++i) {
        s.run(std::chrono::milliseconds(100 + roll(500)));
        switch (roll(10)) {
        case 0:
            s.driver().pause();
            s.run(200ms);
            s.driver().play();
            break;
        case 1: s.driver().seek(SimDuration::milliseconds(roll(19'000))); break;
        case 2: s.window.history().stack()->undo(); break;
        case 3: emit s.window.controls()->presets()->activated(1 + roll(s.window.controls()->presets()->count() - 1)); break;
        case 4: s.window.followTrace(folder.filePath("train.txt")); break;
        case 5: s.click(s.card->outageButton()); break;
        case 6:
        case 7: {
            const QPoint from = s.placeOf(static_cast<std::size_t>(roll(static_cast<int>(s.chart->plan().steps.size()))));
            s.drag(from, from + QPoint(roll(60) - 30, roll(60) - 30));
            break;
        }
        default: {
            SettingSlider *slider = sliders[roll(static_cast<int>(sliders.size()))];
            QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(5 + roll(slider->width() - 10), slider->height() / 2));
        }
        }
    }
    s.driver().apply("link.rate", "6Mbit/s");
    s.run(3s);
    const QString path = folder.filePath("run.json");
    s.window.saveScenario(path);
    QVERIFY2(s.window.notice()->text().startsWith("Saved"), qPrintable(s.window.notice()->text()));
    const QByteArray log = logOf(s.session());
    QVERIFY2(log.size() > 10'000, log.left(200).constData());
    const QByteArray parted = difference(logOfCli(path, s.session().now(), folder.path()), log);
    QVERIFY2(parted.isEmpty(), parted.constData());
}

void TestWindowRate::everyThemeShowsIt_data()
{
    QTest::addColumn<int>("theme");
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector})
        QTest::newRow(qPrintable(Theme::nameOf(kind))) << static_cast<int>(kind);
}

void TestWindowRate::everyThemeShowsIt()
{
    QFETCH(int, theme);
    DrawnWindow s(static_cast<ThemeKind>(theme));
    s.driver().advanceTo(at(6));
    s.click(s.card->outageButton());
    s.driver().advanceTo(at(9));
    QTest::mouseClick(s.chart, Qt::LeftButton, {}, s.placeOf(2));
    for (const PressButton *button :
         {s.card->traceButton(), s.card->outageButton(), s.card->steadyButton(), s.window.controls()->rateFold()})
        QVERIFY2(button->fontMetrics().horizontalAdvance(button->text()) <= button->width() - 2, qPrintable(button->text()));
    QVERIFY(s.chart->width() >= s.window.controls()->width() * 3 / 4);
    s.look(QTest::currentDataTag());
}

QTEST_MAIN(TestWindowRate)
#include "test_window_rate.moc"
