#include "ui/rate/rate_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double headroom = 1.15;
constexpr double leastTop = 0.1;
constexpr double beyondLastPoint = 1.05;
/// This near to the lower edge, in parts of the plot, nothing is meant.
constexpr double nothing = 0.02;

double roundTop(double megabits)
{
    const double power = std::pow(10, std::floor(std::log10(megabits)));
    for (const double step : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
        if (step * power >= megabits)
            return step * power;
    }
    return 10 * power;
}

double inTwoFigures(double megabits)
{
    const double step = std::pow(10, std::floor(std::log10(megabits)) - 1);
    return std::round(megabits / step) * step;
}

} // namespace

void RateGeometry::layOut(QSizeF size, double line, double space)
{
    plot = QRectF(2 * space, line + space, std::max(1.0, size.width() - 4 * space),
                  std::max(1.0, size.height() - 2 * (line + space)));
}

void RateGeometry::fit(const RatePlan &plan, double seconds)
{
    double most = leastTop;
    for (const RatePlan::Step &step : plan.steps)
        most = std::max(most, step.rate.toMegabitsPerSecond());
    top = roundTop(most * headroom);
    end = std::max({seconds, 1.0, plan.steps.back().at.toSeconds() * beyondLastPoint});
}

double RateGeometry::xOf(SimTime time) const
{
    return plot.left() + time.toSeconds() / end * plot.width();
}

QPointF RateGeometry::pointOf(const RatePlan::Step &step) const
{
    return {xOf(step.at), plot.bottom() - step.rate.toMegabitsPerSecond() / top * plot.height()};
}

std::optional<RateGrip> RateGeometry::gripAt(const RatePlan &plan, QPointF at) const
{
    std::optional<RateGrip> point, line;
    double nearestPoint = pointReach, nearestLine = lineReach;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const QPointF here = pointOf(plan.steps[i]);
        const double right = i + 1 < plan.steps.size() ? xOf(plan.steps[i + 1].at) : plot.right();
        const double before = i > 0 ? pointOf(plan.steps[i - 1]).y() : here.y();
        const auto take = [&](std::optional<RateGrip> &best, double &nearest, double distance, RateGrip::Part part) {
            if (distance <= nearest) {
                nearest = distance;
                best = RateGrip{part, i};
            }
        };
        take(point, nearestPoint, std::hypot(here.x() - at.x(), here.y() - at.y()), RateGrip::Part::Point);
        if (at.x() >= here.x() && at.x() <= right)
            take(line, nearestLine, std::abs(at.y() - here.y()), RateGrip::Part::Level);
        if (i > 0 && at.y() >= std::min(here.y(), before) && at.y() <= std::max(here.y(), before))
            take(line, nearestLine, std::abs(at.x() - here.x()), RateGrip::Part::Edge);
    }
    return point ? point : line;
}

SimTime RateGeometry::timeAt(double x) const
{
    const double seconds = std::clamp((x - plot.left()) / plot.width(), 0.0, 1.0) * end;
    return SimTime::fromStart(grain * std::llround(seconds / grain.toSeconds()));
}

BitRate RateGeometry::rateAt(double y) const
{
    const double share = std::clamp((plot.bottom() - y) / plot.height(), 0.0, 1.0);
    return share < nothing ? BitRate() : BitRate::megabitsPerSecond(inTwoFigures(share * top));
}

} // namespace rebuffer
