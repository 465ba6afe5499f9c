// The run bar, the notice, and the two great painted parts: stage and timeline.
#include "tests/ui/control_rows.h"

#include "ui/controls/bytes_offer.h"
#include "ui/controls/export_line.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/sound_control.h"
#include "ui/paint/words.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"

#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QSlider>
#include <QTableView>

#include <optional>

namespace rebuffer::test {

namespace {

void addBar(ControlRows &rows)
{
    const auto bar = [](PressButton *(RunBar::*button)() const) {
        return [button](Desk &d) { return (d.window.bar()->*button)(); };
    };
    const Deed goTo5 = [](Desk &d) { d.at(5); };
    addButton(rows, "bar: open", bar(&RunBar::openButton), {}, [](Desk &d) { return d.opened<QFileDialog>() != nullptr; });
    const Finder scenario = bar(&RunBar::scenarioButton);
    const Check asksForAFile = [](Desk &d) { return d.opened<QFileDialog>() != nullptr; };
    const auto chooseFirst = [] {
        Hand::andThen([] {
            Hand::key(Qt::Key_Down);
            Hand::key(Qt::Key_Return);
        });
    };
    rows.push_back({"bar: scenario",
                    By::Mouse,
                    scenario,
                    {},
                    [=](Desk &d) {
                        chooseFirst();
                        Hand::click(scenario(d));
                        return true;
                    },
                    asksForAFile});
    rows.push_back({"bar: scenario",
                    By::Keys,
                    scenario,
                    {},
                    [=](Desk &d) {
                        if (!Hand::reach(scenario(d)))
                            return false;
                        chooseFirst();
                        Hand::key(Qt::Key_Return);
                        return true;
                    },
                    asksForAFile});
    addButton(
        rows, "notice: what can be done", [](Desk &d) { return d.window.notice()->actionButton(); },
        [](Desk &d) { d.window.notice()->tellWithAction("It is gone", "Find it", [&d] { d.window.actions().open->trigger(); }); },
        asksForAFile);
    addButton(
        rows, "export line: cancel", [](Desk &d) { return d.window.exportLine()->cancelButton(); },
        [](Desk &d) { d.writeForEver(); }, [](Desk &d) { return d.window.notice()->text().startsWith("Cancelled"); });
    addButton(rows, "bar: play", bar(&RunBar::playButton), {}, [](Desk &d) { return d.driver().isRunning(); });
    addButton(rows, "bar: restart", bar(&RunBar::restartButton), goTo5, [](Desk &d) { return d.now() == 0; });
    addButton(rows, "bar: step", bar(&RunBar::stepButton), {}, [](Desk &d) { return d.now() == 0.1; });
    addButton(rows, "bar: compare", bar(&RunBar::compareButton), goTo5, [](Desk &d) { return d.window.pinned().size() == 1; });
    for (int i = 1; i <= static_cast<int>(usualSpeeds.size()); ++i) {
        const Speed speed = usualSpeeds[static_cast<std::size_t>(i) - 1];
        addButton(
            rows, "bar: speed " + nameOf(speed), [i](Desk &d) { return d.window.bar()->speeds()->segment(i); },
            [speed](Desk &d) { d.driver().setSpeed(speed == Speed{4} ? Speed{20} : Speed{4}); },
            [speed](Desk &d) { return d.driver().speed() == speed; });
    }
    const Finder slow = [](Desk &d) { return d.window.bar()->speeds()->segment(0); };
    const auto chooseSecond = [] {
        Hand::andThen([] {
            Hand::key(Qt::Key_Down);
            Hand::key(Qt::Key_Down);
            Hand::key(Qt::Key_Return);
        });
    };
    const Check isSlow = [](Desk &d) { return d.driver().speed().factor < 0.25 && d.driver().speed().factor > 0; };
    rows.push_back({"bar: slow motion",
                    By::Mouse,
                    slow,
                    {},
                    [=](Desk &d) {
                        chooseSecond();
                        Hand::click(slow(d));
                        return true;
                    },
                    isSlow});
    rows.push_back({"bar: slow motion",
                    By::Keys,
                    slow,
                    {},
                    [=](Desk &d) {
                        if (!Hand::reach(slow(d)))
                            return false;
                        chooseSecond();
                        Hand::key(Qt::Key_Return);
                        return true;
                    },
                    isSlow});
    addButton(
        rows, "bar: mute", [](Desk &d) { return d.window.bar()->sound()->button(); }, {},
        [](Desk &d) { return d.window.actions().mute->isChecked(); });
    const Finder volume = [](Desk &d) { return d.window.bar()->sound()->slider(); };
    const Check isQuieter = [](Desk &d) { return d.window.bar()->sound()->volume() < 100; };
    rows.push_back({"bar: volume pressed",
                    By::Mouse,
                    volume,
                    {},
                    [volume](Desk &d) {
                        Hand::click(volume(d), QPoint(8, volume(d)->height() / 2));
                        return true;
                    },
                    isQuieter});
    rows.push_back({"bar: volume stepped",
                    By::Keys,
                    volume,
                    {},
                    [volume](Desk &d) { return Hand::press(volume(d), Qt::Key_Left); },
                    isQuieter});
}

void addNotice(ControlRows &rows)
{
    const Deed tell = [](Desk &d) {
        d.window.notice()->tell(NoticeKind::Told, QStringLiteral("Saved: somewhere"));
        QCoreApplication::processEvents();
    };
    const Check isGone = [](Desk &d) { return !d.window.notice()->isVisible(); };
    addButton(
        rows, "notice: put away", [](Desk &d) { return d.window.notice()->closeButton(); }, tell, isGone);
    const Deed offer = [](Desk &d) {
        QFile file(d.folder.filePath(QStringLiteral("notes.txt")));
        if (file.open(QFile::WriteOnly))
            file.write(QByteArray(90'000, 'x'));
        file.close();
        d.offerBytes();
    };
    const Check plays = [](Desk &d) { return d.session().media() && d.session().media()->name == "notes.txt"; };
    addButton(
        rows, "notice: play as bytes", [](Desk &d) { return d.window.notice()->offer()->button(); }, offer, plays);
    const Finder rate = [](Desk &d) { return d.window.notice()->offer()->rate(); };
    const auto type = [] {
        Hand::key(Qt::Key_A, Qt::ControlModifier);
        Hand::type(QStringLiteral("24kbit/s"));
        Hand::key(Qt::Key_Return);
        return true;
    };
    const Check playsAtThatRate = [plays](Desk &d) {
        return plays(d) && d.session().media()->timeline->duration() == SimDuration::wholeSeconds(30);
    };
    rows.push_back({"notice: rate typed", By::Mouse, rate, offer,
                    [rate, type](Desk &d) {
                        Hand::click(rate(d));
                        return type();
                    },
                    playsAtThatRate});
    rows.push_back({"notice: rate typed", By::Keys, rate, offer, [rate, type](Desk &d) { return Hand::reach(rate(d)) && type(); },
                    playsAtThatRate});
}

/// Where a packet is drawn on the link.
std::optional<QPoint> somePacket(Desk &d)
{
    const StageGeometry &geometry = d.window.stage()->geometry();
    for (double x = geometry.layout.lane.left(); x < geometry.layout.lane.right(); ++x) {
        const QPointF at(x, geometry.layout.lane.center().y());
        if (geometry.packetAt(at))
            return at.toPoint();
    }
    return std::nullopt;
}

void addStage(ControlRows &rows)
{
    const Finder stage = [](Desk &d) { return d.window.stage(); };
    const Deed goTo2 = [](Desk &d) {
        d.at(2);
        d.window.inspector()->events()->choice()->segment(1)->click();
    };
    const Check isTold = [](Desk &d) {
        return d.window.inspector()->tabs()->currentWidget() == d.window.inspector()->packet() &&
               !d.window.inspector()->packet()->isTelling();
    };
    rows.push_back({"stage: a packet clicked", By::Mouse, stage, goTo2,
                    [stage](Desk &d) {
                        const auto at = somePacket(d);
                        if (at)
                            Hand::click(stage(d), *at);
                        return at.has_value();
                    },
                    isTold});
    // A packet has no place in the order of Tab: it is chosen among the events.
    rows.push_back({"stage: a packet, by its event", By::Keys, stage,
                    [goTo2](Desk &d) {
                        goTo2(d);
                        d.turnTo(d.window.inspector()->events());
                    },
                    [](Desk &d) {
                        QTableView *view = d.window.inspector()->events()->view();
                        return Hand::reach(view) && Hand::press(view, Qt::Key_Up) && Hand::press(view, Qt::Key_Return);
                    },
                    isTold});
    rows.push_back({"stage: the film's bar pressed", By::Mouse, stage, goTo2,
                    [stage](Desk &d) {
                        Hand::click(stage(d), d.window.stage()->geometry().layout.progress.center().toPoint());
                        return true;
                    },
                    [](Desk &d) { return d.session().summary().seekCount == 1; }});
}

QPoint onTimeline(Desk &d, double time, double share = 0.3)
{
    const TimelineGeometry &g = d.window.timeline()->geometry();
    return QPointF(g.xOf(time), g.strip.top() + share * g.strip.height()).toPoint();
}

QPoint onAxis(Desk &d, double time)
{
    const TimelineGeometry &g = d.window.timeline()->geometry();
    return QPointF(g.xOf(time), g.timeLabels.center().y()).toPoint();
}

void addTimelineByMouse(ControlRows &rows)
{
    const Finder timeline = [](Desk &d) { return d.window.timeline(); };
    const auto add = [&](const QString &name, const Deed &before, const Deed &deed, const Check &changed) {
        rows.push_back({"timeline: " + name, By::Mouse, timeline, before,
                        [deed](Desk &d) {
                            deed(d);
                            return true;
                        },
                        changed});
    };
    const Deed goTo10 = [](Desk &d) { d.at(10); };
    const auto span = [](Desk &d) { return d.window.timeline()->geometry().end - d.window.timeline()->geometry().begin; };
    const Deed zoomedIn = [](Desk &d) {
        d.at(10);
        Hand::turnWheel(d.window.timeline(), onTimeline(d, 5), 8);
    };
    const Check looksAt4 = [](Desk &d) { return d.driver().isLookingBack() && std::abs(d.now() - 4) < 0.2; };
    add(
        "the wheel zooms in", goTo10, [](Desk &d) { Hand::turnWheel(d.window.timeline(), onTimeline(d, 5), 3); },
        [span](Desk &d) { return span(d) < 25; });
    add(
        "the wheel zooms out", zoomedIn, [](Desk &d) { Hand::turnWheel(d.window.timeline(), onTimeline(d, 5), -20); },
        [span](Desk &d) { return span(d) > 20; });
    add(
        "a drag pans", zoomedIn, [](Desk &d) { Hand::drag(d.window.timeline(), onTimeline(d, 6), onTimeline(d, 3)); },
        [](Desk &d) { return d.window.timeline()->geometry().begin > 5; });
    add(
        "a click looks back", goTo10, [](Desk &d) { Hand::click(d.window.timeline(), onTimeline(d, 4)); }, looksAt4);
    add(
        "the axis is dragged back", goTo10, [](Desk &d) { Hand::drag(d.window.timeline(), onAxis(d, 9), onAxis(d, 4)); },
        looksAt4);
    add(
        "a click on a stall explains it", [](Desk &d) { d.stalled(); },
        [](Desk &d) { Hand::click(d.window.timeline(), d.window.timeline()->geometry().stalls.front().rect.center().toPoint()); },
        [](Desk &d) { return d.window.inspector()->tabs()->currentWidget() == d.window.inspector()->why(); });
    add(
        "a double click shows the whole run", zoomedIn, [](Desk &d) { Hand::doubleClick(d.window.timeline(), onTimeline(d, 5)); },
        [](Desk &d) { return d.window.timeline()->geometry().begin == 0 && d.window.timeline()->isLive(); });
    add(
        "live is pressed", zoomedIn,
        [](Desk &d) { Hand::click(d.window.timeline(), d.window.timeline()->geometry().liveButton.center().toPoint()); },
        [](Desk &d) { return d.window.timeline()->isLive(); });
}

void addTimelineByKeys(ControlRows &rows)
{
    const Finder timeline = [](Desk &d) { return d.window.timeline(); };
    const auto add = [&](const QString &name, const Deed &before, Qt::Key key, Qt::KeyboardModifiers with, const Check &changed) {
        rows.push_back({"timeline: " + name, By::Keys, timeline, before,
                        [=](Desk &d) { return Hand::press(timeline(d), key, with); }, changed});
    };
    const auto begin = [](Desk &d) { return d.window.timeline()->geometry().begin; };
    const auto span = [](Desk &d) { return d.window.timeline()->geometry().end - d.window.timeline()->geometry().begin; };
    const Deed goTo10 = [](Desk &d) { d.at(10); };
    const Deed zoomedIn = [](Desk &d) {
        d.at(10);
        Hand::turnWheel(d.window.timeline(), onTimeline(d, 5), 8);
    };
    const Deed stalledTwice = [](Desk &d) {
        d.driver().apply("player.resume", "500ms");
        d.stalled(16);
    };
    // The stall whose reason is told: the first or the last.
    const auto isExplained = [](bool last) {
        return [last](Desk &d) {
            const auto &stalls = d.session().summary().stalls;
            const Stall &stall = last ? stalls.back() : stalls.front();
            return stalls.size() > 1 &&
                   d.window.inspector()->why()->title()->text().contains(clockText(stall.at.sinceStart(), true));
        };
    };
    for (const Qt::Key key : {Qt::Key_Up, Qt::Key_Plus, Qt::Key_Equal})
        add("zooms in by " + QKeySequence(key).toString(), goTo10, key, {}, [span](Desk &d) { return span(d) < 25; });
    const auto spanBefore = std::make_shared<double>();
    const Deed zoomedInSoFar = [=](Desk &d) {
        zoomedIn(d);
        *spanBefore = span(d);
    };
    for (const Qt::Key key : {Qt::Key_Down, Qt::Key_Minus})
        add("zooms out by " + QKeySequence(key).toString(), zoomedInSoFar, key, {},
            [=](Desk &d) { return span(d) > 1.4 * *spanBefore; });
    const auto beginBefore = std::make_shared<double>();
    const Deed zoomedInThere = [=](Desk &d) {
        zoomedIn(d);
        *beginBefore = begin(d);
    };
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_PageDown})
        add("pans later by " + QKeySequence(key).toString(), zoomedInThere, key, {},
            [=](Desk &d) { return begin(d) > *beginBefore; });
    for (const Qt::Key key : {Qt::Key_Left, Qt::Key_PageUp})
        add("pans earlier by " + QKeySequence(key).toString(), zoomedInThere, key, {},
            [=](Desk &d) { return begin(d) < *beginBefore; });
    add("the whole run by Home", zoomedIn, Qt::Key_Home, {},
        [begin](Desk &d) { return begin(d) == 0 && d.window.timeline()->isLive(); });
    for (const Qt::Key key : {Qt::Key_End, Qt::Key_L}) {
        add("live by " + QKeySequence(key).toString(), zoomedIn, key, {}, [](Desk &d) { return d.window.timeline()->isLive(); });
        add(
            "the present by " + QKeySequence(key).toString(),
            [](Desk &d) {
                d.at(10);
                d.driver().lookAt(SimTime::fromStart(SimDuration::wholeSeconds(2)));
            },
            key, {}, [](Desk &d) { return !d.driver().isLookingBack(); });
    }
    add("the cursor back by Shift+Left", goTo10, Qt::Key_Left, Qt::ShiftModifier,
        [](Desk &d) { return d.driver().isLookingBack() && d.now() > 9; });
    add("the cursor far back by Ctrl+Shift+Left", goTo10, Qt::Key_Left, Qt::ShiftModifier | Qt::ControlModifier,
        [](Desk &d) { return d.driver().isLookingBack() && d.now() < 9; });
    add(
        "the cursor on by Shift+Right",
        [](Desk &d) {
            d.at(10);
            d.driver().lookAt(SimTime::fromStart(SimDuration::wholeSeconds(2)));
        },
        Qt::Key_Right, Qt::ShiftModifier, [](Desk &d) { return d.now() > 2 && d.now() < 5; });
    add("the first stall by N", stalledTwice, Qt::Key_N, {}, isExplained(false));
    add("the last stall by Shift+N", stalledTwice, Qt::Key_N, Qt::ShiftModifier, isExplained(true));
}

} // namespace

ControlRows rowsOfTheRun()
{
    ControlRows rows;
    addBar(rows);
    addNotice(rows);
    addStage(rows);
    addTimelineByMouse(rows);
    addTimelineByKeys(rows);
    return rows;
}

} // namespace rebuffer::test
