// Why did it stall here? Told from the simulation's own accounts of the seconds in which the buffer drained, and what
// would have prevented it, found by running the same seed again.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/transport/limits.h"

#include <atomic>
#include <optional>
#include <vector>

namespace rebuffer {

enum class StallCause : std::uint8_t {
    Outage,     ///< the link carried nothing, or next to nothing
    SlowLink,   ///< less than the film needs on the whole
    BusyScene,  ///< enough for the film on the whole, not for this scene
    FullUplink, ///< the link would have been enough; acknowledgements stood in the queue of the way back
    Timeout,    ///< the link would have been enough; the sender waited for its timer
    Hole,       ///< enough had arrived, but behind something that had not: TCP hands bytes on in order
    LossCuts,   ///< the link would have been enough; losses, or what was taken for them, kept the window small
    SlowSender, ///< the link would have been enough; the window was still growing, or the round trip too long for it
};

/// Rates in Mbit/s are means over the time in which the buffer drained.
struct StallReason {
    StallCause cause = StallCause::SlowLink;
    SimTime at;             ///< of the stall
    SimTime drainedFrom;    ///< when the buffer last was about at its fullest before it, 30 s before at most
    double bufferThen = 0;  ///< seconds of media
    double capacity = 0;    ///< what the link could have carried
    double arrived = 0;     ///< of the film, in order
    double needed = 0;      ///< by the film at its places of that time
    double filmMean = 0;    ///< by the whole film
    SimDuration outage;     ///< how much of that time the link carried next to nothing
    LimitTimes held{};      ///< what held the sender in that time
    SimDuration uplinkWait; ///< in the queue of the way back, on the mean
    int timeouts = 0;
    SimDuration timeoutWait; ///< the longest of them
    Bytes waiting;           ///< had arrived when it stalled, behind something that had not
    double waitingFilm = 0;  ///< seconds of film in that
    SimDuration holeOpen;    ///< for how long nothing had been handed on when it stalled
    int windowCuts = 0;
    int lostPackets = 0;    ///< on the link
    int droppedPackets = 0; ///< at the queue
};

/// Of the stall with this index (from 0), by a second run up to it; nothing if there is none, or `stop` becomes true.
std::optional<StallReason> whyStalled(const Scenario &scenario, const MediaFile &media, std::size_t index,
                                      const std::atomic<bool> *stop = nullptr);

/// One change of the scenario after which the film plays through without a stall.
struct Prevention {
    enum class Kind : std::uint8_t { StartThreshold, LeastBandwidth, LeastUplink, SlowerFilm };
    Kind kind = Kind::StartThreshold;
    SimDuration start; ///< the smallest start threshold: with startStep less it stalls
    BitRate rate; ///< the least bandwidth, there or back, or the highest rate of the film: with rateStep less, or more, it stalls
    Scenario scenario; ///< that would do it, ready to run

    static constexpr SimDuration startStep = SimDuration::milliseconds(100);
    static constexpr double rateStep = 1.02; ///< a factor
};

/// Those that exist, each found by bisection over runs of the same seed. Takes some dozens of runs.
std::vector<Prevention> whatPrevents(const Scenario &scenario, const MediaFile &media, const std::atomic<bool> *stop = nullptr);

} // namespace rebuffer
