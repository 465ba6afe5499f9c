// What a lossy network has left of an access unit, for whoever decodes it.
#pragma once

#include "core/media/media_timeline.h"

#include <vector>

namespace rebuffer {

/// A unit of which bytes are missing. `size` and `missing` count its own bytes as if they lay in one piece; `missing` is
/// sorted and disjoint, never empty.
struct DamagedUnit {
    SimDuration dts;
    SimDuration pts;
    Bytes size;
    std::vector<ByteRange> missing;

    bool isLost() const { return missing.size() == 1 && missing.front() == ByteRange{Bytes(0), size}; }
    friend bool operator==(const DamagedUnit &, const DamagedUnit &) = default;
};

/// A stretch of the film of which a track's sound is missing, in whole or in part.
struct MissingSound {
    std::size_t track;
    SimDuration from;
    SimDuration until;
    friend bool operator==(const MissingSound &, const MissingSound &) = default;
};

} // namespace rebuffer
