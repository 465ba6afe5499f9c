// Draws columns of the run into the strip: which curve goes where, in which colour, with which bands behind it.
#pragma once

#include "core/session/summary.h"
#include "core/session/thresholds.h"
#include "ui/theme/theme.h"
#include "ui/timeline/curve_strip.h"
#include "ui/timeline/timeline_curves.h"
#include "ui/timeline/timeline_geometry.h"

#include <array>
#include <cstddef>
#include <optional>

namespace rebuffer {

class StripPainter {
public:
    /// All are kept by reference and must outlive the painter; a painter lives as long as one update. `ghost` is another run
    /// to be drawn behind this one, or empty. `hasBuffer`: is there one to draw, and to mark?
    StripPainter(CurveStrip &strip, const TimelineGeometry &geometry, const TimelineCurves &curves, const TimelineCurves &ghost,
                 const Summary &summary, bool hasBuffer, const Theme &theme);

    /// Columns of the run from `first` to before `last`, as far as they are in sight.
    void paint(qint64 first, qint64 last);

    /// How many columns before a new one must be drawn again because its lines reach into them.
    int reach() const;

private:
    enum Curve {
        GhostBuffer,
        GhostArriving,
        GhostRtt,
        BufferCurve,
        ArrivingCurve,
        CapacityCurve,
        NeedCurve,
        RttCurve,
        RttRange,
        CurveCount
    };
    struct Rows {
        int top = 0;
        int bottom = 0;
    };

    Rows rowsOf(TimelinePaneKind kind) const;
    float yOf(TimelinePaneKind kind, double value) const;
    double timeOf(qint64 column) const { return static_cast<double>(column) * m_perColumn; }
    void sample(qint64 first, qint64 last);
    void setSample(Curve curve, TimelinePaneKind kind, qint64 column, int k, const Extent &extent);
    void sampleGhost(qint64 column, int k, double from, double to, double &rttBefore);
    void setStep(Curve curve, TimelinePaneKind kind, qint64 column, int k, Extent extent, double &before);
    Extent shownRate(double value, bool always) const;
    void paintGround(qint64 first, qint64 last);
    void paintGrid(qint64 first, qint64 last, TimelinePaneKind kind);
    void paintMarks(qint64 first, qint64 last);
    void paintCurves(qint64 column);
    void paintLosses(qint64 column);
    void paintMarksOf(qint64 first, qint64 last, const Thresholds &marks);
    void paintLimits(qint64 column);
    void paintLimit(qint64 column, int top, int bottom, Limit limit);
    QColor groundAt(double time);
    Stroke strokeOf(Curve curve) const;
    int thickness(double width) const;

    CurveStrip &m_strip;
    const TimelineGeometry &m_geometry;
    const TimelineCurves &m_curves;
    const TimelineCurves &m_ghost;
    const Summary &m_summary;
    bool m_hasBuffer;
    const Theme &m_theme;
    double m_ratio;
    double m_perColumn; ///< seconds
    std::array<CurveSamples, CurveCount> m_samples;
    std::size_t m_stall = 0; ///< the first stall that has not ended before the column being drawn
};

} // namespace rebuffer
