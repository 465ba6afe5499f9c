// Where the stage's fixed parts stand: columns from left to right, rows from the headings down to the legend.
// A pure value of size and text sizes. A rectangle that is empty had no room and is not drawn.
#pragma once

#include "ui/stage/stage_metrics.h"

#include <QRectF>
#include <QSizeF>

#include <array>

namespace rebuffer {

/// A column's title and the one or two lines under it.
struct StageHeading {
    QRectF column; ///< as wide as the part, as high as the stage
    QRectF title;
    QRectF first;
    QRectF second; ///< empty in a low stage
};

struct StageLayout {
    QRectF card;
    double space = 4; ///< one step of the spacing scale
    double line = 1;  ///< width of marks

    StageHeading server;
    QRectF map; ///< the file's bytes
    std::array<QRectF, 2> serverWords;

    StageHeading queue;
    QRectF queueBox;
    QRectF dropZone; ///< where a dropped packet falls
    QRectF dropWords;

    StageHeading link;
    QRectF lane;
    QRectF lostZone; ///< where a lost packet falls
    QRectF uplane;   ///< the way back
    QRectF upQueue;  ///< what waits to set out on it, at its right end
    QRectF uplinkWords;

    StageHeading buffer; ///< empty without a player
    QRectF tank;
    QRectF markLabels; ///< to the right of it
    std::array<QRectF, 2> bufferWords;

    StageHeading player; ///< without a player: what the receiver got
    QRectF clock;
    QRectF picture; ///< 16:9; other shapes are letterboxed in it
    QRectF progress;
    std::array<QRectF, 2> playerWords;

    std::array<QRectF, streamStops> stops; ///< the names of the stream kinds, left to right
    QRectF legend;

    bool hasPlayer() const { return !buffer.column.isEmpty(); }
};

/// Any size is laid out; below about 700 x 230 times the text scale, words give way first.
StageLayout layoutStage(QSizeF size, const StageMetrics &metrics, bool hasPlayer);

} // namespace rebuffer
