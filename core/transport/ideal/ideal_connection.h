// A fluid pipe: the file pours into the link at its rate and comes out after its delay. No handshake, no headers,
// no loss; what the closed forms of buffering speak of.
#pragma once

#include "core/transport/connection.h"
#include "core/transport/packetiser.h"

namespace rebuffer {

/// Keeps the downlink just busy, and stops at once when the client stops reading. The drops it pours are of 2 ms at
/// the link's rate, 16 to 1448 B, so that nothing on the scale of a buffer sees them. The downlink must neither
/// lose nor jitter; Session sees to that.
class IdealConnection final : public Connection {
public:
    IdealConnection(Link &downlink, ConnectionUser &user) : m_downlink(downlink), m_user(user), m_packetiser(dropSize(downlink))
    {
    }

    void open(SimTime now) override { m_user.onRequested(now); }
    void onDownlinkPacket(const Packet &packet, SimTime now) override;
    void onUplinkPacket(const Packet &, SimTime) override {}
    void onAlarm(ConnectionAlarm, SimTime) override {}
    void onDownlinkIdle(SimTime now) override { pour(now); }

    Chunk read(Bytes atMost, SimTime now) override;
    bool atEnd() const override { return m_ended && m_unread.empty() && m_unread.offset == m_written; }
    void end(SimTime now) override;

    ConnectionStatus status(SimTime now) const override;
    std::int64_t fileOffsetOf(const Packet &packet) const override { return packet.position; }

protected:
    void accept(Chunk chunk, SimTime now) override;
    bool isFull() const override { return m_packetiser.waiting() >= buffer; }

private:
    static constexpr Bytes buffer = Bytes(256 * 1024);
    static Bytes dropSize(const Link &link);

    void pour(SimTime now);
    Limit limitNow() const;

    Link &m_downlink;
    ConnectionUser &m_user;
    Packetiser m_packetiser;
    Bytes m_written;
    Bytes m_poured;
    Bytes m_delivered;
    Chunk m_unread; // arrived, not read by the client
    LimitClock m_limits;
    bool m_ended = false;
};

} // namespace rebuffer
