// A monkey at mouse and keyboard: presses, drags, turns the wheel and types without sense, always the same for one seed,
// and after each burst the window must still stand: nothing modal left open, the session still answering.
//
// REBUFFER_MONKEY_EVENTS says how many events, REBUFFER_MONKEY_SEED which ones.
#include <QTest>

#include "core/sim/random_stream.h"
#include "tests/ui/shown_window.h"
#include "ui/inspector/inspector.h"

#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QThreadPool>
#include <QTimer>
#include <QWheelEvent>
#include <QWindow>

using namespace rebuffer;

namespace {

constexpr int usualEvents = 20'000;
constexpr int eventsBetweenChecks = 50;

int fromEnvironment(const char *name, int fallback)
{
    bool ok = false;
    const int value = qEnvironmentVariableIntValue(name, &ok);
    return ok ? value : fallback;
}

class Monkey {
public:
    Monkey(Shown &shown, std::uint64_t seed) : m_shown(shown), m_dice(seed, "monkey")
    {
        // A button's menu waits inside the press for an answer: it gets one from here.
        QObject::connect(&m_beats, &QTimer::timeout, &m_beats, [this] { answerMenu(); });
        m_beats.start(0);
    }

    void act()
    {
        switch (pick(10)) {
        case 0:
        case 1:
        case 2: click(); break;
        case 3: drag(); break;
        case 4: wheel(); break;
        case 5:
        case 6:
        case 7: key(); break;
        case 8: type(); break;
        default: m_shown.driver().tick(std::chrono::milliseconds(pick(60))); break;
        }
    }

