// One instant of the session as the stage draws it. Everything in it is the simulation's own state at
// `now`: a packet drawn is a packet simulated.
#pragma once

#include "core/net/link_settings.h"
#include "core/playback/player_state.h"
#include "core/session/packet_view.h"
#include "core/session/thresholds.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"
#include "core/transport/limits.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rebuffer {

/// One that did not arrive, kept in sight for a second.
struct LostView {
    PacketView packet; ///< lost on the link: its progress is how far it had come
    SimTime at;
    bool atQueue = false; ///< dropped there; else lost on the link
};

/// An acknowledgement that said stop, or go on, kept in sight for a second.
struct SignalView {
    PacketView packet;
    SimTime sent;
};

/// An equal part of the way, when there are too many packets to be listed.
struct FlowCell {
    double bits = 0;   ///< of packets in it
    double resent = 0; ///< how much of that was sent before
};

/// One direction of the path.
struct LinkView {
    BitRate rate; ///< at this instant
    SimDuration delay;
    std::vector<PacketView> queue; ///< waiting, first to leave first; at most `drawn` of them
    std::int64_t queuedPackets = 0;
    Bytes queuedBytes;
    QueueLimit queueLimit;
    double queueFill = 0;               ///< 0 to 1 of the limit
    SimDuration queueDelay;             ///< what it adds at the present rate
    std::optional<PacketView> sending;  ///< being serialised; progress is the share already sent
    std::vector<PacketView> inFlight;   ///< first to arrive first; none if there are more than `drawn`
    std::vector<FlowCell> cells;        ///< from the sender's end to the other, if there are more; else empty
    std::int64_t packetsInFlight = 0;   ///< those that will be lost on the way, too
    std::vector<LostView> lost;         ///< the newest of the last second of simulated time
    std::int64_t lostRecently = 0;      ///< all that were lost on the link in that second
    std::int64_t droppedRecently = 0;   ///< and at the queue
    std::vector<SignalView> windowNews; ///< of the last second
};

struct SenderView {
    double cwnd = 0;           ///< packets; 0 where the transport has none
    double ssthresh = 0;       ///< packets; 0: not set yet
    std::int64_t inFlight = 0; ///< packets sent and not acknowledged
    Bytes receiveWindow;       ///< as last advertised
    SimDuration smoothedRtt;   ///< zero: no sample yet
    SimDuration timeout;
    bool recovering = false;
    Limit limit = Limit::Connecting; ///< what holds it back now
    LimitTimes recentLimits{};       ///< what did in the last second
    bool blockedByReceiver = false;  ///< the receive window is shut
};

/// The four kinds of stream, each with what it holds against its high-water mark.
struct StreamView {
    Bytes readBySource; ///< Readable: how much of the file the server has read
    Bytes sendBuffer;   ///< Duplex: written and not yet sent
    Bytes sendBufferLimit;
    bool sendBufferFull = false;
    Bytes reassembly;                ///< Transform: arrived out of order, waiting for a hole to be filled
    Bytes receiveBuffer;             ///< Duplex: in order, not read by the player yet
    bool playbackBufferFull = false; ///< Writable: said stop, has not drained
};

struct Snapshot {
    static constexpr std::size_t drawn = 512;
    static constexpr std::size_t cells = 256;

    SimTime now;
    bool hasPlayer = false; ///< false for a bulk source
    PlayerState state = PlayerState::Idle;
    SimDuration position;
    /// Where in the film the picture is from that is seen: position, but while of a place that was sought nothing is there
    /// where it was before; nothing while of a film that was asked for nothing has come.
    std::optional<SimDuration> pictureFrom;
    /// Where the viewer wants to be as soon as the film's index has come and says where in the file that is.
    std::optional<SimDuration> wanted;
    SimDuration duration;
    SimDuration level; ///< playable until - position
    SimDuration playableUntil;
    PlayerSettings player;
    Thresholds marks;               ///< those of its thresholds that are in force
    double resumeProgress = 0;      ///< 0 to 1 of the threshold waited for, while Starting or Stalled
    SimDuration playoutDelay;       ///< how far behind an undisturbed path a live film (RTP) plays; else zero
    std::int64_t damagedFrames = 0; ///< frames due so far of which a part is missing (RTP)
    std::int64_t lostFrames = 0;    ///< and of which all is
    SimDuration waited;             ///< in the present stall
    BitRate fill;                   ///< media that the player took from the connection, over the last second
    double fillPace = 0;            ///< seconds of film that came with it in each second
    double drainPace = 0;           ///< seconds of film played in each second; 0 when not playing
    BitRate drain;                  ///< media played per second around the position; 0 when not playing
    BitRate throughput;             ///< on the wire, over the last second

    Bytes fileSize;   ///< 0 for a bulk source
    Bytes indexBegin; ///< of the file's index, if begin < end
    Bytes indexEnd;
    Bytes runBegin;                 ///< where what the client has begins; 0 until the viewer has moved
    Bytes sent;                     ///< from there to here file bytes were handed to the network at least once
    Bytes received;                 ///< from there to here they were delivered: in order, or, of RTP, some up to here
    Bytes played;                   ///< from there to here they lie behind the position
    std::vector<ByteRange> damaged; ///< of that, frames that did not come whole (RTP), in the file's order
    Bytes indexReceived;            ///< an index fetched out of its turn: from indexBegin to here it is there,
    Bytes indexSent;                ///< to here it is on its way

    LinkView down;
    LinkView up;
    SenderView sender;
    StreamView streams;
};

} // namespace rebuffer
