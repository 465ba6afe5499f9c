#include "core/transport/congestion/hystart.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr SimDuration leastRise = SimDuration::milliseconds(4);
constexpr SimDuration mostRise = SimDuration::milliseconds(16);

} // namespace

void HyStart::reset()
{
    *this = HyStart();
}

void HyStart::startRound(const AckFacts &facts)
{
    m_roundEnd = facts.sent;
    m_lastRoundLeast = m_thisRoundLeast;
    m_thisRoundLeast = SimDuration::max();
    m_samples = 0;
}

void HyStart::endRound()
{
    if (m_cautious && --m_cautiousRoundsLeft <= 0)
        m_ended = true;
}

void HyStart::sample(SimDuration rtt)
{
    m_thisRoundLeast = std::min(m_thisRoundLeast, rtt);
    if (++m_samples < enoughSamples || m_lastRoundLeast == SimDuration::max())
        return;
    if (m_cautious) {
        if (m_thisRoundLeast < m_baseline)
            m_cautious = false; // the rise was not a queue's
        return;
    }
    const SimDuration rise = std::clamp(m_lastRoundLeast / 8, leastRise, mostRise);
    if (m_thisRoundLeast >= m_lastRoundLeast + rise) {
        m_baseline = m_thisRoundLeast;
        m_cautious = true;
        m_cautiousRoundsLeft = cautiousRounds;
    }
}

std::uint32_t HyStart::onAck(const AckFacts &facts, const CongestionWindow &window)
{
    if (facts.acknowledged >= m_roundEnd) {
        if (m_roundEnd >= 0)
            endRound();
        startRound(facts);
    }
    if (facts.rtt > SimDuration::zero() && window.packets >= lowWindow)
        sample(facts.rtt);
    if (!m_cautious)
        return facts.delivered;
    m_cautiousCredit += facts.delivered;
    const std::uint32_t counted = m_cautiousCredit / cautiousDivisor;
    m_cautiousCredit %= cautiousDivisor;
    return counted;
}

} // namespace rebuffer
