#include "ui/inspector/inspector.h"

#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace rebuffer {

Inspector::Inspector(QWidget *parent)
    : QFrame(parent), m_tabs(new QTabWidget(this)), m_streams(new StreamsTab), m_events(new EventsTab),
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
    m_tabs->addTab(m_streams, tr("Streams"));
    m_tabs->addTab(m_events, tr("Events"));
    m_tabs->addTab(m_packet, tr("Packet"));
    m_tabs->addTab(m_why, tr("Why"));
    m_tabs->addTab(m_words, tr("Words"));
    for (int i = 0; i < m_tabs->count(); ++i)
        m_tabs->widget(i)->setAccessibleName(m_tabs->tabText(i));
    // Arrow keys move along the tabs; what scrolls them is for the mouse.
    for (QToolButton *scroller : m_tabs->tabBar()->findChildren<QToolButton *>())
        scroller->setFocusPolicy(Qt::NoFocus);
    m_tabs->setTabToolTip(0, tr("The four kinds of stream, and what each holds now"));
    m_tabs->setTabToolTip(1, tr("What happened, in order"));
    m_tabs->setTabToolTip(2, tr("The packet that was clicked: header, payload, life"));
    m_tabs->setTabToolTip(3, tr("Why it stalled where the timeline was clicked"));
    m_tabs->setTabToolTip(4, tr("The field's words, explained"));
}

void Inspector::setTheme(const Theme &theme)
{
    m_streams->setTheme(theme);
    m_events->setTheme(theme);
    m_packet->setTheme(theme);
    m_why->setTheme(theme);
    m_words->setTheme(theme);
    m_usual = QSize(theme.space(74), theme.space(70));
    setMinimumSize(theme.space(48), theme.space(60));
    setMaximumWidth(theme.space(80));
    updateGeometry();
}

} // namespace rebuffer
