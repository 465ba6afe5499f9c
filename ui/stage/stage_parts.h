// The stage's parts, each painted from the geometry alone. What never moves goes into a background that is
// painted once; the rest is laid over it at every frame.
#pragma once

#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_sprites.h"
#include "ui/stage/stage_words.h"
#include "ui/stage/wave_geometry.h"
#include "ui/theme/theme.h"

#include <QImage>

class QPainter;

namespace rebuffer {

/// Card, frames, grooves and legend.
void paintBackground(QPainter &painter, const StageGeometry &geometry, const Theme &theme, StageSprites &sprites);

void paintMap(QPainter &painter, const MapGeometry &map, const Theme &theme);
/// `filled` is the colour of what is too thin to be told packet by packet.
void paintQueue(QPainter &painter, const QueueGeometry &queue, const QColor &filled, StageSprites &sprites);
void paintLink(QPainter &painter, const StageGeometry &geometry, const Theme &theme, StageSprites &sprites);
void paintTank(QPainter &painter, const StageGeometry &geometry, const Snapshot &snapshot, const Theme &theme);
void paintPlayer(QPainter &painter, const StageGeometry &geometry, const Snapshot &snapshot, const QImage &picture,
                 const WaveGeometry &wave, const StageWords &words, const Theme &theme);
/// The stream kinds on their line, and how far "stop" has travelled back along it.
void paintStreams(QPainter &painter, const StageLayout &layout, const StopTrail &trail, const Theme &theme,
                  const std::array<TextLabel, streamStops> &names);

/// Around what is looked at, clear of it.
void paintRing(QPainter &painter, const QRectF &around, const Theme &theme);
/// A dashed line made of filled rectangles: a pen wider than a pixel is a hundred times slower.
void fillDashes(QPainter &painter, const QRectF &line, double dash, double gap, const QColor &colour);

} // namespace rebuffer
