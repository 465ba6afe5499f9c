// The way of the data: file map, queue, link, and the line of stream kinds.
#include "ui/stage/stage_parts.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

void paintRing(QPainter &painter, const QRectF &around, const Theme &theme)
{
    const double width = std::max(2.0, 2 * theme.lineWidth);
    const QRectF ring = around.adjusted(-1.5 * width, -1.5 * width, 1.5 * width, 1.5 * width);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.text, width));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(ring, 2 * width, 2 * width);
    painter.restore();
}

namespace {

/// What was played lies thin, what is still of use stands full.
void paintPiece(QPainter &painter, const MapPiece &piece, const Theme &theme)
{
    const QRectF &rect = piece.rect;
    switch (piece.part) {
    case MapPart::ToCome: painter.fillRect(rect, theme.sunken); break;
    case MapPart::OnItsWay: painter.fillRect(rect, theme.dataSoft); break;
    case MapPart::Received: painter.fillRect(rect, theme.data); break;
    case MapPart::Played: {
        const double height = std::max(2.0, std::round(rect.height() * 0.35));
        painter.fillRect(rect, theme.sunken);
        painter.fillRect(QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height), theme.dataDark);
        break;
    }
    case MapPart::Damaged: { // above and below what was played
        const double height = std::max(1.0, std::round(rect.height() * 0.25));
        const double width = std::max(1.0, rect.width());
        painter.fillRect(QRectF(rect.left(), rect.top(), width, height), theme.loss);
        painter.fillRect(QRectF(rect.left(), rect.bottom() - height, width, height), theme.loss);
        break;
    }
    case MapPart::Index: {
        const double height = std::max(3.0, std::round(rect.height() * 0.4));
        painter.fillRect(QRectF(rect.left(), rect.bottom() - height, rect.width(), height), theme.need);
        break;
    }
    }
}

/// The darker the fuller; what was sent before lies in it as a band of its own, as high as its share.
void paintFlow(QPainter &painter, const LaneGeometry &lane, const QColor &full, const Theme &theme)
{
    for (const FlowPiece &piece : lane.density) {
        if (piece.density <= 0.01)
            continue;
        QColor colour = full;
        colour.setAlphaF(flowColour(theme, piece.density).alphaF());
        painter.fillRect(piece.rect, colour);
        if (piece.resent > 0.005) {
            const double height = std::max(2.0, std::round(piece.rect.height() * piece.resent / piece.density));
            painter.fillRect(QRectF(piece.rect.left(), piece.rect.center().y() - height / 2, piece.rect.width(), height),
                             theme.capacity);
        }
    }
}

QPolygonF arrowHead(QPointF tip, double size, bool left)
{
    const double back = left ? size : -size;
    return QPolygonF({tip, {tip.x() + back, tip.y() - size}, {tip.x() + back, tip.y() + size}});
}

/// One stretch of the line between two kinds: data goes right; "stop" comes back left.
void paintStretch(QPainter &painter, double from, double to, double y, bool stopped, const Theme &theme)
{
    const double width = std::max(1.0, theme.lineWidth);
    const QColor colour = stopped ? theme.loss : mixed(theme.card, theme.mutedText, 0.6);
    const QRectF line(from, y - width / 2, to - from, width);
    if (stopped)
        fillDashes(painter, QRectF(line.left(), y - 1, line.width(), 2), 5, 3, colour);
    else
        painter.fillRect(line, colour);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double size = stopped ? 5 : 3.5;
    painter.drawPolygon(arrowHead({stopped ? from : to, y}, size, stopped));
}

/// Has "stop" come as far back as the stretch after this kind?
bool isStopped(std::size_t after, const StopTrail &trail)
{
    switch (static_cast<StreamStop>(after)) {
    case StreamStop::Readable:
    case StreamStop::Packetiser: return trail.source;
    case StreamStop::Duplex: return trail.connection;
    default: return trail.buffer;
    }
}

} // namespace

void paintMap(QPainter &painter, const MapGeometry &map, const Theme &theme)
{
    for (const MapPiece &piece : map.pieces)
        paintPiece(painter, piece, theme);
}

void paintQueue(QPainter &painter, const QueueGeometry &queue, const QColor &filled, StageSprites &sprites)
{
    if (!queue.rest.isEmpty())
        painter.fillRect(queue.rest, filled);
    for (const PacketShape &packet : queue.packets)
        sprites.drawPacket(painter, packet);
    for (const LostShape &dropped : queue.dropped)
        sprites.drawLost(painter, dropped.packet, true, 1 - dropped.age);
}

void paintLink(QPainter &painter, const StageGeometry &geometry, const Theme &theme, StageSprites &sprites)
{
    paintFlow(painter, geometry.down, theme.data, theme);
    paintFlow(painter, geometry.up, theme.arriving, theme);
    for (const PacketShape &packet : geometry.down.packets)
        sprites.drawPacket(painter, packet);
    for (const PacketShape &packet : geometry.up.packets)
        sprites.drawPacket(painter, packet);
    for (const auto *lost : {&geometry.lost, &geometry.lostUp})
        for (const LostShape &one : *lost)
            sprites.drawLost(painter, one.packet, false, 1 - one.age * one.age);
}

void paintStreams(QPainter &painter, const StageLayout &layout, const StopTrail &trail, const Theme &theme,
                  const std::array<TextLabel, streamStops> &names)
{
    const auto &stops = layout.stops;
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i + 1 < stops.size(); ++i)
        if (!stops[i].isEmpty() && !stops[i + 1].isEmpty())
            paintStretch(painter, stops[i].right() + 3, stops[i + 1].left() - 3, stops[i].center().y(), isStopped(i, trail),
                         theme);
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (stops[i].isEmpty())
            continue;
        const bool stopped = i == 0 ? trail.source : i == 4 ? trail.buffer : isStopped(i, trail);
        painter.setPen(QPen(stopped ? theme.loss : theme.cardBorder, stopped ? 1.5 : 1));
        painter.setBrush(stopped ? theme.lossSoft : mixed(theme.card, theme.sunken, 0.3));
        painter.drawRoundedRect(stops[i].adjusted(0.5, 0.5, -0.5, -0.5), stops[i].height() / 2, stops[i].height() / 2);
        names[i].draw(painter, stops[i], Qt::AlignCenter, stopped ? theme.text : theme.mutedText);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace rebuffer
