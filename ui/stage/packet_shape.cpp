#include "ui/stage/packet_shape.h"

#include <algorithm>

namespace rebuffer {

namespace {

float headerShareOf(const PacketView &packet)
{
    if (packet.wire == 0)
        return 0;
    return static_cast<float>(packet.wire - std::min(packet.payload, packet.wire)) / static_cast<float>(packet.wire);
}

} // namespace

PacketShape shapeOf(const PacketView &packet, const QRectF &rect)
{
    PacketShape shape;
    shape.rect = rect;
    shape.number = packet.number;
    shape.kind = packet.kind;
    shape.mark = packet.mark;
    shape.retransmission = packet.retransmission;
    shape.headerShare = headerShareOf(packet);
    return shape;
}

} // namespace rebuffer
