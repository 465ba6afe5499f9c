#include "ui/controls/run_bar.h"

#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"
#include "ui/controls/sound_control.h"
#include "ui/controls/tab_order.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QVBoxLayout>

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
    : QFrame(parent), m_open(addButton(actions.open)), m_scenario(new PressButton(this)), m_play(addButton(actions.playPause)),
      m_restart(addButton(actions.restart)), m_step(addButton(actions.step)), m_speeds(new SegmentedBar(this)),
      m_sound(new SoundControl(actions.mute, this)), m_pill(new StatusPill(this)), m_compare(addButton(actions.compare)),
      m_speedWord(new QLabel(tr("Speed"), this)), m_first(new QHBoxLayout), m_second(new QHBoxLayout)
{
    setObjectName(QStringLiteral("topBar"));
    setAccessibleName(tr("Run"));
    m_speeds->setAccessibleName(tr("Speed"));
    m_play->setProperty("primary", true);
    addSpeeds(actions);
    m_speedWord->setProperty("role", "caption");

    auto *column = new QVBoxLayout(this);
    column->addLayout(m_first);
    column->addLayout(m_second);
    m_scenario->setText(tr("Scenario ▾"));
    m_scenario->setAccessibleName(tr("Scenario"));
    m_scenario->setToolTip(tr("Runs that are prepared: open one, or keep this one"));
    m_first->addWidget(m_open);
    m_first->addWidget(m_scenario);
    m_first->addSpacing(4);
    for (PressButton *button : {m_play, m_restart, m_step})
        m_first->addWidget(button);
    m_first->addSpacing(4);
    m_speedsAt = m_first->count();
    m_first->addWidget(m_speedWord);
    m_first->addWidget(m_speeds);
    m_first->addSpacing(4);
    m_first->addWidget(m_compare);
    m_first->addStretch(1);
    m_first->addWidget(m_sound);
    m_first->addWidget(m_pill);
    m_second->addStretch(1);
    orderTabs();
}

/// As they stand from left to right.
void RunBar::orderTabs()
{
    QList<QWidget *> all{m_open, m_scenario, m_play, m_restart, m_step};
    for (auto *segment : m_speeds->findChildren<PressButton *>())
        all << segment;
    all << m_compare;
    for (auto *part : m_sound->findChildren<QWidget *>())
        all << part;
    tabThrough(all);
}

void RunBar::setScenarioMenu(QMenu *menu)
{
    m_scenario->setMenu(menu);
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
    m_speeds->setText(0, slowText(slow ? nameOf(speed) : tr("Slow")));
    m_speeds->setCurrent(slow ? 0 : static_cast<int>(found - usualSpeeds.begin()) + 1);
}

void RunBar::setTheme(const Theme &theme)
{
    m_pill->setTheme(theme);
    m_sound->setTheme(theme);
    layout()->setContentsMargins(theme.space(3), theme.space(1), theme.space(3), theme.space(2));
    layout()->setSpacing(theme.space(1));
    m_first->setSpacing(theme.space(2));
    m_second->setSpacing(theme.space(1)); // narrow as it is
    fixWidths(theme);
    setRoom(Room::Least);
    forgetSizes();
    m_leastWidth = layout()->totalMinimumSize().width();
    fit();
    updateGeometry();
}

QSize RunBar::minimumSizeHint() const
{
    return {m_leastWidth, layout()->totalMinimumSize().height()};
}

void RunBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

void RunBar::fit()
{
    for (const Room room : {Room::Wide, Room::Narrow, Room::TwoRows, Room::Least}) {
        setRoom(room);
        forgetSizes();
        if (layout()->totalSizeHint().width() <= width())
            break;
    }
    layout()->activate();
}

/// A layout hears of new words in its parts when events are handled next; a layout inside it, only then from it.
void RunBar::forgetSizes()
{
    for (QLayout *part : {static_cast<QLayout *>(m_first), static_cast<QLayout *>(m_second), layout()})
        part->invalidate();
}

void RunBar::setRoom(Room room)
{
    const bool narrow = room != Room::Wide;
    m_speedWord->setVisible(!narrow);
    m_compare->setText(narrow ? tr("A|B") : tr("Compare A|B"));
    m_restart->setWordless(narrow);
    m_step->setWordless(narrow);
    m_sound->setCompact(narrow);
    m_scenario->setVisible(room != Room::Least);
    const bool below = room == Room::TwoRows || room == Room::Least;
    if (below == (m_second->indexOf(m_speeds) >= 0))
        return;
    for (QWidget *part :
         {static_cast<QWidget *>(m_speedWord), static_cast<QWidget *>(m_speeds), static_cast<QWidget *>(m_compare)}) {
        (below ? m_first : m_second)->removeWidget(part);
        if (below)
            m_second->insertWidget(m_second->count() - 1, part);
    }
    for (PressButton *button : {m_scenario, m_open}) {
        (below ? m_first : m_second)->removeWidget(button);
        (below ? m_second : m_first)->insertWidget(0, button);
    }
    if (!below) {
        m_first->insertWidget(m_speedsAt, m_speeds);
        m_first->insertWidget(m_speedsAt, m_speedWord);
        m_first->insertWidget(m_speedsAt + 3, m_compare); // behind the space
    }
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
    const int slow =
        std::max(bold.horizontalAdvance(slowText(nameOf(slowMotions.back()))), bold.horizontalAdvance(slowText(tr("Slow"))));
    m_slow->setFixedWidth(slow + theme.space(3));
    for (int i = 1; i < m_speeds->count(); ++i)
        m_speeds->segment(i)->setFixedWidth(
            std::max(theme.space(11), bold.horizontalAdvance(m_speeds->text(i)) + theme.space(3)));
}

} // namespace rebuffer
