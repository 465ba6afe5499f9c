// The playback buffer's marks: which of them are in force, now and in the run so far.
#pragma once

#include "core/session/scenario.h"

#include <array>
#include <optional>
#include <vector>

namespace rebuffer {

/// In seconds of media; one that is not in force is none. A download plays from the whole file and waits for no mark; a live
/// film (RTP) waits once, for its playout delay, and nobody tells its sender to stop.
struct Thresholds {
    std::optional<SimDuration> start;
    std::optional<SimDuration> resume;
    std::optional<SimDuration> highWater;

    /// All three.
    static Thresholds of(const PlayerSettings &player) { return {player.start, player.resume, player.highWater}; }
    std::array<std::optional<SimDuration>, 3> all() const { return {start, resume, highWater}; }
    /// The highest; zero if none is in force.
    SimDuration most() const;
    friend bool operator==(const Thresholds &, const Thresholds &) = default;
};

Thresholds thresholdsOf(const Scenario &scenario);

/// From an instant on they were these.
struct ThresholdStep {
    SimTime from;
    Thresholds marks;

    friend bool operator==(const ThresholdStep &, const ThresholdStep &) = default;
};

} // namespace rebuffer
