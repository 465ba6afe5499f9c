// A packet as it travels: a header of plain fields, and a payload that is a reference to bytes of the
// stream, never a copy of them.
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <array>
#include <cstdint>

namespace rebuffer {

/// What a packet is for; decides how it is drawn and which header is shown for it.
enum class PacketKind : std::uint8_t {
    Data,      ///< media bytes (TCP segment, RTP packet, or a drop of the ideal pipe)
    Ack,       ///< a bare acknowledgement
    Handshake, ///< SYN, SYN/ACK, TLS
    Request,   ///< a line of the application protocol, client to server
    Response,  ///< its answer, where that is not media
    Probe,     ///< a zero-window probe
    Feedback,  ///< NACK of RTP's receiver
    Parity,    ///< forward error correction
};

/// One SACK block (RFC 2018), relative to the cumulative acknowledgement it rides with.
struct SackBlock {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// Sizes in bytes. `position` counts in the transport's stream: for TCP, bytes after the server's first;
/// for RTP and the ideal pipe, bytes of the file.
struct Packet {
    std::uint64_t number = 0;      ///< unique in the run, in the order of sending
    std::int64_t position = 0;     ///< of the payload's first byte
    std::int64_t ack = 0;          ///< the next byte expected (TCP), or the packet asked for again (NACK); of an RTP
                                   ///< repeat its own number, of parity the first packet that it protects
    SimTime sentAt;                ///< handed to the link; also TCP's timestamp value (RFC 7323)
    SimTime echo;                  ///< TCP's timestamp echo reply
    SimDuration mediaTime;         ///< RTP timestamp
    std::uint32_t payload = 0;     ///< bytes carried
    std::uint32_t wire = 0;        ///< bytes on the link: payload, headers and link overhead
    std::uint32_t window = 0;      ///< receive window advertised, bytes; of parity, how many packets it protects
    std::uint32_t sequence = 0;    ///< RTP sequence number, extended; message index of a handshake or request
    std::array<SackBlock, 3> sack; ///< of parity: the XOR of the packets' lengths, of their timestamps, of their markers
    std::uint8_t sackCount = 0;
    PacketKind kind = PacketKind::Data;
    bool retransmission = false;
    bool opensWindow = false; ///< a bare acknowledgement, the first after one that had shut the window
    bool last = false;        ///< ends the stream (FIN), or the access unit (RTP marker)
};

} // namespace rebuffer
