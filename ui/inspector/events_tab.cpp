#include "ui/inspector/events_tab.h"

#include "ui/controls/press_button.h"
#include "ui/controls/segmented_bar.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace rebuffer {

EventsTab::EventsTab(QWidget *parent)
    : QWidget(parent), m_model(new EventModel(this)), m_view(new QTableView(this)), m_choice(new SegmentedBar(this))
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(4);
    column->addWidget(m_view, 1);
    column->addWidget(m_choice);
    m_choice->setAccessibleName(tr("Which events"));
    m_choice->addSegment(tr("What matters"), tr("Losses, stalls, settings: all but the everyday life of packets."));
    m_choice->addSegment(tr("Every packet"), tr("Each packet sent, each that arrived. Best in slow motion."));
    m_choice->setCurrent(0);

    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Events"));
    m_view->setShowGrid(false);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setTabKeyNavigation(false);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setFocusPolicy(Qt::TabFocus);
    m_view->setWordWrap(false);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->horizontalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    connect(m_view, &QTableView::activated, this, &EventsTab::choosePacket);
    connect(m_view, &QTableView::clicked, this, &EventsTab::choosePacket);
    connect(m_choice, &SegmentedBar::chosen, this, &EventsTab::choose);
}

void EventsTab::choosePacket(const QModelIndex &index)
{
    if (const quint64 packet = m_model->packetAt(index); packet > 0)
        emit packetClicked(packet);
}

void EventsTab::choose(int index)
{
    m_choice->setCurrent(index);
    m_model->setShowsPackets(index == 1);
    m_view->scrollToBottom();
}

void EventsTab::setTheme(const Theme &theme)
{
    const QFontMetrics metrics(theme.font(captionPoints));
    m_view->verticalHeader()->setMinimumSectionSize(metrics.height() + 2);
    m_view->verticalHeader()->setDefaultSectionSize(metrics.height() + theme.space(1));
    m_view->setColumnWidth(EventModel::Time, metrics.horizontalAdvance(QStringLiteral("00:00.0")) + theme.space(2));
    m_view->setIconSize(QSize(theme.space(2), theme.space(2)));
    layout()->setContentsMargins(theme.space(2), theme.space(1), theme.space(2), theme.space(2));
    m_model->setTheme(theme);
}

bool EventsTab::follows() const
{
    // A line that was chosen is being read; the newest one is followed.
    const QModelIndex chosen = m_view->currentIndex();
    if (chosen.isValid() && chosen.row() < m_model->rowCount() - 1 && m_view->hasFocus())
        return false;
    const QScrollBar *bar = m_view->verticalScrollBar();
    return bar->value() >= bar->maximum() - 4;
}

void EventsTab::refresh()
{
    if (!isVisible() || !follows())
        return;
    const bool chosen = m_view->currentIndex().isValid() && m_view->hasFocus();
    m_model->refresh();
    m_view->scrollToBottom();
    if (chosen)
        m_view->selectRow(m_model->rowCount() - 1);
}

void EventsTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_model->refresh();
    m_view->scrollToBottom();
}

} // namespace rebuffer
