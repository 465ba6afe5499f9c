// The little play behind the pipe scene: packets are sent, travel unevenly, fall into the tank and
// are drunk by the player. Half way the network slows down, the tank runs dry, the player waits.
// Amounts are packets, times are seconds of the scene.
#pragma once

#include "resources/demo_film/random.h"

#include <vector>

namespace rebuffer::film {

class PacketStory {
public:
    struct Packet {
        double sentAt;
        double travel;       // seconds from one end of the pipe to the other
        bool lost = false;   // falls out half way
        bool resent = false; // replaces a lost one
        bool landed = false;
    };

    static constexpr double capacity = 14;
    static constexpr double startMark = 5;
    static constexpr double fullMark = 12;
    static constexpr double appetite = 3.4; // packets the player drinks in a second
    static constexpr double fallTime = 0.45;

    void step(double time, double dt);

    const std::vector<Packet> &packets() const { return m_packets; }
    double level() const { return m_level / capacity; }
    bool playing() const { return m_playing; }
    double played() const { return m_played; } // seconds of the little film
    // Packets a second that reach the tank, smoothed.
    double arriving(double time) const;
    const char *caption(double time) const;

private:
    void send(double time);
    void land(double time);
    void play(double dt);

    Random m_random{55};
    std::vector<Packet> m_packets;
    double m_nextSend = 0;
    double m_level = 0.6;
    double m_played = 0;
    bool m_playing = false;
    bool m_everPlayed = false;
};

} // namespace rebuffer::film
