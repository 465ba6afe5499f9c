#include "ui/controls/run_icons.h"

#include <QPainter>
#include <QPixmap>

namespace rebuffer {

namespace {

// All within the unit square.
void paintPlay(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({QPointF(0.2, 0.08), QPointF(0.92, 0.5), QPointF(0.2, 0.92)}));
}

void paintPause(QPainter &painter)
{
    painter.drawRect(QRectF(0.18, 0.1, 0.22, 0.8));
    painter.drawRect(QRectF(0.6, 0.1, 0.22, 0.8));
}

void paintStep(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({QPointF(0.1, 0.12), QPointF(0.66, 0.5), QPointF(0.1, 0.88)}));
    painter.drawRect(QRectF(0.72, 0.12, 0.16, 0.76));
}

void paintRestart(QPainter &painter, const QColor &colour)
{
    painter.drawPolygon(QPolygonF({QPointF(0.06, 0.08), QPointF(0.06, 0.5), QPointF(0.46, 0.42)}));
    painter.setPen(QPen(colour, 0.14));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(0.14, 0.14, 0.74, 0.74), 150 * 16, -290 * 16);
}

void paintSpeaker(QPainter &painter)
{
    painter.drawPolygon(QPolygonF({QPointF(0.04, 0.36), QPointF(0.2, 0.36), QPointF(0.46, 0.12), QPointF(0.46, 0.88),
                                   QPointF(0.2, 0.64), QPointF(0.04, 0.64)}));
}

void paintSound(QPainter &painter, const QColor &colour)
{
    paintSpeaker(painter);
    painter.setPen(QPen(colour, 0.1, Qt::SolidLine, Qt::RoundCap));
    painter.setBrush(Qt::NoBrush);
    painter.drawArc(QRectF(0.36, 0.3, 0.36, 0.4), -50 * 16, 100 * 16);
    painter.drawArc(QRectF(0.3, 0.12, 0.64, 0.76), -50 * 16, 100 * 16);
}

void paintMuted(QPainter &painter, const QColor &colour)
{
    paintSpeaker(painter);
    painter.setPen(QPen(colour, 0.12, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(0.6, 0.34), QPointF(0.92, 0.66));
    painter.drawLine(QPointF(0.92, 0.34), QPointF(0.6, 0.66));
}

QPixmap draw(RunIcon kind, const QColor &colour, int side, int ratio)
{
    QPixmap pixmap(side * ratio, side * ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(pixmap.width(), pixmap.height());
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    switch (kind) {
    case RunIcon::Play: paintPlay(painter); break;
    case RunIcon::Pause: paintPause(painter); break;
    case RunIcon::Restart: paintRestart(painter, colour); break;
    case RunIcon::Step: paintStep(painter); break;
    case RunIcon::Sound: paintSound(painter, colour); break;
    case RunIcon::Muted: paintMuted(painter, colour); break;
    }
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

QIcon makeIcon(RunIcon kind, const QColor &colour, int side)
{
    QIcon icon;
    for (const int ratio : {1, 2, 3})
        icon.addPixmap(draw(kind, colour, side, ratio));
    return icon;
}

} // namespace rebuffer
