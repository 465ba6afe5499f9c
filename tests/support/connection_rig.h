// A connection on the bench: two links, a server that writes a file in, a client that reads it out, and a hand in
// between that can make chosen packets vanish. What is sent, read, timed out and said is written down.
#pragma once

#include "core/media/media_source.h"
#include "core/net/link.h"
#include "core/stream/pipe.h"
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/connection.h"
#include "core/transport/exchange.h"
#include "core/transport/tcp/tcp_connection.h"
#include "core/transport/tcp/tcp_sizes.h"
#include "tests/support/link_rig.h"

#include <functional>
#include <string>
#include <vector>

namespace rebuffer::testing {

/// A link that does nothing but carry: no loss, no jitter, a queue that never fills.
inline LinkSettings wire(BitRate rate, SimDuration delay)
{
    LinkSettings settings;
    settings.rate = rate;
    settings.delay = delay;
    settings.queue = {QueueLimit::Unit::Packets, 100'000};
    return settings;
}

class ConnectionRig final : public ConnectionUser {
public:
    using Maker = std::function<std::unique_ptr<Connection>(Link &down, Link &up, ConnectionAlarms alarms, ConnectionUser &user)>;
    struct Sighting {
        Packet packet;
        SimTime at;
    };
    struct Timeout {
        SimTime at;
        SimDuration next;
    };
    struct Message {
        std::string text;
        bool uplink = false;
        SimTime at;
    };

    ConnectionRig(const LinkSettings &down, const LinkSettings &up, Bytes fileSize, const Maker &make, std::uint64_t seed = 1)
        : m_downEnd(*this, false), m_upEnd(*this, true),
          m_down(down, seed, "down", {m_queue.alarm(0), m_queue.alarm(1), m_queue.alarm(2)}, m_packets, m_downEnd, m_downEnd),
          m_up(up, seed, "up", {m_queue.alarm(3), m_queue.alarm(4), m_queue.alarm(5)}, m_packets, m_upEnd, m_upEnd),
          m_source(MediaSource::ofFile(fileSize)),
          m_connection(make(m_down, m_up, {m_queue.alarm(6), m_queue.alarm(7), m_queue.alarm(8), m_queue.alarm(9)}, *this)),
          m_serverPipe(m_source, *m_connection, Bytes(64 * 1024))
    {
    }

    /// A packet for which these answer true vanishes at the end of its link.
    std::function<bool(const Packet &, SimTime)> losesDown = [](const Packet &, SimTime) { return false; };
    std::function<bool(const Packet &, SimTime)> losesUp = [](const Packet &, SimTime) { return false; };

    void open() { m_connection->open(m_now); }
    bool step()
    {
        if (m_queue.nextTime() == SimTime::never())
            return false;
        m_now = m_queue.nextTime();
        dispatch(m_queue.pop());
        return true;
    }
    void runUntil(SimTime t)
    {
        while (m_queue.nextTime() <= t)
            step();
        m_now = t;
    }
    /// Until the client has all, or nothing happens any more, or `atMost`.
    void runToTheEnd(SimTime atMost)
    {
        while (!m_connection->atEnd() && m_queue.nextTime() <= atMost)
            step();
    }

    void setReading(bool reading)
    {
        m_reading = reading;
        if (reading)
            onReadable(m_now);
    }

    SimTime now() const { return m_now; }
    SimTime nextEvent() const { return m_queue.nextTime(); }
    Link &down() { return m_down; }
    Link &up() { return m_up; }
    Connection &connection() { return *m_connection; }
    TcpConnection &tcp() { return static_cast<TcpConnection &>(*m_connection); }
    ConnectionStatus status() const { return m_connection->status(m_now); }

    const std::vector<Sighting> &sentDown() const { return m_sentDown; }
    const std::vector<Sighting> &sentUp() const { return m_sentUp; }
    const std::vector<Timeout> &timeouts() const { return m_timeouts; }
    const std::vector<Message> &messages() const { return m_messages; }
    const std::vector<std::uint32_t> &windowCuts() const { return m_windowCuts; }
    /// To how many packets, each time a cut turned out to be for nothing.
    const std::vector<std::uint32_t> &windowsRestored() const { return m_windowsRestored; }
    const std::vector<Chunk> &reads() const { return m_reads; }
    /// Read by the client, and whether it came in order from the first byte, each byte once.
    Bytes received() const { return m_received; }
    bool inOrder() const { return m_inOrder; }
    SimTime firstReadAt() const { return m_firstReadAt; }

    /// When the segment that starts at `position` was sent: first and again.
    std::vector<SimTime> transmissionsOf(std::int64_t position) const
    {
        std::vector<SimTime> times;
        for (const Sighting &sighting : m_sentDown) {
            if (sighting.packet.kind == PacketKind::Data && sighting.packet.position == position)
                times.push_back(sighting.at);
        }
        return times;
    }
    std::vector<Sighting> sentOfKind(PacketKind kind, bool uplink) const
    {
        std::vector<Sighting> found;
        for (const Sighting &sighting : uplink ? m_sentUp : m_sentDown) {
            if (sighting.packet.kind == kind)
                found.push_back(sighting);
        }
        return found;
    }

    void onRequested(SimTime now) override { m_serverPipe.pump(now); }
    void onReadable(SimTime now) override
    {
        while (m_reading) {
            const Chunk chunk = m_connection->read(Bytes(64 * 1024), now);
            if (chunk.empty())
                return;
            take(chunk, now);
        }
    }
    void onMessage(const char *text, bool uplink, SimTime now) override { m_messages.push_back({text, uplink, now}); }
    void onWindowCut(std::uint32_t packets, SimTime) override { m_windowCuts.push_back(packets); }
    void onWindowRestored(std::uint32_t packets, SimTime) override { m_windowsRestored.push_back(packets); }
    void onTimeout(SimDuration next, SimTime now) override { m_timeouts.push_back({now, next}); }
    void onRttSample(SimDuration, SimTime) override {}

private:
    class End final : public LinkObserver, public PacketSink {
    public:
        End(ConnectionRig &rig, bool uplink) : m_rig(rig), m_uplink(uplink) {}
        void onLinkEvent(LinkEvent event, const Packet &packet, SimTime now) override
        {
            if (event == LinkEvent::Sent)
                (m_uplink ? m_rig.m_sentUp : m_rig.m_sentDown).push_back({packet, now});
        }
        void onPacket(const Packet &packet, SimTime now) override
        {
            if ((m_uplink ? m_rig.losesUp : m_rig.losesDown)(packet, now))
                return;
            if (m_uplink)
                m_rig.m_connection->onUplinkPacket(packet, now);
            else
                m_rig.m_connection->onDownlinkPacket(packet, now);
        }

    private:
        ConnectionRig &m_rig;
        bool m_uplink;
    };

    void take(Chunk chunk, SimTime now)
    {
        m_inOrder = m_inOrder && chunk.offset == m_received;
        if (m_reads.empty())
            m_firstReadAt = now;
        m_reads.push_back(chunk);
        m_received += chunk.size;
    }

    void dispatch(std::size_t slot)
    {
        switch (slot) {
        case 0:
            m_down.onTransmitted(m_now);
            if (m_down.isIdle())
                m_connection->onDownlinkIdle(m_now);
            break;
        case 1: m_down.onArrival(m_now); break;
        case 2: m_down.onRateChange(m_now); break;
        case 3: m_up.onTransmitted(m_now); break;
        case 4: m_up.onArrival(m_now); break;
        case 5: m_up.onRateChange(m_now); break;
        default: m_connection->onAlarm(static_cast<ConnectionAlarm>(slot - 6), m_now);
        }
    }

    EventQueue m_queue;
    SimTime m_now;
    std::uint64_t m_packets = 0;
    End m_downEnd;
    End m_upEnd;
    Link m_down;
    Link m_up;
    MediaSource m_source;
    std::unique_ptr<Connection> m_connection;
    Pipe m_serverPipe;
    bool m_reading = true;
    std::vector<Sighting> m_sentDown;
    std::vector<Sighting> m_sentUp;
    std::vector<Timeout> m_timeouts;
    std::vector<Message> m_messages;
    std::vector<std::uint32_t> m_windowCuts;
    std::vector<std::uint32_t> m_windowsRestored;
    std::vector<Chunk> m_reads;
    Bytes m_received;
    bool m_inOrder = true;
    SimTime m_firstReadAt;
};

/// Plain HTTP whose response has no head, so that positions in TCP's stream are positions in the file.
inline ConnectionRig::Maker tcpWith(std::function<std::unique_ptr<CongestionControl>()> control,
                                    std::vector<ExchangeStep> exchange = httpExchange("film"))
{
    return [control, exchange](Link &down, Link &up, ConnectionAlarms alarms, ConnectionUser &user) {
        return std::make_unique<TcpConnection>(exchange, Bytes(0), control(), down, up, alarms, user);
    };
}

inline Bytes segments(std::int64_t n)
{
    return Bytes(n * tcp::maxSegment);
}

} // namespace rebuffer::testing
