#include "ui/stage/stage_parts.h"

#include <QPainter>

#include <algorithm>

namespace rebuffer {

namespace {

void paintGroove(QPainter &painter, const QRectF &groove, double radius, const Theme &theme)
{
    painter.setPen(QPen(theme.cardBorder, theme.lineWidth));
    painter.setBrush(mixed(theme.card, theme.sunken, 0.55));
    painter.drawRoundedRect(groove.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

/// The queue is open to the link at its right, and has its limit at its left.
void paintQueueBox(QPainter &painter, const StageGeometry &geometry, const Theme &theme)
{
    const QRectF box = geometry.layout.queueBox;
    paintGroove(painter, box, geometry.layout.space, theme);
    const double width = std::max(1.0, theme.lineWidth) + 0.5;
    const QRectF mark(geometry.queue.inside.left() - width, box.top() - geometry.layout.space, width,
                      box.height() + 2 * geometry.layout.space);
    fillDashes(painter, mark, 4, 2.5, theme.loss);
}

void paintArrow(QPainter &painter, double from, double to, double y, const Theme &theme)
{
    const double size = std::min(4.0, (to - from) / 3);
    painter.setPen(QPen(theme.mutedText, 1));
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.mutedText);
    painter.drawPolygon(QPolygonF({{to, y}, {to - size, y - size}, {to - size, y + size}}));
}

} // namespace

void fillDashes(QPainter &painter, const QRectF &line, double dash, double gap, const QColor &colour)
{
    const bool along = line.width() >= line.height();
    const double length = along ? line.width() : line.height();
    for (double at = 0; at < length; at += dash + gap) {
        const double part = std::min(dash, length - at);
        painter.fillRect(along ? QRectF(line.left() + at, line.top(), part, line.height())
                               : QRectF(line.left(), line.top() + at, line.width(), part),
                         colour);
    }
}

void paintBackground(QPainter &painter, const StageGeometry &geometry, const Theme &theme, StageSprites &sprites)
{
    const StageLayout &layout = geometry.layout;
    const double space = layout.space;
    painter.fillRect(layout.card, theme.window);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.cardBorder, 1));
    painter.setBrush(theme.card);
    painter.drawRoundedRect(layout.card.adjusted(0.5, 0.5, -0.5, -0.5), 2 * space, 2 * space);

    paintGroove(painter, layout.map, space, theme);
    paintQueueBox(painter, geometry, theme);
    paintGroove(painter, layout.lane, 2 * space, theme);
    paintGroove(painter, layout.uplane, layout.uplane.height() / 2, theme);
    paintGroove(painter, layout.upQueue, layout.space / 2, theme);
    const double middle = layout.lane.center().y();
    paintArrow(painter, layout.map.right() + space / 2, layout.queueBox.left() - space, middle, theme);
    if (layout.hasPlayer()) {
        paintArrow(painter, layout.lane.right() + space / 2, layout.tank.left() - space / 2, middle, theme);
        paintGroove(painter, layout.tank, space, theme);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    TextLabel word;
    word.setFont(theme.font(captionPoints));
    for (const LegendEntry &entry : geometry.legend) {
        sprites.drawSwatch(painter, entry.swatch, entry.kind);
        word.setText(legendWord(entry.kind));
        word.draw(painter, entry.word, Qt::AlignLeft | Qt::AlignVCenter, theme.mutedText);
    }
}

} // namespace rebuffer
