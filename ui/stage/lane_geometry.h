// Packets at their places along the link: the share of its delay that a packet has behind it is the share of the
// lane that it has behind it. Where single packets could not be told apart, it says so and gives the density.
#pragma once

#include "core/session/snapshot.h"
#include "ui/stage/packet_shape.h"

#include <QRectF>

#include <vector>

namespace rebuffer
{

/// Some of the lane, and how full of packets it is: 0 empty to 1 as full as the rate allows.
struct FlowPiece {
    QRectF rect;
    double density = 0;
};

struct LaneGeometry {
    QRectF inside;                    ///< the lane without its rim
    bool flow = false;                ///< too many or too thin to be drawn one by one
    std::vector<PacketShape> packets; ///< first to arrive first; the last may still be leaving the router
    std::vector<FlowPiece> density;   ///< only if flow

    /// Data, from left to right. `flow` as it was decides, too, so that the drawing does not flicker between the two.
    void computeDown(const QRectF &lane, double space, const LinkView &link);
    /// Acknowledgements, from right to left, as dots.
    void computeUp(const QRectF &lane, double space, const LinkView &link);
};

/// Those of `lost` that fell from the link, oldest first.
void computeLost(std::vector<LostShape> &out, const LaneGeometry &lane, const QRectF &zone, const LinkView &link, SimTime now);

/// As long as a full packet is drawn where there is room for it.
double packetLength(double laneHeight, std::uint32_t wire);

} // namespace rebuffer
