// The smallest thing that is decoded, and where the file keeps it.
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <cstdint>

namespace rebuffer {

/// One coded picture or audio frame (ISO/IEC 14496-1's word), and where the file keeps it.
/// Times count from the first presented instant of the film; decoding times may be before it.
struct AccessUnit {
    SimDuration dts;
    SimDuration pts;
    SimDuration duration;
    Bytes position;           ///< of its first byte in the file
    Bytes size;               ///< up to the end of its last, with what others have between
    std::uint16_t track = 0;  ///< index into MediaTimeline::tracks()
    bool key = false;         ///< decodable without any other unit
    bool overlaps = false;    ///< with another unit, none knows by how much; told by the timeline
    std::uint32_t pieces = 0; ///< its number in UnitPieces; 0: all between its ends is its own

    Bytes end() const { return position + size; }
    SimDuration presentedUntil() const { return pts + duration; }
};

/// A run of bytes of the file: [begin, end).
struct ByteRange {
    Bytes begin;
    Bytes end;

    Bytes size() const { return end - begin; }
    friend bool operator==(const ByteRange &, const ByteRange &) = default;
};

} // namespace rebuffer
