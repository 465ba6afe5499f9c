#include "core/transport/tcp/scoreboard.h"

#include <algorithm>
#include <vector>

namespace rebuffer {

namespace {

StreamRange rangeOf(const Packet &ack, std::size_t i)
{
    const auto offset = [&](std::uint32_t relative) { return ack.ack + static_cast<std::int32_t>(relative); };
    return {offset(ack.sack[i].begin), offset(ack.sack[i].end)};
}

} // namespace

void Scoreboard::onSent(const Segment &segment)
{
    Transmission &transmission = m_transmissions.pushSlot();
    transmission.index = m_firstIndex + m_segments.size();
    transmission.at = segment.sentAt;
    transmission.transmission = 1;
    m_segments.push(segment);
    m_segments.back().transmissions = 1;
    m_sent = segment.end();
}

AckOutcome Scoreboard::onAck(const Packet &ack, SimTime now)
{
    AckOutcome outcome;
    m_highestBefore = m_highestSacked;
    if (ack.ack > m_acknowledged && ack.ack <= m_sent)
        acknowledgeUpTo(ack.ack, outcome, ack, now);
    applySacks(ack, outcome, now);
    if (ack.sackCount > 0 && reportsDuplicate(ack)) {
        outcome.duplicateSeen = true;
        outcome.duplicateEnd = rangeOf(ack, 0).end;
    }
    return outcome;
}

/// RFC 2883: the first block tells of a duplicate if it lies below the cumulative acknowledgement or within the second.
bool Scoreboard::reportsDuplicate(const Packet &ack) const
{
    const StreamRange first = rangeOf(ack, 0);
    if (first.end <= ack.ack)
        return true;
    return ack.sackCount > 1 && first.begin >= rangeOf(ack, 1).begin && first.end <= rangeOf(ack, 1).end;
}

void Scoreboard::acknowledgeUpTo(std::int64_t position, AckOutcome &outcome, const Packet &ack, SimTime now)
{
    bool oldestTimed = false;
    while (!m_segments.empty() && m_segments.front().end() <= position) {
        Segment &segment = m_segments.front();
        if (segment.transmissions == 1 && !segment.sacked && !oldestTimed) {
            outcome.rtt = now - segment.sentAt;
            oldestTimed = true;
        }
        if (segment.sacked)
            --m_sackedCount;
        else
            deliver(segment, outcome, ack.echo, now);
        m_segments.pop();
        ++m_firstIndex;
    }
    m_acknowledged = position;
    m_sackedRanges.eraseBefore(position);
    outcome.advanced = true;
}

/// All but the first block mostly repeat what the acknowledgement before said, against the loss of it.
void Scoreboard::applySacks(const Packet &ack, AckOutcome &outcome, SimTime now)
{
    std::array<StreamRange, std::tuple_size_v<decltype(ack.sack)>> told{};
    for (std::size_t i = 0; i < ack.sackCount; ++i) {
        told[i] = rangeOf(ack, i);
        if (std::find(m_toldBefore.begin(), m_toldBefore.end(), told[i]) == m_toldBefore.end())
            applySack(told[i], outcome, now);
    }
    m_toldBefore = told;
}

void Scoreboard::applySack(StreamRange block, AckOutcome &outcome, SimTime now)
{
    block.begin = std::max(block.begin, m_acknowledged); // an acknowledgement that was overtaken
    if (block.begin >= block.end || block.end > m_sent)
        return;
    m_sackedRanges.insert(block, [&](std::int64_t begin, std::int64_t end) {
        for (std::uint64_t i = indexAt(begin); i - m_firstIndex < m_segments.size() && segment(i).end() <= end; ++i) {
            Segment &newly = segment(i);
            if (newly.transmissions == 1 && outcome.rtt == SimDuration::zero())
                outcome.rtt = now - newly.sentAt;
            deliver(newly, outcome, SimTime::never(), now); // the timestamp is that of the last in order
            newly.sacked = true;
            ++m_sackedCount;
        }
        outcome.sackedNew = true;
    });
    m_highestSacked = std::max(m_highestSacked, block.end);
}

/// By an acknowledgement that answers what was sent at `answered`; never(): it does not say.
void Scoreboard::deliver(Segment &segment, AckOutcome &outcome, SimTime answered, SimTime now)
{
    ++outcome.delivered;
    if (isRepeated(segment))
        --m_repeatedCount;
    if (segment.everLost) {
        outcome.lateCame = outcome.lateCame || segment.lost || answered < segment.sentAt;
        --m_unmendedCount;
    }
    if (segment.lost) {
        segment.lost = false;
        --m_lostCount;
    }
    if (segment.transmissions == 1 && segment.end() < m_highestBefore)
        m_reorderingSeen = true;
    const SimDuration rtt = now - segment.sentAt;
    // An answer to the first transmission says nothing of the second (RFC 8985, section 6.2 step 2). Of the round trips that
    // tell what is too soon the handshake's is one: a short segment is answered sooner than any full one.
    if (segment.transmissions > 1 && (answered < segment.sentAt || rtt < m_leastRtt))
        return;
    m_leastRtt = std::min(m_leastRtt, rtt);
    if (!outcome.newest || segment.sentAt > outcome.newest->sentAt ||
        (segment.sentAt == outcome.newest->sentAt && segment.end() > outcome.newest->end())) {
        outcome.newest = &segment;
        if (segment.transmissions == 1)
            outcome.newestRtt = rtt;
    }
    m_rackRtt = rtt; // of whatever came last: a packet that was overtaken tells how long others may take
    if (segment.sentAt > m_rackSentAt || (segment.sentAt == m_rackSentAt && segment.end() > m_rackEnd)) {
        m_rackSentAt = segment.sentAt;
        m_rackEnd = segment.end();
    }
}

std::uint64_t Scoreboard::indexAt(std::int64_t position) const
{
    // Nearly all segments are of full size, so the guess is nearly always right.
    const std::int64_t first = m_segments.front().begin;
    auto i = static_cast<std::size_t>((position - first) / m_segmentSize);
    i = std::min(i, m_segments.size() - 1);
    while (i > 0 && m_segments[i].begin > position)
        --i;
    while (i + 1 < m_segments.size() && m_segments[i].end() <= position)
        ++i;
    return m_firstIndex + i;
}

bool Scoreboard::isStale(const Transmission &transmission) const
{
    if (transmission.index < m_firstIndex)
        return true;
    const Segment &segment = m_segments[transmission.index - m_firstIndex];
    return segment.sacked || segment.lost || segment.transmissions != transmission.transmission;
}

void Scoreboard::markLost(Segment &segment, std::uint64_t index)
{
    if (isRepeated(segment))
        --m_repeatedCount;
    if (!segment.lost)
        ++m_lostCount;
    if (!segment.everLost)
        ++m_unmendedCount;
    segment.lost = segment.everLost = true;
    m_lostIndexes.push(index);
}

std::uint32_t Scoreboard::detectLosses(SimDuration reorderWindow, SimTime now, SimTime &nextCheck)
{
    nextCheck = SimTime::never();
    std::uint32_t found = 0;
    while (!m_transmissions.empty()) {
        const Transmission &head = m_transmissions.front();
        if (!isStale(head)) {
            const bool sentBefore = head.at < m_rackSentAt || (head.at == m_rackSentAt && segment(head.index).end() < m_rackEnd);
            if (!sentBefore)
                break;
            const SimTime due = head.at + m_rackRtt + reorderWindow;
            if (due > now) {
                nextCheck = due;
                break;
            }
            markLost(segment(head.index), head.index);
            ++found;
        }
        m_transmissions.pop();
    }
    return found;
}

/// Without the reordering window, as in Linux: the timer has waited longer than that.
void Scoreboard::markLostAtTimeout(SimTime now)
{
    const SimTime sentBy = now - m_rackRtt;
    while (!m_transmissions.empty() && m_transmissions.front().at <= sentBy)
        m_transmissions.pop();
    m_lostIndexes.clear();
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        const bool isDue = i == 0 || m_segments[i].lost || m_segments[i].sentAt <= sentBy;
        if (isDue && !m_segments[i].sacked)
            markLost(m_segments[i], m_firstIndex + i);
    }
}

