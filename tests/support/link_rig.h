// One link alone on the bench: packets go in by hand, and all that happens to them is written down.
#pragma once

#include "core/net/link.h"

#include <functional>
#include <vector>

namespace rebuffer::testing {

inline SimTime ms(double milliseconds)
{
    return SimTime::fromStart(SimDuration::seconds(milliseconds / 1000));
}

/// A packet of `wire` bytes, told from others by `position`.
inline Packet packetOf(std::uint32_t wire, std::int64_t position = 0)
{
    Packet packet;
    packet.wire = wire;
    packet.position = position;
    return packet;
}

class LinkRig final : public PacketSink, public LinkObserver {
public:
    struct Happening {
        LinkEvent event;
        Packet packet;
        SimTime at;
    };

    explicit LinkRig(const LinkSettings &settings, std::uint64_t seed = 1)
        : m_link(settings, seed, "down", {m_queue.alarm(0), m_queue.alarm(1), m_queue.alarm(2)}, m_packets, *this, *this)
    {
    }

    Link &link() { return m_link; }
    SimTime now() const { return m_now; }
    SimTime nextEvent() const { return m_queue.nextTime(); }

    void send(std::uint32_t wire, std::int64_t position = 0) { m_link.send(packetOf(wire, position), m_now); }
    void sendMany(int count, std::uint32_t wire)
    {
        for (int i = 0; i < count; ++i)
            send(wire, i);
    }
    /// Changes some of the settings, now.
    void change(const std::function<void(LinkSettings &)> &edit)
    {
        LinkSettings settings = m_link.settings();
        edit(settings);
        m_link.configure(settings, m_now);
    }

    /// One event; false if there is none.
    bool step()
    {
        if (m_queue.nextTime() == SimTime::never())
            return false;
        m_now = m_queue.nextTime();
        const std::size_t alarm = m_queue.pop();
        if (alarm == 0)
            m_link.onTransmitted(m_now);
        else if (alarm == 1)
            m_link.onArrival(m_now);
        else
            m_link.onRateChange(m_now);
        return true;
    }
    void runUntil(SimTime t)
    {
        while (m_queue.nextTime() <= t)
            step();
        m_now = t;
    }
    void runDry()
    {
        while (step()) {
        }
    }

    std::vector<Happening> all(LinkEvent event) const
    {
        std::vector<Happening> found;
        for (const Happening &happening : m_happenings) {
            if (happening.event == event)
                found.push_back(happening);
        }
        return found;
    }
    std::size_t count(LinkEvent event) const { return all(event).size(); }
    /// When each packet came out, in the order of coming out.
    std::vector<SimTime> arrivals() const
    {
        std::vector<SimTime> times;
        for (const Happening &happening : all(LinkEvent::Delivered))
            times.push_back(happening.at);
        return times;
    }

    void onLinkEvent(LinkEvent event, const Packet &packet, SimTime now) override
    {
        m_happenings.push_back({event, packet, now});
    }
    void onPacket(const Packet &packet, SimTime) override { m_received.push_back(packet); }
    const std::vector<Packet> &received() const { return m_received; }

private:
    EventQueue m_queue;
    std::uint64_t m_packets = 0;
    SimTime m_now;
    Link m_link;
    std::vector<Happening> m_happenings;
    std::vector<Packet> m_received;
};

/// The law of every link: nothing that went in is unaccounted for.
inline bool isConserved(const Link &link)
{
    const LinkAccount a = link.account();
    return a.in == a.delivered + a.lost + a.dropped + link.queue().bytes() + a.sending + a.inFlight;
}

} // namespace rebuffer::testing
