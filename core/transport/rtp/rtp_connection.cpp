#include "core/transport/rtp/rtp_connection.h"

#include "core/sim/wide_int.h"

#include <algorithm>
#include <numeric>

namespace rebuffer {

RtpConnection::RtpConnection(std::vector<ExchangeStep> exchange, std::shared_ptr<const MediaTimeline> timeline,
                             const RtpSettings &settings, Link &downlink, Link &uplink, ConnectionAlarms alarms,
                             ConnectionUser &user, Bytes from)
    : m_exchange(std::move(exchange), uplink, downlink, alarms.exchange, user), m_timeline(std::move(timeline)),
      m_settings(settings), m_downlink(downlink), m_uplink(uplink), m_pacing(alarms.pacing), m_askAgain(alarms.delayedAck),
      m_user(user), m_parity(std::max(1u, settings.fecGroup))
{
    if (settings.nack || settings.fecGroup > 0)
        m_sentPackets.resize(history);
    m_received.resize(history);
    const auto &units = m_timeline->units(); // in file order
    const auto first =
        std::partition_point(units.begin(), units.end(), [&](const AccessUnit &unit) { return unit.position < from; });
    m_order.resize(static_cast<std::size_t>(units.end() - first));
    std::iota(m_order.begin(), m_order.end(), static_cast<std::uint32_t>(first - units.begin()));
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return units[a].dts < units[b].dts; });
    m_begun.resize(m_timeline->tracks().size());
    cutNext();
}

namespace {

/// In normally distributed jitter, four times its RFC 3550 estimate is four standard deviations and a half.
constexpr int overtaking = 4;
/// A busy link that has not come to rest for so long has a standing queue (RFC 8289's interval).
constexpr SimDuration standing = SimDuration::milliseconds(100);

} // namespace

const AccessUnit &RtpConnection::unit(std::size_t i) const
{
    return m_timeline->units()[m_order[i]];
}

void RtpConnection::onUplinkPacket(const Packet &packet, SimTime now)
{
    if (packet.kind == PacketKind::Feedback) {
        resend(packet.sequence, now);
        return;
    }
    if (!m_exchange.onQuestion(packet, now) || m_playing)
        return;
    m_playing = true;
    m_limits.be(Limit::Application, now);
    m_began = now;
    m_user.onRequested(now);
    armForNext();
}

void RtpConnection::onAlarm(ConnectionAlarm alarm, SimTime now)
{
    if (alarm == ConnectionAlarm::Exchange)
        m_exchange.onRetryAlarm(now);
    else if (alarm == ConnectionAlarm::Pacing)
        sendDue(now);
    else if (alarm == ConnectionAlarm::DelayedAck)
        askForMissing(now);
}

void RtpConnection::accept(Chunk chunk, SimTime)
{
    m_available = chunk.end();
    if (m_playing && !m_pacing.isArmed())
        armForNext();
}

bool RtpConnection::isFull() const
{
    const Bytes next = m_next < m_order.size() ? unit(m_next).end() : Bytes(0);
    return m_available >= std::max(m_furthest, next) + readAhead;
}

SimTime RtpConnection::dueTime(std::size_t i) const
{
    return m_began + (unit(i).dts - unit(0).dts);
}

void RtpConnection::armForNext()
{
    if (m_next >= m_order.size() || !isAvailable(unit(m_next)))
        return;
    const AccessUnit &next = unit(m_next);
    const SimTime due = dueTime(m_next);
    const SimTime after = m_next + 1 < m_order.size() ? dueTime(m_next + 1) : due + next.duration;
    const auto fragments = std::max<std::int64_t>(1, static_cast<std::int64_t>(m_fragments.size()));
    const auto done = static_cast<std::int64_t>(m_nextFragment);
    const Int128 into = static_cast<Int128>((after - due).toNanoseconds()) * done / fragments;
    m_pacing.arm(due + SimDuration::nanoseconds(static_cast<std::int64_t>(into)));
}

