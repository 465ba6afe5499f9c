// Every action, from its menu with the mouse, from its menu by keys, and by its own key if it has one.
#include "tests/ui/control_rows.h"

#include "ui/lesson/lesson.h"
#include "ui/notes_dialog.h"
#include "ui/rate/rate_card.h"

#include <QFileDialog>
#include <QMenuBar>
#include <QUndoStack>

namespace rebuffer::test {

namespace {

using ActionFinder = std::function<QAction *(Desk &)>;

/// To know beforehand which have keys of their own.
const Actions &sample()
{
    static const Actions actions;
    return actions;
}

bool hasKey(const QAction *action)
{
    return !action->shortcut().isEmpty();
}

void addAction(ControlRows &rows, const QString &name, const ActionFinder &action, const Deed &before, const Check &changed,
               bool byItsKey)
{
    const auto byMouse = [action](Desk &d) { return Hand::chooseByMouse(d.window.menuBar(), action(d)); };
    const auto byKeys = [action](Desk &d) { return Hand::chooseByKeys(d.window.menuBar(), action(d)); };
    const auto byShortcut = [action](Desk &d) {
        Hand::keys(action(d)->shortcut());
        return true;
    };
    rows.push_back({name + QStringLiteral(", in its menu"), By::Mouse, action, before, byMouse, changed});
    rows.push_back({name + QStringLiteral(", in its menu"), By::Keys, action, before, byKeys, changed});
    if (byItsKey)
        rows.push_back({name + QStringLiteral(", by its own key"), By::Keys, action, before, byShortcut, changed});
}

QAction *undoOf(Desk &d)
{
    return d.window.menuBar()->actions().at(1)->menu()->actions().at(0);
}
QAction *redoOf(Desk &d)
{
    return d.window.menuBar()->actions().at(1)->menu()->actions().at(1);
}

void addFiles(ControlRows &rows)
{
    const Check asksForAFile = [](Desk &d) { return d.opened<QFileDialog>() != nullptr; };
    const auto add = [&](const QString &name, QAction *Actions::*action) {
        addAction(
            rows, name, [action](Desk &d) { return d.window.actions().*action; }, {}, asksForAFile, hasKey(sample().*action));
    };
    add("Open media", &Actions::open);
    add("Open as bytes", &Actions::openAsBytes);
    add("Open scenario", &Actions::openScenario);
    add("Save scenario", &Actions::saveScenario);
    add("Save scenario as", &Actions::saveScenarioAs);
    add("Bandwidth from a trace", &Actions::openTrace);
    add("Bandwidth as a trace", &Actions::exportTrace);
    add("Export curves", &Actions::exportSeries);
    add("Export figures", &Actions::exportSummary);
    add("Export events", &Actions::exportEvents);
    add("Export packets", &Actions::exportPackets);
    add("Export timeline", &Actions::exportTimeline);
    add("Export report", &Actions::exportReport);
    addAction(
        rows, "Title and notes", [](Desk &d) { return d.window.actions().notes; }, {},
        [](Desk &d) { return d.opened<NotesDialog>() != nullptr; }, false);
    addAction(
        rows, "Quit", [](Desk &d) { return d.window.actions().quit; }, {}, [](Desk &d) { return !d.window.isVisible(); }, true);
}

void addEdits(ControlRows &rows)
{
    const Deed changeRate = [](Desk &d) { d.driver().apply("link.rate", "1Mbit/s"); };
    addAction(
        rows, "Undo", undoOf, changeRate, [](Desk &d) { return d.setting("link.rate") == "5Mbit/s"; }, true);
    addAction(
        rows, "Redo", redoOf,
        [changeRate](Desk &d) {
            changeRate(d);
            d.window.history().stack()->undo();
        },
        [](Desk &d) { return d.setting("link.rate") == "1Mbit/s"; }, true);
    addAction(
        rows, "Draw the bandwidth", [](Desk &d) { return d.window.actions().drawRate; }, {},
        [](Desk &d) { return d.window.controls()->rate()->isVisible(); }, true);
    addAction(
        rows, "Reset all settings", [](Desk &d) { return d.window.actions().reset; },
        [](Desk &d) {
            d.driver().apply("link.loss", "3%");
            d.driver().apply("player.start", "1s");
            d.driver().setPlannedChanges({{SimTime::fromStart(SimDuration::wholeSeconds(60)), "link.rate", "1Mbit/s"}});
        },
        [](Desk &d) {
            return d.setting("link.loss") == "0%" && d.setting("player.start") == "2s" && d.driver().plannedChanges().empty();
        },
        false);
}

void addRun(ControlRows &rows)
{
    const auto add = [&](const QString &name, QAction *Actions::*action, const Deed &before, const Check &changed) {
        addAction(
            rows, name, [action](Desk &d) { return d.window.actions().*action; }, before, changed, hasKey(sample().*action));
    };
    const Deed goTo5 = [](Desk &d) { d.at(5); };
    const auto position = [](Desk &d) {
        Snapshot now;
        d.session().snapshot(now);
        return now.position.toSeconds();
    };
    add("Play", &Actions::playPause, {}, [](Desk &d) { return d.driver().isRunning(); });
    add("Restart", &Actions::restart, goTo5, [](Desk &d) { return d.now() == 0; });
    add("Step", &Actions::step, {}, [](Desk &d) { return d.now() == 0.1; });
    add("To the next event", &Actions::stepEvent, goTo5, [](Desk &d) { return d.now() > 5; });
    add("To the next packet", &Actions::stepPacket, {}, [](Desk &d) { return d.now() > 0; });
    add("To the next frame", &Actions::stepFrame, goTo5, [](Desk &d) { return d.now() > 5 && d.now() < 5.1; });
    add("Look back", &Actions::stepBack, goTo5,
        [](Desk &d) { return d.driver().isLookingBack() && std::abs(d.now() - 4.9) < 1e-6; });
    add(
        "Back to the present", &Actions::present,
        [](Desk &d) {
            d.at(5);
            d.driver().lookAt(SimTime::fromStart(SimDuration::wholeSeconds(2)));
        },
        [](Desk &d) { return !d.driver().isLookingBack() && d.now() == 5; });
    add(
        "Back in the film", &Actions::back, [](Desk &d) { d.at(9); }, [=](Desk &d) { return position(d) < 4.5; });
    add("Forward in the film", &Actions::forward, goTo5, [=](Desk &d) { return position(d) > 8; });
    add("Mute", &Actions::mute, {}, [](Desk &d) { return d.window.actions().mute->isChecked(); });
    for (std::size_t i = 0; i < sample().speeds.size(); ++i) {
        const Speed speed = sample().speeds[i].speed;
        addAction(
            rows, "Speed " + nameOf(speed), [i](Desk &d) { return d.window.actions().speeds[i].action; },
            [speed](Desk &d) { d.driver().setSpeed(speed == Speed{4} ? Speed{20} : Speed{4}); },
            [speed](Desk &d) { return d.driver().speed() == speed; }, hasKey(sample().speeds[i].action));
    }
}

void addComparing(ControlRows &rows)
{
    const auto add = [&](const QString &name, QAction *Actions::*action, const Deed &before, const Check &changed) {
        addAction(
            rows, name, [action](Desk &d) { return d.window.actions().*action; }, before, changed, hasKey(sample().*action));
    };
    const Deed pinned = [](Desk &d) {
        d.at(3);
        d.window.actions().compare->trigger();
        d.driver().apply("link.rate", "3Mbit/s");
        d.at(3);
    };
    add(
        "Compare", &Actions::compare, [](Desk &d) { d.at(3); }, [](Desk &d) { return d.window.pinned().size() == 1; });
    add("Swap", &Actions::swapRuns, pinned, [](Desk &d) { return d.setting("link.rate") == "5Mbit/s"; });
    add("Add a run", &Actions::addRun, pinned, [](Desk &d) { return d.window.pinned().size() == 2; });
    add("Unpin", &Actions::unpin, pinned, [](Desk &d) { return d.window.pinned().isEmpty(); });
    add("Stall map", &Actions::stallMap, {},
        [](Desk &d) { return d.window.actions().stallMap->isChecked() && !d.window.timeline()->isVisible(); });
}

void addViews(ControlRows &rows)
{
    const auto add = [&](const QString &name, QAction *Actions::*action, const Deed &before, const Check &changed) {
        addAction(
            rows, name, [action](Desk &d) { return d.window.actions().*action; }, before, changed, hasKey(sample().*action));
    };
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector}) {
        const auto index = static_cast<std::size_t>(kind);
        const QColor ground = Theme::make(kind).window;
        addAction(
            rows, "Theme " + Theme::nameOf(kind), [index](Desk &d) { return d.window.actions().themes[index].action; },
            [kind](Desk &d) { d.window.setTheme(kind == ThemeKind::Dark ? ThemeKind::Light : ThemeKind::Dark); },
            [index, ground](Desk &d) {
                return d.window.actions().themes[index].action->isChecked() &&
                       QApplication::palette().color(QPalette::Window) == ground;
            },
            false);
    }
    const Deed large = [](Desk &d) { d.window.setTextSize(1.5); };
    add("Larger text", &Actions::largerText, {}, [](Desk &d) { return d.window.textSize() == 1.1; });
    add("Smaller text", &Actions::smallerText, large, [](Desk &d) { return d.window.textSize() == 1.25; });
    add("Usual text size", &Actions::usualText, large, [](Desk &d) { return d.window.textSize() == 1; });
    add("Timeline as a table", &Actions::table, {}, [](Desk &d) { return d.opened<TimelineTableWindow>() != nullptr; });
    add(
        "Why did it stall", &Actions::why, [](Desk &d) { d.stalled(); },
        [](Desk &d) { return d.window.inspector()->tabs()->currentWidget() == d.window.inspector()->why(); });
    add("Full screen", &Actions::fullScreen, {}, [](Desk &d) { return d.window.isFullScreen(); });
    add("Keys", &Actions::keys, {},
        [](Desk &d) { return d.opened<PageWindow>() && d.opened<PageWindow>()->windowTitle() == "Keys"; });
    add("About", &Actions::about, {},
        [](Desk &d) { return d.opened<PageWindow>() && d.opened<PageWindow>()->windowTitle().contains("About"); });
    for (int i = 0; i < lessonCount; ++i) {
        const QString title = QStringLiteral("%1 · %2").arg(i + 1).arg(lessonTitles().at(i));
        addAction(
            rows, "Lesson " + title, [i](Desk &d) { return d.window.actions().lessons[static_cast<std::size_t>(i)]; },
            [i](Desk &d) {
                d.window.actions().lessons[i == 0 ? 1 : 0]->trigger();
                d.turnTo(d.window.inspector()->words());
            },
            [title](Desk &d) {
                LessonTab *tab = d.window.inspector()->lesson();
                return d.window.inspector()->tabs()->currentWidget() == tab && tab->title()->text() == title;
            },
            false);
    }
}

} // namespace

ControlRows rowsOfActions()
{
    ControlRows rows;
    addFiles(rows);
    addEdits(rows);
    addRun(rows);
    addComparing(rows);
    addViews(rows);
    return rows;
}

} // namespace rebuffer::test
