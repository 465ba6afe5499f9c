// What was done by hand in the window is a scenario that the command line runs again, event for event: sliders dragged and
// typed, presets, pauses, seeks, undo and redo, other congestion controls, looks back, all by mouse and key; saved by the
// menu; run by rebuffer-cli; the same hash of the event log.
//
// REBUFFER_SEED=7 for other mischief, REBUFFER_ROUNDS=100 for more of it.
#include "tests/ui/menu_hand.h"
#include "tests/ui/pressed_window.h"

#include "app/desk.h"
#include "core/session/event_log.h"
#include "core/sim/quantity_text.h"
#include "core/sim/random_stream.h"
#include "tests/cli/cli_runner.h"
#include "ui/controls/preset_box.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/setting_slider.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"

#include <QFile>
#include <QTemporaryDir>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

/// Does anything that changes a run.
class Player {
public:
    Player(ShownWindow &shown, std::uint64_t seed) : m_shown(shown), m_dice(seed, "round trip") {}

    int pick(int below) { return static_cast<int>(m_dice.uniform() * below); }

    void act()
    {
        switch (pick(12)) {
        case 0:
        case 1:
        case 2:
        case 3: drag(); break;
        case 4: choosePreset(); break;
        case 5: type(); break;
        case 6: m_shown.click(m_shown.window.bar()->playButton()); break;
        case 7: seek(); break;
        case 8: key(Qt::Key_Z, Qt::ControlModifier); break;
        case 9: key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); break;
        case 10: chooseTransport(); break;
        default: lookBack();
        }
        letTimeGoBy();
    }

    /// Of the things that can be set at any time.
    void set()
    {
        switch (pick(4)) {
        case 0: drag(); break;
        case 1: choosePreset(); break;
        case 2: type(); break;
        default: chooseTransport();
        }
    }

private:
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&m_shown.window, which, modifiers); }

    void letTimeGoBy()
    {
        if (!m_shown.driver().isRunning() && pick(3) > 0)
            m_shown.click(m_shown.window.bar()->playButton());
        for (int ticks = pick(120); ticks > 0; --ticks)
            m_shown.driver().tick(std::chrono::nanoseconds(pick(33'000'000)));
        QCoreApplication::processEvents();
    }

    /// Let go where it was or elsewhere, time going by meanwhile.
    void drag()
    {
        const auto sliders = m_shown.window.controls()->findChildren<SettingSlider *>();
        SettingSlider *slider = sliders[pick(static_cast<int>(sliders.size()))];
        const auto at = [&] { return QPoint(5 + pick(slider->width() - 10), slider->height() / 2); };
        QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->xOf(slider->value()), slider->height() / 2));
        for (int moves = 1 + pick(4); moves > 0; --moves) {
            QTest::mouseMove(slider, at());
            m_shown.driver().tick(std::chrono::nanoseconds(pick(20'000'000)));
        }
        QTest::mouseRelease(slider, Qt::LeftButton, {}, at());
    }

    void choosePreset()
    {
        auto *presets = m_shown.window.controls()->findChild<PresetBox *>();
        presets->setFocus();
        for (int presses = 1 + pick(5); presses > 0; --presses)
            QTest::keyClick(presets, pick(3) == 0 ? Qt::Key_Up : Qt::Key_Down);
        m_shown.window.centralWidget()->setFocus();
    }

    void type()
    {
        static const std::vector<std::pair<QString, QStringList>> values{
            {QStringLiteral("link.rate"), {QStringLiteral("3"), QStringLiteral("700 kbit/s"), QStringLiteral("20")}},
            {QStringLiteral("link.delay"), {QStringLiteral("12.5"), QStringLiteral("0")}},
            {QStringLiteral("link.loss"), {QStringLiteral("2.5"), QStringLiteral("150")}}, // the last is refused
            {QStringLiteral("player.high_water"), {QStringLiteral("6"), QStringLiteral("20")}}};
        const auto &[name, texts] = values[static_cast<std::size_t>(pick(static_cast<int>(values.size())))];
        QuantityEdit *edit = m_shown.window.controls()->row(name)->edit();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, texts[pick(static_cast<int>(texts.size()))]);
        QTest::keyClick(edit, Qt::Key_Return);
        m_shown.window.centralWidget()->setFocus();
    }

    void seek()
    {
        if (pick(2) == 0) {
            key(pick(2) == 0 ? Qt::Key_Left : Qt::Key_Right, Qt::AltModifier);
            return;
        }
        const QRectF bar = m_shown.window.stage()->geometry().layout.progress;
        const QPointF at(bar.left() + m_dice.uniform() * bar.width(), bar.center().y());
        QTest::mouseClick(m_shown.window.stage(), Qt::LeftButton, {}, at.toPoint());
    }

    /// Between the TCPs the run goes on; another kind starts it anew.
    void chooseTransport()
    {
        const bool anew = pick(20) == 0;
        const auto bars = m_shown.window.controls()->findChildren<SegmentedBar *>();
        m_shown.click(bars.front()->segment(pick(anew ? 4 : 3)));
    }

    void lookBack()
    {
        for (int steps = 1 + pick(10); steps > 0; --steps)
            key(Qt::Key_Comma);
        if (pick(2) == 0)
            key(Qt::Key_End, Qt::ControlModifier);
    }

    ShownWindow &m_shown;
    RandomStream m_dice;
};

