// The pictures of packets, painted once for each kind, size and theme and then only copied: a packet drawn as a
// path costs ten times as much.
#pragma once

#include "ui/stage/packet_shape.h"
#include "ui/stage/stage_metrics.h"

#include <QPixmap>

#include <unordered_map>

class QPainter;

namespace rebuffer {

class StageSprites {
public:
    /// Throws away what was painted for another theme or pixel ratio.
    void prepare(const Theme &theme, double pixelRatio);
    /// A packet on the link or in the queue.
    void drawPacket(QPainter &painter, const PacketShape &shape);
    /// An outline in dashes, with a cross in it if it was dropped; `opacity` 0 to 1.
    void drawLost(QPainter &painter, const PacketShape &shape, bool dropped, double opacity);
    void drawSwatch(QPainter &painter, const QRectF &box, LegendKind kind);

private:
    enum class Look {
        Data,
        Resent,
        Duplicate,
        Parity,
        Ack,
        Gap,
        Stop,
        Go,
        Handshake,
        Request,
        Response,
        Probe,
        Feedback,
        Lost,
        Dropped
    };

    static Look lookOf(const PacketShape &shape);
    const QPixmap &sprite(Look look, int width, int height, int header);
    void paint(QPainter &painter, Look look, QSizeF size, double header) const;
    void paintBox(QPainter &painter, const QRectF &box, Look look, double header) const;
    void paintStop(QPainter &painter, const QRectF &box) const;
    void paintOutline(QPainter &painter, const QRectF &box, bool crossed) const;

    Theme m_theme;
    double m_ratio = 1;
    std::unordered_map<quint64, QPixmap> m_sprites;
};

/// Of a flow that full.
QColor flowColour(const Theme &theme, double density);

} // namespace rebuffer
