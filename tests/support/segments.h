// Segments and acknowledgements counted in whole segments of 1,000 bytes.
#pragma once

#include "core/transport/tcp/scoreboard.h"

#include <initializer_list>
#include <utility>

namespace rebuffer::testing {

inline constexpr std::int64_t segmentSize = 1000;

inline Segment segmentAt(std::int64_t index, SimTime sentAt)
{
    Segment segment;
    segment.begin = index * segmentSize;
    segment.length = segmentSize;
    segment.sentAt = sentAt;
    return segment;
}

/// Acknowledges all before segment `next`, and blocks of segments [begin, end).
inline Packet ackOf(std::int64_t next, std::initializer_list<std::pair<std::int64_t, std::int64_t>> blocks = {},
                    SimTime echo = {})
{
    Packet ack;
    ack.kind = PacketKind::Ack;
    ack.ack = next * segmentSize;
    ack.echo = echo;
    for (const auto &[begin, end] : blocks) {
        ack.sack[ack.sackCount++] = {static_cast<std::uint32_t>((begin - next) * segmentSize),
                                     static_cast<std::uint32_t>((end - next) * segmentSize)};
    }
    return ack;
}

} // namespace rebuffer::testing
