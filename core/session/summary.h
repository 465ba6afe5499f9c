// The figures of a run so far, in the words of the design: what the command line prints and the window shows.
#pragma once

#include "core/playback/player_state.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"
#include "core/transport/limits.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace rebuffer {

struct Stall {
    SimTime at;           ///< when playback stopped
    SimDuration position; ///< where in the film
    SimDuration duration; ///< so far, if it lasts
    bool open = false;    ///< it lasts
};

struct Summary {
    std::uint64_t seed = 0;
    SimTime now;
    PlayerState state = PlayerState::Idle;
    std::optional<SimDuration> startupDelay; ///< request to first frame
    std::optional<SimDuration> firstByte;    ///< request to first byte of the film
    std::int64_t stallCount = 0;
    SimDuration stallTime;
    std::int64_t seekCount = 0; ///< moves of the viewer, whether they had to wait or not
    SimDuration seekTime;       ///< waited for after them; no part of stallTime
    SimDuration playTime;
    double rebufferRatio = 0;             ///< stall time / (stall + play time); 0 before playing
    std::vector<Stall> stalls;            ///< the first 10,000
    double experience = 5;                ///< 1 to 5; see experience.h
    Bytes bytesDelivered;                 ///< of the film, in order; under RTP those that came in time
    BitRate goodput;                      ///< mean over the measured span, which ends with the last byte delivered
    BitRate throughput;                   ///< on the wire, over the same span
    double meanRttMs = 0;                 ///< 0: no sample
    std::uint64_t dataPacketsSent = 0;    ///< those with media in them, retransmissions included
    std::uint64_t dataPacketsLost = 0;    ///< at random, on the link
    std::uint64_t dataPacketsDropped = 0; ///< at the queue
    std::uint64_t retransmissions = 0;
    std::uint64_t timeouts = 0;
    std::uint64_t latePackets = 0;  ///< came after their playing time (RTP)
    std::int64_t damagedFrames = 0; ///< frames due of which a part is missing (RTP)
    std::int64_t lostFrames = 0;    ///< and of which all is
    SimDuration playoutDelay;       ///< how far behind a live film plays (RTP); zero otherwise
    SimDuration jitter;             ///< interarrival jitter by departures: the network's (RTP, RFC 5450); zero otherwise
    SimDuration timestampJitter;    ///< by timestamps: with how the sender spreads frames (RTP, RFC 3550)
    double meanQueueBytes = 0;
    std::int64_t maxQueueBytes = 0;
    LimitTimes limitTimes{};           ///< how long each thing held the sender back; they add up to the run
    std::uint64_t dataPacketsEver = 0; ///< sent since the start, whatever the measured span
    std::uint64_t events = 0;          ///< of the simulation
    std::uint64_t eventLogHash = 0;
};

} // namespace rebuffer
