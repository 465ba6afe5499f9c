#include "core/net/rate_trace.h"

#include <algorithm>

namespace rebuffer {

namespace {

SimDuration intoTrace(SimTime t, SimDuration length)
{
    return SimDuration::nanoseconds(t.toNanoseconds() % length.toNanoseconds());
}

} // namespace

std::size_t RateTrace::stepAt(SimDuration into) const
{
    const auto after =
        std::upper_bound(m_steps.begin(), m_steps.end(), into, [](SimDuration at, const Step &step) { return at < step.at; });
    return static_cast<std::size_t>(after - m_steps.begin()) - 1;
}

BitRate RateTrace::rateAt(SimTime t) const
{
    return m_steps[stepAt(intoTrace(t, m_length))].rate;
}

SimTime RateTrace::nextChangeAfter(SimTime t) const
{
    const SimDuration into = intoTrace(t, m_length);
    const std::size_t next = stepAt(into) + 1;
    const SimDuration end = next < m_steps.size() ? m_steps[next].at : m_length;
    return t + (end - into);
}

BitRate RateTrace::meanRate() const
{
    double bits = 0;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const SimDuration end = i + 1 < m_steps.size() ? m_steps[i + 1].at : m_length;
        bits += static_cast<double>(m_steps[i].rate.toBitsPerSecond()) * (end - m_steps[i].at).toSeconds();
    }
    return BitRate::bitsPerSecond(static_cast<std::int64_t>(bits / m_length.toSeconds() + 0.5));
}

} // namespace rebuffer
