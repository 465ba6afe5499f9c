// What a segment weighs on the wire, and how its time is told.
#pragma once

#include "core/sim/sim_time.h"

#include <cstdint>

namespace rebuffer::tcp {

inline constexpr std::uint32_t maxSegment = 1448;      ///< payload of a full segment: 1500 B of IP packet
inline constexpr std::uint32_t headers = 20 + 20 + 12; ///< IPv4, TCP, timestamps option (RFC 7323)
inline constexpr std::uint32_t synHeaders = 20 + 40;   ///< with MSS, SACK permitted, timestamps, window scale
inline constexpr std::uint32_t sackHeaders(std::uint32_t blocks)
{
    return blocks == 0 ? 0 : 4 + 8 * blocks;
}

/// The timestamp option's clock (RFC 7323) ticks in milliseconds, as Linux's.
inline constexpr std::int64_t ticks(SimTime at)
{
    return at.toNanoseconds() / 1'000'000;
}

} // namespace rebuffer::tcp
