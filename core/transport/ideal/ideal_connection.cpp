#include "core/transport/ideal/ideal_connection.h"

#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>

namespace rebuffer {

Bytes IdealConnection::dropSize(const Link &link)
{
    const std::int64_t inTwoMilliseconds = link.rate().toBitsPerSecond() / 8 / 500;
    return Bytes(std::clamp<std::int64_t>(inTwoMilliseconds, 16, tcp::maxSegment));
}

void IdealConnection::accept(Chunk chunk, SimTime now)
{
    m_packetiser.write(chunk, now);
    m_written = chunk.end();
    pour(now);
}

void IdealConnection::end(SimTime now)
{
    m_ended = true;
    pour(now);
}

Limit IdealConnection::limitNow() const
{
    if (!m_unread.empty())
        return Limit::ReceiveWindow;
    return m_packetiser.readable() || !m_downlink.isIdle() ? Limit::Link : Limit::Application;
}

void IdealConnection::pour(SimTime now)
{
    m_limits.be(limitNow(), now);
    if (!m_downlink.isIdle() || !m_unread.empty() || !m_packetiser.readable())
        return;
    m_packetiser.setMostPayload(dropSize(m_downlink));
    const Chunk drop = m_packetiser.read(now);
    Packet packet;
    packet.position = drop.offset.count();
    packet.payload = static_cast<std::uint32_t>(drop.size.count());
    packet.wire = packet.payload;
    packet.sentAt = now;
    packet.last = m_ended && !m_packetiser.readable();
    m_poured = drop.end();
    m_downlink.send(packet, now);
    if (!isFull())
        drained(now);
}

void IdealConnection::onDownlinkPacket(const Packet &packet, SimTime now)
{
    if (m_unread.empty())
        m_unread.offset = Bytes(packet.position);
    m_unread.size += Bytes(packet.payload);
    m_delivered += Bytes(packet.payload);
    m_user.onReadable(now);
    m_limits.be(limitNow(), now);
}

Chunk IdealConnection::read(Bytes atMost, SimTime now)
{
    const Chunk chunk = m_unread.takeFront(atMost);
    if (!chunk.empty())
        pour(now);
    return chunk;
}

ConnectionStatus IdealConnection::status(SimTime now) const
{
    ConnectionStatus status;
    status.inFlight = static_cast<std::int64_t>(m_downlink.inFlightCount()) + (m_downlink.isIdle() ? 0 : 1);
    status.blockedByReceiver = !m_unread.empty();
    status.limit = m_limits.current();
    status.limitTimes = m_limits.times(now);
    status.unsent = m_packetiser.waiting();
    status.sendBufferLimit = buffer;
    status.fileSentUntil = m_poured;
    status.fileBytesDelivered = m_delivered;
    status.unread = m_unread.size;
    return status;
}

} // namespace rebuffer
