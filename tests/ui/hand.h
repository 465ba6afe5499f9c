// A hand at mouse and keyboard: every press goes the way that the window system's go, to whatever lies under the mouse or
// has the keyboard, so that what is covered, out of sight or not to be reached is not pressed.
#pragma once

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QMenuBar>
#include <QRadioButton>
#include <QScrollArea>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <QWindow>
#include <QtTest/qtestspontaneevent.h>

#include <functional>

namespace rebuffer::test {

class Hand {
public:
    static constexpr int mostTabs = 200;

    /// As a hand would by turning the wheel.
    static void bringIntoSight(QWidget *widget)
    {
        for (QWidget *around = widget->parentWidget(); around; around = around->parentWidget()) {
            if (auto *scroll = qobject_cast<QScrollArea *>(around))
                scroll->ensureWidgetVisible(widget);
        }
        QCoreApplication::processEvents();
    }

    static QPoint middleOf(const QWidget *widget) { return widget->rect().center(); }

    static void click(QWidget *widget, QPoint at, Qt::KeyboardModifiers with = {})
    {
        bringIntoSight(widget);
        QTest::mouseClick(windowOf(widget), Qt::LeftButton, with, inWindow(widget, at));
    }
    static void click(QWidget *widget) { click(widget, middleOf(widget)); }

    static void doubleClick(QWidget *widget, QPoint at)
    {
        bringIntoSight(widget);
        QTest::mouseDClick(windowOf(widget), Qt::LeftButton, {}, inWindow(widget, at));
    }

    static void drag(QWidget *widget, QPoint from, QPoint to)
    {
        bringIntoSight(widget);
        QTest::mousePress(windowOf(widget), Qt::LeftButton, {}, inWindow(widget, from));
        for (const QPoint at : {from + (to - from) / 3, from + (to - from) * 2 / 3, to})
            QTest::mouseMove(windowOf(widget), inWindow(widget, at));
        QTest::mouseRelease(windowOf(widget), Qt::LeftButton, {}, inWindow(widget, to));
    }

    static void hover(QWidget *widget, QPoint at)
    {
        bringIntoSight(widget);
        QTest::mouseMove(windowOf(widget), inWindow(widget, at));
        QCoreApplication::processEvents();
    }

