#include "core/net/codel.h"

#include <cmath>

namespace rebuffer {

bool CoDel::standsTooLong(SimDuration waited, Bytes left, SimTime now)
{
    if (waited < target || left <= mtu) {
        m_aboveUntil = SimTime::never();
        return false;
    }
    if (m_aboveUntil == SimTime::never())
        m_aboveUntil = now + interval;
    return now >= m_aboveUntil;
}

SimTime CoDel::next(SimTime from) const
{
    return from + SimDuration::seconds(interval.toSeconds() / std::sqrt(static_cast<double>(m_count))); // IEEE: exact everywhere
}

bool CoDel::drops(SimDuration waited, Bytes left, SimTime now)
{
    const bool tooLong = standsTooLong(waited, left, now);
    if (m_dropping) {
        m_dropping = tooLong;
        if (!tooLong || now < m_dropNext)
            return false;
        ++m_count;
        m_dropNext = next(m_dropNext);
        return true;
    }
    if (!tooLong)
        return false;
    // A series soon after the last one goes on at about the rate that worked.
    const std::uint32_t since = m_count - m_lastCount;
    m_dropping = true;
    m_count = since > 1 && now - m_dropNext < interval * 16 ? since : 1;
    m_lastCount = m_count;
    m_dropNext = next(now);
    return true;
}

} // namespace rebuffer
