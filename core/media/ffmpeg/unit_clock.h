// Gives every packet of one track its times, also where the container does not tell them.
#pragma once

#include "core/media/ffmpeg/av_handles.h"
#include "core/media/media_timeline.h"

#include <cstddef>
#include <vector>

namespace rebuffer {

/// A decoding time that is not told goes on where the unit before ended; a presentation time that is not told is
/// the decoding time; a duration that is not told runs to the next unit. All in nanoseconds from `start`.
class UnitClock {
public:
    /// Sets the times of `units[index]`, a unit of this clock's track.
    void setTimes(std::vector<AccessUnit> &units, std::size_t index, const AVPacket &packet, AVRational base, SimDuration start);

private:
    void fillBackward(std::vector<AccessUnit> &units, SimDuration firstKnown);

    std::vector<std::size_t> m_early; // units before the first whose decoding time is told
    bool m_knowsTime = false;
    bool m_hasLast = false;
    std::size_t m_last = 0;
    SimDuration m_next; // the decoding time of the next unit, if it is not told
};

} // namespace rebuffer
