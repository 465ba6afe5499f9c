#include "ui/sweep/map_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr int mostLabels = 6;

/// The first and the last, and as many between as have room.
std::vector<int> labelled(int count, double length, double room)
{
    const int most = std::clamp(static_cast<int>(length / room), 1, mostLabels);
    const int shown = std::min(count, most);
    std::vector<int> indices;
    for (int i = 0; i < shown; ++i)
        indices.push_back(shown > 1 ? static_cast<int>(std::lround(static_cast<double>(i) * (count - 1) / (shown - 1))) : 0);
    return indices;
}

} // namespace

void StallMapGeometry::layOut(QSizeF size, int columnCount, int rowCount, QSizeF label, double space)
{
    columns = columnCount;
    rows = rowCount;
    xLabels.clear();
    yLabels.clear();
    const double line = label.height();
    const double legendWidth = 4 * space;
    const double right = label.width() + legendWidth + 5 * space;
    yTitle = QRectF(0, 0, size.width() - right, line);
    plot = QRectF(label.width() + 2 * space, line + space, 0, 0);
    plot.setRight(std::max(plot.left() + 1, size.width() - right));
    plot.setBottom(std::max(plot.top() + 1, size.height() - 2 * line - 2 * space));
    legend = QRectF(plot.right() + 3 * space, plot.top(), legendWidth, plot.height());
    const double beside = legend.right() + space;
    legendTop = QRectF(beside, plot.top(), size.width() - beside, line);
    legendBottom = QRectF(beside, plot.bottom() - line, size.width() - beside, line);
    xTitle = QRectF(plot.left(), size.height() - line, plot.width(), line);
    if (isEmpty())
        return;
    for (const int i : labelled(columns, plot.width(), label.width() + 3 * space)) {
        const double x = cell(i, 0).center().x();
        const double left = std::clamp(x - label.width() / 2, 0.0, size.width() - label.width());
        xLabels.push_back({i, QRectF(left, plot.bottom() + space, label.width(), line)});
    }
    for (const int i : labelled(rows, plot.height(), 2 * line))
        yLabels.push_back({i, QRectF(0, cell(0, i).center().y() - line / 2, label.width() + space, line)});
}

QRectF StallMapGeometry::cell(int column, int row) const
{
    const auto x = [this](int i) { return plot.left() + std::round(plot.width() * i / columns); };
    const auto y = [this](int i) { return plot.bottom() - std::round(plot.height() * i / rows); };
    return {QPointF(x(column), y(row + 1)), QPointF(x(column + 1), y(row))};
}

int StallMapGeometry::cellAt(QPointF at) const
{
    if (isEmpty() || !plot.contains(at))
        return -1;
    // Rounding moves a cell's edge by half a pixel at most.
    int column = std::clamp(static_cast<int>((at.x() - plot.left()) / plot.width() * columns), 0, columns - 1);
    int row = std::clamp(static_cast<int>((plot.bottom() - at.y()) / plot.height() * rows), 0, rows - 1);
    if (at.x() < cell(column, row).left())
        --column;
    else if (at.x() >= cell(column, row).right())
        ++column;
    if (at.y() >= cell(0, row).bottom())
        --row;
    else if (at.y() < cell(0, row).top())
        ++row;
    return std::clamp(row, 0, rows - 1) * columns + std::clamp(column, 0, columns - 1);
}

QPointF StallMapGeometry::placeOf(double column, double row) const
{
    return {plot.left() + (column + 0.5) / columns * plot.width(), plot.bottom() - (row + 0.5) / rows * plot.height()};
}

} // namespace rebuffer
