#include "core/net/jitter_shape.h"

#include <cmath>

namespace rebuffer {

namespace {

// Shape 5 is the smallest whole one whose fourth moment exists, so that a measured deviation settles.
constexpr double paretoShape = 5;
// Deviation of a Pareto with minimum 1 and shape a: sqrt(a / ((a-1)^2 (a-2))).
constexpr double paretoDeviation = 0.32274861218395141;
constexpr double rootOfThree = 1.7320508075688773;

} // namespace

double jitterDraw(RandomStream &random, JitterDistribution distribution)
{
    switch (distribution) {
    case JitterDistribution::Normal: return random.normal();
    case JitterDistribution::Uniform: return (2 * random.uniform() - 1) * rootOfThree;
    case JitterDistribution::Pareto: return (random.pareto(paretoShape) - 1) / paretoDeviation;
    case JitterDistribution::Exponential: return random.exponential();
    }
    return 0;
}

// Each solves density(y) = u density(x) for y, u uniform in (0, 1].
DensitySlice sliceBelow(double x, RandomStream &random, JitterDistribution distribution)
{
    switch (distribution) {
    case JitterDistribution::Normal: {
        const double half = std::sqrt(x * x + 2 * random.exponential());
        return {-half, half};
    }
    case JitterDistribution::Uniform: return {-rootOfThree, rootOfThree};
    case JitterDistribution::Pareto: {
        // A Pareto's density falls with the power of its shape and one.
        const double scaled = (1 + x * paretoDeviation) * random.pareto(paretoShape + 1);
        return {0, (scaled - 1) / paretoDeviation};
    }
    case JitterDistribution::Exponential: return {0, x + random.exponential()};
    }
    return {};
}

} // namespace rebuffer
