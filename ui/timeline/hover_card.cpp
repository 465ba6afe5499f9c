#include "ui/timeline/hover_card.h"

#include "ui/paint/text_label.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace rebuffer {

namespace {

std::vector<TextLabel> linesOf(const TimelineReading &reading, const Theme &theme)
{
    std::vector<TextLabel> lines;
    const auto add = [&](const QString &text, QFont::Weight weight) {
        lines.emplace_back().setFont(theme.font(captionPoints, weight));
        lines.back().setText(text);
    };
    add(reading.title(), QFont::DemiBold);
    for (const QString &line : reading.lines())
        add(line, QFont::Normal);
    return lines;
}

/// Right of the crosshair if there is room, else left; at the mouse's height as far as the plots allow.
QRectF placeCard(const TimelineGeometry &geometry, QSizeF size, double x, double y, double gap)
{
    const bool right = x + gap + size.width() <= geometry.card.right() - 2;
    const double left = right ? x + gap : std::max(geometry.card.left() + 2, x - gap - size.width());
    const double lowest = std::max(geometry.strip.top() + 2, geometry.strip.bottom() - size.height() - 2);
    const double top = std::clamp(y - size.height() / 2, geometry.strip.top() + 2, lowest);
    return {QPointF(std::round(left), std::round(top)), size};
}

/// In the colours of the other side: dark on light, light on dark.
QRectF paintCard(QPainter &painter, const TimelineCanvas &canvas, const TimelineReading &reading, double x, double y)
{
    const std::vector<TextLabel> lines = linesOf(reading, canvas.theme());
    double width = 0;
    for (const TextLabel &line : lines)
        width = std::max(width, line.width());
    const double space = canvas.metrics().space;
    const double pad = 2.5 * space;
    const double pitch = canvas.metrics().caption + space / 2;
    const QSizeF size(std::ceil(width + 2 * pad), static_cast<double>(lines.size()) * pitch + 2 * pad);
    const QRectF card = placeCard(canvas.geometry(), size, x, y, 3 * space);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(canvas.theme().text);
    painter.drawRoundedRect(card, 1.5 * space, 1.5 * space);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QRectF row(card.left() + pad, card.top() + pad, width + 1, pitch);
    for (const TextLabel &line : lines) {
        line.draw(painter, row, Qt::AlignLeft | Qt::AlignVCenter, canvas.theme().card);
        row.translate(0, pitch);
    }
    return card;
}

/// Where the crosshair meets the curves.
void paintDots(QPainter &painter, const TimelineCanvas &canvas, const TimelineReading &reading, double x)
{
    const Theme &theme = canvas.theme();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.card, 1.5));
    const auto dot = [&](TimelinePaneKind kind, double value, const QColor &colour) {
        const TimelinePane &pane = canvas.geometry().pane(kind);
        painter.setBrush(colour);
        painter.drawEllipse(QPointF(x + 0.5, std::clamp(pane.yOf(value), pane.plot.top(), pane.plot.bottom())), 4, 4);
    };
    dot(TimelinePaneKind::Buffer, reading.buffer, theme.data);
    dot(TimelinePaneKind::Rate, reading.capacity, theme.capacity);
    if (reading.need > 0)
        dot(TimelinePaneKind::Rate, reading.need, theme.need);
    dot(TimelinePaneKind::Rate, reading.arriving, theme.arriving);
    if (reading.rtt > 0)
        dot(TimelinePaneKind::Rtt, reading.rtt, theme.rtt);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace

QRectF paintHover(QPainter &painter, const TimelineCanvas &canvas, QPointF at)
{
    const TimelineGeometry &geometry = canvas.geometry();
    const TimelineReading reading = canvas.readingAt(geometry.timeAt(at.x()));
    const double x = std::round(geometry.xOf(reading.time));
    const double width = std::max(1.0, canvas.theme().lineWidth);
    const QRectF line(x, geometry.strip.top(), width, geometry.strip.height());
    painter.fillRect(line, canvas.theme().text);
    paintDots(painter, canvas, reading, x);
    const QRectF card = paintCard(painter, canvas, reading, x, at.y());
    return line.adjusted(-6, -6, 6, 6).united(card).adjusted(-1, -1, 1, 1);
}

} // namespace rebuffer
