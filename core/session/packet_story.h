// The life of one packet, told by running the same scenario again: same seed, same packet.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/transport/wire/wire_image.h"

#include <atomic>
#include <functional>
#include <optional>
#include <vector>

namespace rebuffer {

class Pipeline;

/// Times are zero-length optionals where it has not come so far, or never did.
struct PacketStory {
    Packet packet;
    bool uplink = false;
    std::optional<SimTime> sent;       ///< handed to the link
    std::optional<SimTime> dropped;    ///< the queue was full
    std::optional<SimTime> serialised; ///< its first bit is on the wire
    std::optional<SimTime> departed;   ///< its last bit is
    std::optional<SimTime> lost;
    std::optional<SimTime> delivered;
    std::optional<SimTime> acknowledged; ///< the sender hears that it is there, TCP only
    std::uint64_t resentAs = 0;          ///< the packet that carries the same bytes after it; 0: none
    std::optional<SimTime> resent;
    std::uint64_t resends = 0;         ///< the packet before it with the same bytes; 0: none
    std::int64_t fileOffset = -1;      ///< of the payload in the file; negative if it carries none of it
    std::int64_t headBytes = 0;        ///< of the payload's beginning that are the response's head and not the file
    bool hasHeaders = true;            ///< the ideal pipe's drops have none
    std::vector<std::uint8_t> payload; ///< as far as it is known
    WireImage image;                   ///< its checksum is right if the payload is known

    bool isTcpData() const
    {
        return hasHeaders && packet.kind == PacketKind::Data && !image.headers.empty() && image.headers.back().name == "TCP";
    }
    /// As it could be told at an instant before the one that it was told at.
    PacketStory asOf(SimTime now) const;
    /// Nothing more is to come, as far as was known at `now`.
    bool isOver(SimTime now) const;
};

/// What a packet carries that the run sends just then, packet.payload bytes; none where it is not known.
using PayloadReader = std::function<std::vector<std::uint8_t>(const Pipeline &run, bool uplink, const Packet &packet)>;

/// The story of packet `number` as far as `until`; nothing if there is no such packet by then, or `stop` becomes true.
/// `scenario` is the run's script. Runs on the caller's thread, as does `payload`, which is asked once.
std::optional<PacketStory> tellPacket(const Scenario &scenario, const std::optional<MediaFile> &media, std::uint64_t number,
                                      SimTime until, const std::atomic<bool> *stop = nullptr, const PayloadReader &payload = {});

} // namespace rebuffer
