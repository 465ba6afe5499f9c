// How late a receiver has to play to lose few packets to lateness, learnt from what arrives: the delay that 99 of the
// last 100 would have needed. After S. Moon, J. Kurose, D. Towsley: Packet audio playout delay adjustment: performance
// bounds and algorithms (Multimedia Systems 6, 1998), which takes a percentile of the delays seen of late.
#pragma once

#include "core/sim/sim_time.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace rebuffer {

enum class PlayoutDelayMode : std::uint8_t {
    Fixed,    ///< what the viewer set, from beginning to end
    Adaptive, ///< begins with that and follows the network
};

/// Remembers the last 512 packets; looks at them again at every sixteenth. Holds 4 kB and allocates nothing.
class PlayoutDelay {
public:
    /// `lateness`: arrival less the time at which the packet's media would have been due with no delay at all; may be
    /// negative, for units sent ahead of their turn.
    void onPacket(SimDuration lateness);

    /// Never below `least`.
    SimDuration target(SimDuration least) const { return m_needed > least ? m_needed : least; }

private:
    static constexpr std::size_t remembered = 512;
    static constexpr std::size_t between = 16;

    std::size_t known() const { return m_seen < remembered ? m_seen : remembered; }
    SimDuration percentile() const;

    std::array<SimDuration, remembered> m_lateness;
    std::size_t m_seen = 0;
    SimDuration m_needed;
};

} // namespace rebuffer
