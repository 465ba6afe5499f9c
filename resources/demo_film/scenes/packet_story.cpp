#include "resources/demo_film/scenes/packet_story.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rebuffer::film {

namespace {

constexpr double closest = 0.21;
constexpr double slowFrom = 4.0;
constexpr double slowUntil = 7.0;

bool slow(double time)
{
    return time >= slowFrom && time < slowUntil;
}

double sendGap(double time)
{
    return 1 / (time < slowFrom ? 3.7 : slow(time) ? 0.8 : 4.9);
}

} // namespace

void PacketStory::step(double time, double dt)
{
    send(time);
    land(time);
    play(dt);
}

void PacketStory::send(double time)
{
    if (time < m_nextSend)
        return;
    constexpr std::size_t losing = 6;
    Packet packet{time, 1.25 + m_random.between(-0.12, 0.12)};
    if (slow(time))
        packet.travel = 1.5;
    // No packet overtakes or touches the one before it.
    if (!m_packets.empty())
        packet.travel = std::max(packet.travel, m_packets.back().sentAt + m_packets.back().travel + closest - time);
    packet.lost = m_packets.size() == losing;
    // The sender learns of the loss about a round trip later.
    packet.resent = m_packets.size() == losing + 5;
    m_packets.push_back(packet);
    m_nextSend = time + sendGap(time);
}

void PacketStory::land(double time)
{
    for (Packet &packet : m_packets) {
        if (packet.lost || packet.landed || time < packet.sentAt + packet.travel + fallTime)
            continue;
        packet.landed = true;
        m_level = std::min(capacity, m_level + 1);
    }
}

double PacketStory::arriving(double time) const
{
    // Each packet counts as a small hump around the moment it lands, so the figure moves smoothly.
    double rate = 0;
    for (const Packet &packet : m_packets) {
        const double away = (time - packet.sentAt - packet.travel) / 0.45;
        rate += packet.lost ? 0 : std::exp(-away * away / 2) / (0.45 * std::sqrt(2 * std::numbers::pi));
    }
    return rate;
}

void PacketStory::play(double dt)
{
    if (!m_playing && m_level >= startMark)
        m_playing = m_everPlayed = true;
    if (!m_playing)
        return;
    m_level = std::max(0.0, m_level - appetite * dt);
    m_played += dt;
    m_playing = m_level > 0;
}

const char *PacketStory::caption(double time) const
{
    if (!m_everPlayed)
        return "the tank fills before the picture starts";
    if (!m_playing)
        return "empty: the player has to wait";
    if (time < slowFrom)
        return "packets come in, pictures go out";
    return time < 9 ? "the network slows down" : "enough again: play on";
}

} // namespace rebuffer::film
