#include "ui/compare/multiples_geometry.h"

#include <algorithm>

namespace rebuffer {

void MultiplesGeometry::layOut(QSizeF size, std::size_t count, double line, double space)
{
    charts.clear();
    const double height = heightOf(line, space);
    for (std::size_t i = 0; i < count; ++i) {
        const double top = static_cast<double>(i) * height;
        const QRectF title(0, top, size.width(), line);
        charts.push_back({title, QRectF(0, title.bottom() + space / 2, size.width(), height - line - 2 * space)});
    }
}

QPointF MultiplesGeometry::pointOf(std::size_t chart, double time, double buffer) const
{
    const QRectF &plot = charts[chart].plot;
    return {plot.left() + std::clamp(time / end, 0.0, 1.0) * plot.width(),
            plot.bottom() - std::clamp(buffer / most, 0.0, 1.0) * plot.height()};
}

QRectF MultiplesGeometry::bandOf(std::size_t chart, double from, double to) const
{
    const double left = pointOf(chart, from, 0).x();
    const QRectF &plot = charts[chart].plot;
    return {left, plot.top(), std::max(0.0, pointOf(chart, to, 0).x() - left), plot.height()};
}

} // namespace rebuffer
