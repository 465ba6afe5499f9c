#include "ui/controls/run_bar.h"

#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/sound_control.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>

#include <algorithm>

namespace rebuffer {

namespace {

bool isSlowMotion(Speed speed)
{
    return std::find(slowMotions.begin(), slowMotions.end(), speed) != slowMotions.end();
}

QString slowText(const QString &speed)
{
    return speed + QStringLiteral(" ▾");
}

} // namespace

RunBar::RunBar(const Actions &actions, QWidget *parent)
    : QFrame(parent), m_open(addButton(actions.open)), m_play(addButton(actions.playPause)),
      m_restart(addButton(actions.restart)), m_step(addButton(actions.step)), m_speeds(new SegmentedBar(this)),
      m_sound(new SoundControl(actions.mute, this)),
      m_pill(new StatusPill(this)), m_speedWord(new QLabel(tr("Speed"), this))
{
    setObjectName(QStringLiteral("topBar"));
    m_play->setProperty("primary", true);
    addSpeeds(actions);
    m_speedWord->setProperty("role", "caption");

    auto *row = new QHBoxLayout(this);
    row->addWidget(m_open);
    row->addSpacing(4);
    for (PressButton *button : {m_play, m_restart, m_step})
        row->addWidget(button);
    row->addSpacing(4);
    row->addWidget(m_speedWord);
    row->addWidget(m_speeds);
    row->addStretch(1);
    row->addWidget(m_sound);
    row->addWidget(m_pill);
}

PressButton *RunBar::addButton(QAction *action)
{
    auto *button = new PressButton(this);
    button->setAction(action);
    return button;
}

void RunBar::addSpeeds(const Actions &actions)
{
    auto *menu = new QMenu(this);
    m_slow = m_speeds->addSegment(slowText(tr("Slow")), tr("Slow motion, to see single packets move"));
    m_slow->setMenu(menu);
    std::vector<QAction *> usual;
    for (const Actions::SpeedAction &choice : actions.speeds) {
        if (isSlowMotion(choice.speed)) {
            menu->addAction(choice.action);
            continue;
        }
        m_speeds->addSegment(nameOf(choice.speed), choice.action->toolTip());
        usual.push_back(choice.action);
    }
    connect(m_speeds, &SegmentedBar::chosen, this, [usual](int index) {
        if (index > 0)
            usual[static_cast<std::size_t>(index) - 1]->trigger();
    });
}

void RunBar::setSpeed(Speed speed)
{
    const auto found = std::find(usualSpeeds.begin(), usualSpeeds.end(), speed);
    const bool slow = found == usualSpeeds.end();
    m_slow->setText(slowText(slow ? nameOf(speed) : tr("Slow")));
    m_speeds->setCurrent(slow ? 0 : static_cast<int>(found - usualSpeeds.begin()) + 1);
}

void RunBar::setTheme(const Theme &theme)
{
    m_pill->setTheme(theme);
    m_sound->setTheme(theme);
    layout()->setContentsMargins(theme.space(3), theme.space(1), theme.space(3), theme.space(2));
    layout()->setSpacing(theme.space(2));
    fixWidths(theme);
    setCompact(true);
    m_least = layout()->totalMinimumSize();
    setCompact(false);
    updateGeometry();
}

void RunBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    setCompact(false);
    setCompact(layout()->totalSizeHint().width() > width());
}

void RunBar::setCompact(bool compact)
{
    m_speedWord->setVisible(!compact);
    m_restart->setWordless(compact);
    m_step->setWordless(compact);
    m_sound->setCompact(compact);
}

/// So that no button moves when a word beside it changes.
void RunBar::fixWidths(const Theme &theme)
{
    const QFontMetrics bold(theme.font(bodyPoints, QFont::Bold));
    const int icon = theme.space(3) + 1;
    for (PressButton *button : {m_play, m_restart, m_step})
        button->setIconSize(QSize(icon, icon));
    const int words = std::max(bold.horizontalAdvance(tr("Play")), bold.horizontalAdvance(tr("Pause")));
    m_play->setFixedWidth(words + icon + theme.space(8));
    m_slow->setFixedWidth(bold.horizontalAdvance(slowText(nameOf(slowMotions.back()))) + theme.space(2));
    for (int i = 1; i < m_speeds->count(); ++i)
        m_speeds->segment(i)->setFixedWidth(theme.space(11));
}

} // namespace rebuffer
