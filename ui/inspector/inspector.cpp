#include "ui/inspector/inspector.h"

#include "ui/inspector/fitting_tabs.h"

#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace rebuffer {

Inspector::Inspector(QWidget *parent)
    : QFrame(parent), m_tabs(new FittingTabs(this)), m_lesson(new LessonTab), m_streams(new StreamsTab), m_events(new EventsTab),
      m_packet(new PacketTab), m_why(new WhyTab), m_words(new WordsTab)
{
    setProperty("card", true);
    setAccessibleName(tr("Inspector"));
    m_tabs->setAccessibleName(tr("Inspector"));
    m_tabs->tabBar()->setAccessibleName(tr("Inspector's tabs"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_tabs);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setFocusPolicy(Qt::TabFocus);
    const auto add = [this](QWidget *tab, const QString &name, const QString &tip) {
        m_tabs->setTabToolTip(m_tabs->addTab(tab, name), tip);
    };
    add(m_lesson, tr("Lesson"), tr("Ten lessons: predict, run, observe"));
    add(m_packet, tr("Packet"), tr("The packet that was clicked: header, payload, life"));
    add(m_events, tr("Events"), tr("What happened, in order"));
    add(m_streams, tr("Streams"), tr("The four kinds of stream, and what each holds now"));
    add(m_why, tr("Why"), tr("Why it stalled where the timeline was clicked"));
    add(m_words, tr("Words"), tr("The field's words, explained"));
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->widget(i)->setAccessibleName(m_tabs->tabText(i));
    // Arrow keys move along the tabs; what scrolls them is for the mouse.
    for (QToolButton *scroller : m_tabs->tabBar()->findChildren<QToolButton *>())
        scroller->setFocusPolicy(Qt::NoFocus);
}

QTabWidget *Inspector::tabs() const
{
    return m_tabs;
}

void Inspector::putFirst(QWidget *tab, const QString &title, const QString &tooltip)
{
    if (m_tabs->indexOf(tab) >= 0)
        return;
    m_tabs->insertTab(0, tab, title);
    m_tabs->setTabToolTip(0, tooltip);
}

void Inspector::takeAway(QWidget *tab)
{
    if (const int index = m_tabs->indexOf(tab); index >= 0)
        m_tabs->removeTab(index);
}

void Inspector::setTheme(const Theme &theme)
{
    m_lesson->setTheme(theme);
    m_streams->setTheme(theme);
    m_events->setTheme(theme);
    m_packet->setTheme(theme);
    m_why->setTheme(theme);
    m_words->setTheme(theme);
    m_tabs->setTheme(theme);
    m_usual = QSize(theme.space(80), theme.space(70));
    setMinimumSize(theme.space(48), theme.space(60));
    setMaximumWidth(theme.space(88));
    updateGeometry();
}

} // namespace rebuffer
