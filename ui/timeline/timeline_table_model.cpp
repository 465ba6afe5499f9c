#include "ui/timeline/timeline_table_model.h"

#include "ui/paint/words.h"
#include "ui/timeline/timeline_geometry.h"

#include <cmath>

namespace rebuffer {

TimelineTableModel::TimelineTableModel(QObject *parent) : QAbstractTableModel(parent) {}

int TimelineTableModel::rowsNow() const
{
    // A little more than the instant itself, as a sum of tenths may fall short of it.
    return m_curves.empty() ? 0 : static_cast<int>(std::floor(m_curves.now() / m_step + 1e-6)) + 1;
}

void TimelineTableModel::setRun(const Series &series, const Summary &summary)
{
    const bool same = m_curves.take(series, summary.now);
    m_summary = summary;
    const int rows = rowsNow();
    if (!same || rows < m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
        return;
    }
    if (m_rows > 0) // its span was not over yet
        emit dataChanged(index(m_rows - 1, 0), index(m_rows - 1, Columns - 1));
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    }
}

void TimelineTableModel::clear()
{
    beginResetModel();
    m_curves.clear();
    m_summary = {};
    m_rows = 0;
    endResetModel();
}

void TimelineTableModel::setStep(double seconds)
{
    beginResetModel();
    m_step = seconds;
    m_rows = rowsNow();
    endResetModel();
}

int TimelineTableModel::stallAt(int row) const
{
    for (std::size_t i = 0; i < m_summary.stalls.size(); ++i) {
        const Stall &stall = m_summary.stalls[i];
        // A stall shorter than a row is told of in the row that it begins in.
        const bool begins = stall.at.toSeconds() >= timeAt(row) - m_step / 2 && stall.at.toSeconds() < timeAt(row) + m_step / 2;
        if (begins || isDuring(stall, timeAt(row), m_summary.now))
            return static_cast<int>(i);
    }
    return -1;
}

TimelineReading TimelineTableModel::readingAt(int row) const
{
    TimelineReading reading = TimelineReading::at(timeAt(row), m_step / 2, m_curves, m_summary);
    if (const int stall = stallAt(row); stall >= 0)
        reading.state = TimelineReading::tr("stall %1").arg(stall + 1);
    return reading;
}

int TimelineTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int TimelineTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : Columns;
}

QString TimelineTableModel::unit(int column)
{
    switch (column) {
    case Buffer: return tr("s");
    case Link:
    case Arriving:
    case Needs: return tr("Mbit/s");
    case Rtt: return tr("ms");
    default: return {};
    }
}

QString TimelineTableModel::text(const TimelineReading &reading, int column) const
{
    const auto orDash = [](double value, const QString &words) { return value > 0 ? words : QStringLiteral("–"); };
    switch (column) {
    case Time: return clockText(SimDuration::seconds(reading.time), m_step < 1);
    case State: return reading.state;
    case Buffer: return QString::number(reading.buffer, 'f', 1);
    case Link: return megabitsText(reading.capacity);
    case Arriving: return megabitsText(reading.arriving);
    case Needs: return orDash(reading.need, megabitsText(reading.need));
    case Rtt: return orDash(reading.rtt, QString::number(reading.rtt, 'f', 0));
    case Lost: return QString::number(reading.lost);
    case Dropped: return QString::number(reading.dropped);
    default: return reading.held();
    }
}

QVariant TimelineTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    const bool words = index.column() == State || index.column() == HeldBy;
    switch (role) {
    case Qt::DisplayRole: return text(readingAt(index.row()), index.column());
    case Qt::AccessibleTextRole: {
        const QString said = text(readingAt(index.row()), index.column());
        const QString in = unit(index.column());
        return in.isEmpty() ? said : tr("%1 %2").arg(said, in);
    }
    case Qt::TextAlignmentRole: return static_cast<int>((words ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant TimelineTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const char *const names[Columns] = {
        QT_TR_NOOP("Time"),       QT_TR_NOOP("State"), QT_TR_NOOP("Buffer"), QT_TR_NOOP("Link"),    QT_TR_NOOP("Arriving"),
        QT_TR_NOOP("Film needs"), QT_TR_NOOP("RTT"),   QT_TR_NOOP("Lost"),   QT_TR_NOOP("Dropped"), QT_TR_NOOP("Sender held by")};
    const QString name = tr(names[section]);
    const QString in = unit(section);
    return in.isEmpty() ? name : tr("%1 (%2)").arg(name, in);
}

} // namespace rebuffer
