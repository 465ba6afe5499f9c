#include "core/io/trace_builder.h"

#include "core/sim/quantity_text.h"

#include <cmath>

namespace rebuffer {

namespace {

constexpr double mostSeconds = 1e8;
constexpr double mostBitsPerSecond = 1e13;

/// Compared in whole microseconds: seconds since 1970 are kept no finer.
bool isBelow(double seconds, SimDuration least)
{
    return std::llround(seconds * 1e6) < least.toNanoseconds() / 1000;
}

} // namespace

std::optional<TraceFault> TraceBuilder::faultOfTime(double seconds) const
{
    if (!std::isfinite(seconds) || seconds > mostSeconds)
        return TraceFault{true, "is too late; a trace's time goes to 10^8 s, three years"};
    if (seconds < 0)
        return TraceFault{true, "is a time before 0; a trace begins at 0 or later"};
    if (m_steps.empty())
        return {};
    if (seconds <= m_last)
        return TraceFault{true, "does not go forward: the time must be later than that of the row before"};
    if (isBelow(seconds - m_last, leastStep))
        return TraceFault{true, "follows too soon: a rate must hold for " + toText(leastStep) + " or more"};
    return {};
}

std::optional<TraceFault> TraceBuilder::add(double seconds, double bitsPerSecond)
{
    if (const auto fault = faultOfTime(seconds))
        return fault;
    if (!std::isfinite(bitsPerSecond) || bitsPerSecond < 0 || bitsPerSecond > mostBitsPerSecond)
        return TraceFault{false, "is no rate between 0 and 10 Tbit/s"};
    const bool isFirst = m_steps.empty();
    m_gap = isFirst ? 1 : seconds - m_last;
    m_last = seconds;
    m_steps.push_back(
        {isFirst ? SimDuration::zero() : SimDuration::seconds(seconds), BitRate::bitsPerSecond(std::llround(bitsPerSecond))});
    return {};
}

std::optional<TraceFault> TraceBuilder::end(std::optional<double> end)
{
    const double seconds = end.value_or(m_last + m_gap);
    m_length = SimDuration::seconds(seconds);
    if (!isBelow(seconds, leastLength) && m_length > m_steps.back().at)
        return {};
    return TraceFault{true, "makes a trace of " + toText(m_length) + "; it begins anew at its end and must last " +
                                toText(leastLength) + " or more"};
}

std::shared_ptr<const RateTrace> TraceBuilder::build()
{
    return std::make_shared<const RateTrace>(std::move(m_steps), m_length);
}

} // namespace rebuffer
