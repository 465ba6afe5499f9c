// What the player is doing, and what it was told: the words every floor above uses.
#pragma once

#include "core/sim/sim_time.h"

#include <cstdint>

namespace rebuffer {

/// Idle -> Connecting -> Starting -> Playing <-> Stalled -> Ended; Seeking from any after Starting.
enum class PlayerState : std::uint8_t {
    Idle,       ///< nothing asked for yet
    Connecting, ///< asked; no byte of the film has arrived
    Starting,   ///< filling up to the start threshold
    Playing,
    Stalled, ///< ran dry ("buffering"); filling up to the resume threshold
    Ended,   ///< the last frame has been shown
    Seeking, ///< moved by the viewer to where nothing is buffered; filling up to the start threshold
};

/// Thresholds in seconds of media.
struct PlayerSettings {
    SimDuration start = SimDuration::wholeSeconds(2);      ///< begin to play at this much
    SimDuration resume = SimDuration::wholeSeconds(4);     ///< go on after a stall at this much
    SimDuration highWater = SimDuration::wholeSeconds(15); ///< stop reading above this much

    friend bool operator==(const PlayerSettings &, const PlayerSettings &) = default;
};

} // namespace rebuffer