void RtpConnection::sendDue(SimTime now)
{
    const AccessUnit &due = unit(m_next);
    m_furthest = std::max(m_furthest, due.end());
    if (m_nextFragment < m_fragments.size())
        sendFragment(due, now);
    if (m_nextFragment == m_fragments.size()) {
        ++m_next;
        cutNext();
    }
    if (m_group.packets > 0 && (m_group.packets == m_settings.fecGroup || m_next == m_order.size()))
        sendParity(due.dts, now);
    if (!isFull())
        drained(now);
    armForNext();
}

void RtpConnection::cutNext()
{
    m_fragments.clear();
    m_nextFragment = 0;
    if (m_next == m_order.size())
        return;
    const AccessUnit &next = unit(m_next);
    const UnitPieces &pieces = m_timeline->pieces();
    // What the first unit of a track shares with the one before nobody has sent.
    const Bytes from = next.position + (m_begun[next.track] ? pieces.shared(next) : Bytes(0));
    m_begun[next.track] = true;
    if (next.overlaps)
        return cutOverlapping(next);
    pieces.all(next, [&](ByteRange piece) {
        cut({std::max(piece.begin, from), piece.end}, pieces.grain(next));
        return true;
    });
}

/// Where it is not known what of the bytes is whose, each goes once, with the first that may need it.
void RtpConnection::cutOverlapping(const AccessUnit &next)
{
    m_sentOnce.insert({next.position.count(), next.end().count()}, [this](std::int64_t begin, std::int64_t end) {
        cut({Bytes(begin), Bytes(end)}, Bytes(1));
    });
}

void RtpConnection::cut(ByteRange piece, Bytes grain)
{
    const Bytes most = grain * std::max<std::int64_t>(1, mostPayload / grain.count());
    while (piece.begin < piece.end) {
        const Bytes end = std::min(piece.begin + most, piece.end);
        m_fragments.push_back({piece.begin, end});
        piece.begin = end;
    }
}

void RtpConnection::sendFragment(const AccessUnit &due, SimTime now)
{
    const ByteRange &fragment = m_fragments[m_nextFragment++];
    Packet packet;
    packet.position = fragment.begin.count();
    packet.payload = static_cast<std::uint32_t>(fragment.size().count());
    packet.wire = packet.payload + headers;
    packet.sentAt = now;
    packet.mediaTime = due.pts;
    packet.sequence = m_sequence++;
    packet.last = m_nextFragment == m_fragments.size();
    if (!m_sentPackets.empty())
        m_sentPackets[packet.sequence % history] = packet;
    m_limits = limitsUntil(now); // before it begins another spell of the link
    m_downlink.send(packet, now);
    m_repairs.onMediaSent();
    if (m_settings.fecGroup > 0)
        m_group.add(packet);
}

void RtpConnection::sendParity(SimDuration at, SimTime now)
{
    Packet parity;
    parity.kind = PacketKind::Parity;
    parity.sequence = (m_sequence - 1) / m_settings.fecGroup; // the group's number
    parity.mediaTime = at;                                    // the media's clock as it is sent (RFC 5109, 7.2)
    parity.ack = m_sequence - m_group.packets;
    parity.window = m_group.packets;
    parity.sack[0] = {m_group.lengths, m_group.timestamps};
    parity.sack[1].begin = m_group.markers;
    parity.payload = m_group.largest;
    parity.wire = parity.payload + headers + rtp::parityHeader(m_group.packets);
    parity.sentAt = now;
    m_group = {};
    m_downlink.send(parity, now);
}

const Packet *RtpConnection::sentPacket(std::uint32_t sequence) const
{
    if (m_sentPackets.empty())
        return nullptr;
    const Packet &packet = m_sentPackets[sequence % history];
    return packet.payload > 0 && packet.sequence == sequence ? &packet : nullptr;
}

void RtpConnection::resend(std::uint32_t sequence, SimTime now)
{
    const Packet *sent = sentPacket(sequence);
    if (!sent || !m_repairs.take())
        return;
    Packet again = *sent;
    again.sentAt = now;
    again.retransmission = true;
    again.ack = m_repeats++;
    again.wire += rtp::repeatHeader;
    m_downlink.send(again, now);
}

