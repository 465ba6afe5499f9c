// What happened, in order: the record that two runs of one scenario must share byte for byte.
#pragma once

#include "core/net/packet.h"
#include "core/playback/player_state.h"
#include "core/sim/sim_time.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace rebuffer {

enum class EventKind : std::uint8_t {
    Sent,    ///< handed to the link's queue
    Dropped, ///< found the queue full, or was dropped by its discipline
    Lost,    ///< damaged on the link, after having used it
    Delivered,
    Handshake,    ///< a step of the exchange before the first byte; text says which
    StateChanged, ///< the player's; value is the new PlayerState
    StallBegan,
    StallEnded,
    BackpressureOn,  ///< the playback buffer said stop
    BackpressureOff, ///< it drained: go on
    WindowChanged,   ///< congestion window after a loss or timeout; value in packets
    WindowRestored,  ///< the cut was for nothing: what was deemed lost was late; value in packets
    Timeout,         ///< the retransmission timer fired; value is the new timeout in ns
    Setting,         ///< a setting changed; text is key=value
    LateUnit,        ///< an access unit was not whole when its time came
    Seek,            ///< the viewer moved; value: the new position, ns; ack: 1 if it was buffered
    Count,
};

/// One line of the log. Packet fields are zero where there is no packet.
struct Event {
    SimTime at;
    EventKind kind = EventKind::Sent;
    PacketKind packetKind = PacketKind::Data;
    bool uplink = false;
    bool retransmission = false;
    std::uint32_t payload = 0;
    std::uint32_t wire = 0;
    std::uint64_t packet = 0;
    std::int64_t position = 0;
    std::int64_t ack = 0;
    std::int64_t value = 0;
    const char *text = nullptr; ///< owned by the log, good as long as it
};

/// A log's hash as it is shown and written: 16 hexadecimal digits.
std::string hashText(std::uint64_t hash);

/// Keeps the newest events and a hash of all of them; what it holds does not grow with the run.
class EventLog {
public:
    static constexpr std::size_t kept = 4096;

    EventLog();

    /// The place of the next event, cleared but for its time and kind, to be filled in and handed to commit().
    Event &prepare(EventKind kind, SimTime at)
    {
        Event &event = place();
        event = {};
        event.at = at;
        event.kind = kind;
        return event;
    }
    /// The same place as it is: every field is the caller's to fill in.
    Event &place() { return m_ring[m_count % kept]; }
    /// It has happened: `event` came from prepare(), and none since.
    void commit(const Event &event);
    /// With words of its own, which the log keeps as long as the event.
    void commitText(Event &event, const std::string &text);

    /// Of everything logged so far, field by field and in order.
    std::uint64_t hash() const { return m_hash; }
    std::uint64_t count() const { return m_count; }
    /// Oldest first, at most `kept`.
    void recent(std::vector<Event> &out) const;
    void setListener(std::function<void(const Event &)> listener) { m_listener = std::move(listener); }

private:
    void mix(const Event &event);
    void happened(const Event &event);
    [[gnu::noinline]] void tell(const Event &event); // what nobody listens to is not to pay for it

    std::vector<Event> m_ring;
    std::deque<std::string> m_texts;
    std::function<void(const Event &)> m_listener;
    std::uint64_t m_count = 0;
    std::uint64_t m_hash = 0;
};

/// What an Event is called in the log and on screen: "sent", "lost", "stall began".
const char *nameOf(EventKind kind);
const char *nameOf(PacketKind kind);
const char *nameOf(PlayerState state);

} // namespace rebuffer
