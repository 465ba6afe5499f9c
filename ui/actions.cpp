#include "ui/actions.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace rebuffer {

Actions::Actions(QObject *parent)
    : QObject(parent),
      open(make(tr("Open media…"), QKeySequence::Open, tr("Stream a film or a sound file of your own"))),
      openAsBytes(make(tr("Open any file as bytes…"), {}, tr("Stream a file that is no media, played at a steady rate"))),
      quit(make(tr("Quit"), QKeySequence::Quit, {})),
      playPause(make(tr("Play"), Qt::Key_Space, {})),
      restart(make(tr("Restart"), QKeySequence(Qt::CTRL | Qt::Key_R), tr("From the beginning, with the settings as they are"))),
      step(make(tr("Step"), Qt::Key_Period, tr("A tenth of a second on, then stand still"))),
      back(make(tr("Back 5 s in the film"), QKeySequence(Qt::ALT | Qt::Key_Left), {})),
      forward(make(tr("Forward 5 s in the film"), QKeySequence(Qt::ALT | Qt::Key_Right), {})),
      fullScreen(make(tr("Full screen"), Qt::Key_F11, {})),
      about(make(tr("About Rebuffer"), {}, {})),
      keys(make(tr("Keys"), Qt::Key_F1, {})), m_speedGroup(new QActionGroup(this)), m_themeGroup(new QActionGroup(this))
{
    fullScreen->setCheckable(true);
    makeSpeeds();
    makeThemes();
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
    for (QAction *action : {playPause, restart, step})
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

void Actions::addTo(QMenuBar *bar)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({open, openAsBytes});
    file->addSeparator();
    file->addAction(quit);

    QMenu *run = bar->addMenu(tr("&Run"));
    run->addActions({playPause, restart, step});
    run->addSeparator();
    run->addActions({back, forward});
    run->addSection(tr("Speed"));
    for (const SpeedAction &choice : speeds)
        run->addAction(choice.action);

    QMenu *view = bar->addMenu(tr("&View"));
    for (const ThemeAction &choice : themes)
        view->addAction(choice.action);
    view->addSeparator();
    view->addAction(fullScreen);

    QMenu *help = bar->addMenu(tr("&Help"));
    help->addActions({keys, about});
}

} // namespace rebuffer
