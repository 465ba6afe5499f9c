// The link's rate over the time of a run, as steps that can be moved by hand: read out of a scenario, whether it names a rate,
// changes of it or a trace, and written back as a rate and timed changes, so that a file that keeps it needs no other file.
#pragma once

#include "core/session/scenario.h"

#include <string>
#include <vector>

namespace rebuffer {

/// What a scenario says of the link's rate, in its own words.
struct RateScript {
    std::string start;                ///< a value of link.rate
    std::vector<TimedChange> changes; ///< of link.rate alone, in order of time

    static RateScript of(const Scenario &scenario);
    /// In the place of all that `scenario` says of it; its traces are to be on the shelf.
    void writeInto(Scenario &scenario) const;
    /// The same until `from`, then `value` for good.
    RateScript with(SimTime from, const std::string &value) const;

    friend bool operator==(const RateScript &, const RateScript &) = default;
};

struct RatePlan {
    /// More cannot be told apart, nor moved.
    static constexpr std::size_t most = 400;

    struct Step {
        SimTime at;
        BitRate rate;
        friend bool operator==(const Step &, const Step &) = default;
    };

    std::vector<Step> steps; ///< never empty, the first at the start, ascending; the last holds for ever

    /// What `script` does until `until`; a trace that is in force there goes on as its mean. Where there are more steps than
    /// `most`, they are means over equal spans, which `averaged` then says.
    static RatePlan of(const Scenario &script, SimTime until, bool *averaged = nullptr);
    RateScript script() const;

    BitRate rateAt(SimTime t) const;
    /// The same with nothing getting through from `from` on for `length`; what comes afterwards is as it was.
    RatePlan withOutage(SimTime from, SimDuration length) const;

    friend bool operator==(const RatePlan &, const RatePlan &) = default;
};

} // namespace rebuffer
