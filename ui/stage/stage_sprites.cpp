#include "ui/stage/stage_sprites.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr std::size_t mostSprites = 2000; // far more than one stage uses; sizes change while a window is being resized

QPolygonF diamond(const QRectF &box)
{
    return QPolygonF({{box.center().x(), box.top()},
                      {box.right(), box.center().y()},
                      {box.center().x(), box.bottom()},
                      {box.left(), box.center().y()}});
}

/// Points to the left: to the server.
QPolygonF pentagon(const QRectF &box)
{
    const double shoulder = box.left() + 0.45 * box.width();
    return QPolygonF(
        {{box.left(), box.center().y()}, {shoulder, box.top()}, box.topRight(), box.bottomRight(), {shoulder, box.bottom()}});
}

QPolygonF triangle(const QRectF &box)
{
    return QPolygonF({{box.center().x(), box.top()}, {box.right(), box.bottom()}, {box.left(), box.bottom()}});
}

} // namespace

QColor flowColour(const Theme &theme, double density)
{
    QColor colour = theme.data;
    colour.setAlphaF(static_cast<float>(0.15 + 0.7 * density));
    return colour;
}

void StageSprites::prepare(const Theme &theme, double pixelRatio)
{
    m_theme = theme;
    m_ratio = pixelRatio;
    m_sprites.clear();
}

StageSprites::Look StageSprites::lookOf(const PacketShape &shape)
{
    switch (shape.mark) {
    case PacketMark::Stop: return Look::Stop;
    case PacketMark::Go: return Look::Go;
    case PacketMark::Gap: return Look::Gap;
    case PacketMark::Duplicate: return Look::Duplicate;
    case PacketMark::None: break;
    }
    switch (shape.kind) {
    case PacketKind::Data: return shape.retransmission ? Look::Resent : Look::Data;
    case PacketKind::Ack: return Look::Ack;
    case PacketKind::Handshake: return Look::Handshake;
    case PacketKind::Request: return Look::Request;
    case PacketKind::Response: return Look::Response;
    case PacketKind::Probe: return Look::Probe;
    case PacketKind::Feedback: return Look::Feedback;
    case PacketKind::Parity: return Look::Parity;
    }
    return Look::Data;
}

void StageSprites::drawPacket(QPainter &painter, const PacketShape &shape)
{
    const double length = shape.rect.width() + shape.hiddenTail + shape.hiddenHead;
    const int width = std::max(1, static_cast<int>(std::lround(length * m_ratio)));
    const int height = std::max(1, static_cast<int>(std::lround(shape.rect.height() * m_ratio)));
    const double header = length < 5 ? 0 : std::clamp(shape.headerShare * length, std::min(3.0, 0.3 * length), 0.4 * length);
    const QPixmap &pixmap = sprite(lookOf(shape), width, height, static_cast<int>(std::lround(header * m_ratio)));
    if (shape.hiddenTail <= 0 && shape.hiddenHead <= 0) {
        painter.drawPixmap(shape.rect.topLeft(), pixmap);
        return;
    }
    const double seen = std::round(shape.rect.width() * m_ratio);
    if (seen >= 1)
        painter.drawPixmap(shape.rect.topLeft(), pixmap, QRectF(std::round(shape.hiddenTail * m_ratio), 0, seen, height));
}

void StageSprites::drawLost(QPainter &painter, const PacketShape &shape, bool dropped, double opacity)
{
    const int width = std::max(4, static_cast<int>(std::lround(shape.rect.width() * m_ratio)));
    const int height = std::max(4, static_cast<int>(std::lround(shape.rect.height() * m_ratio)));
    painter.setOpacity(opacity);
    painter.drawPixmap(shape.rect.topLeft(), sprite(dropped ? Look::Dropped : Look::Lost, width, height, 0));
    painter.setOpacity(1);
}

