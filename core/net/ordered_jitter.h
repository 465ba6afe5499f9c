// Jitter that lets no packet overtake another, and still is distributed as asked.
#pragma once

#include "core/net/link_settings.h"
#include "core/sim/random_stream.h"
#include "core/sim/sim_time.h"

namespace rebuffer {

/// The path's extra delay as a function of time: it leaps up, as behind a queue that has just filled, and then falls,
/// always by less than time passes, as that queue drains. So what departs later never arrives earlier, at any packet
/// rate, and what departs together is delayed alike.
///
/// Its distribution over time is exactly the one asked for: it is drawn as a stack of level slices under the
/// distribution's density, each crossed from its upper end to its lower. A slice's height is uniform from nothing to
/// the density's peak and the time on it proportional to its width, so the time spent near a delay is proportional to
/// the density there.
class OrderedJitter {
public:
    explicit OrderedJitter(RandomStream random) : m_random(random) {}

    void configure(SimDuration deviation, JitterDistribution distribution);

    /// In standard deviations from the delay. `now` must not go back, nor the deviation be zero.
    double at(SimTime now);

private:
    void cross(double from, double to, double slope, SimTime now);
    void startAnywhere(SimTime now);
    void startNext();

    RandomStream m_random;
    double m_deviation = 0; // seconds
    JitterDistribution m_distribution = JitterDistribution::Normal;
    double m_high = 0; // where the present slice was entered
    double m_slope = 0;
    SimTime m_entered;
    SimTime m_left; // and when the next one is
    bool m_begun = false;
};

} // namespace rebuffer
