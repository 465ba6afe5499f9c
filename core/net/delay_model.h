// How long a packet is under way: the link's delay, and jitter around it.
#pragma once

#include "core/net/link_settings.h"
#include "core/net/ordered_jitter.h"
#include "core/sim/random_stream.h"
#include "core/sim/sim_time.h"

namespace rebuffer {

/// Jitter is a standard deviation. Normal and uniform lie around the delay, cut off at zero; Pareto (shape 5)
/// and exponential lie above it, for a delay is then the least a packet can take. Where packets may overtake each other
/// each has a delay of its own; where they may not, delay is the path's, and the distribution is over time.
class DelayModel {
public:
    explicit DelayModel(RandomStream random) : m_random(random), m_ordered(random) {}

    void configure(const LinkSettings &settings);

    /// The propagation time of a packet that departs now, no earlier than any before; never negative. Without jitter
    /// nothing is drawn.
    SimDuration at(SimTime now) { return m_jitter == SimDuration::zero() ? m_delay : drawn(now); }

private:
    SimDuration drawn(SimTime now);

    RandomStream m_random;
    OrderedJitter m_ordered;
    SimDuration m_delay;
    SimDuration m_jitter;
    JitterDistribution m_distribution = JitterDistribution::Normal;
    bool m_reorder = false;
};

} // namespace rebuffer
