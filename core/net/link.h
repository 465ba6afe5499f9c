// One direction of the path: router queue, then the wire at its rate, then loss, then the way, then delivery. Whether a
// packet is lost is decided as its last bit leaves the router; where on the way it vanishes is drawn from a stream of its
// own, evenly over the way, so that loss and jitter draw as if there were no such place.
#pragma once

#include "core/net/codel.h"
#include "core/net/delay_model.h"
#include "core/net/link_settings.h"
#include "core/net/loss_model.h"
#include "core/net/packet.h"
#include "core/net/rate_trace.h"
#include "core/net/router_queue.h"
#include "core/sim/event_queue.h"
#include "core/sim/ring.h"

#include <cstdint>
#include <string_view>

namespace rebuffer {

/// Where packets come out.
class PacketSink {
public:
    virtual ~PacketSink() = default;
    virtual void onPacket(const Packet &packet, SimTime now) = 0;
};

enum class LinkEvent : std::uint8_t { Sent, Dropped, Lost, Delivered };

/// Sees all that happens on a link, before the sink does.
class LinkObserver {
public:
    virtual ~LinkObserver() = default;
    virtual void onLinkEvent(LinkEvent event, const Packet &packet, SimTime now) = 0;
};

/// Bytes on the wire by what became of them. in == delivered + lost + dropped + queued + sending + in flight, always.
struct LinkAccount {
    Bytes in;
    Bytes delivered;
    Bytes lost;
    Bytes dropped;
    Bytes sending;
    Bytes inFlight;
};

/// Packets leave in the order they came; with reordering let go, jitter may let one overtake another.
/// Owns three alarms: the end of the packet being sent, the next arrival or loss, and the next change of a traced rate.
class Link {
public:
    struct Alarms {
        Alarm transmitted;
        Alarm arrival;
        Alarm rateChange;
    };
    /// On its way, from leaving the wire to arriving.
    struct InFlight {
        Packet packet;
        SimTime departed;
        SimTime arrives;
    };
    /// The same for one that will not arrive.
    struct Doomed {
        Packet packet;
        SimTime departed;
        SimTime arrives;  ///< when it would have
        SimTime vanishes; ///< not after that
    };

    /// `name` seeds its random streams ("down", "up"); `packetsSoFar` numbers the run's packets, over both directions.
    /// Counter, sink and observer are not owned.
    Link(const LinkSettings &settings, std::uint64_t seed, std::string_view name, Alarms alarms, std::uint64_t &packetsSoFar,
         PacketSink &sink, LinkObserver &observer);

    /// Hands a packet over: it gets its number, grows by the link's overhead, and is queued, sent at once, or dropped.
    void send(Packet &&packet, SimTime now);
    /// The same with a copy of it.
    void send(const Packet &packet, SimTime now) { send(Packet(packet), now); }

    /// New settings from now on. The packet being sent keeps the bits it has sent; what waits stays.
    void configure(const LinkSettings &settings, SimTime now);
    const LinkSettings &settings() const { return m_settings; }
    /// At this instant: the rate set, or the trace's.
    BitRate rate() const { return m_rate; }

    /// The alarms' handlers.
    void onTransmitted(SimTime now);
    void onArrival(SimTime now);
    void onRateChange(SimTime now);

    /// Nothing is being sent and nothing waits.
    bool isIdle() const { return !m_busy; }
    /// The present spell in which the wire is never idle, or the last one.
    struct Spell {
        SimTime from;
        SimTime until; ///< never(): it goes on
    };
    const Spell &spell() const { return m_spell; }
    const RouterQueue &queue() const { return m_queue; }
    LinkAccount account() const;

    /// The packet being sent, or nullptr.
    const Packet *sending() const { return m_busy ? &m_sending : nullptr; }
    /// Share of its bits already sent, 0 to 1.
    double sendingProgress(SimTime now) const;
    std::size_t inFlightCount() const { return m_inFlight.size(); }
    /// In the order of arrival.
    const InFlight &inFlight(std::size_t i) const { return m_inFlight[i]; }
    /// Those on their way that will be lost, first to vanish first.
    std::size_t doomedCount() const { return m_doomed.size(); }
    const Doomed &doomed(std::size_t i) const { return m_doomed[i]; }
    /// While the observer is told that a packet is lost: which share of the way it had behind it.
    double lostAt() const { return m_lostAt; }

    void measureFrom(SimTime now) { m_queue.measureFrom(now); }

private:
    void startNext(SimTime now);
    void drop(const Packet &packet, SimTime now);
    void start(const Packet &packet, SimTime now);
    void scheduleEnd(SimTime now);
    void depart(const Packet &packet, SimTime now);
    void doom(const Packet &packet, SimTime now);
    void vanish(SimTime now);
    void deliver(SimTime now);
    std::size_t sortInLast();
    void armArrival();
    void applyModels();
    void settleWork(SimTime now);
    void followTrace(SimTime now);

    LinkSettings m_settings;
    BitRate m_rate;
    LossModel m_loss;
    DelayModel m_delay;
    RandomStream m_place; // of those lost
    RouterQueue m_queue;
    CoDel m_codel;
    Ring<InFlight> m_inFlight;
    Ring<Doomed> m_doomed;
    double m_lostAt = 0;
    LinkAccount m_account;
    Alarms m_alarms;
    std::uint64_t &m_packetsSoFar;
    PacketSink &m_sink;
    LinkObserver &m_observer;

    // The packet on the wire. Work is in bits times nanoseconds per second, so that it is exact in integers.
    Packet m_sending;
    bool m_busy = false;
    Spell m_spell;
    std::int64_t m_workLeft = 0;
    SimTime m_workFrom; // the instant m_workLeft speaks of
    SimTime m_lastArrival;
};

} // namespace rebuffer
