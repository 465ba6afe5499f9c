// What an RTP receiver has noticed to be missing, and when to ask for it (again).
#pragma once

#include "core/sim/ring.h"
#include "core/sim/sim_time.h"

#include <cstdint>

namespace rebuffer {

/// A gap in the sequence numbers is asked for at once, and again every round trip and a half, ten times at most (as WebRTC does).
/// Once packets have been seen to overtake each other, a gap is given the time in which it may close by itself.
class MissingPackets {
public:
    struct Entry {
        std::uint32_t sequence = 0;
        std::uint32_t asked = 0;
        SimTime askAt;
        bool found = false;
    };
    static constexpr std::uint32_t mostRequests = 10;
    static constexpr std::uint32_t mostMissing = 512; ///< a longer gap is an outage: nobody asks for all of it

    /// A packet arrived: notes the gap before it, or strikes it off. `patience`: by how much packets overtake each other.
    void onArrival(std::uint32_t sequence, bool resent, SimDuration patience, SimTime now)
    {
        if (sequence < m_next) {
            m_reordering = m_reordering || !resent;
            for (std::size_t i = 0; i < m_entries.size(); ++i)
                m_entries[i].found = m_entries[i].found || m_entries[i].sequence == sequence;
            return;
        }
        const std::uint32_t gap = sequence - m_next;
        for (std::uint32_t s = gap > mostMissing ? sequence - mostMissing : m_next; s < sequence; ++s)
            m_entries.push({s, 0, m_reordering ? now + patience : now, false});
        m_next = sequence + 1;
    }

    /// The next to ask for at `now`, or nullptr; marks it as asked, the next time after `wait`.
    const Entry *takeDue(SimTime now, SimDuration wait)
    {
        dropSettled();
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            Entry &entry = m_entries[i];
            if (entry.found || entry.asked >= mostRequests || entry.askAt > now)
                continue;
            ++entry.asked;
            entry.askAt = now + wait;
            return &entry;
        }
        return nullptr;
    }

    /// When takeDue() will next have something; SimTime::never() if not.
    SimTime nextDue() const
    {
        SimTime next = SimTime::never();
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            if (!m_entries[i].found && m_entries[i].asked < mostRequests && m_entries[i].askAt < next)
                next = m_entries[i].askAt;
        }
        return next;
    }

private:
    void dropSettled()
    {
        while (!m_entries.empty() && (m_entries.front().found || m_entries.front().asked >= mostRequests))
            m_entries.pop();
    }

    Ring<Entry> m_entries; // in order of sequence
    std::uint32_t m_next = 0;
    bool m_reordering = false;
};

} // namespace rebuffer