void RtpConnection::onDownlinkPacket(const Packet &packet, SimTime now)
{
    if (packet.kind == PacketKind::Parity) {
        bringBack(m_parity.onParity(packet.sequence, packet.window), now);
        return;
    }
    if (packet.kind != PacketKind::Data) {
        m_exchange.onAnswer(packet, now);
        return;
    }
    m_exchange.onStream();
    if (!packet.retransmission) {
        m_jitter.onPacket(packet.sentAt, now);
        m_timestampJitter.onPacket(SimTime::fromStart(packet.mediaTime), now);
    }
    receive(packet, now);
    if (m_settings.fecGroup > 0)
        bringBack(m_parity.onData(packet.sequence), now);
    if (m_settings.nack)
        askForMissing(now);
}

void RtpConnection::receive(const Packet &packet, SimTime now)
{
    std::uint32_t &seen = m_received[packet.sequence % history];
    if (seen == packet.sequence + 1)
        return;
    seen = packet.sequence + 1;
    if (m_settings.nack)
        m_missing.onArrival(packet.sequence, packet.retransmission, m_jitter.value() * overtaking, now);
    m_arrived.push({Bytes(packet.position), Bytes(packet.payload)});
    m_unread += Bytes(packet.payload);
    m_delivered += Bytes(packet.payload);
    m_user.onReadable(now);
}

/// Parity gives the whole packet back, header and all: what the sender kept of it stands for the XOR of the others.
void RtpConnection::bringBack(std::optional<std::uint32_t> sequence, SimTime now)
{
    if (!sequence)
        return;
    if (const Packet *sent = sentPacket(*sequence)) {
        Packet back = *sent;
        back.retransmission = true; // it has not overtaken anybody
        receive(back, now);
    }
}

void RtpConnection::askForMissing(SimTime now)
{
    // The answer will have to wait in the queue as the last packet had.
    const SimDuration roundTrip = m_exchange.clientRtt() + m_jitter.queueing();
    const SimDuration wait = std::max(SimDuration::milliseconds(10), roundTrip * 3 / 2);
    while (const MissingPackets::Entry *due = m_missing.takeDue(now, wait)) {
        Packet feedback;
        feedback.kind = PacketKind::Feedback;
        feedback.sequence = due->sequence;
        feedback.ack = due->sequence;
        feedback.wire = feedbackSize;
        feedback.sentAt = now;
        feedback.retransmission = due->asked > 1;
        m_uplink.send(feedback, now);
    }
    if (const SimTime next = m_missing.nextDue(); next != SimTime::never())
        m_askAgain.arm(next);
    else
        m_askAgain.disarm();
}

Chunk RtpConnection::read(Bytes atMost, SimTime)
{
    if (m_arrived.empty())
        return {};
    const Chunk chunk = m_arrived.front().takeFront(atMost);
    if (m_arrived.front().empty())
        m_arrived.pop();
    m_unread -= chunk.size;
    return chunk;
}

/// The film sets the pace, whatever the network does; where that is more than the link carries, a queue stands.
LimitClock RtpConnection::limitsUntil(SimTime now) const
{
    LimitClock limits = m_limits;
    if (m_playing)
        limits.share(Limit::Link, m_downlink.spell().from + standing, m_downlink.spell().until, now);
    return limits;
}

ConnectionStatus RtpConnection::status(SimTime now) const
{
    ConnectionStatus status;
    status.inFlight = static_cast<std::int64_t>(m_downlink.inFlightCount());
    status.smoothedRtt = m_exchange.clientRtt();
    status.jitter = m_jitter.value();
    status.timestampJitter = m_timestampJitter.value();
    const bool stands = m_playing && !m_downlink.isIdle() && now >= m_downlink.spell().from + standing;
    status.limit = stands ? Limit::Link : m_limits.current();
    status.limitTimes = limitsUntil(now).times(now);
    status.unsent = std::max(Bytes(0), m_available - m_furthest);
    status.sendBufferLimit = readAhead;
    status.fileSentUntil = m_furthest;
    status.fileBytesDelivered = m_delivered;
    status.unread = m_unread;
    return status;
}

std::int64_t RtpConnection::fileOffsetOf(const Packet &packet) const
{
    return packet.kind == PacketKind::Data ? packet.position : -1;
}

} // namespace rebuffer
