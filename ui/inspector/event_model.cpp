#include "ui/inspector/event_model.h"

#include "ui/paint/words.h"

#include <algorithm>

namespace rebuffer {

void EventModel::Kept::add(const Event &event)
{
    if (events.size() < mostRows)
        events.push_back(NotedEvent::of(event));
    else
        events[next] = NotedEvent::of(event);
    next = (next + 1) % mostRows;
    ++fresh;
}

void EventModel::Kept::restart()
{
    events.clear();
    next = 0;
    fresh = 1; // that there is nothing yet is news, too
}

NotedEvent *EventModel::Kept::newest()
{
    return events.empty() ? nullptr : &events[(next + mostRows - 1) % mostRows];
}

void EventModel::Kept::copyTo(std::vector<NotedEvent> &out) const
{
    out.clear();
    const std::size_t oldest = events.size() < mostRows ? 0 : next;
    const auto middle = events.begin() + static_cast<std::ptrdiff_t>(oldest);
    out.insert(out.end(), middle, events.end());
    out.insert(out.end(), events.begin(), middle);
}

EventModel::EventModel(QObject *parent) : QAbstractTableModel(parent)
{
    m_all.events.reserve(mostRows);
    m_notable.events.reserve(mostRows);
}

void EventModel::note(const Event &event)
{
    m_all.add(event);
    if (!isNotable(event))
        return;
    if (continuesDrag(event)) {
        *m_notable.newest() = NotedEvent::of(event);
        m_notable.fresh = 1;
    } else {
        m_notable.add(event);
    }
}

void EventModel::beginPast()
{
    if (!m_present)
        m_present.emplace(m_all, m_notable);
    m_all.restart();
    m_notable.restart();
}

void EventModel::endPast(bool pastStays)
{
    if (!m_present)
        return;
    if (!pastStays) {
        m_all = std::move(m_present->first);
        m_notable = std::move(m_present->second);
    }
    m_present.reset();
    shownRing().fresh = std::max<std::size_t>(shownRing().fresh, 1);
    refresh();
}

bool EventModel::continuesDrag(const Event &event)
{
    const NotedEvent *before = m_notable.newest();
    if (event.kind != EventKind::Setting || !before || before->event.kind != EventKind::Setting || !event.text)
        return false;
    const auto key = [](const QString &text) { return text.section(QLatin1Char('='), 0, 0); };
    return event.at - before->event.at < SimDuration::wholeSeconds(1) && key(QString::fromUtf8(event.text)) == key(before->text);
}

void EventModel::refresh()
{
    Kept &ring = shownRing();
    if (ring.fresh == 0)
        return;
    ring.fresh = 0;
    beginResetModel();
    ring.copyTo(m_rows);
    endResetModel();
}

void EventModel::clear()
{
    beginResetModel();
    for (Kept *ring : {&m_all, &m_notable}) {
        ring->restart();
        ring->fresh = 0;
    }
    m_present.reset();
    m_rows.clear();
    endResetModel();
}

void EventModel::setShowsPackets(bool all)
{
    m_showsPackets = all;
    shownRing().fresh = 1;
    refresh();
}

void EventModel::setTheme(const Theme &theme)
{
    m_theme = theme;
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
}

quint64 EventModel::packetAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < rowCount() ? m_rows[static_cast<std::size_t>(index.row())].event.packet : 0;
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const NotedEvent &noted = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return index.column() == Time ? clockText(noted.event.at.sinceStart(), true) : describe(noted);
    case Qt::ToolTipRole: return describe(noted);
    case Qt::ForegroundRole: return index.column() == Time ? m_theme.mutedText : m_theme.text;
    case Qt::DecorationRole: return index.column() == What ? QVariant(colourOf(noted.event, m_theme)) : QVariant();
    default: return {};
    }
}

} // namespace rebuffer
