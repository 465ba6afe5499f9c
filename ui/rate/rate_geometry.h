// The geometry twin of the bandwidth chart: steps of a rate over time as lines and points in pixels, what of them a hand can
// take hold of, and back from a place to a time and a rate.
#pragma once

#include "core/session/rate_plan.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <optional>

namespace rebuffer {

/// What the mouse takes hold of: a point moves both ways, the level after it up and down, the edge before it in time.
struct RateGrip {
    enum class Part { Point, Level, Edge };

    Part part = Part::Point;
    std::size_t step = 0;
    friend bool operator==(const RateGrip &, const RateGrip &) = default;
};

struct RateGeometry {
    static constexpr double pointReach = 7; ///< how near is near enough, in pixels
    static constexpr double lineReach = 4;
    static constexpr SimDuration grain = SimDuration::milliseconds(100); ///< of times that are pointed at

    QRectF plot;
    double end = 60; ///< seconds at the plot's right edge
    double top = 1;  ///< Mbit/s at its upper edge

    /// With a line of text above and below the plot.
    void layOut(QSizeF size, double line, double space);
    /// Room for the plan, for `seconds`, and for a rate to be dragged up.
    void fit(const RatePlan &plan, double seconds);

    double xOf(SimTime time) const;
    QPointF pointOf(const RatePlan::Step &step) const;
    /// Points before lines, the nearest of several, none where there is nothing. The first point keeps its time.
    std::optional<RateGrip> gripAt(const RatePlan &plan, QPointF at) const;
    /// Not before the start, and not past the right edge.
    SimTime timeAt(double x) const;
    /// In two figures, as people would say it; from zero at the lower edge to the top.
    BitRate rateAt(double y) const;
};

} // namespace rebuffer
