// The timeline's curves as a table, for those who cannot see them or want the numbers: a row each tenth of a second,
// second or ten seconds, each value what the curve shows there.
#pragma once

#include "core/session/summary.h"
#include "ui/timeline/timeline_curves.h"
#include "ui/timeline/timeline_reading.h"

#include <QAbstractTableModel>

namespace rebuffer {

class TimelineTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, State, Buffer, Link, Arriving, Needs, Rtt, Lost, Dropped, HeldBy, Columns };

    explicit TimelineTableModel(QObject *parent = nullptr);

    /// The run so far; rows are added, or all made anew where it is another run.
    void setRun(const Series &series, const Summary &summary);
    void clear();
    /// From one row to the next, in seconds.
    void setStep(double seconds);
    double step() const { return m_step; }

    /// In seconds.
    double timeAt(int row) const { return row * m_step; }
    /// The stall that lasts at that row; -1 for none.
    int stallAt(int row) const;
    TimelineReading readingAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    int rowsNow() const;
    QString text(const TimelineReading &reading, int column) const;
    static QString unit(int column);

    TimelineCurves m_curves;
    Summary m_summary;
    double m_step = 1;
    int m_rows = 0;
};

} // namespace rebuffer
