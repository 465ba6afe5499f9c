// How long a round trip takes, and how long to wait before giving one up (RFC 6298).
#pragma once

#include "core/sim/sim_time.h"

#include <algorithm>
#include <cstdint>

namespace rebuffer {

/// RTO = SRTT + max(200 ms, 4 RTTVAR): Linux floors the variance, not the sum. 1 s before the first sample;
/// doubled by each timeout, at most 120 s, until the next sample.
///
/// With a sample for every acknowledgement the mean deviation forgets within a few packets how far the round trip has just
/// moved. So, as in Linux, the largest deviation of a round trip stands for it, and shrinks by a quarter a round trip at most.
class RttEstimator {
public:
    /// `acknowledged` and `sent` are positions in the stream, by which round trips are told apart.
    void sample(SimDuration rtt, std::int64_t acknowledged = 0, std::int64_t sent = 0)
    {
        m_backoff = 0;
        m_latest = rtt;
        m_least = m_smoothed == SimDuration::zero() ? rtt : std::min(m_least, rtt);
        if (m_smoothed == SimDuration::zero()) {
            m_smoothed = rtt;
            m_deviation = rtt * 2;
            m_margin = m_widest = std::max(varianceFloor, m_deviation);
            m_roundEnd = sent;
            return;
        }
        deviate(rtt - m_smoothed);
        m_smoothed += (rtt - m_smoothed) / 8;
        if (acknowledged > m_roundEnd)
            beginRound(sent);
    }

    void backOff() { m_backoff = std::min(m_backoff + 1, 16); }

    /// Zero before the first sample.
    SimDuration smoothed() const { return m_smoothed; }
    SimDuration latest() const { return m_latest; }
    SimDuration least() const { return m_least; }

    /// Doubled as many times more as is said: for probes, which back off by themselves.
    SimDuration timeout(int more = 0) const
    {
        const SimDuration base = m_smoothed == SimDuration::zero() ? SimDuration::wholeSeconds(1) : m_smoothed + m_margin;
        return std::min(base * (std::int64_t{1} << std::min(m_backoff + more, 16)), longest);
    }

    static constexpr SimDuration varianceFloor = SimDuration::milliseconds(200);
    static constexpr SimDuration longest = SimDuration::wholeSeconds(120);

private:
    /// A sample far below the estimate says that the path has become shorter, not that it swings: it counts an eighth.
    void deviate(SimDuration error)
    {
        const bool shorter = error < SimDuration::zero();
        SimDuration change = (shorter ? -error : error) - m_deviation / 4;
        if (shorter && change > SimDuration::zero())
            change = change / 8;
        m_deviation += change;
        m_widest = std::max(m_widest, m_deviation);
        m_margin = std::max(m_margin, m_widest);
    }
    void beginRound(std::int64_t sent)
    {
        m_margin -= (m_margin - m_widest) / 4;
        m_widest = varianceFloor;
        m_roundEnd = sent;
    }

    SimDuration m_smoothed;
    SimDuration m_deviation; // four times the mean
    SimDuration m_widest;    // that, in this round trip; no less than the floor
    SimDuration m_margin;    // what stands for 4 RTTVAR
    std::int64_t m_roundEnd = 0;
    SimDuration m_latest;
    SimDuration m_least;
    int m_backoff = 0;
};

} // namespace rebuffer
