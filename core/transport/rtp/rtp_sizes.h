// What RTP adds to a payload, how it counts time, and where it is spoken.
#pragma once

#include "core/net/packet.h"

#include <algorithm>
#include <cstdint>

namespace rebuffer::rtp {

inline constexpr std::uint32_t headers = 20 + 8 + 12; ///< IPv4, UDP, RTP (RFC 3550)
inline constexpr std::uint32_t repeatHeader = 2;      ///< the original's sequence number (RFC 4588, section 4)

inline constexpr std::uint16_t serverPort = 5004; ///< RFC 3551's
inline constexpr std::uint16_t clientPort = 5006; ///< what the client asks for in SETUP
/// Of the dynamic payload types: media, its parity, its repeats.
inline constexpr std::uint32_t mediaType = 96, parityType = 97, repeatType = 98;

/// Of FEC and of its one level, with the mask that holds so many packets (RFC 5109, section 7).
inline constexpr std::uint32_t shortMask = 16, longMask = 48;
constexpr std::uint32_t parityHeader(std::uint32_t group)
{
    return 10 + 2 + (group > shortMask ? longMask : shortMask) / 8;
}

/// 90 kHz, as RFC 3551 has it for video.
constexpr std::uint32_t timestamp(SimDuration mediaTime)
{
    return static_cast<std::uint32_t>(mediaTime.toNanoseconds() / 1000 * 9 / 100);
}

/// What the sender has to know of a group's packets when their parity is due.
struct GroupSent {
    std::uint32_t packets = 0;
    std::uint32_t largest = 0;    ///< payload
    std::uint32_t lengths = 0;    ///< XOR
    std::uint32_t timestamps = 0; ///< XOR
    std::uint32_t markers = 0;    ///< XOR

    void add(const Packet &packet)
    {
        ++packets;
        largest = std::max(largest, packet.payload);
        lengths ^= packet.payload;
        timestamps ^= timestamp(packet.mediaTime);
        markers ^= packet.last ? 1 : 0;
    }
};

} // namespace rebuffer::rtp
