// The run's curves at a bounded cost: a fixed number of equal time buckets that merge pairwise when full.
#pragma once

#include "core/session/thresholds.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"
#include "core/transport/limits.h"

#include <cstdint>
#include <vector>

namespace rebuffer {

/// Everything that the timeline draws about one span of time. Lows and highs are over the bucket.
struct SeriesBucket {
    double bufferLow = 0; ///< seconds of media
    double bufferHigh = 0;
    double bufferLast = 0;
    std::int64_t wireBytes = 0;    ///< delivered by the link, headers included
    std::int64_t goodputBytes = 0; ///< media delivered in order
    double capacityBits = 0;       ///< what the link could have carried in the span
    double neededBits = 0;         ///< what the film needs per second around the position, times the span; 0 when not playing
    double rttLow = 0;             ///< milliseconds; 0: no sample
    double rttHigh = 0;
    double rttLast = 0;
    double cwndLast = 0;  ///< packets
    double queueHigh = 0; ///< bytes
    std::uint32_t lost = 0;
    std::uint32_t dropped = 0;
    std::uint32_t retransmitted = 0;
    std::uint32_t sent = 0;
    LimitTimes limitTimes{}; ///< of the span, what held the sender back
    bool hasBuffer = false;  ///< was the buffer sampled at all?
};

class Series {
public:
    static constexpr std::size_t capacity = 8192;
    static constexpr SimDuration firstWidth = SimDuration::milliseconds(20);

    Series();

    /// The span of one bucket; doubles whenever the run outgrows capacity.
    SimDuration width() const { return m_width; }
    /// Bucket i covers [i * width, (i+1) * width); the last one is still being filled.
    const std::vector<SeriesBucket> &buckets() const { return m_buckets; }

    /// The bucket that holds `now`, made if need be; `now` must not go back before the last bucket.
    SeriesBucket &at(SimTime now) { return now < m_lastEnd ? m_buckets.back() : open(now); }

    /// The bucket of the span that ends at `now`; under the same condition.
    SeriesBucket &upTo(SimTime now);

    /// The buffer's marks over the run, in order of time.
    const std::vector<ThresholdStep> &thresholds() const { return m_thresholds; }
    /// From `now` on they are these.
    void setThresholds(const Thresholds &marks, SimTime now);

private:
    [[gnu::noinline]] SeriesBucket &open(SimTime now);
    void halve();

    SimDuration m_width = firstWidth;
    std::vector<SeriesBucket> m_buckets;
    SimTime m_lastEnd; // of the last bucket
    std::vector<ThresholdStep> m_thresholds;
};

/// `b` follows `a`: the bucket that covers both.
SeriesBucket merged(const SeriesBucket &a, const SeriesBucket &b);

} // namespace rebuffer
