// One direction of the network path, as a person sets it.
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <cstdint>
#include <memory>
#include <string>

namespace rebuffer {

class RateTrace;

enum class JitterDistribution : std::uint8_t { Normal, Uniform, Pareto, Exponential };
enum class QueueDiscipline : std::uint8_t { DropTail, CoDel };

/// How much may wait at the router, in bytes or in packets; the packet being sent does not count.
struct QueueLimit {
    enum class Unit : std::uint8_t { Bytes, Packets };

    Unit unit = Unit::Bytes;
    std::int64_t amount = 64'000;

    friend bool operator==(const QueueLimit &, const QueueLimit &) = default;
};

/// Defaults are those of a scenario that says nothing.
struct LinkSettings {
    BitRate rate = BitRate::megabitsPerSecond(5);      ///< zero is an outage; ignored while `trace` is set
    std::string traceFile;                             ///< the file of a rate that varies by itself, or empty
    std::shared_ptr<const RateTrace> trace;            ///< that rate, once read; may be null
    SimDuration delay = SimDuration::milliseconds(20); ///< one way
    SimDuration jitter;                                ///< standard deviation of the delay
    JitterDistribution jitterDistribution = JitterDistribution::Normal;
    bool reorder = false; ///< may a packet overtake another? else jitter is the path's, not each packet's own
    double loss = 0;      ///< share of packets lost after the queue, 0 to 1
    double lossBurst = 0; ///< mean packets lost in a row; 0: independent losses
    QueueLimit queue;
    QueueDiscipline queueDiscipline = QueueDiscipline::DropTail;
    Bytes overhead; ///< bytes a frame adds to every packet

    friend bool operator==(const LinkSettings &, const LinkSettings &) = default;
};

} // namespace rebuffer
