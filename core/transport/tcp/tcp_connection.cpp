#include "core/transport/tcp/tcp_connection.h"

#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>

namespace rebuffer {

TcpConnection::TcpConnection(std::vector<ExchangeStep> exchange, Bytes responseHead, std::unique_ptr<CongestionControl> control,
                             Link &downlink, Link &uplink, ConnectionAlarms alarms, ConnectionUser &user, Bytes firstByte)
    : m_exchange(std::move(exchange), uplink, downlink, alarms.exchange, user), m_head(responseHead), m_firstByte(firstByte),
      m_sender(downlink, {alarms.retransmission, alarms.pacing}, std::move(control), *this),
      m_receiver(uplink, alarms.delayedAck), m_user(user)
{
}

void TcpConnection::onDownlinkPacket(const Packet &packet, SimTime now)
{
    if (packet.kind != PacketKind::Data && packet.kind != PacketKind::Probe) {
        m_exchange.onAnswer(packet, now);
        return;
    }
    m_exchange.onStream();
    m_receiver.onSegment(packet, now);
    if (m_receiver.reassembler().readable())
        m_user.onReadable(now);
}

void TcpConnection::onUplinkPacket(const Packet &packet, SimTime now)
{
    if (packet.kind == PacketKind::Ack) {
        m_sender.onAck(packet, now);
        refill(now);
        if (m_sender.isDone())
            m_exchange.close(now);
    } else if (m_exchange.onQuestion(packet, now) && !m_requested) {
        beginResponse(now);
    }
}

void TcpConnection::beginResponse(SimTime now)
{
    m_requested = true;
    m_exchange.onStreamAskedFor(now);
    // Where only repeats of the request came, the acknowledgement of the handshake, which goes ahead of it, has told the
    // server what its own answer told the client.
    SimDuration rtt = m_exchange.serverRtt();
    if (rtt <= SimDuration::zero())
        rtt = m_exchange.clientRtt() > SimDuration::zero() ? m_exchange.clientRtt() : SimDuration::wholeSeconds(1);
    if (m_exchange.openingsLost() > 1)
        m_sender.beginWithOne();
    m_sender.onEstablished(rtt, m_receiver.window(), m_exchange.heardOnStream(), now);
    m_sender.write(m_head, now);
    m_user.onRequested(now);
}

void TcpConnection::accept(Chunk chunk, SimTime now)
{
    m_sender.write(chunk.size, now);
    m_sender.send(now);
}

void TcpConnection::end(SimTime now)
{
    m_sender.finish();
    m_sender.send(now);
}

void TcpConnection::refill(SimTime now)
{
    if (m_requested && !isFull())
        drained(now);
}

void TcpConnection::onAlarm(ConnectionAlarm alarm, SimTime now)
{
    switch (alarm) {
    case ConnectionAlarm::Exchange: m_exchange.onRetryAlarm(now); break;
    case ConnectionAlarm::Retransmission:
        m_sender.onRetransmissionAlarm(now);
        refill(now);
        break;
    case ConnectionAlarm::Pacing:
        m_sender.onPacingAlarm(now);
        refill(now);
        break;
    case ConnectionAlarm::DelayedAck: m_receiver.onDelayedAckAlarm(now); break;
    }
}

Chunk TcpConnection::read(Bytes atMost, SimTime now)
{
    if (m_receiver.reassembler().unread() == Bytes(0))
        return {}; // the reader asks after every packet whether there is more
    Chunk chunk = m_receiver.read(atMost, now);
    // The head of the response is for the client program, not for the player.
    const Bytes head = std::clamp(m_head - chunk.offset, Bytes(0), chunk.size);
    chunk.takeFront(head);
    if (chunk.empty() && head > Bytes(0))
        return read(atMost, now);
    chunk.offset += m_firstByte - m_head;
    return chunk;
}

ConnectionStatus TcpConnection::status(SimTime now) const
{
    ConnectionStatus status;
    status.window = m_sender.window().packets;
    status.threshold = m_sender.window().threshold >= CongestionWindow::unset ? 0 : m_sender.window().threshold;
    status.inFlight = m_sender.scoreboard().inFlight();
    status.receiveWindow = Bytes(m_sender.receiveWindow());
    status.smoothedRtt = m_sender.rtt().smoothed();
    status.timeout = m_sender.timeout();
    status.recovering = m_sender.state() != TcpSender::State::Open;
    status.blockedByReceiver = m_sender.blockedByReceiver();
    status.limit = m_sender.limit(now);
    status.limitTimes = m_sender.limitTimes(now);
    status.unsent = m_sender.unsent();
    status.sendBufferLimit = sendBuffer;
    status.fileSentUntil = m_firstByte + std::max(Bytes(0), Bytes(m_sender.scoreboard().sent()) - m_head);
    status.fileBytesDelivered = std::max(Bytes(0), Bytes(m_receiver.reassembler().next()) - m_head);
    status.early = Bytes(m_receiver.reassembler().early().covered());
    status.unread = m_receiver.reassembler().unread();
    return status;
}

bool TcpConnection::hasArrived(std::int64_t position, std::uint32_t payload) const
{
    const StreamRange range{position, position + payload};
    const Reassembler &received = m_receiver.reassembler();
    return range.end <= received.next() || received.early().contains(range);
}

std::int64_t TcpConnection::fileOffsetOf(const Packet &packet) const
{
    return packet.kind == PacketKind::Data ? packet.position - m_head.count() + m_firstByte.count() : -1;
}

} // namespace rebuffer
