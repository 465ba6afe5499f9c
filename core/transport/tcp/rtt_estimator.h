// How long a round trip takes, and how long to wait before giving one up (RFC 6298).
#pragma once

#include "core/sim/sim_time.h"

#include <algorithm>

namespace rebuffer {

/// RTO = SRTT + max(200 ms, 4 RTTVAR): Linux floors the variance, not the sum. 1 s before the first sample;
/// doubled by each timeout, at most 120 s, until the next sample.
class RttEstimator {
public:
    void sample(SimDuration rtt)
    {
        m_backoff = 0;
        m_latest = rtt;
        m_least = m_smoothed == SimDuration::zero() ? rtt : std::min(m_least, rtt);
        if (m_smoothed == SimDuration::zero()) {
            m_smoothed = rtt;
            m_variance = rtt / 2;
            return;
        }
        const SimDuration error = rtt - m_smoothed;
        const SimDuration magnitude = error < SimDuration::zero() ? -error : error;
        m_variance += (magnitude - m_variance) / 4;
        m_smoothed += error / 8;
    }

    void backOff() { m_backoff = std::min(m_backoff + 1, 16); }
    void forgetBackoff() { m_backoff = 0; }

    /// Zero before the first sample.
    SimDuration smoothed() const { return m_smoothed; }
    SimDuration latest() const { return m_latest; }
    SimDuration least() const { return m_least; }

    /// Doubled as many times more as is said: for probes, which back off by themselves.
    SimDuration timeout(int more = 0) const
    {
        const SimDuration base = m_smoothed == SimDuration::zero() ? SimDuration::wholeSeconds(1)
                                                                   : m_smoothed + std::max(varianceFloor, m_variance * 4);
        return std::min(base * (std::int64_t{1} << std::min(m_backoff + more, 16)), longest);
    }

    static constexpr SimDuration varianceFloor = SimDuration::milliseconds(200);
    static constexpr SimDuration longest = SimDuration::wholeSeconds(120);

private:
    SimDuration m_smoothed;
    SimDuration m_variance;
    SimDuration m_latest;
    SimDuration m_least;
    int m_backoff = 0;
};

} // namespace rebuffer
