// What the timeline keeps of a run: the recorder's buckets and their running sums, so that every curve can be read at
// any instant and over any stretch in constant time. Reads only what is new. Times are seconds of simulated time.
#pragma once

#include "core/session/series.h"

#include <array>
#include <cstddef>
#include <vector>

namespace rebuffer {

/// The lowest and highest value of a curve over a stretch.
struct Extent {
    double low = 0;
    double high = 0;
    bool any = false; ///< is there a value at all?

    void add(double value);
    void add(const Extent &other);
};

/// What part of a stretch each thing held the sender back; they add up to 1, or are all 0 before the run.
using LimitShares = std::array<double, static_cast<std::size_t>(Limit::Count)>;

class TimelineCurves {
public:
    /// Rates of what arrives are means over this long, as the figures are.
    static constexpr double window = 1;

    /// False if this is not the run it was, or its buckets have merged: everything may be other than it was.
    bool take(const Series &series, SimTime now);
    void clear();

    bool empty() const { return m_buckets.empty(); }
    /// Where the curves end: at the recorder's last tick.
    double now() const { return m_now; }
    double bucketWidth() const { return m_width; }

    Extent buffer(double from, double to) const;       ///< seconds of media
    Extent arriving(double from, double to) const;     ///< Mbit/s on the wire, each instant the mean of the window before it
    Extent rtt(double from, double to) const;          ///< milliseconds
    Extent rttLine(double from, double to) const;      ///< of the last one measured at each instant
    double mostCapacity(double from, double to) const; ///< Mbit/s in any bucket of the stretch
    double mostNeed(double from, double to) const;
    double capacity(double from, double to) const; ///< Mbit/s, mean over the stretch
    double need(double from, double to) const;     ///< Mbit/s, mean over the stretch
    double lost(double from, double to) const;     ///< packets lost on the link
    double dropped(double from, double to) const;  ///< packets dropped at the queue

    LimitShares limits(double from, double to) const;
    /// The buffer's marks, as they were then; as they are now, from now on.
    Thresholds thresholdsAt(double time) const;
    /// How often they have changed.
    std::size_t thresholdSteps() const { return m_thresholds.size(); }

    double bufferAt(double time) const;
    double arrivingAt(double time) const;
    double rttAt(double time) const; ///< the last one measured; 0 if none

private:
    using Sums = std::vector<double>;

    void append(const SeriesBucket &bucket);
    template <typename Do> void forAllSums(Do &&what);
    std::size_t indexAt(double time) const;
    double endOf(std::size_t i) const;
    /// A running sum at an instant, straight between the ends of buckets.
    double sumAt(const Sums &sums, double time) const;
    double most(const Sums &sums, double from, double to) const;
    double mean(const Sums &sums, double from, double to) const;
    /// Whole buckets: those whose middle lies in the stretch.
    double counted(const Sums &sums, double from, double to) const;

    double m_width = 0;
    double m_now = 0;
    std::vector<ThresholdStep> m_thresholds;
    std::vector<SeriesBucket> m_buckets; // what a bucket has no sample of is as it was in the one before
    std::vector<double> m_arriving;      // Mbit/s at the end of each bucket
    Sums m_wireBits;                     // each has one entry more than there are buckets, and begins with 0
    Sums m_capacityBits;
    Sums m_neededBits;
    Sums m_lost;
    Sums m_dropped;
    std::array<Sums, static_cast<std::size_t>(Limit::Count)> m_limits; // seconds
};

} // namespace rebuffer
