// Files that were put one behind the other, and recordings that broke off: their time stamps begin anew in the middle.
#pragma once

#include "core/media/ffmpeg/av_handles.h"
#include "core/sim/sim_time.h"

#include <vector>

namespace rebuffer {

/// Makes the times of a file go on where they begin anew: a transport or program stream after a break (a splice: ISO/IEC
/// 13818-1, 2.4.3.5), an Ogg chain (RFC 3533, 4). As players do, what comes after the leap follows what came before
/// it, without a gap; tracks keep the time between them. Right only where it is shown every packet from the start on.
class SpliceClock {
public:
    /// Moves the times of `packet`, of a track with the time base `base`. `plays`: pictures or sound, which show a leap; the
    /// times of what is seldom (subtitles) do not.
    void apply(AVPacket &packet, AVRational base, bool plays);
    /// Has it met a leap?
    bool isSpliced() const { return m_isSpliced; }

private:
    struct TrackClock {
        SimDuration shift;
        SimDuration next; // where the last packet ended
        bool hasBegun = false;
    };

    void leap(TrackClock &track, SimDuration told);

    std::vector<TrackClock> m_tracks;
    SimDuration m_shift;  // of the newest part
    SimDuration m_latest; // the end of all that came so far
    bool m_isSpliced = false;
};

} // namespace rebuffer
