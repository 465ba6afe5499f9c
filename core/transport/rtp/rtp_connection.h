// A film over RTP and UDP (RFC 3550): sent at the pace at which it plays, never slowed by the receiver.
#pragma once

#include "core/media/media_timeline.h"
#include "core/sim/ring.h"
#include "core/transport/connection.h"
#include "core/transport/exchange.h"
#include "core/transport/range_set.h"
#include "core/transport/rtp/interarrival_jitter.h"
#include "core/transport/rtp/missing_packets.h"
#include "core/transport/rtp/parity_groups.h"
#include "core/transport/rtp/repair_allowance.h"
#include "core/transport/rtp/rtp_settings.h"
#include "core/transport/rtp/rtp_sizes.h"

#include <memory>
#include <vector>

namespace rebuffer {

/// Access units leave in the order of their decoding times, each cut into packets spread evenly until the next unit
/// is due. Where a container strews units among each other, a unit's packets carry its own pieces, and what it shares
/// with the one before has gone with that. The index and headers, which are in no unit, are taken as told by the session
/// description. What is lost is lost, unless the settings ask for retransmission or parity.
class RtpConnection final : public Connection {
public:
    /// Only units from byte `from` of the file on are sent.
    RtpConnection(std::vector<ExchangeStep> exchange, std::shared_ptr<const MediaTimeline> timeline, const RtpSettings &settings,
                  Link &downlink, Link &uplink, ConnectionAlarms alarms, ConnectionUser &user, Bytes from = Bytes(0));

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
    static constexpr std::uint32_t headers = rtp::headers;
    static constexpr std::uint32_t feedbackSize = 20 + 8 + 16; ///< IPv4, UDP, RTCP generic NACK

protected:
    void accept(Chunk chunk, SimTime now) override;
    bool isFull() const override;

private:
    LimitClock limitsUntil(SimTime now) const;
    const AccessUnit &unit(std::size_t i) const;
    bool isAvailable(const AccessUnit &unit) const { return unit.end() <= m_available; }
    SimTime dueTime(std::size_t i) const;
    void sendDue(SimTime now);
    void cutNext();
    void cutOverlapping(const AccessUnit &next);
    void cut(ByteRange piece, Bytes grain);
    void sendFragment(const AccessUnit &unit, SimTime now);
    void sendParity(SimDuration at, SimTime now);
    void resend(std::uint32_t sequence, SimTime now);
    const Packet *sentPacket(std::uint32_t sequence) const;
    void armForNext();

    void receive(const Packet &packet, SimTime now);
    void bringBack(std::optional<std::uint32_t> sequence, SimTime now);
    void askForMissing(SimTime now);

    static constexpr Bytes readAhead = Bytes(256 * 1024);

    static constexpr std::size_t history = 4096; ///< packets the sender can send again

    Exchange m_exchange;
    std::shared_ptr<const MediaTimeline> m_timeline;
    std::vector<std::uint32_t> m_order; // of units, by decoding time
    RtpSettings m_settings;
    Link &m_downlink;
    Link &m_uplink;
    Alarm m_pacing;
    Alarm m_askAgain;
    ConnectionUser &m_user;

    Bytes m_available;                  // file bytes the server has written in
    Bytes m_furthest;                   // end of the furthest unit up to the next
    std::size_t m_next = 0;             // in m_order
    std::vector<ByteRange> m_fragments; // of that unit: what each packet carries
    std::size_t m_nextFragment = 0;
    std::vector<bool> m_begun; // by track: a unit of it has been sent
    RangeSet m_sentOnce;       // of units that overlap
    SimTime m_began;
    bool m_playing = false;
    std::uint32_t m_sequence = 0;
    std::vector<Packet> m_sentPackets; // by sequence modulo history; empty if nothing can be asked for
    rtp::GroupSent m_group;
    std::int64_t m_repeats = 0;
    RepairAllowance m_repairs;

    // The receiver's.
    InterarrivalJitter m_jitter;           // by departures
    InterarrivalJitter m_timestampJitter;  // by timestamps
    std::vector<std::uint32_t> m_received; // sequence numbers plus one, modulo history: a packet counts once
    MissingPackets m_missing;
    ParityGroups m_parity;
    LimitClock m_limits;
    Ring<Chunk> m_arrived;
    Bytes m_unread;
    Bytes m_delivered;
};

} // namespace rebuffer