    /// By notches; up, and away from the hand, is positive.
    static void turnWheel(QWidget *widget, QPoint at, int notches)
    {
        bringIntoSight(widget);
        const QPoint place = inWindow(widget, at);
        QWheelEvent event(place, widget->mapToGlobal(QPointF(at)), {}, QPoint(0, 120 * notches), Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QSpontaneKeyEvent::setSpontaneous(&event);
        qApp->notify(windowOf(widget), &event); // sending it would say that it is no hand
        QCoreApplication::processEvents();
    }

    static void key(Qt::Key key, Qt::KeyboardModifiers with = {})
    {
        QTest::keyClick(listener(), key, with);
        QCoreApplication::processEvents();
    }
    static void keys(const QKeySequence &sequence)
    {
        const QKeyCombination one = sequence[0];
        key(one.key(), one.keyboardModifiers());
    }
    static void type(const QString &text)
    {
        for (const QChar letter : text)
            QTest::keyClick(listener(), letter.toLatin1());
    }

    /// Goes there by Tab, and on by the arrows among several of which one is chosen. False if no key comes there.
    static bool reach(QWidget *widget)
    {
        if (widget->window()->windowHandle() != QGuiApplication::focusWindow()) {
            widget->window()->activateWindow();
            QCoreApplication::processEvents();
        }
        const Qt::Key tab = isSoonerByTab(widget) ? Qt::Key_Tab : Qt::Key_Backtab;
        for (int i = 0; i < mostTabs; ++i) {
            QWidget *now = QApplication::focusWidget();
            if (now == widget)
                return true;
            if (now && now->parentWidget() == widget->parentWidget() && isOneOfSeveral(now) && isOneOfSeveral(widget))
                return arrowTo(widget);
            key(tab, tab == Qt::Key_Tab ? Qt::NoModifier : Qt::ShiftModifier);
        }
        return false;
    }

    /// Reaches it and presses a key there.
    static bool press(QWidget *widget, Qt::Key which = Qt::Key_Return, Qt::KeyboardModifiers with = {})
    {
        if (!reach(widget))
            return false;
        key(which, with);
        return true;
    }

    /// What a press opens and waits for, as a button's menu, is answered from within.
    static void andThen(std::function<void()> answer)
    {
        auto *waiting = new QTimer(qApp);
        QObject::connect(waiting, &QTimer::timeout, waiting, [waiting, answer = std::move(answer)] {
            if (!QApplication::activePopupWidget())
                return;
            waiting->stop();
            waiting->deleteLater();
            answer();
        });
        waiting->start(0);
    }

    /// Opens a list to choose from, and clicks a line of it.
    static bool chooseFrom(QComboBox *box, int line)
    {
        click(box);
        QAbstractItemView *list = box->view();
        if (!list->isVisible())
            return false;
        const QPoint at = list->visualRect(list->model()->index(line, 0)).center();
        QTest::mouseMove(list->viewport(), at); // a list is a window of its own
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
        QCoreApplication::processEvents();
        return true;
    }

    /// Opens the menus down to an action and chooses it, with the mouse.
    static bool chooseByMouse(QMenuBar *bar, QAction *action)
    {
        const QList<QAction *> path = pathTo(bar, action);
        if (path.isEmpty())
            return false;
        click(bar, bar->actionGeometry(path.front()).center());
        for (QAction *step : path.mid(1)) {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            if (!menu || !menu->actions().contains(step))
                return false;
            const QPoint at = menu->actionGeometry(step).center();
            QTest::mouseMove(menu->windowHandle(), at);
            QTest::mouseClick(menu->windowHandle(), Qt::LeftButton, {}, at);
            QCoreApplication::processEvents();
        }
        return true;
    }

    /// The same by Alt, the menu's letter, the arrows and Enter.
    static bool chooseByKeys(QMenuBar *bar, QAction *action)
    {
        const QList<QAction *> path = pathTo(bar, action);
        if (path.isEmpty())
            return false;
        const QString name = path.front()->text();
        key(static_cast<Qt::Key>(name.at(name.indexOf(QLatin1Char('&')) + 1).toUpper().unicode()), Qt::AltModifier);
        for (QAction *step : path.mid(1)) {
            auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
            for (int i = 0; menu && menu->activeAction() != step; ++i) {
                if (i > 100)
                    return false;
                key(Qt::Key_Down);
            }
            if (!menu)
                return false;
            key(step->menu() ? Qt::Key_Right : Qt::Key_Return);
        }
        return true;
    }

private:
    static QWindow *windowOf(const QWidget *widget) { return widget->window()->windowHandle(); }
    static QPoint inWindow(const QWidget *widget, QPoint at) { return widget->mapTo(widget->window(), at); }

    static QWindow *listener()
    {
        if (QWindow *window = QGuiApplication::focusWindow())
            return window;
        return QApplication::activeWindow() ? QApplication::activeWindow()->windowHandle()
                                            : QGuiApplication::allWindows().constFirst();
    }

    /// On its way round, from where the keyboard is.
    static bool isSoonerByTab(QWidget *widget)
    {
        QWidget *from = QApplication::focusWidget();
        int on = 0, back = 0;
        for (QWidget *at = from; at && at != widget && on < 1000; at = at->nextInFocusChain())
            ++on;
        for (QWidget *at = from; at && at != widget && back < 1000; at = at->previousInFocusChain())
            ++back;
        return on <= back;
    }
    static bool isOneOfSeveral(const QWidget *widget)
    {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        return button && button->autoExclusive();
    }
    static bool arrowTo(QWidget *widget)
    {
        const bool column = qobject_cast<QRadioButton *>(widget) != nullptr;
        for (const Qt::Key on : {column ? Qt::Key_Down : Qt::Key_Right, column ? Qt::Key_Up : Qt::Key_Left}) {
            for (int i = 0; i < 10 && QApplication::focusWidget() != widget; ++i)
                key(on);
        }
        return QApplication::focusWidget() == widget;
    }

    /// From the bar's own action to this one; empty if it is in no menu.
    static QList<QAction *> pathTo(const QMenuBar *bar, QAction *action)
    {
        const auto within = [action](auto &&self, const QList<QAction *> &some) -> QList<QAction *> {
            for (QAction *one : some) {
                if (one == action)
                    return {one};
                if (!one->menu())
                    continue;
                const QList<QAction *> below = self(self, one->menu()->actions());
                if (!below.isEmpty())
                    return QList<QAction *>{one} + below;
            }
            return {};
        };
        return within(within, bar->actions());
    }
};

} // namespace rebuffer::test