    /// What it opened it also closes: a hand would press Escape.
    void closeWhatIsOpen()
    {
        while (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (qobject_cast<QDialog *>(top) && top->isVisible())
                top->close();
        }
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

private:
    void answerMenu()
    {
        QWidget *popup = QApplication::activePopupWidget();
        if (!popup)
            return;
        for (int i = pick(4); i > 0; --i)
            QTest::sendKeyEvent(QTest::Click, popup, Qt::Key_Down, QString(), Qt::NoModifier);
        QTest::sendKeyEvent(QTest::Click, popup, pick(2) == 0 ? Qt::Key_Return : Qt::Key_Escape, QString(), Qt::NoModifier);
        if (QApplication::activePopupWidget() == popup && pick(4) == 0)
            popup->close();
    }

    int pick(int below) { return static_cast<int>(m_dice.uniform() * below); }

    QWidget *somewhere(QPoint &at)
    {
        if (QWidget *popup = QApplication::activePopupWidget()) {
            at = QPoint(pick(std::max(1, popup->width())), pick(std::max(1, popup->height())));
            return popup;
        }
        const QPoint point(pick(m_shown.window.width()), pick(m_shown.window.height()));
        QWidget *under = m_shown.window.childAt(point);
        QWidget *widget = under ? under : &m_shown.window;
        at = widget->mapFrom(&m_shown.window, point);
        return widget;
    }

    Qt::KeyboardModifiers modifiers()
    {
        static constexpr Qt::KeyboardModifiers some[] = {Qt::NoModifier,    Qt::NoModifier,      Qt::NoModifier,
                                                         Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
        return some[pick(6)];
    }

    void click()
    {
        QPoint at;
        QWidget *widget = somewhere(at);
        const Qt::MouseButton button = pick(8) == 0 ? Qt::RightButton : Qt::LeftButton;
        if (pick(6) == 0)
            QTest::mouseDClick(widget, button, modifiers(), at);
        else
            QTest::mouseClick(widget, button, modifiers(), at);
    }

    void drag()
    {
        QPoint from;
        const QPointer<QWidget> widget = somewhere(from);
        QTest::mousePress(widget, Qt::LeftButton, {}, from);
        for (int i = pick(4); i >= 0 && widget; --i)
            QTest::mouseMove(widget, QPoint(pick(m_shown.window.width()), pick(m_shown.window.height())));
        if (widget)
            QTest::mouseRelease(widget, Qt::LeftButton, {}, QPoint(pick(m_shown.window.width()), pick(m_shown.window.height())));
    }

    void wheel()
    {
        QPoint at;
        QWidget *widget = somewhere(at);
        const QPoint turned(pick(3) == 0 ? 120 * (pick(5) - 2) : 0, 120 * (pick(9) - 4));
        QWheelEvent event(at, widget->mapToGlobal(QPointF(at)), {}, turned, Qt::NoButton, modifiers(), Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }

    /// Whatever has the keyboard.
    QWidget *listener()
    {
        if (QWidget *popup = QApplication::activePopupWidget())
            return popup;
        QWidget *focus = m_shown.window.focusWidget();
        return focus ? focus : &m_shown.window;
    }

    void key()
    {
        static constexpr Qt::Key keys[] = {
            Qt::Key_Space, Qt::Key_Tab,   Qt::Key_Backtab, Qt::Key_Return, Qt::Key_Escape,    Qt::Key_Left,     Qt::Key_Right,
            Qt::Key_Up,    Qt::Key_Down,  Qt::Key_Home,    Qt::Key_End,    Qt::Key_PageUp,    Qt::Key_PageDown, Qt::Key_Period,
            Qt::Key_Comma, Qt::Key_E,     Qt::Key_P,       Qt::Key_F,      Qt::Key_W,         Qt::Key_N,        Qt::Key_L,
            Qt::Key_Plus,  Qt::Key_Minus, Qt::Key_0,       Qt::Key_1,      Qt::Key_3,         Qt::Key_5,        Qt::Key_Z,
            Qt::Key_R,     Qt::Key_T,     Qt::Key_F1,      Qt::Key_F11,    Qt::Key_Backspace, Qt::Key_Delete};
        const Qt::Key which = keys[pick(static_cast<int>(std::size(keys)))];
        // Closing the window would end the test, and files are not the monkey's to open.
        QTest::keyClick(listener(), which, modifiers());
    }

    void type()
    {
        static const char letters[] = "0123456789.,kMbit/s% -e∞x";
        QString text;
        for (int i = pick(8); i >= 0; --i)
            text += QChar::fromLatin1(letters[pick(static_cast<int>(sizeof letters) - 1)]);
        for (const QChar &letter : text)
            QTest::keyClick(listener(), letter.toLatin1() > 0 ? letter.toLatin1() : 'x');
    }

    Shown &m_shown;
    RandomStream m_dice;
    QTimer m_beats;
};

} // namespace

class TestMonkey : public QObject {
    Q_OBJECT

private slots:
    void theWindowStandsWhateverIsPressed();
};

void TestMonkey::theWindowStandsWhateverIsPressed()
{
    const int events = fromEnvironment("REBUFFER_MONKEY_EVENTS", usualEvents);
    const int seed = fromEnvironment("REBUFFER_MONKEY_SEED", 1);
    qInfo("%d events of seed %d", events, seed);
    Shown shown(ThemeKind::Light, {1100, 700});
    // What needs a file chosen, and what ends the program, is tested with a hand of its own.
    for (QAction *action :
         {shown.window.actions().open, shown.window.actions().openAsBytes, shown.window.actions().openScenario,
          shown.window.actions().saveScenario, shown.window.actions().saveScenarioAs, shown.window.actions().exportSeries,
          shown.window.actions().exportSummary, shown.window.actions().exportTimeline, shown.window.actions().exportEvents,
          shown.window.actions().exportPackets, shown.window.actions().quit})
        action->setEnabled(false);
    Monkey monkey(shown, static_cast<std::uint64_t>(seed));
    for (int i = 0; i < events; ++i) {
        monkey.act();
        if (i % eventsBetweenChecks != eventsBetweenChecks - 1)
            continue;
        monkey.closeWhatIsOpen();
        const QByteArray where = QByteArray::number(i + 1) + " events of seed " + QByteArray::number(seed);
        QVERIFY2(!QApplication::activeModalWidget(), where);
        QVERIFY2(shown.window.isVisible(), where);
        QVERIFY2(shown.driver().session(), where);
        if (shown.driver().hasEnded())
            shown.driver().restart();
        // It answers: time goes on by just as much as it is told to.
        const SimTime now = shown.session().now();
        shown.driver().step();
        QVERIFY2(shown.session().now() > now || shown.driver().hasEnded(), where);
        const Summary summary = shown.session().summary();
        QVERIFY2(summary.playTime >= SimDuration::zero() && summary.stallTime >= SimDuration::zero(), where);
    }
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestMonkey)
#include "test_monkey.moc"
