// What holds the sender back, at every moment: an account whose times add up to the run.
#pragma once

#include "core/sim/sim_time.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace rebuffer {

enum class Limit : std::uint8_t {
    Connecting,       ///< the exchange before the first byte
    Application,      ///< nothing to send: the server has written no more, or the film paces it; so it is, too, while a lost
                      ///< end is waited for, of which the sender knows nothing before its probe or timeout
    CongestionWindow, ///< window or pace of congestion control, with no queue to show for it on the way to the client;
                      ///< a queue of acknowledgements on the way back lengthens the round trip, which a larger window mends
    ReceiveWindow,    ///< backpressure: the client does not read
    Link,             ///< a queue stands at the bottleneck: the link is full
    Recovery,         ///< after a loss or a timeout
    Count,
};

/// "connecting", "application", "congestion window", "receive window", "link", "recovery".
inline const char *nameOf(Limit limit)
{
    constexpr std::array<const char *, static_cast<std::size_t>(Limit::Count)> names{
        "connecting", "application", "congestion window", "receive window", "link", "recovery"};
    return names[static_cast<std::size_t>(limit)];
}

using LimitTimes = std::array<SimDuration, static_cast<std::size_t>(Limit::Count)>;

/// A stopwatch for each limit, one of them always running; starts with Connecting at the start of the run.
class LimitClock {
public:
    /// From `now` on it is this one.
    void be(Limit limit, SimTime now)
    {
        if (limit == m_limit)
            return;
        m_times[static_cast<std::size_t>(m_limit)] += now - m_since;
        m_limit = limit;
        m_since = now;
    }
    Limit current() const { return m_limit; }
    /// Of the time since be() or the last of these calls, what lies within [from, until) was `other`'s.
    void share(Limit other, SimTime from, SimTime until, SimTime now)
    {
        const SimDuration taken = std::max(SimDuration::zero(), std::min(until, now) - std::max(from, m_since));
        m_times[static_cast<std::size_t>(other)] += taken;
        m_times[static_cast<std::size_t>(m_limit)] += now - m_since - taken;
        m_since = now;
    }
    LimitTimes times(SimTime now) const
    {
        LimitTimes times = m_times;
        times[static_cast<std::size_t>(m_limit)] += now - m_since;
        return times;
    }

private:
    LimitTimes m_times{};
    Limit m_limit = Limit::Connecting;
    SimTime m_since;
};

} // namespace rebuffer
