// The crosshair under the mouse, and the card beside it that says what every curve is there.
#pragma once

#include "ui/timeline/timeline_canvas.h"

#include <QPointF>
#include <QRectF>

class QPainter;

namespace rebuffer {

/// Paints both for the mouse at `at`; gives the area painted.
QRectF paintHover(QPainter &painter, const TimelineCanvas &canvas, QPointF at);

} // namespace rebuffer
