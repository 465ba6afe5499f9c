// What the sender knows of every segment that is out: acknowledged, SACKed, deemed lost, sent again.
#pragma once

#include "core/net/packet.h"
#include "core/sim/ring.h"
#include "core/transport/range_set.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace rebuffer {

/// One segment sent and not yet cumulatively acknowledged.
struct Segment {
    std::int64_t begin = 0;
    std::uint32_t length = 0;
    std::uint32_t transmissions = 0;
    SimTime sentAt; ///< the last time
    // For the delivery rate sample: how things stood when it was last sent.
    std::int64_t deliveredBefore = 0;
    SimTime deliveredAt;
    SimTime firstSentAt;
    bool appLimited = false;
    bool sacked = false;
    bool lost = false;     ///< deemed lost and not sent again since
    bool everLost = false; ///< deemed lost at some time
    bool last = false;     ///< carries the end of the stream

    std::int64_t end() const { return begin + length; }
};

/// What one acknowledgement changed.
struct AckOutcome {
    std::uint32_t delivered = 0; ///< segments newly acknowledged or SACKed
    bool advanced = false;       ///< the cumulative acknowledgement moved
    bool sackedNew = false;
    bool lateCame = false;         ///< by an earlier transmission, what had been deemed lost
    bool duplicateSeen = false;    ///< a D-SACK (RFC 2883): the receiver had it already
    std::int64_t duplicateEnd = 0; ///< of what it reports
    SimDuration rtt;               ///< of the oldest segment acknowledged, if it was sent once; zero: none
    SimDuration newestRtt;         ///< of the newest; what congestion control watches
    /// The delivered segment that was sent last, nullptr: none; it stays there until the next is sent.
    const Segment *newest = nullptr;
};

/// The work per acknowledgement does not grow with the window: each segment is looked at once when delivered and
/// once when its transmission comes to the head of the time-ordered list (RACK, RFC 8985), whatever is in between.
class Scoreboard {
public:
    explicit Scoreboard(std::uint32_t segmentSize) : m_segmentSize(segmentSize) {}

    /// A round trip that was seen before the first segment, by the handshake.
    void learnRtt(SimDuration rtt) { m_leastRtt = std::min(m_leastRtt, rtt); }

    /// A new segment goes out; `segment.begin` is where the last one ended.
    void onSent(const Segment &segment);
    /// Applies the cumulative acknowledgement and the SACK blocks of `ack`.
    AckOutcome onAck(const Packet &ack, SimTime now);

    /// RACK: deems lost every segment sent before the newest delivered one by more than its round trip plus
    /// `reorderWindow`. Returns how many; `nextCheck` is when another will be due, or never().
    std::uint32_t detectLosses(SimDuration reorderWindow, SimTime now, SimTime &nextCheck);
    /// After a timeout: the oldest segment is lost, and what is not SACKed and was sent a round trip ago or earlier. Of
    /// younger ones nothing can be known yet (RFC 8985, section 6.3): RACK goes on watching them.
    void markLostAtTimeout(SimTime now);
    /// What is deemed lost was late: it counts as under way again. RACK watches it again only if `rack` says so, for it
    /// would judge as before.
    void unmarkLost(bool rack);

    /// The first segment deemed lost, to be sent again; nullptr if there is none.
    Segment *nextLost();
    /// It has been sent again: `segment` came from nextLost(), or is the last one (a tail loss probe).
    void onResent(Segment &segment, SimTime now);

    bool empty() const { return m_segments.empty(); }
    Segment &oldest() { return m_segments.front(); }
    Segment &newest() { return m_segments.back(); }
    /// Segments out, and of them how many are not believed to be under way.
    std::uint32_t outstanding() const { return static_cast<std::uint32_t>(m_segments.size()); }
    std::uint32_t sacked() const { return m_sackedCount; }
    std::uint32_t lost() const { return m_lostCount; }
    /// Sent more than once, and the last of it believed to be under way.
    std::uint32_t repeated() const { return m_repeatedCount; }
    /// Segments out that have been deemed lost, sent again or not: with any of these the path is not yet mended.
    std::uint32_t unmended() const { return m_unmendedCount; }
    std::uint32_t inFlight() const { return outstanding() - m_sackedCount - m_lostCount; }
    /// The first byte not acknowledged.
    std::int64_t acknowledged() const { return m_acknowledged; }
    std::int64_t sent() const { return m_sent; }
    /// Has a segment sent once arrived after a later one?
    bool reorderingSeen() const { return m_reorderingSeen; }

private:
    struct Transmission {
        std::uint64_t index = 0;
        SimTime at;
        std::uint32_t transmission = 0; // which one of the segment's
    };

    std::uint64_t indexAt(std::int64_t position) const;
    Segment &segment(std::uint64_t index) { return m_segments[index - m_firstIndex]; }
    void acknowledgeUpTo(std::int64_t position, AckOutcome &outcome, const Packet &ack, SimTime now);
    bool reportsDuplicate(const Packet &ack) const;
    void applySacks(const Packet &ack, AckOutcome &outcome, SimTime now);
    void applySack(StreamRange block, AckOutcome &outcome, SimTime now);
    void deliver(Segment &segment, AckOutcome &outcome, SimTime answered, SimTime now);
    bool isStale(const Transmission &transmission) const;
    bool isRepeated(const Segment &segment) const { return segment.transmissions > 1 && !segment.lost; }
    void listTransmissions();
    void markLost(Segment &segment, std::uint64_t index);

    std::uint32_t m_segmentSize;
    Ring<Segment> m_segments;           // in order of position
    std::uint64_t m_firstIndex = 0;     // of m_segments.front(), counted over the connection
    Ring<Transmission> m_transmissions; // in order of time; stale ones are dropped at the front
    Ring<std::uint64_t> m_lostIndexes;  // to be sent again; stale ones are dropped at the front
    RangeSet m_sackedRanges;
    std::array<StreamRange, 3> m_toldBefore{}; // the SACK blocks of the last acknowledgement
    std::uint32_t m_sackedCount = 0;
    std::uint32_t m_lostCount = 0;
    std::uint32_t m_repeatedCount = 0;
    std::uint32_t m_unmendedCount = 0;
    std::int64_t m_acknowledged = 0;
    std::int64_t m_sent = 0;
    std::int64_t m_highestSacked = 0;
    std::int64_t m_highestBefore = 0; // the acknowledgement that is being read
    bool m_reorderingSeen = false;

    // RACK's state: the most recently sent segment that has been delivered.
    SimTime m_rackSentAt;
    std::int64_t m_rackEnd = 0;
    SimDuration m_rackRtt;
    SimDuration m_leastRtt = SimDuration::max();
};

} // namespace rebuffer
