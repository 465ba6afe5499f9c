// The client's end of TCP: puts segments in order, acknowledges, and tells how much more it can take.
#pragma once

#include "core/net/link.h"
#include "core/sim/event_queue.h"
#include "core/transport/reassembler.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <array>

namespace rebuffer {

/// Acknowledges every second segment or after 40 ms (RFC 1122 4.2.3.2), at once while the connection is young and
/// whenever something is missing; reports up to three SACK blocks, newest first (RFC 2018), duplicates before them
/// (RFC 2883). The receive buffer grows with what the application reads in a round trip and with what waits behind a gap,
/// as Linux's does; what the application leaves unread closes the window, and the right edge once given is never taken back.
class TcpReceiver {
public:
    /// Acknowledgements go to `uplink`; `delayed` is its alarm. Neither is owned.
    TcpReceiver(Link &uplink, Alarm delayed) : m_uplink(uplink), m_delayed(delayed) {}

    void onSegment(const Packet &segment, SimTime now);
    void onDelayedAckAlarm(SimTime now) { acknowledge(now); }

    /// The application takes bytes in order; may send a window update.
    Chunk read(Bytes atMost, SimTime now);

    const Reassembler &reassembler() const { return m_reassembler; }
    /// All of the stream has arrived.
    bool complete() const { return m_end >= 0 && m_reassembler.next() >= m_end; }
    /// The window as it would be advertised now.
    std::uint32_t window() const;

private:
    void rememberEarly(const Packet &segment);
    bool hasOpened() const;
    bool isOld(const Packet &segment) const;
    void noteIfDuplicate(const Packet &segment);
    void acknowledge(SimTime now);
    void addSackBlocks(Packet &ack);
    void growBuffer(const Packet &segment, SimTime now);
    void makeRoomFor(std::int64_t perRound);
    std::int64_t earlyExtent() const;
    bool mustAckAtOnce(bool hadEarly) const;

    static constexpr std::int64_t firstBuffer = 128 * 1024;
    static constexpr std::int64_t largestBuffer = 32 * 1024 * 1024;
    static constexpr int quickAcks = 16;
    static constexpr SimDuration ackDelay = SimDuration::milliseconds(40);

    Link &m_uplink;
    Alarm m_delayed;
    Reassembler m_reassembler;
    std::array<StreamRange, 4> m_recent{}; // early ranges, the newest change first
    std::size_t m_recentCount = 0;
    StreamRange m_duplicate{};
    bool m_hasDuplicate = false;

    std::int64_t m_end = -1;
    std::int64_t m_rightEdge = 0; // largest acknowledgement plus window advertised
    std::int64_t m_buffer = firstBuffer;
    bool m_hasShut = false;   // the last acknowledgement left no room for a segment
    int m_unacknowledged = 0; // segments since the last acknowledgement
    int m_quickAcksLeft = quickAcks;
    std::int64_t m_acknowledged = 0; // the last acknowledgement said
    SimTime m_echo;                  // RFC 7323's TS.Recent: of the last segment that began where that ended, or before

    // Dynamic right-sizing: how much is read in one round trip, as the timestamps tell it.
    SimDuration m_rtt;
    SimTime m_roundStart;
    std::int64_t m_readTotal = 0;
    std::int64_t m_readAtRoundStart = 0;
    std::int64_t m_mostRead = 10 * std::int64_t{tcp::maxSegment}; // in a round trip, so far
};

} // namespace rebuffer
