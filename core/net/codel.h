// Controlled delay: a queue that drops by how long packets have waited, not by how many there are (RFC 8289).
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <cstdint>

namespace rebuffer {

/// Asked of every packet as it leaves the queue. A standing queue (5 ms for 100 ms) starts a series of drops, closer and
/// closer together by the inverse square root of their count, until the wait is short again.
class CoDel {
public:
    /// `waited`: time this packet spent in the queue; `left`: bytes still queued behind it.
    bool drops(SimDuration waited, Bytes left, SimTime now);

private:
    bool standsTooLong(SimDuration waited, Bytes left, SimTime now);
    SimTime next(SimTime from) const;

    static constexpr SimDuration target = SimDuration::milliseconds(5);
    static constexpr SimDuration interval = SimDuration::milliseconds(100);
    static constexpr Bytes mtu = Bytes(1514);

    SimTime m_aboveUntil = SimTime::never(); // when "above target" becomes "for too long"
    SimTime m_dropNext;
    std::uint32_t m_count = 0;
    std::uint32_t m_lastCount = 0;
    bool m_dropping = false;
};

} // namespace rebuffer
