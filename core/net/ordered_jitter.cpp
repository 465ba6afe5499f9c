#include "core/net/ordered_jitter.h"

#include "core/net/jitter_shape.h"
#include "core/sim/portable_math.h"

namespace rebuffer {

namespace {

// How fast the delay falls, in seconds per second: between these. Under one, or packets would overtake; different each
// time, or equally wide slices would make it periodic.
constexpr double slowest = 0.5;
constexpr double fastest = 1;
constexpr double logOfRatio = 0.69314718055994531; // of those two

// After this many deviations without a packet nothing is left of what was.
constexpr double forgotten = 64;

} // namespace

void OrderedJitter::configure(SimDuration deviation, JitterDistribution distribution)
{
    if (deviation.toSeconds() != m_deviation || distribution != m_distribution)
        m_begun = false; // a slice of the old one is none of the new
    m_deviation = deviation.toSeconds();
    m_distribution = distribution;
}

double OrderedJitter::at(SimTime now)
{
    if (!m_begun || (now - m_left).toSeconds() > forgotten * m_deviation)
        startAnywhere(now);
    while (now >= m_left)
        startNext();
    return m_high - m_slope * ((now - m_entered).toSeconds() / m_deviation);
}

void OrderedJitter::cross(double from, double to, double slope, SimTime now)
{
    m_high = from;
    m_slope = slope;
    m_entered = now;
    m_left = now + SimDuration::seconds((from - to) / slope * m_deviation);
    m_begun = true;
}

/// As if it had always been going on: any place is as likely as the distribution says, the slice is one of those that
/// pass there, and slow ones are met more often than they are begun, as they take longer.
void OrderedJitter::startAnywhere(SimTime now)
{
    const double x = jitterDraw(m_random, m_distribution);
    const DensitySlice slice = sliceBelow(x, m_random, m_distribution);
    const double slope = slowest * portable::exp(m_random.uniform() * logOfRatio);
    cross(x, slice.from, slope, now);
}

void OrderedJitter::startNext()
{
    const DensitySlice slice = sliceBelow(jitterMode, m_random, m_distribution);
    const double slope = slowest + m_random.uniform() * (fastest - slowest);
    cross(slice.to, slice.from, slope, m_left);
}

} // namespace rebuffer