/// The hash of the run that a saved scenario makes, ended or up to `until`.
QString hashByCli(const QString &scenario, const std::optional<SimTime> &until, QByteArray *error)
{
    QStringList arguments{QStringLiteral("run"), QStringLiteral("--scenario"), scenario};
    if (until)
        arguments << QStringLiteral("--until") << QString::fromStdString(toText(until->sinceStart()));
    const testing::CliResult result = testing::runCli(arguments);
    *error = result.err;
    return result.json()[QLatin1String("event_log_hash")].toString();
}

} // namespace

class TestWindowRoundTrip : public QObject {
    Q_OBJECT

private slots:
    void cleanupTestCase()
    {
        QVERIFY2(m_changes > 40, qPrintable(QStringLiteral("only %1 changes to compare by").arg(m_changes)));
    }
    void theSavedRunIsTheSameRun_data();
    void theSavedRunIsTheSameRun();
    void playedByTheClockItIsTheSameRunToo();
    void movedBackAfterTheEndItIsTheSameRun();
    void theRunIsSavedWhileLookingBack();

private:
    void save(ShownWindow &shown);
    void compare(ShownWindow &shown);

    QTemporaryDir m_folder;
    std::size_t m_changes = 0;
};

void TestWindowRoundTrip::save(ShownWindow &shown)
{
    const QString path = m_folder.filePath(QStringLiteral("tuesday.json"));
    QFile::remove(path);
    QVERIFY(chooseFromMenu(shown.window, {QStringLiteral("Scenario"), QStringLiteral("Save scenario as…")}));
    QVERIFY(answerWithFile(shown.window, path));
    QVERIFY2(QFile::exists(path), qPrintable(shown.window.notice()->text()));
}

/// Saves, and runs what was saved.
void TestWindowRoundTrip::compare(ShownWindow &shown)
{
    shown.driver().pause();
    save(shown);
    if (QTest::currentTestFailed())
        return;
    const Session &run = *shown.driver().present();
    const QString hash = QString::fromStdString(hashText(run.summary().eventLogHash));
    QByteArray error;
    const auto until = run.ended() ? std::nullopt : std::optional(run.now());
    const QString again = hashByCli(m_folder.filePath(QStringLiteral("tuesday.json")), until, &error);
    QVERIFY2(error.isEmpty(), error.constData());
    QCOMPARE(again, hash);
}

void TestWindowRoundTrip::theSavedRunIsTheSameRun_data()
{
    QTest::addColumn<quint64>("seed");
    const quint64 first = qEnvironmentVariableIsSet("REBUFFER_SEED") ? qEnvironmentVariable("REBUFFER_SEED").toULongLong() : 1;
    const int rounds = std::max(5, qEnvironmentVariableIntValue("REBUFFER_ROUNDS"));
    for (quint64 seed = first; seed < first + static_cast<quint64>(rounds); ++seed)
        QTest::addRow("seed %llu", seed) << seed;
}

void TestWindowRoundTrip::theSavedRunIsTheSameRun()
{
    QFETCH(quint64, seed);
    qInfo("seed %llu", seed);
    ShownWindow shown;
    shown.window.setDesk(makeDesk());
    Player player(shown, seed);
    for (int i = 0; i < 3; ++i)
        player.set(); // what is set before the first play is how the run begins
    shown.click(shown.window.bar()->playButton());
    for (int i = 0; i < 30; ++i)
        player.act();
    compare(shown);
    const Session &run = *shown.driver().present();
    m_changes += run.script().changes.size();
    qInfo("%zu changes, %.3f s", run.script().changes.size(), run.now().toSeconds());
}

void TestWindowRoundTrip::playedByTheClockItIsTheSameRunToo()
{
    ShownWindow shown;
    shown.window.setDesk(makeDesk());
    Player player(shown, 99);
    shown.driver().setManual(false);
    shown.click(shown.window.bar()->speeds()->segment(4)); // twenty times as fast as real time
    shown.click(shown.window.bar()->playButton());
    for (const double second : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}) {
        QTRY_VERIFY(shown.session().now().toSeconds() >= second || shown.session().ended());
        SettingSlider *slider = shown.window.controls()->row(QStringLiteral("link.rate"))->slider();
        QTest::mouseClick(slider, Qt::LeftButton, {}, QPoint(5 + player.pick(slider->width() - 10), slider->height() / 2));
    }
    QVERIFY(!shown.session().script().changes.empty());
    compare(shown);
}

void TestWindowRoundTrip::movedBackAfterTheEndItIsTheSameRun()
{
    ShownWindow shown;
    shown.window.setDesk(makeDesk());
    shown.click(shown.window.bar()->playButton());
    shown.run(23s);
    QVERIFY(shown.session().ended());
    compare(shown);
    QTest::keyClick(&shown.window, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(shown.driver().isRunning() && !shown.session().ended());
    shown.run(1s);
    compare(shown);
    shown.driver().play();
    shown.run(15s);
    QVERIFY(shown.session().ended());
    compare(shown);
}

/// Nothing of the run is lost by looking back: so nothing of it is missing in the file.
void TestWindowRoundTrip::theRunIsSavedWhileLookingBack()
{
    ShownWindow shown;
    shown.window.setDesk(makeDesk());
    shown.click(shown.window.bar()->playButton());
    shown.run(2s);
    shown.driver().apply(QStringLiteral("link.rate"), QStringLiteral("800kbit/s"));
    shown.run(2s);
    shown.driver().lookAt(SimTime::fromStart(SimDuration::wholeSeconds(1)));
    QVERIFY(shown.driver().isLookingBack());
    compare(shown);
    QVERIFY(shown.driver().isLookingBack());
}

QTEST_MAIN(TestWindowRoundTrip)
#include "test_window_round_trip.moc"
