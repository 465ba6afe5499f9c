#include "core/transport/rtp/playout_delay.h"

#include <algorithm>

namespace rebuffer {

void PlayoutDelay::onPacket(SimDuration lateness)
{
    m_lateness[m_seen++ % remembered] = lateness;
    if (m_seen % between == 0 || m_seen < between)
        m_needed = percentile();
}

SimDuration PlayoutDelay::percentile() const
{
    std::array<SimDuration, remembered> sorted = m_lateness;
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(known());
    const auto wanted = sorted.begin() + static_cast<std::ptrdiff_t>(known() * 99 / 100);
    std::nth_element(sorted.begin(), wanted, end);
    return *wanted;
}

} // namespace rebuffer
