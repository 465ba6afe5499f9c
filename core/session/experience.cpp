#include "core/session/experience.h"

#include "core/sim/portable_math.h"

#include <algorithm>

namespace rebuffer {

namespace {

// P.1203.3's coefficients.
constexpr double perStall = 9.35158684;
constexpr double perStalledShare = 0.91890815;
constexpr double perInterval = 11.0567558;
constexpr double oldStallWeight = 0.48412879;
constexpr double memoryHalfLife = 10;
constexpr double lnHalf = -0.69314718055994531;

/// A stall just now counts in full, one long ago about half.
double recency(double secondsAgo)
{
    return oldStallWeight + (1 - oldStallWeight) * portable::exp(std::max(-700.0, lnHalf / memoryHalfLife * secondsAgo));
}

} // namespace

double experienceScore(SimDuration startup, std::span<const Stall> stalls, SimDuration watched)
{
    const double length = watched.toSeconds();
    if (length <= 0)
        return 5;
    double stalled = startup.toSeconds() / 3 * recency(length);
    for (const Stall &stall : stalls)
        stalled += stall.duration.toSeconds() * recency(length - stall.position.toSeconds());
    const double interval = stalls.size() < 2 ? 0
                                              : (stalls.back().position - stalls.front().position).toSeconds() /
                                                    static_cast<double>(stalls.size() - 1);
    const double exponent =
        static_cast<double>(stalls.size()) / perStall + stalled / length / perStalledShare + interval / length / perInterval;
    return 1 + 4 * portable::exp(-std::min(exponent, 700.0));
}

} // namespace rebuffer
