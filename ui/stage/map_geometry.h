// The file's bytes as lines of a page, to scale: what was played, has arrived, is on its way, is still to come; and what of it
// came damaged.
#pragma once

#include "core/session/snapshot.h"

#include <QRectF>

#include <vector>

namespace rebuffer {

enum class MapPart { ToCome, OnItsWay, Received, Played, Damaged, Index };

struct MapPiece {
    QRectF rect;
    MapPart part = MapPart::ToCome;

    friend bool operator==(const MapPiece &, const MapPiece &) = default;
};

struct MapGeometry {
    std::vector<MapPiece> pieces; ///< the first four parts share out the lines without overlap; damage and index lie on top

    /// `space` is one step of the spacing scale; an unknown file size gives lines that are all to come.
    void compute(const QRectF &area, double space, const Snapshot &snapshot);
};

} // namespace rebuffer