void StageSprites::drawSwatch(QPainter &painter, const QRectF &box, LegendKind kind)
{
    const auto packet = [&](Look look, double header = 0) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(box.topLeft());
        paint(painter, look, box.size(), header * box.width());
        painter.restore();
    };
    const auto bar = [&](const QColor &colour, double share) {
        const double height = std::round(box.height() * share);
        painter.fillRect(QRectF(box.left(), box.center().y() - height / 2, box.width(), height), colour);
    };
    switch (kind) {
    case LegendKind::Played: bar(m_theme.dataDark, 0.35); break;
    case LegendKind::Received: bar(m_theme.data, 0.8); break;
    case LegendKind::OnItsWay: bar(m_theme.dataSoft, 0.8); break;
    case LegendKind::Damaged: {
        const double height = std::round(0.25 * box.height());
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), height), m_theme.loss);
        painter.fillRect(QRectF(box.left(), box.bottom() - height, box.width(), height), m_theme.loss);
        break;
    }
    case LegendKind::Index: bar(m_theme.need, 0.8); break;
    case LegendKind::Data: packet(Look::Data, 0.3); break;
    case LegendKind::Retransmission: packet(Look::Resent, 0.3); break;
    case LegendKind::Lost: packet(Look::Lost); break;
    case LegendKind::Dropped: packet(Look::Dropped); break;
    case LegendKind::Ack: packet(Look::Ack); break;
    case LegendKind::Flow: {
        const QRectF half(box.left(), box.center().y() - 0.4 * box.height(), box.width() / 2, 0.8 * box.height());
        painter.fillRect(half, flowColour(m_theme, 1));
        painter.fillRect(half.translated(half.width(), 0), flowColour(m_theme, 0.3));
        break;
    }
    case LegendKind::Duplicate: packet(Look::Duplicate, 0.3); break;
    case LegendKind::Parity: packet(Look::Parity, 0.3); break;
    case LegendKind::Gap: packet(Look::Gap); break;
    case LegendKind::Stop: packet(Look::Stop); break;
    case LegendKind::Go: packet(Look::Go); break;
    case LegendKind::Nack: packet(Look::Feedback); break;
    case LegendKind::Handshake: packet(Look::Handshake); break;
    case LegendKind::Request: packet(Look::Request); break;
    case LegendKind::Probe: packet(Look::Probe); break;
    case LegendKind::Count: break;
    }
}

const QPixmap &StageSprites::sprite(Look look, int width, int height, int header)
{
    const quint64 key = static_cast<quint64>(look) << 48 | static_cast<quint64>(std::min(header, 0xffff)) << 32 |
                        static_cast<quint64>(std::min(width, 0xffff)) << 16 | static_cast<quint64>(std::min(height, 0xffff));
    const auto found = m_sprites.find(key);
    if (found != m_sprites.end())
        return found->second;
    if (m_sprites.size() >= mostSprites)
        m_sprites.clear();
    QPixmap pixmap(width, height);
    pixmap.setDevicePixelRatio(m_ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter, look, QSizeF(width / m_ratio, height / m_ratio), header / m_ratio);
    painter.end();
    return m_sprites.insert_or_assign(key, pixmap).first->second;
}

