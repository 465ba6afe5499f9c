// Rows of seconds and bits per second become a RateTrace, each checked as it comes.
#pragma once

#include "core/net/rate_trace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

/// What is wrong with a row, and with which half of it; `what` goes on after the words found in the file.
struct TraceFault {
    bool ofTime = false;
    std::string what;
};

/// What comes before the first row is as the first row.
class TraceBuilder {
public:
    /// No link changes its rate within a packet of 1500 bytes at 1 Gbit/s, 12 µs; every step costs the simulation an event.
    static constexpr SimDuration leastStep = SimDuration::microseconds(10);
    /// It begins anew at its end; the finest of the published forms counts milliseconds.
    static constexpr SimDuration leastLength = SimDuration::milliseconds(1);

    /// Takes the row unless it is at fault.
    std::optional<TraceFault> add(double seconds, double bitsPerSecond);
    /// Where it ends: `end` seconds, or, unknown, when the last row has held as long as the one before it.
    std::optional<TraceFault> end(std::optional<double> end = {});
    /// Once it has rows and an end.
    std::shared_ptr<const RateTrace> build();

private:
    std::optional<TraceFault> faultOfTime(double seconds) const;

    std::vector<RateTrace::Step> m_steps;
    double m_last = 0;
    double m_gap = 1;
    SimDuration m_length;
};

} // namespace rebuffer
