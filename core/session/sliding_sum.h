// How much in the last second: the window every rate on screen is taken over.
#pragma once

#include "core/sim/units.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace rebuffer {

/// Fed once a tick with a running total; answers the growth over the last `Ticks` ticks.
template <std::size_t Ticks> class SlidingGrowth {
public:
    void tick(std::int64_t total)
    {
        m_totals[m_next] = total;
        m_next = (m_next + 1) % m_totals.size();
        m_seen += m_seen < m_totals.size() ? 1 : 0;
    }
    /// From the oldest total kept to the newest.
    std::int64_t growth() const
    {
        if (m_seen == 0)
            return 0;
        const std::size_t newest = (m_next + m_totals.size() - 1) % m_totals.size();
        const std::size_t oldest = m_seen < m_totals.size() ? 0 : m_next;
        return m_totals[newest] - m_totals[oldest];
    }
    /// Ticks between those two.
    std::size_t span() const { return m_seen == 0 ? 0 : m_seen - 1; }

private:
    std::array<std::int64_t, Ticks + 1> m_totals{};
    std::size_t m_next = 0;
    std::size_t m_seen = 0;
};

} // namespace rebuffer
