// The distributions jitter may have, in standard deviations from the delay.
#pragma once

#include "core/net/link_settings.h"
#include "core/sim/random_stream.h"

namespace rebuffer {

/// Drawn from the distribution. Normal and uniform lie around zero; Pareto (shape 5) and exponential above it.
double jitterDraw(RandomStream &random, JitterDistribution distribution);

/// The interval in which a density is at least as high as some level.
struct DensitySlice {
    double from = 0;
    double to = 0;
};

/// The slice at a level drawn uniformly from zero to the density's height at `x`, which must be a possible draw.
DensitySlice sliceBelow(double x, RandomStream &random, JitterDistribution distribution);

/// Where the density is highest.
constexpr double jitterMode = 0;

} // namespace rebuffer
