// A table of everything in the window that can be pressed, typed into or turned: what a hand does to it, with the mouse in
// one row and by keys in another, and what is then another.
#pragma once

#include "core/session/scenario_keys.h"
#include "tests/ui/hand.h"
#include "tests/ui/pressed_window.h"
#include "ui/inspector/inspector.h"
#include "ui/windows/page_window.h"
#include "ui/windows/timeline_table_window.h"

#include <QSignalSpy>
#include <QTemporaryDir>

#include <functional>
#include <vector>

namespace rebuffer::test {

/// The window with its film; some rows need more of it than others.
struct Desk : ShownWindow {
    QTemporaryDir folder;
    Scenario first = driver().scenario();
    MediaFile film = *session().media();

    Desk() : ShownWindow({1440, 900}) {}
    /// The first film at its beginning, every setting, tab and page as in a new window; other windows closed.
    void putBack();

    /// Everything there is, in sight or not: a stall explained, a packet told of, a run pinned, an offer made, all windows open.
    void showEverything();
    void at(double seconds) { driver().advanceTo(SimTime::fromStart(SimDuration::seconds(seconds))); }
    /// A run that has stalled by then.
    void stalled(double seconds = 14)
    {
        driver().apply("link.rate", "1Mbit/s");
        at(seconds);
        window.settle();
    }
    double now() { return session().now().toSeconds(); }
    std::string setting(const char *key) { return findScenarioKey(key)->get(driver().scenario()); }
    static std::string settingUsual(const char *key) { return findScenarioKey(key)->get(Scenario()); }
    void turnTo(QWidget *tab)
    {
        window.inspector()->tabs()->setCurrentWidget(tab);
        QCoreApplication::processEvents();
    }
    void explainStall();
    void tellOfResentPacket();
    void offerBytes();
    void runMap();
    /// A file that is not finished before it is cancelled.
    void writeForEver();
    /// The page or dialog of that type which is open; nullptr if none is.
    template <typename Dialog> Dialog *opened()
    {
        for (QWidget *top : QApplication::topLevelWidgets()) {
            if (auto *dialog = qobject_cast<Dialog *>(top); dialog && dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
};

enum class By { Mouse, Keys };

struct ControlRow {
    QString name;
    By by;
    std::function<QObject *(Desk &)> covers; ///< the widget or action that this is a row of
    std::function<void(Desk &)> before;      ///< what must be so first; may be empty
    std::function<bool(Desk &)> act;         ///< false if the hand does not come there
    std::function<bool(Desk &)> changed;     ///< false before, true after
};

using ControlRows = std::vector<ControlRow>;
using Finder = std::function<QWidget *(Desk &)>;
using Deed = std::function<void(Desk &)>;
using Check = std::function<bool(Desk &)>;

/// A button: clicked, and reached by Tab and pressed by Enter.
void addButton(ControlRows &rows, const QString &name, const Finder &button, const Deed &before, const Check &changed);

ControlRows rowsOfActions();
ControlRows rowsOfSettings();
ControlRows rowsOfTheRun();       ///< the bar, the notice, the stage, the timeline
ControlRows rowsOfTheInspector(); ///< its tabs, and comparing
ControlRows rowsOfTheMap();
ControlRows rowsOfOtherWindows();

} // namespace rebuffer::test