void StageSprites::paint(QPainter &painter, Look look, QSizeF size, double header) const
{
    const QRectF box(QPointF(0, 0), size);
    const QRectF inner = box.adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(Qt::NoPen);
    switch (look) {
    case Look::Data:
    case Look::Resent:
    case Look::Parity: paintBox(painter, box, look, header); break;
    case Look::Ack:
        painter.setBrush(m_theme.arriving);
        painter.drawEllipse(box);
        break;
    case Look::Gap:
        painter.setPen(QPen(m_theme.arriving, std::max(1.5, box.width() / 5)));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(box.width() / 8, box.height() / 8, -box.width() / 8, -box.height() / 8));
        break;
    case Look::Stop: paintStop(painter, box); break;
    case Look::Go:
        painter.setBrush(m_theme.arriving);
        painter.drawPolygon(QPolygonF({{box.left(), box.center().y()}, box.topRight(), box.bottomRight()}));
        break;
    case Look::Duplicate:
        painter.setPen(QPen(m_theme.capacity, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(inner, 1.5, 1.5);
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        break;
    case Look::Handshake:
        painter.setBrush(m_theme.need);
        painter.drawPolygon(diamond(box));
        break;
    case Look::Request:
        painter.setBrush(m_theme.need);
        painter.drawPolygon(pentagon(box));
        break;
    case Look::Response:
        painter.setBrush(m_theme.need);
        painter.drawRoundedRect(box, box.width() / 3, box.width() / 3);
        break;
    case Look::Probe:
        painter.setPen(QPen(m_theme.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawPolygon(triangle(inner));
        break;
    case Look::Feedback:
        painter.setBrush(m_theme.loss);
        painter.drawPolygon(diamond(box));
        painter.setBrush(m_theme.card);
        painter.drawEllipse(box.center(), box.width() / 7, box.height() / 7);
        break;
    case Look::Lost: paintOutline(painter, inner, false); break;
    case Look::Dropped: paintOutline(painter, inner, true); break;
    }
}

/// The header leads; a packet sent again has a notch of light across its payload.
void StageSprites::paintBox(QPainter &painter, const QRectF &box, Look look, double header) const
{
    const QColor body = look == Look::Resent ? m_theme.capacity : look == Look::Parity ? m_theme.need : m_theme.data;
    const QColor head = look == Look::Data ? m_theme.dataDark : mixed(body, m_theme.text, 0.45);
    const double radius = std::min({2.5, box.width() / 4, box.height() / 4});
    QPainterPath outline;
    outline.addRoundedRect(box, radius, radius);
    if (box.width() >= 5)
        painter.setClipPath(outline);
    painter.fillRect(box, body);
    painter.fillRect(QRectF(box.right() - header, box.top(), header, box.height()), head);
    if (look == Look::Resent && box.width() >= 5)
        painter.fillRect(QRectF(box.left(), box.center().y() - 1, box.width() - header, 2), m_theme.card);
    if (look == Look::Parity && box.width() >= 5) { // a sum of others: a plus
        const double arm = std::min(box.width() - header, box.height()) / 3;
        const QPointF middle((box.left() + box.right() - header) / 2, box.center().y());
        painter.fillRect(QRectF(middle.x() - arm, middle.y() - 0.75, 2 * arm, 1.5), m_theme.card);
        painter.fillRect(QRectF(middle.x() - 0.75, middle.y() - arm, 1.5, 2 * arm), m_theme.card);
    }
    painter.setClipping(false);
}

/// The road sign: an octagon with a bar.
void StageSprites::paintStop(QPainter &painter, const QRectF &box) const
{
    const double corner = 0.29 * box.width();
    painter.setBrush(m_theme.loss);
    painter.drawPolygon(QPolygonF({{box.left() + corner, box.top()},
                                   {box.right() - corner, box.top()},
                                   {box.right(), box.top() + corner},
                                   {box.right(), box.bottom() - corner},
                                   {box.right() - corner, box.bottom()},
                                   {box.left() + corner, box.bottom()},
                                   {box.left(), box.bottom() - corner},
                                   {box.left(), box.top() + corner}}));
    const double thick = std::max(1.5, box.height() / 6);
    painter.fillRect(QRectF(box.left() + 0.2 * box.width(), box.center().y() - thick / 2, 0.6 * box.width(), thick),
                     m_theme.card);
}

void StageSprites::paintOutline(QPainter &painter, const QRectF &box, bool crossed) const
{
    QPen pen(m_theme.loss, 1.5);
    pen.setDashPattern({2, 1.4});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 1.5, 1.5);
    if (!crossed)
        return;
    painter.setPen(QPen(m_theme.loss, 1.5));
    const QRectF cross = box.adjusted(box.width() * 0.25, box.height() * 0.3, -box.width() * 0.25, -box.height() * 0.3);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

} // namespace rebuffer
