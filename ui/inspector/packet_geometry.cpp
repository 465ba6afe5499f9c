#include "ui/inspector/packet_geometry.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double rowBits = 32;

/// Puts one thing below the other.
struct Column {
    double width;
    double y = 0;

    QRectF take(double height, double gapAfter = 0)
    {
        const QRectF rect(0, y, width, height);
        y += height + gapAfter;
        return rect;
    }
};

void placeCells(PacketGeometry &geometry, Column &column, std::size_t number, const Header &header, const PacketMetrics &metrics)
{
    const double height = 2 * metrics.caption + 1.5 * metrics.space;
    const double pitch = height + metrics.space / 2;
    double bits = 0;
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
        const double own = header.fields[i].bits;
        if (bits >= rowBits) {
            column.y += pitch;
            bits = 0;
        }
        const double left = bits / rowBits * column.width;
        geometry.cells.push_back({QRectF(left, column.y, own / rowBits * column.width, height), number, i});
        bits += own;
    }
    column.y += pitch + metrics.space;
}

void placeTitle(PacketGeometry &geometry, Column &column, const PacketMetrics &metrics)
{
    geometry.title = column.take(metrics.title, metrics.space);
    const bool beside = metrics.titleWidth + 2 * metrics.space + metrics.statusWidth <= column.width;
    const QRectF row = beside ? geometry.title : column.take(metrics.title, metrics.space);
    geometry.status =
        QRectF(beside ? row.right() - metrics.statusWidth : row.left(), row.top(), metrics.statusWidth, row.height());
}

/// A moment a row: its point, its name, and at the right its time.
void placeUprightLife(PacketGeometry &geometry, Column &column, std::size_t moments, const PacketMetrics &metrics)
{
    for (std::size_t i = 0; i < moments; ++i) {
        const QRectF row = column.take(metrics.caption, metrics.space / 2);
        geometry.moments.emplace_back(row.left() + 1.5 * metrics.space, row.center().y());
        geometry.momentBoxes.push_back(row.adjusted(4 * metrics.space, 0, 0, 0));
    }
}

void placeLife(PacketGeometry &geometry, Column &column, std::size_t moments, const PacketMetrics &metrics)
{
    const double point = 2.5 * metrics.space;
    const double box = column.width / static_cast<double>(std::max<std::size_t>(1, moments));
    geometry.lifeIsUpright = box < metrics.momentWidth;
    if (geometry.lifeIsUpright)
        return placeUprightLife(geometry, column, moments, metrics);
    for (std::size_t i = 0; i < moments; ++i) {
        const double x = (static_cast<double>(i) + 0.5) * box;
        geometry.moments.emplace_back(x, column.y + point);
        geometry.momentBoxes.emplace_back(x - box / 2, column.y + 2 * point, box, 2 * metrics.caption);
    }
    column.y += 2 * point + 2 * metrics.caption;
}

void placeCarries(PacketGeometry &geometry, Column &column, std::size_t sentences, const PacketMetrics &metrics)
{
    if (sentences == 0)
        return;
    constexpr double unevenness = 1.2; // lines that end between words are shorter than they could be
    column.y += metrics.space;
    const double left = 2 * metrics.space, room = column.width - 2 * left;
    double below = column.y + metrics.space;
    for (std::size_t i = 0; i < sentences; ++i) {
        const double wide = i < metrics.carriedWidths.size() ? metrics.carriedWidths[i] : 0;
        const double lines = wide <= room ? 1 : std::ceil(unevenness * wide / std::max(1.0, room));
        geometry.carriesLines.emplace_back(left, below, room, lines * metrics.caption);
        below += lines * metrics.caption;
    }
    geometry.carries = column.take(below + metrics.space - column.y, metrics.space);
}

} // namespace

void PacketGeometry::compute(double width, const PacketFacts &facts, const PacketMetrics &metrics)
{
    *this = PacketGeometry();
    Column column{width};
    placeTitle(*this, column, metrics);
    lifeTitle = column.take(metrics.caption, 0);
    placeLife(*this, column, facts.life.size(), metrics);
    column.y += 2 * metrics.space;
    for (std::size_t i = 0; i < facts.headers.size(); ++i) {
        headerTitles.push_back(column.take(metrics.caption, metrics.space / 2));
        placeCells(*this, column, i, facts.headers[i], metrics);
    }
    placeCarries(*this, column, static_cast<std::size_t>(facts.carries.size()), metrics);
    payloadTitle = column.take(metrics.caption, metrics.space);
    for (qsizetype i = 0; i < facts.payloadRows.size(); ++i)
        payloadRows.push_back(column.take(metrics.mono));
    height = column.y;
}

} // namespace rebuffer
