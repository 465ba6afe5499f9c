// The timeline's words: titles, legend, values and times at the axes, names of marks and stalls. Laid out when they
// change, and drawn over the strip.
#pragma once

#include "core/session/thresholds.h"
#include "core/transport/limits.h"
#include "ui/paint/text_label.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_geometry.h"

#include <QCoreApplication>
#include <QRectF>

#include <optional>
#include <vector>

class QPainter;

namespace rebuffer {

class TimelineLabels {
    Q_DECLARE_TR_FUNCTIONS(rebuffer::TimelineLabels)
public:
    void setTheme(const Theme &theme);
    /// Everything anew; `player` is null where there is no buffer; `capacity` is the link's rate in Mbit/s now, told in
    /// words if it is above the axis. `letter`: what this run is called, if run A is drawn dashed behind it. `timed`: are
    /// there round trips? Over UDP nobody times any.
    void layOut(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const Thresholds *marks, double capacity,
                const QString &letter, bool timed = true);
    void draw(QPainter &painter, const QRectF &region) const;

private:
    struct Word {
        TextLabel label;
        QRectF box;
        Qt::Alignment alignment;
        QColor colour;
        QColor ground; ///< invalid: none
    };
    struct Key {
        QRectF box;
        QColor colour;
        int dash = 0; ///< 0: a solid line; else how long its dashes are
        bool tick = false;
        bool block = false;
        std::optional<Limit> limit = {}; ///< whose pattern it has
    };

    /// Of a legend, in full and in brief.
    struct Entry {
        std::pair<QString, QString> words;
        Key key;
    };

    Word &add(const QString &text, const QRectF &box, Qt::Alignment alignment, const QColor &colour, bool strong = false);
    void addAxis(const TimelineGeometry &geometry, const TimelineMetrics &metrics);
    void addValues(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const TimelinePane &pane);
    QString rttTitle() const { return m_timed ? tr("RTT (ms)") : tr("RTT: not measured"); }
    void addLegend(const TimelineGeometry &geometry, const TimelineMetrics &metrics);
    void addKeys(const QRectF &row, const QString &title, const std::vector<Entry> &entries, double space);
    double limitsLegendWidth(std::size_t count, bool brief, double space) const;
    void addLimitsLegend(const TimelineGeometry &geometry, const TimelineMetrics &metrics);
    double addKey(double x, const QRectF &row, const QString &text, const Key &key, double space, bool tight = false);
    void addMarks(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const Thresholds &marks);
    void addRuns(const TimelineGeometry &geometry, const TimelineMetrics &metrics, const QString &letter);
    void addStalls(const TimelineGeometry &geometry, const TimelineMetrics &metrics);

    Theme m_theme;
    bool m_timed = true;
    std::vector<Word> m_words;
    std::vector<Key> m_keys;
    std::vector<QRectF> m_marks; ///< where their names stand
};

} // namespace rebuffer
