// How long a packet is under way: the link's delay, and jitter around it.
#pragma once

#include "core/net/link_settings.h"
#include "core/sim/random_stream.h"
#include "core/sim/sim_time.h"

namespace rebuffer {

/// Jitter is a standard deviation. Normal and uniform lie around the delay, cut off at zero; Pareto (shape 5)
/// and exponential lie above it, for a delay is then the least a packet can take.
class DelayModel {
public:
    explicit DelayModel(RandomStream random) : m_random(random) {}

    void configure(SimDuration delay, SimDuration jitter, JitterDistribution distribution);

    /// The next packet's propagation time; never negative. Without jitter nothing is drawn.
    SimDuration next() { return m_jitter == SimDuration::zero() ? m_delay : drawn(); }

private:
    SimDuration drawn();

    RandomStream m_random;
    SimDuration m_delay;
    SimDuration m_jitter;
    JitterDistribution m_distribution = JitterDistribution::Normal;
};

} // namespace rebuffer
