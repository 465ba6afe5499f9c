#include "core/net/router_queue.h"

#include <algorithm>

namespace rebuffer {

double RouterQueue::fill() const
{
    const auto taken = m_limit.unit == QueueLimit::Unit::Bytes ? m_bytes : static_cast<std::int64_t>(m_packets.size());
    if (m_limit.amount <= 0)
        return 1;
    return std::min(1.0, static_cast<double>(taken) / static_cast<double>(m_limit.amount));
}

void RouterQueue::measureFrom(SimTime now)
{
    m_byteSeconds = 0;
    m_mostBytes = m_bytes;
    m_measuredFrom = m_accounted = now;
}

double RouterQueue::meanBytes(SimTime now) const
{
    const double span = (now - m_measuredFrom).toSeconds();
    if (span <= 0)
        return static_cast<double>(m_bytes);
    return (m_byteSeconds + static_cast<double>(m_bytes) * (now - m_accounted).toSeconds()) / span;
}

} // namespace rebuffer
