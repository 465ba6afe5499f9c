// Packets at their places along the link: the share of its delay that a packet has behind it is the share of the
// lane that it has behind it. Where single packets could not be told apart, or would cross the lane faster than an eye
// can follow, it says so and gives the density.
#pragma once

#include "core/session/snapshot.h"
#include "ui/stage/packet_shape.h"

#include <QRectF>

#include <vector>

namespace rebuffer {

/// Some of the lane, and how full of packets it is: 0 empty to 1 as full as the rate allows.
struct FlowPiece {
    QRectF rect;
    double density = 0;
    double resent = 0; ///< how much of that density was sent before
};

/// How a lane is looked at.
struct LaneView {
    double space = 4; ///< one step of the spacing scale
    double pace = 0;  ///< simulated seconds to a second of the viewer's; 0: time stands still
    double kept = 0;  ///< share of what was seen before in the mean that a fast flow shows, 0 to 1
};

enum class FlowReason { None, Many, Fast };

struct LaneGeometry {
    QRectF inside;                      ///< the lane without its rim
    FlowReason flow = FlowReason::None; ///< why they are not drawn one by one
    std::vector<PacketShape> packets;   ///< first to arrive first; in a flow, only those that are no data or ACK
    std::vector<FlowPiece> density;     ///< only if flow; of a fast one, its mean over the last frames

    bool flows() const { return flow != FlowReason::None; }
    /// Data, from left to right. `flow` as it was decides, too, so that the drawing does not flicker between the two.
    void computeDown(const QRectF &lane, const LaneView &view, const LinkView &link);
    /// Acknowledgements, from right to left, as dots. Their flow is full where it acknowledges a full link.
    void computeUp(const QRectF &lane, const LaneView &view, const LinkView &link);

private:
    void decideFlow(const LaneView &view, const LinkView &link);
};

/// How far one that was lost has fallen, and how much of its time in sight is over, 0 to 1. In slow motion both go by
/// in less simulated time, so that they can be seen.
struct Fall {
    double fallen = 0;
    double age = 0;
};
Fall fallOf(SimDuration sinceLoss, double pace);

/// Those of `lost` that fell from the link, oldest first, each under the place where it was lost.
void computeLost(std::vector<LostShape> &out, const LaneGeometry &lane, const QRectF &zone, double pace, const LinkView &link,
                 SimTime now);
/// And those lost on the way back, which has no room to fall: each lies in the lane, where it was lost.
void computeLostBack(std::vector<LostShape> &out, const LaneGeometry &lane, double pace, const LinkView &link, SimTime now);

/// As long as a full packet is drawn where there is room for it.
double packetLength(double laneHeight, std::uint32_t wire);

} // namespace rebuffer
