// Was anything lost at all? What a recovery cost is given back once it is known that its segments were only late.
#pragma once

#include "core/sim/sim_time.h"
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>
#include <cstdint>

namespace rebuffer {

/// The evidence for one recovery or timeout, and the window from before it. Two things prove it needless: an
/// acknowledgement of what was repeated, made by a transmission from before the first repetition (the timestamp tells:
/// Eifel detection, RFC 3522); or a report of a duplicate for each repetition (D-SACK, RFC 2883 and 3708). The second
/// can come after the recovery is over, and counts still.
class SpuriousRecovery {
public:
    /// A recovery begins with this window, with this acknowledged. So many repetitions from before are still out:
    /// theirs are reports too.
    void begin(const CongestionWindow &before, std::int64_t acknowledged, std::uint32_t repeated)
    {
        m_before = before;
        m_before.threshold = std::max(before.threshold, before.packets / 2 + before.packets / 4); // as Linux has it
        m_from = acknowledged;
        m_unreported = repeated;
        m_hasRepeated = repeated > 0;
        m_firstRepeat = SimTime::never();
    }
    /// Nothing can be taken back any more.
    void forget() { m_from = -1; }
    bool isPossible() const { return m_from >= 0; }

    void onRepeated(SimTime now)
    {
        ++m_unreported;
        m_hasRepeated = true;
        m_firstRepeat = std::min(m_firstRepeat, now);
    }
    /// The receiver had all before `end` of it already.
    void onDuplicate(std::int64_t end)
    {
        if (end > m_from && m_unreported > 0)
            --m_unreported;
    }

    /// Every repetition has been reported as one too many.
    bool isReported() const { return isPossible() && m_hasRepeated && m_unreported == 0; }
    /// The answer to a segment sent at `echo` moved the acknowledgement: to one from before any repetition.
    bool isPreceded(SimTime echo) const { return isPossible() && tcp::ticks(echo) < tcp::ticks(m_firstRepeat); }
    const CongestionWindow &before() const { return m_before; }

private:
    CongestionWindow m_before;
    std::int64_t m_from = -1;
    std::uint32_t m_unreported = 0;
    bool m_hasRepeated = false;
    SimTime m_firstRepeat = SimTime::never();
};

} // namespace rebuffer
