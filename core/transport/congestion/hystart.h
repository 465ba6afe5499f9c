// HyStart++ (RFC 9406): leave slow start when the round-trip time begins to rise, before the queue overflows.
#pragma once

#include "core/transport/congestion/congestion_control.h"

namespace rebuffer {

/// Watches the least RTT of each round; a rise over the last round's starts conservative slow start (a quarter
/// of the growth), five rounds of which end slow start. A fall back ends the suspicion.
class HyStart {
public:
    void reset();
    /// To be told every acknowledgement in slow start. Returns the packets that the window may count for growth.
    std::uint32_t onAck(const AckFacts &facts, const CongestionWindow &window);
    /// Slow start is over: the caller sets the threshold to the window.
    bool slowStartEnded() const { return m_ended; }

private:
    void startRound(const AckFacts &facts);
    void endRound();
    void sample(SimDuration rtt);

    static constexpr std::uint32_t lowWindow = 16;
    static constexpr int enoughSamples = 8;
    static constexpr std::uint32_t cautiousDivisor = 4;
    static constexpr int cautiousRounds = 5;

    std::int64_t m_roundEnd = -1;
    SimDuration m_lastRoundLeast = SimDuration::max();
    SimDuration m_thisRoundLeast = SimDuration::max();
    SimDuration m_baseline = SimDuration::max(); // least RTT when caution began
    int m_samples = 0;
    int m_cautiousRoundsLeft = 0;
    std::uint32_t m_cautiousCredit = 0;
    bool m_cautious = false;
    bool m_ended = false;
};

} // namespace rebuffer
