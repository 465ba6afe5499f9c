#include "ui/actions.h"

#include "ui/lesson/lesson.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace rebuffer {

Actions::Actions(QObject *parent)
    : QObject(parent), open(make(tr("Open media…"), QKeySequence::Open, tr("Stream a film or a sound file of your own"))),
      openAsBytes(make(tr("Open any file as bytes…"), {}, tr("Stream a file that is no media, played at a steady rate"))),
      openScenario(make(tr("Open scenario…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
                        tr("A film, a network and what happens to it, from a file"))),
      saveScenario(
          make(tr("Save scenario"), QKeySequence::Save, tr("This run with every change made to it, to be run again anywhere"))),
      saveScenarioAs(make(tr("Save scenario as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S), {})),
      notes(make(tr("Title and notes…"), {}, tr("What this scenario shows, kept in its file and told in the report"))),
      drawRate(make(tr("Draw the bandwidth…"), QKeySequence(Qt::CTRL | Qt::Key_D),
                    tr("The bandwidth over the time of the run, to be changed by hand"))),
      openTrace(make(tr("Bandwidth from a trace…"), {}, tr("Follow a bandwidth that was measured, from a file"))),
      exportTrace(make(tr("Bandwidth as a trace…"), {}, tr("The link's rate over time as rows of seconds and Mbit/s"))),
      exportSeries(make(tr("Curves as CSV…"), {}, tr("What the timeline shows, as a table"))),
      exportSummary(make(tr("Figures as JSON…"), {}, tr("What rebuffer-cli would print of this run"))),
      exportEvents(make(tr("Events as JSON Lines…"), {}, tr("Everything that has happened in this run, a line each"))),
      exportPackets(
          make(tr("Packets as pcapng…"), {}, tr("Every packet as the server has seen it, with the film's bytes, for Wireshark"))),
      exportTimeline(make(tr("Timeline as PNG, SVG or PDF…"), {}, tr("As it is shown now"))),
      exportReport(make(tr("Report of one page as PDF…"), {}, tr("Settings, figures, timeline, stalls and why"))),
      quit(make(tr("Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), {})), playPause(make(tr("Play"), Qt::Key_Space, {})),
      restart(make(tr("Restart"), QKeySequence(Qt::CTRL | Qt::Key_R), tr("From the beginning, with the settings as they are"))),
      step(make(tr("Step"), Qt::Key_Period, tr("A tenth of a second on, then stand still"))),
      stepEvent(make(tr("To the next event"), Qt::Key_E, tr("On to the next line of the event log"))),
      stepPacket(make(tr("To the next packet"), Qt::Key_P, tr("On to the next data packet that arrives"))),
      stepFrame(make(tr("To the next frame"), Qt::Key_F, tr("On to the film's next picture"))),
      stepBack(make(tr("Look back 0.1 s"), Qt::Key_Comma, tr("Shows the run as it was a tenth of a second before"))),
      present(make(tr("Back to the present"), QKeySequence(Qt::CTRL | Qt::Key_End), tr("Ends looking back"))),
      reset(make(tr("Reset all settings"), {}, tr("Network, transport and player as they are by default"))),
      back(make(tr("Back 5 s in the film"), QKeySequence(Qt::ALT | Qt::Key_Left), {})),
      forward(make(tr("Forward 5 s in the film"), QKeySequence(Qt::ALT | Qt::Key_Right), {})),
      mute(make(tr("Mute"), Qt::Key_M, tr("Turn the sound off and on"))),
      why(make(tr("Why did it stall?"), Qt::Key_W, tr("Explains the latest stall; pressed again, the one before it"))),
      table(make(tr("Timeline as a table"), QKeySequence(Qt::CTRL | Qt::Key_T), tr("Every curve in numbers, second by second"))),
      largerText(make(tr("Larger text"), QKeySequence(Qt::CTRL | Qt::Key_Plus), tr("Up to twice the usual size"))),
      smallerText(make(tr("Smaller text"), QKeySequence(Qt::CTRL | Qt::Key_Minus), tr("Down to the usual size"))),
      usualText(make(tr("Usual text size"), QKeySequence(Qt::CTRL | Qt::Key_0), {})),
      compare(make(tr("Compare A|B"), QKeySequence(Qt::CTRL | Qt::Key_B),
                   tr("Pins this run as A: change one setting, and B runs beside it"))),
      swapRuns(make(tr("Swap A and B"), {}, tr("B is pinned as A, and A is run again as B"))),
      addRun(make(tr("Add another run"), {}, tr("Pins the present run too; the next change runs as C"))),
      unpin(make(tr("Unpin"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B), tr("Ends comparing; the present run goes on"))),
      stallMap(make(tr("Stall map"), QKeySequence(Qt::CTRL | Qt::Key_M),
                    tr("Run the film over a grid of two settings, and see where it stalls"))),
      fullScreen(make(tr("Full screen"), Qt::Key_F11, {})), about(make(tr("About Rebuffer"), {}, {})),
      keys(make(tr("Keys"), Qt::Key_F1, {})), m_speedGroup(new QActionGroup(this)), m_themeGroup(new QActionGroup(this))
{
    fullScreen->setCheckable(true);
    stallMap->setCheckable(true);
    drawRate->setCheckable(true);
    mute->setCheckable(true);
    connect(mute, &QAction::toggled, this, &Actions::renewIcons);
    // Plus is a shifted key on many keyboards.
    largerText->setShortcuts({largerText->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    makeSpeeds();
    makeThemes();
    makeLessons();
    for (QAction *action : {swapRuns, addRun, unpin})
        action->setEnabled(false); // until a run is pinned
    setRunning(false);
}

QAction *Actions::make(const QString &text, const QKeySequence &shortcut, const QString &tooltip)
{
    auto *action = new QAction(text, this);
    action->setShortcut(shortcut);
    const QString shortcutText = shortcut.toString(QKeySequence::NativeText);
    const QString what = tooltip.isEmpty() ? text : tooltip;
    action->setToolTip(shortcutText.isEmpty() ? what : tr("%1 (%2)").arg(what, shortcutText));
    return action;
}

void Actions::makeSpeeds()
{
    const auto add = [&](Speed speed, const QKeySequence &shortcut, const QString &tooltip) {
        QAction *action = make(nameOf(speed), shortcut, tooltip);
        action->setCheckable(true);
        m_speedGroup->addAction(action);
        speeds.push_back({speed, action});
    };
    for (auto slow = slowMotions.rbegin(); slow != slowMotions.rend(); ++slow)
        add(*slow, {}, tr("Slow motion, to see single packets move"));
    int key = Qt::Key_1;
    for (const Speed speed : usualSpeeds)
        add(speed, QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key++)),
            speed.isMax() ? tr("As fast as this machine can simulate") : tr("%1 real time").arg(nameOf(speed)));
    setSpeed({});
}

void Actions::makeThemes()
{
    const auto add = [&](ThemeKind kind, const QString &text) {
        QAction *action = make(text, {}, {});
        action->setCheckable(true);
        m_themeGroup->addAction(action);
        themes.push_back({kind, action});
    };
    add(ThemeKind::Light, tr("Light"));
    add(ThemeKind::Dark, tr("Dark"));
    add(ThemeKind::Projector, tr("Projector (large letters)"));
}

void Actions::makeLessons()
{
    int number = 0;
    for (const QString &title : lessonTitles())
        lessons.push_back(
            make(tr("%1 · %2").arg(++number).arg(title), {}, tr("Opens the lesson; nothing runs before you say so")));
}

void Actions::setTheme(const Theme &theme)
{
    m_theme = theme;
    for (const ThemeAction &choice : themes)
        choice.action->setChecked(choice.kind == theme.kind);
    renewIcons();
}

void Actions::renewIcons()
{
    const int side = m_theme.space(3) + 1;
    playPause->setIcon(makeIcon(m_running ? RunIcon::Pause : RunIcon::Play, m_theme.onAccent, side));
    restart->setIcon(makeIcon(RunIcon::Restart, m_theme.text, side));
    step->setIcon(makeIcon(RunIcon::Step, m_theme.text, side));
    mute->setIcon(makeIcon(mute->isChecked() ? RunIcon::Muted : RunIcon::Sound, m_theme.text, side));
    for (QAction *action : {playPause, restart, step, mute})
        action->setIconVisibleInMenu(false);
}

void Actions::setRunning(bool running)
{
    m_running = running;
    playPause->setText(running ? tr("Pause") : tr("Play"));
    playPause->setToolTip(running ? tr("Stand still (space bar)") : tr("Let time go by (space bar)"));
    if (m_theme.text.isValid())
        renewIcons();
}

void Actions::setSpeed(Speed speed)
{
    for (const SpeedAction &choice : speeds)
        choice.action->setChecked(choice.speed == speed);
}

void Actions::addTo(QMenuBar *bar, QAction *undo, QAction *redo)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({open, openAsBytes});
    m_recent = file->addMenu(tr("Recent"));
    m_recent->setEnabled(false);
    file->addSeparator();
    file->addMenu(tr("Export"))
        ->addActions({exportSeries, exportSummary, exportEvents, exportPackets, exportTimeline, exportReport, exportTrace});
    file->addSeparator();
    file->addAction(quit);

    QMenu *edit = bar->addMenu(tr("&Edit"));
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addActions({drawRate, openTrace});
    edit->addSeparator();
    edit->addAction(reset);

    addScenarioTo(bar);

    QMenu *run = bar->addMenu(tr("&Run"));
    run->addActions({playPause, restart});
    run->addSection(tr("Step"));
    run->addActions({step, stepEvent, stepPacket, stepFrame});
    run->addSection(tr("Look back"));
    run->addActions({stepBack, present});
    run->addSection(tr("In the film"));
    run->addActions({back, forward, mute});
    run->addSection(tr("Speed"));
    for (const SpeedAction &choice : speeds)
        run->addAction(choice.action);

    QMenu *comparing = bar->addMenu(tr("&Compare"));
    comparing->addActions({compare, swapRuns, addRun, unpin});
    comparing->addSeparator();
    comparing->addAction(stallMap);

    QMenu *view = bar->addMenu(tr("&View"));
    for (const ThemeAction &choice : themes)
        view->addAction(choice.action);
    view->addSection(tr("Text size"));
    view->addActions({largerText, smallerText, usualText});
    view->addSection(tr("Show"));
    view->addActions({table, why, fullScreen});

    QMenu *lessonMenu = bar->addMenu(tr("&Lessons"));
    for (QAction *lesson : lessons)
        lessonMenu->addAction(lesson);

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({keys, about});
}

void Actions::addScenarioTo(QMenuBar *bar)
{
    m_scenario = bar->addMenu(tr("&Scenario"));
    m_scenario->addActions({openScenario, saveScenario, saveScenarioAs});
    m_recentScenarios = m_scenario->addMenu(tr("Recent scenarios"));
    m_scenario->addAction(notes);
    m_scenario->addSeparator();
    m_examples = m_scenario->addMenu(tr("Examples"));
    m_networks = m_scenario->addMenu(tr("Networks, by their source"));
    for (QMenu *list : {m_recent, m_recentScenarios, m_examples, m_networks}) {
        list->setProperty("list", true); // of things, not of what can be done
        list->setToolTipsVisible(true);
    }
    m_recentScenarios->setEnabled(false);
}

} // namespace rebuffer
