// A file over TCP: the exchange of the application protocol, then the response, head first and file after.
#pragma once

#include "core/transport/connection.h"
#include "core/transport/exchange.h"
#include "core/transport/tcp/tcp_receiver.h"
#include "core/transport/tcp/tcp_sender.h"

#include <memory>

namespace rebuffer {

/// Full duplex over the two links, neither owned. Its high-water mark is a send buffer of 256 kB not yet sent.
class TcpConnection final : public Connection, private TcpObserver {
public:
    /// `responseHead` is how many bytes of protocol the server says before the file's; `firstByte` is which byte of the
    /// file comes first.
    TcpConnection(std::vector<ExchangeStep> exchange, Bytes responseHead, std::unique_ptr<CongestionControl> control,
                  Link &downlink, Link &uplink, ConnectionAlarms alarms, ConnectionUser &user, Bytes firstByte = Bytes(0));

    void open(SimTime now) override { m_exchange.begin(now); }
    void onDownlinkPacket(const Packet &packet, SimTime now) override;
    void onUplinkPacket(const Packet &packet, SimTime now) override;
    void onAlarm(ConnectionAlarm alarm, SimTime now) override;

    Chunk read(Bytes atMost, SimTime now) override;
    bool atEnd() const override { return m_receiver.complete() && m_receiver.reassembler().unread() == Bytes(0); }
    void end(SimTime now) override;

    ConnectionStatus status(SimTime now) const override;
    std::int64_t fileOffsetOf(const Packet &packet) const override;
    bool hasArrived(std::int64_t position, std::uint32_t payload) const override;

    /// In mid-run: the connection stays, the algorithm changes.
    void setCongestionControl(std::unique_ptr<CongestionControl> control, SimTime now)
    {
        m_sender.setCongestionControl(std::move(control), now);
    }

protected:
    void accept(Chunk chunk, SimTime now) override;
    bool isFull() const override { return m_sender.unsent() >= sendBuffer; }

private:
    static constexpr Bytes sendBuffer = Bytes(256 * 1024);

    void beginResponse(SimTime now);
    void refill(SimTime now);

    void onWindowCut(std::uint32_t packets, SimTime now) override { m_user.onWindowCut(packets, now); }
    void onWindowRestored(std::uint32_t packets, SimTime now) override { m_user.onWindowRestored(packets, now); }
    void onTimeout(SimDuration nextTimeout, SimTime now) override { m_user.onTimeout(nextTimeout, now); }
    void onRttSample(SimDuration rtt, SimTime now) override { m_user.onRttSample(rtt, now); }

    Exchange m_exchange;
    Bytes m_head;
    Bytes m_firstByte;
    TcpSender m_sender;
    TcpReceiver m_receiver;
    ConnectionUser &m_user;
    bool m_requested = false;
};

} // namespace rebuffer
