// A film over RTP and UDP (RFC 3550): sent at the pace at which it plays, never repeated, never slowed by the receiver.
#pragma once

#include "core/media/media_timeline.h"
#include "core/sim/ring.h"
#include "core/transport/connection.h"
#include "core/transport/exchange.h"

#include <memory>
#include <vector>

namespace rebuffer {

/// Access units leave in the order of their decoding times, each cut into packets spread evenly until the next unit
/// is due. The index and headers, which are in no unit, are taken as told by the session description.
class RtpConnection final : public Connection {
public:
    RtpConnection(std::vector<ExchangeStep> exchange, std::shared_ptr<const MediaTimeline> timeline, Link &downlink,
                  Link &uplink, ConnectionAlarms alarms, ConnectionUser &user);

    void open(SimTime now) override { m_exchange.begin(now); }
    void onDownlinkPacket(const Packet &packet, SimTime now) override;
    void onUplinkPacket(const Packet &packet, SimTime now) override;
    void onAlarm(ConnectionAlarm alarm, SimTime now) override;

    /// Payloads in the order of arrival; they may leave holes.
    Chunk read(Bytes atMost, SimTime now) override;
    bool atEnd() const override { return false; }

    ConnectionStatus status(SimTime now) const override;
    std::int64_t fileOffsetOf(const Packet &packet) const override;

    static constexpr std::uint32_t mostPayload = 1448;
    static constexpr std::uint32_t headers = 20 + 8 + 12; ///< IPv4, UDP, RTP

protected:
    void accept(Chunk chunk, SimTime now) override;
    bool isFull() const override;

private:
    const AccessUnit &unit(std::size_t i) const;
    bool isAvailable(const AccessUnit &unit) const { return unit.end() <= m_available; }
    SimTime dueTime(std::size_t i) const;
    void sendDue(SimTime now);
    void sendFragment(const AccessUnit &unit, SimTime now);
    void armForNext();

    static constexpr Bytes readAhead = Bytes(256 * 1024);

    Exchange m_exchange;
    std::shared_ptr<const MediaTimeline> m_timeline;
    std::vector<std::uint32_t> m_order; // of units, by decoding time
    Link &m_downlink;
    Alarm m_pacing;
    ConnectionUser &m_user;

    Bytes m_available;                  // file bytes the server has written in
    Bytes m_furthest;                   // end of the furthest unit up to the next
    std::size_t m_next = 0;             // in m_order
    Bytes m_nextOffset;                 // already sent of it
    SimTime m_began;
    bool m_playing = false;
    std::uint32_t m_sequence = 0;
    LimitClock m_limits;
    Ring<Chunk> m_arrived;
    Bytes m_unread;
    Bytes m_delivered;
};

} // namespace rebuffer
