// The router's queue, to scale of its limit: the box's length is what may wait, a packet's length its share of it.
// The first to leave stands at the right, beside the link; the left edge is where there is room for no more.
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

private:
    void computeWaiting(const LinkView &link);
    void computeDropped(const QRectF &dropZone, double pace, const LinkView &link, SimTime now);
};

} // namespace rebuffer
