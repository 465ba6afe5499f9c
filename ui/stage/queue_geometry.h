// A queue to scale of its limit: the box's length is what may wait, a packet's length its share of it. The first to
// leave stands beside the link, in the router's queue at the right, in that of the way back at the left; at the other
// end is where there is room for no more.
#pragma once

#include "core/session/snapshot.h"
#include "ui/stage/packet_shape.h"

#include <QRectF>

#include <vector>

namespace rebuffer {

struct QueueGeometry {
    QRectF inside;                    ///< as long as the limit
    std::vector<PacketShape> packets; ///< first to leave first; none if they would be too thin to see
    QRectF rest;                      ///< filled, but not packet by packet; may be empty
    std::vector<LostShape> dropped;   ///< falling at the mark, oldest first

    void compute(const QRectF &box, const QRectF &dropZone, double space, double pace, const LinkView &link, SimTime now);
    /// The client's, of the way back: what finds it full lies on its end for a while.
    void computeBack(const QRectF &box, double space, double pace, const LinkView &link, SimTime now);

private:
    void computeWaiting(const LinkView &link);
    void mirror();
    void computeDropped(const QRectF &dropZone, double pace, const LinkView &link, SimTime now);
};

} // namespace rebuffer
