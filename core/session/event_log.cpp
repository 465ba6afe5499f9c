#include "core/session/event_log.h"

#include "core/sim/wide_int.h"

#include <array>
#include <cstddef>
#include <cstring>

namespace rebuffer {

namespace {

constexpr std::array<const char *, static_cast<std::size_t>(EventKind::Count)> eventNames{
    "sent",       "dropped",         "lost",        "delivered",       "exchange",
    "state",      "stall began",     "stall ended", "backpressure on", "backpressure off",
    "window cut", "window restored", "timeout",     "setting",         "late",
    "seek"};
constexpr std::array<const char *, 8> packetNames{"data",     "ack",   "handshake", "request",
                                                  "response", "probe", "feedback",  "parity"};
constexpr std::array<const char *, 7> stateNames{"idle", "connecting", "starting", "playing", "stalled", "ended", "seeking"};

/// Two words more into the running hash: multiply and fold (Wang Yi's wyhash step), which mixes every bit.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t a, std::uint64_t b)
{
    const UInt128 product = static_cast<UInt128>(hash ^ a ^ 0x9e3779b97f4a7c15ULL) * (b ^ 0xd6e8feb86659fd93ULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64) ^ (hash << 1) ^ a;
}

/// The small fields, which stand in one word of memory.
std::uint64_t flagsOf(const Event &event)
{
    static_assert(offsetof(Event, payload) == offsetof(Event, kind) + 4 && offsetof(Event, wire) == offsetof(Event, kind) + 8);
    std::uint64_t word = 0;
    std::memcpy(&word, reinterpret_cast<const char *>(&event) + offsetof(Event, kind), sizeof word);
    return word;
}

} // namespace

std::string hashText(std::uint64_t hash)
{
    std::string text(16, '0');
    for (std::size_t i = text.size(); i-- > 0; hash >>= 4)
        text[i] = "0123456789abcdef"[hash & 15];
    return text;
}

const char *nameOf(EventKind kind)
{
    return eventNames[static_cast<std::size_t>(kind)];
}

const char *nameOf(PacketKind kind)
{
    return packetNames[static_cast<std::size_t>(kind)];
}

const char *nameOf(PlayerState state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

EventLog::EventLog() : m_ring(kept) {}

void EventLog::mix(const Event &event)
{
    // Two words at a step, each of two fields: a multiple by an odd number keeps them apart.
    constexpr std::uint64_t apart = 0x9fb21c651e98df25ULL;
    m_hash = mixed(m_hash, static_cast<std::uint64_t>(event.at.toNanoseconds()), event.packet * apart + flagsOf(event));
    m_hash = mixed(m_hash, static_cast<std::uint64_t>(event.position) * apart + static_cast<std::uint64_t>(event.ack),
                   static_cast<std::uint64_t>(event.value) + (std::uint64_t{event.wire} << 40));
}

void EventLog::commit(const Event &event)
{
    mix(event);
    happened(event);
}

void EventLog::happened(const Event &event)
{
    ++m_count;
    if (m_listener) [[unlikely]]
        tell(event);
}

void EventLog::tell(const Event &event)
{
    m_listener(event);
}

void EventLog::commitText(Event &event, const std::string &text)
{
    m_texts.push_back(text);
    event.text = m_texts.back().c_str();
    mix(event);
    for (const char c : text)
        m_hash = mixed(m_hash, static_cast<unsigned char>(c), 0);
    happened(event);
    // The ring forgets events, so texts older than it can go too.
    if (m_texts.size() > kept)
        m_texts.pop_front();
}

void EventLog::recent(std::vector<Event> &out) const
{
    out.clear();
    const std::uint64_t first = m_count > kept ? m_count - kept : 0;
    for (std::uint64_t i = first; i < m_count; ++i)
        out.push_back(m_ring[i % kept]);
}

} // namespace rebuffer
