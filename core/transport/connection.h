// The connection as both ends see it: the server writes the file in, the client reads it out.
#pragma once

#include "core/net/link.h"
#include "core/stream/streams.h"
#include "core/transport/limits.h"
#include "core/transport/range_set.h"

#include <cstdint>
#include <string>

namespace rebuffer {

/// The alarms a connection may use, whatever its kind.
struct ConnectionAlarms {
    Alarm exchange;       ///< the exchange before the first byte: give up waiting and ask again
    Alarm retransmission; ///< TCP's timer, or RTP's next unit to send
    Alarm pacing;
    Alarm delayedAck; ///< of the client
};
enum class ConnectionAlarm : std::uint8_t { Exchange, Retransmission, Pacing, DelayedAck };

/// Who uses the connection: the server program at one end, the player at the other, and who keeps the record.
class ConnectionUser {
public:
    virtual ~ConnectionUser() = default;
    /// At the server: the request is there; write the file.
    virtual void onRequested(SimTime now) = 0;
    /// At the client: there may be something to read.
    virtual void onReadable(SimTime now) = 0;
    /// A message of the exchange was sent; `text` lives as long as the connection.
    virtual void onMessage(const char *text, bool uplink, SimTime now) = 0;
    virtual void onWindowCut(std::uint32_t packets, SimTime now) = 0;
    virtual void onWindowRestored(std::uint32_t packets, SimTime now) = 0;
    virtual void onTimeout(SimDuration nextTimeout, SimTime now) = 0;
    virtual void onRttSample(SimDuration rtt, SimTime now) = 0;
};

/// How things stand, for whoever draws them.
struct ConnectionStatus {
    double window = 0;         ///< congestion window, packets; 0 where there is none
    double threshold = 0;      ///< slow start threshold, packets; 0: not set
    std::int64_t inFlight = 0; ///< packets
    Bytes receiveWindow;
    SimDuration smoothedRtt;
    SimDuration timeout;
    SimDuration jitter;          ///< as RTP's receiver measures it by departures (RFC 5450); zero elsewhere
    SimDuration timestampJitter; ///< and by timestamps (RFC 3550)
    bool recovering = false;
    bool blockedByReceiver = false;
    Limit limit = Limit::Connecting; ///< what holds the sender back now
    LimitTimes limitTimes{};         ///< and how long each has so far; they add up to the run
    Bytes unsent;                    ///< written by the server, not sent yet
    Bytes sendBufferLimit;
    Bytes fileSentUntil;      ///< all before this byte of the file, and asked for on this connection, was sent once
    Bytes fileBytesDelivered; ///< how many, in order, to the client's end
    Bytes early;              ///< arrived out of order
    Bytes unread;             ///< in order, not read by the player
};

/// A Duplex between server and client over two links. Written in file order at the server; read, in order, at the
/// client. Packets that the links deliver are handed back to it by whoever owns the links.
class Connection : public Duplex {
public:
    /// The client begins: what has to be said before the first byte.
    virtual void open(SimTime now) = 0;
    virtual void onDownlinkPacket(const Packet &packet, SimTime now) = 0;
    virtual void onUplinkPacket(const Packet &packet, SimTime now) = 0;
    virtual void onAlarm(ConnectionAlarm alarm, SimTime now) = 0;
    /// The downlink has become idle.
    virtual void onDownlinkIdle(SimTime) {}
    virtual ConnectionStatus status(SimTime now) const = 0;
    /// The client has these bytes of the stream already; false where the transport cannot tell.
    virtual bool hasArrived(std::int64_t, std::uint32_t) const { return false; }
    /// The byte of the file that a packet's payload starts with; negative if it carries none of the file.
    virtual std::int64_t fileOffsetOf(const Packet &packet) const = 0;
};

} // namespace rebuffer
