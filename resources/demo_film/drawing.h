// What several scenes draw: text in the film's fonts, the buffer tank, the play triangle.
// Positions and sizes are stage pixels.
#pragma once

#include "resources/demo_film/colour.h"

#include <QFont>
#include <QPainter>
#include <QPolygonF>
#include <QRectF>
#include <QString>

namespace rebuffer::film {

QFont sansFont(int pixelSize, bool bold = false);
QFont monoFont(int pixelSize, bool bold = false);

// Text in one line; align says where in the box it stands.
void drawText(QPainter &painter, const QRectF &box, Qt::Alignment align, const QFont &font, const QColor &ink,
              const QString &text);

// A triangle that points right, with its centre of mass on `centre`; radius reaches its corners.
QPolygonF playTriangle(const QPointF &centre, double radius);

struct TankLook {
    Light water = palette::blue;
    QColor glass;
    double wave = 1; // how rough the surface is
    double border = 6;
};

// A glass tank filled to level (0 to 1), its surface moving with time.
void paintTank(QPainter &painter, const QRectF &tank, double level, double time, const TankLook &look);

} // namespace rebuffer::film