void Scoreboard::unmarkLost(bool rack)
{
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        Segment &segment = m_segments[i];
        if (segment.lost && segment.transmissions > 1)
            ++m_repeatedCount;
        segment.lost = segment.everLost = false;
    }
    m_lostCount = m_unmendedCount = 0;
    m_lostIndexes.clear();
    if (rack)
        listTransmissions();
}

/// Anew, as a timeout had struck them off.
void Scoreboard::listTransmissions()
{
    std::vector<Transmission> all;
    for (std::size_t i = 0; i < m_segments.size(); ++i) {
        if (!m_segments[i].sacked)
            all.push_back({m_firstIndex + i, m_segments[i].sentAt, m_segments[i].transmissions});
    }
    std::stable_sort(all.begin(), all.end(), [](const Transmission &a, const Transmission &b) { return a.at < b.at; });
    m_transmissions.clear();
    for (const Transmission &transmission : all)
        m_transmissions.push(transmission);
}

Segment *Scoreboard::nextLost()
{
    while (!m_lostIndexes.empty()) {
        const std::uint64_t index = m_lostIndexes.front();
        if (index >= m_firstIndex && segment(index).lost)
            return &segment(index);
        m_lostIndexes.pop();
    }
    return nullptr;
}

void Scoreboard::onResent(Segment &segment, SimTime now)
{
    if (!isRepeated(segment))
        ++m_repeatedCount;
    if (segment.lost) {
        segment.lost = false; // nextLost() passes over its index
        --m_lostCount;
    }
    ++segment.transmissions;
    segment.sentAt = now;
    m_transmissions.push({indexAt(segment.begin), now, segment.transmissions});
}

} // namespace rebuffer
