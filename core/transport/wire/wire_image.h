// A packet's headers as they would stand on a wire, byte for byte and field by field: IPv4 (RFC 791) with TCP (RFC 9293,
// options of RFC 7323 and RFC 2018), or with UDP (RFC 768) and RTP (RFC 3550).
#pragma once

#include "core/net/packet.h"
#include "core/transport/wire/conversation.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rebuffer {

/// A field as the RFC draws it: its name there, how many of the row's 32 bits it takes, and its value for people.
struct HeaderField {
    std::string name;
    int bits = 0;
    std::string value;
};

struct Header {
    std::string name; ///< "IPv4", "TCP", "UDP", "RTP", "RTCP"
    std::size_t bytes = 0;
    std::vector<HeaderField> fields; ///< row by row, 32 bits each; options, which fill rows of their own, last
};

struct WireImage {
    std::vector<Header> headers;
    std::vector<std::uint8_t> bytes; ///< of all headers; checksums are right for the payload given

    /// Everything of the packet that is not link overhead: headers and payload.
    std::size_t headerBytes() const { return bytes.size(); }
};

/// `payload` is what the packet carries, packet.payload bytes; an empty span leaves it out of the checksum, as a capture
/// that was cut off would. Nothing for the ideal pipe, whose drops have no headers: it has no conversation.
WireImage wireImage(const Packet &packet, bool uplink, const Conversation &conversation, std::span<const std::uint8_t> payload);

} // namespace rebuffer
