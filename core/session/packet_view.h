// A packet as the stage and the inspector are told of it: what it is for, and what is worth a shape of its own.
#pragma once

#include "core/net/packet.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <cstdint>

namespace rebuffer {

/// What a packet says or is besides its kind, as far as it can be told at the instant of the snapshot.
enum class PacketMark : std::uint8_t {
    None,
    Stop,      ///< an acknowledgement that leaves the sender no room for a full segment
    Go,        ///< the one that opens the window again
    Gap,       ///< an acknowledgement that repeats itself, because something before what came is missing
    Duplicate, ///< data sent again that the receiver has by now
};

/// A packet at its place.
struct PacketView {
    std::uint64_t number = 0;
    std::int64_t position = 0;
    std::uint32_t payload = 0;
    std::uint32_t wire = 0;
    std::uint32_t window = 0; ///< receive window advertised, bytes
    PacketKind kind = PacketKind::Data;
    PacketMark mark = PacketMark::None;
    bool retransmission = false;
    double progress = 0; ///< on the link: share of its own delay that has passed, 0 to 1; else 0
};

/// An acknowledgement that says stop, or go on.
inline bool changesWindow(const Packet &packet)
{
    return packet.kind == PacketKind::Ack && (packet.window < tcp::maxSegment || packet.opensWindow);
}

/// The marks that the packet itself carries; Duplicate is for who knows the receiver.
inline PacketMark markOf(const Packet &packet)
{
    if (packet.kind != PacketKind::Ack)
        return PacketMark::None;
    if (packet.window < tcp::maxSegment)
        return PacketMark::Stop;
    if (packet.opensWindow)
        return PacketMark::Go;
    return packet.sackCount > 0 ? PacketMark::Gap : PacketMark::None;
}

inline PacketView viewOf(const Packet &packet, double progress)
{
    PacketView view;
    view.number = packet.number;
    view.position = packet.position;
    view.payload = packet.payload;
    view.wire = packet.wire;
    view.window = packet.window;
    view.kind = packet.kind;
    view.mark = markOf(packet);
    view.retransmission = packet.retransmission;
    view.progress = progress;
    return view;
}

} // namespace rebuffer
