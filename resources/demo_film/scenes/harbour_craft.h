// What stands and floats in the harbour. Every piece is drawn upwards from a foot on the water line;
// dusk runs from 0 (the sun is up) to 1 (it is night).
#pragma once

#include <QPainter>
#include <QPointF>

namespace rebuffer::film {

void paintCranes(QPainter &painter, double shore, double dusk);

// A freighter whose cargo is the film's whole subject: boxes of one size, in rows.
void paintContainerShip(QPainter &painter, const QPointF &stern, double dusk);

// The beam turns once in six seconds.
void paintLighthouse(QPainter &painter, const QPointF &foot, double time, double dusk);

void paintSailingBoat(QPainter &painter, const QPointF &keel, double time, double dusk);

} // namespace rebuffer::film
