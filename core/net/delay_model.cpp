#include "core/net/delay_model.h"

#include <algorithm>

namespace rebuffer {

namespace {

// Shape 5 is the smallest whole one whose fourth moment exists, so that a measured deviation settles.
constexpr double paretoShape = 5;
// Deviation of a Pareto with minimum 1 and shape a: sqrt(a / ((a-1)^2 (a-2))).
constexpr double paretoDeviation = 0.32274861218395141;
constexpr double rootOfThree = 1.7320508075688773;

/// In standard deviations from the delay.
double offset(RandomStream &random, JitterDistribution distribution)
{
    switch (distribution) {
    case JitterDistribution::Normal: return random.normal();
    case JitterDistribution::Uniform: return (2 * random.uniform() - 1) * rootOfThree;
    case JitterDistribution::Pareto: return (random.pareto(paretoShape) - 1) / paretoDeviation;
    case JitterDistribution::Exponential: return random.exponential();
    }
    return 0;
}

} // namespace

void DelayModel::configure(SimDuration delay, SimDuration jitter, JitterDistribution distribution)
{
    m_delay = delay;
    m_jitter = jitter;
    m_distribution = distribution;
}

SimDuration DelayModel::drawn()
{
    const double seconds = m_delay.toSeconds() + m_jitter.toSeconds() * offset(m_random, m_distribution);
    return std::max(SimDuration::zero(), SimDuration::seconds(seconds));
}

} // namespace rebuffer
