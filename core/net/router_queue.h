// The router's queue in front of the link: packets wait here for their turn, and are dropped when it is full.
#pragma once

#include "core/net/link_settings.h"
#include "core/net/packet.h"
#include "core/sim/ring.h"

namespace rebuffer {

/// Drop-tail in bytes or packets. The packet being sent is not in it and does not count.
/// Keeps the time integral of what it holds, for mean occupancy.
class RouterQueue {
public:
    /// A lower limit drops nothing that already waits.
    void setLimit(QueueLimit limit) { m_limit = limit; }
    QueueLimit limit() const { return m_limit; }

    /// Takes the packet, or refuses it: then it is dropped.
    bool offer(const Packet &packet, SimTime now)
    {
        if (!hasRoomFor(packet))
            return false;
        account(now);
        m_packets.push(packet);
        m_bytes += packet.wire;
        m_mostBytes = m_bytes > m_mostBytes ? m_bytes : m_mostBytes;
        return true;
    }

    bool empty() const { return m_packets.empty(); }
    /// The next to leave; only when not empty. It stays in its place until another is offered.
    const Packet &take(SimTime now)
    {
        account(now);
        const Packet &packet = m_packets.front();
        m_packets.pop();
        m_bytes -= packet.wire;
        return packet;
    }

    std::size_t packets() const { return m_packets.size(); }
    const Packet &at(std::size_t i) const { return m_packets[i]; }
    Bytes bytes() const { return Bytes(m_bytes); }
    /// Share of the limit that is taken, 0 to 1 (an empty queue of no room counts as full).
    double fill() const;

    /// Forgets the means and the maximum so far.
    void measureFrom(SimTime now);
    double meanBytes(SimTime now) const;
    Bytes mostBytes() const { return Bytes(m_mostBytes); }

private:
    bool hasRoomFor(const Packet &packet) const
    {
        return m_limit.unit == QueueLimit::Unit::Bytes ? m_bytes + packet.wire <= m_limit.amount
                                                       : static_cast<std::int64_t>(m_packets.size()) < m_limit.amount;
    }
    void account(SimTime now)
    {
        m_byteSeconds += static_cast<double>(m_bytes) * (now - m_accounted).toSeconds();
        m_accounted = now;
    }

    Ring<Packet> m_packets;
    QueueLimit m_limit;
    std::int64_t m_bytes = 0;
    std::int64_t m_mostBytes = 0;
    double m_byteSeconds = 0;
    SimTime m_measuredFrom;
    SimTime m_accounted;
};

} // namespace rebuffer
