// What the timeline knows and has drawn, without a widget around it: it is handed the run, the size and moves of the
// window, answers what must be painted again, and paints it.
#pragma once

#include "core/playback/player_state.h"
#include "core/session/run_record.h"
#include "core/session/snapshot.h"
#include "core/session/summary.h"
#include "ui/theme/theme.h"
#include "ui/timeline/curve_strip.h"
#include "ui/timeline/time_window.h"
#include "ui/timeline/timeline_curves.h"
#include "ui/timeline/timeline_geometry.h"
#include "ui/timeline/timeline_labels.h"
#include "ui/timeline/timeline_reading.h"

#include <QRectF>
#include <QSizeF>

class QPainter;

namespace rebuffer {

class TimelineCanvas {
public:
    TimelineCanvas();

    // Each of these gives the area that is another than before, in device-independent pixels; empty for nothing.
    QRectF setTheme(const Theme &theme);
    QRectF setSize(QSizeF size, double pixelRatio);
    QRectF setData(const Series &series, const Summary &summary, const Snapshot &snapshot);
    QRectF clear();
    /// Another run, A, drawn dashed behind this one's curves, which is called `letter`; nullptr: none.
    QRectF setGhost(const RunRecord *ghost, const QString &letter);
    /// After the window has been moved.
    QRectF refresh();

    TimeWindow &window() { return m_window; }
    const TimeWindow &window() const { return m_window; }
    const TimelineGeometry &geometry() const { return m_geometry; }
    const TimelineMetrics &metrics() const { return m_metrics; }
    const Theme &theme() const { return m_theme; }
    double pixelRatio() const { return m_strip.image().devicePixelRatio(); }
    bool isEmpty() const { return m_curves.empty(); }
    bool hasGhost() const { return !m_ghost.empty(); }
    double now() const { return m_curves.now(); }

    /// Every curve at an instant, which is brought back to now if it lies ahead.
    TimelineReading readingAt(double time) const;
    int stallAt(double x);
    int stallCount() const { return static_cast<int>(m_summary.stalls.size()); }
    /// Axes, bands, curves and words inside `region`.
    void paint(QPainter &painter, const QRectF &region) const;

private:
    double perColumn() const { return (m_geometry.end - m_geometry.begin) / m_strip.width(); }
    qint64 columnOf(double time) const;
    void forgetScales();
    bool takeWindow();
    bool takeScales();
    bool drawStrip(qint64 now);
    QRectF columnsArea(qint64 first, qint64 last) const;

    Theme m_theme = Theme::make(ThemeKind::Light);
    TimelineMetrics m_metrics;
    TimelineCurves m_curves;
    TimelineCurves m_ghost;
    QString m_letter; ///< of the run itself, while there is a ghost
    Summary m_summary;
    Thresholds m_marks;
    std::size_t m_markSteps = 0;
    bool m_hasPlayer = true;
    double m_filmRate = 0; // Mbit/s, mean
    double m_linkRate = 0; // Mbit/s, now
    TimeWindow m_window;
    TimelineGeometry m_geometry;
    CurveStrip m_strip;
    TimelineLabels m_labels;
    bool m_stripIsOld = true; // nothing of it can be kept
    bool m_labelsAreOld = true;
    bool m_timed = true;   // are there round trips?
    qint64 m_drawnTo = -1; // columns of the run before this one are finished
};

} // namespace rebuffer
