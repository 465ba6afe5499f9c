// A packet as it is drawn: its place on the stage, and what decides its shape and colour.
#pragma once

#include "core/session/snapshot.h"

#include <QRectF>

#include <cstdint>

namespace rebuffer {

struct PacketShape {
    QRectF rect;           ///< what of it is to be seen
    double hiddenTail = 0; ///< length at the left that has not come out of the router yet
    double hiddenHead = 0; ///< length at the right that the far end has swallowed
    std::uint64_t number = 0;
    PacketKind kind = PacketKind::Data;
    PacketMark mark = PacketMark::None;
    bool retransmission = false;
    float headerShare = 0; ///< of its length; the header leads
};

PacketShape shapeOf(const PacketView &packet, const QRectF &rect);

/// One that did not arrive, falling and fading for a second.
struct LostShape {
    PacketShape packet;
    double age = 0; ///< 0 just lost, 1 gone
};

} // namespace rebuffer
