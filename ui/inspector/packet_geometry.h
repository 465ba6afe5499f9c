// The packet sheet's geometry twin: where each header field, payload row and moment of the packet's life stands.
#pragma once

#include "ui/inspector/packet_facts.h"

#include <QRectF>

#include <vector>

namespace rebuffer {

/// Text sizes the geometry reckons with, in device-independent pixels.
struct PacketMetrics {
    double title = 18; ///< heights of a line
    double caption = 14;
    double mono = 14;
    double space = 4;
    double titleWidth = 0; ///< widths of words: the title, what became of the packet, the widest moment of its life
    double statusWidth = 0;
    double momentWidth = 0;
    std::vector<double> carriedWidths; ///< of the sentences that say what it carries; those too wide take more lines
};

struct PacketCell {
    QRectF rect;
    std::size_t header = 0;
    std::size_t field = 0;
};

struct PacketGeometry {
    QRectF title;
    QRectF status; ///< beside the title, or below it where both have no room
    std::vector<QRectF> headerTitles;
    std::vector<PacketCell> cells; ///< a row of 32 bits is as wide as the sheet, each field as wide as its bits
    QRectF payloadTitle;
    std::vector<QRectF> payloadRows;
    QRectF carries; ///< empty if it carries nothing
    std::vector<QRectF> carriesLines;
    QRectF lifeTitle;
    bool lifeIsUpright = false;   ///< moments below each other, where they have no room side by side
    std::vector<QPointF> moments; ///< centres of the points on the line of its life
    std::vector<QRectF> momentBoxes;
    double height = 0;

    void compute(double width, const PacketFacts &facts, const PacketMetrics &metrics);
};

} // namespace rebuffer
