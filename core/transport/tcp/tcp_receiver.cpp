#include "core/transport/tcp/tcp_receiver.h"

#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>
#include <utility>

namespace rebuffer {

void TcpReceiver::onSegment(const Packet &segment, SimTime now)
{
    if (segment.sentAt < m_echo && isOld(segment)) [[unlikely]] {
        noteIfDuplicate(segment);
        acknowledge(now);
        return;
    }
    const std::int64_t before = m_reassembler.next();
    const bool hadEarly = !m_reassembler.early().empty();
    growBuffer(segment, now);
    const std::int64_t end = segment.position + segment.payload;
    if (segment.last)
        m_end = end;
    if (end <= before || hadEarly)
        noteIfDuplicate(segment);
    if (segment.position <= m_acknowledged && end >= m_acknowledged) // a mere duplicate is not acceptable (rule R3)
        m_echo = std::max(m_echo, segment.sentAt);
    m_reassembler.write({Bytes(segment.position), Bytes(segment.payload)}, now);
    if (segment.position > before) {
        rememberEarly(segment);
        makeRoomFor(m_mostRead);
    }
    const bool inOrder = m_reassembler.next() > before;
    ++m_unacknowledged;
    if (!inOrder || mustAckAtOnce(hadEarly))
        acknowledge(now);
    else if (!m_delayed.isArmed())
        m_delayed.arm(now + ackDelay);
}

bool TcpReceiver::mustAckAtOnce(bool hadEarly) const
{
    return m_unacknowledged >= 2 || m_quickAcksLeft > 0 || hadEarly || complete();
}

/// PAWS (RFC 7323, section 5): older than what has come in order. It takes a retransmission that overtook it, and it is
/// thrown away though its bytes may be missing; Linux forgives one tick.
bool TcpReceiver::isOld(const Packet &segment) const
{
    return tcp::ticks(m_echo) - tcp::ticks(segment.sentAt) > 1;
}

void TcpReceiver::noteIfDuplicate(const Packet &segment)
{
    const StreamRange range{segment.position, segment.position + segment.payload};
    if (segment.payload == 0 || (range.end > m_reassembler.next() && !m_reassembler.early().contains(range)))
        return;
    m_duplicate = range;
    m_hasDuplicate = true;
}

void TcpReceiver::rememberEarly(const Packet &segment)
{
    const StreamRange *holder = m_reassembler.early().holderOf(segment.position);
    if (!holder)
        return;
    // The range moves to the front; what it has swallowed goes.
    std::array<StreamRange, 4> recent{};
    std::size_t count = 0;
    recent[count++] = *holder;
    for (std::size_t i = 0; i < m_recentCount && count < recent.size(); ++i) {
        if (m_recent[i].begin < holder->begin || m_recent[i].end > holder->end)
            recent[count++] = m_recent[i];
    }
    m_recent = recent;
    m_recentCount = count;
}

void TcpReceiver::acknowledge(SimTime now)
{
    m_delayed.disarm();
    Packet ack;
    ack.kind = PacketKind::Ack;
    ack.ack = m_reassembler.next();
    ack.sentAt = now;
    ack.echo = m_echo;
    ack.window = window();
    const bool shut = ack.window < tcp::maxSegment;
    ack.opensWindow = m_hasShut && !shut;
    m_hasShut = shut;
    addSackBlocks(ack);
    ack.wire = tcp::headers + tcp::sackHeaders(ack.sackCount);
    m_rightEdge = std::max(m_rightEdge, ack.ack + ack.window);
    m_quickAcksLeft = std::max(0, m_quickAcksLeft - 1);
    m_unacknowledged = 0;
    m_acknowledged = ack.ack;
    m_uplink.send(std::move(ack), now);
}

void TcpReceiver::addSackBlocks(Packet &ack)
{
    const auto add = [&ack](const StreamRange &range) {
        if (ack.sackCount < ack.sack.size())
            ack.sack[ack.sackCount++] = {static_cast<std::uint32_t>(range.begin - ack.ack),
                                         static_cast<std::uint32_t>(range.end - ack.ack)};
    };
    if (m_hasDuplicate)
        add(m_duplicate);
    m_hasDuplicate = false;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_recentCount; ++i) {
        if (m_recent[i].end <= ack.ack)
            continue; // in order by now
        m_recent[kept++] = m_recent[i];
        add(m_recent[i]);
    }
    m_recentCount = kept;
}

Chunk TcpReceiver::read(Bytes atMost, SimTime now)
{
    const Chunk chunk = m_reassembler.readUpTo(atMost);
    m_readTotal += chunk.size.count();
    if (!chunk.empty() && !complete() && m_rightEdge > 0 && hasOpened())
        acknowledge(now);
    return chunk;
}

/// The sender must hear of it when there is room again (RFC 9293, 3.8.6.2.2): whenever it has doubled, as Linux does, so
/// that one such update lost is soon made good by the next.
bool TcpReceiver::hasOpened() const
{
    const std::int64_t offered = m_rightEdge - m_reassembler.next();
    return 2 * offered <= m_buffer && window() > 0 && window() >= 2 * offered;
}

std::uint32_t TcpReceiver::window() const
{
    const std::int64_t held = m_reassembler.unread().count();
    std::int64_t room = std::max<std::int64_t>(0, m_buffer - held);
    if (room < std::max<std::int64_t>(tcp::maxSegment, m_buffer / 16))
        room = 0; // no silly windows
    return static_cast<std::uint32_t>(std::max(room, m_rightEdge - m_reassembler.next()));
}

void TcpReceiver::growBuffer(const Packet &segment, SimTime now)
{
    if (segment.echo > SimTime::start())
        m_rtt = m_rtt == SimDuration::zero() ? now - segment.echo : std::min(now - segment.echo, m_rtt + m_rtt / 8);
    if (m_rtt == SimDuration::zero() || now - m_roundStart < m_rtt)
        return;
    const std::int64_t readInRound = m_readTotal - m_readAtRoundStart;
    if (readInRound > m_mostRead)
        makeRoomFor(readInRound);
    m_readAtRoundStart = m_readTotal;
    m_roundStart = now;
}

void TcpReceiver::makeRoomFor(std::int64_t perRound)
{
    // Twice as much can be under way, and if it grew from the last round to this, it may well grow on; besides that, what
    // waits behind a gap takes room that the sender needs for going on meanwhile.
    const std::int64_t twice = 2 * perRound + 16 * std::int64_t{tcp::maxSegment};
    const std::int64_t growth = 2 * (twice * (perRound - m_mostRead) / m_mostRead);
    m_mostRead = perRound;
    m_buffer = std::clamp(twice + growth + earlyExtent(), m_buffer, largestBuffer);
}

std::int64_t TcpReceiver::earlyExtent() const
{
    const RangeSet &early = m_reassembler.early();
    return early.empty() ? 0 : early.ranges().back().end - m_reassembler.next();
}

} // namespace rebuffer
