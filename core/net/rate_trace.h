// A link's rate as it was measured or made up: piecewise constant over time, from the start again at its end.
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <cstddef>
#include <vector>

namespace rebuffer {

/// Immutable, at least one step, the first at zero; steps strictly ascending; `length` beyond the last.
class RateTrace {
public:
    struct Step {
        SimDuration at;
        BitRate rate;
    };

    RateTrace(std::vector<Step> steps, SimDuration length) : m_steps(std::move(steps)), m_length(length) {}

    const std::vector<Step> &steps() const { return m_steps; }
    /// After this it repeats.
    SimDuration length() const { return m_length; }

    BitRate rateAt(SimTime t) const;
    /// The first instant after `t` at which the rate may be another.
    SimTime nextChangeAfter(SimTime t) const;
    BitRate meanRate() const;

private:
    /// Index of the step in force, and how far the present repetition has begun before `t`.
    std::size_t stepAt(SimDuration intoTrace) const;

    std::vector<Step> m_steps;
    SimDuration m_length;
};

} // namespace rebuffer
