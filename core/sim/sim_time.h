// Simulated time: a duration and an instant, both int64 nanoseconds in strong types.
// Nothing below ui/ reads a clock: every instant is handed in. The range is about +-292 years.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace rebuffer {

/// A span of simulated time in whole nanoseconds; may be negative.
class SimDuration {
public:
    constexpr SimDuration() = default;

    static constexpr SimDuration nanoseconds(std::int64_t n) { return SimDuration(n); }
    static constexpr SimDuration microseconds(std::int64_t n) { return SimDuration(n * 1'000); }
    static constexpr SimDuration milliseconds(std::int64_t n) { return SimDuration(n * 1'000'000); }
    static constexpr SimDuration wholeSeconds(std::int64_t n) { return SimDuration(n * 1'000'000'000); }
    /// Rounded to the nearest nanosecond; saturates at the ends of the range.
    static constexpr SimDuration seconds(double s);
    static constexpr SimDuration zero() { return SimDuration(0); }
    static constexpr SimDuration max() { return SimDuration(std::numeric_limits<std::int64_t>::max()); }

    constexpr std::int64_t toNanoseconds() const { return m_ns; }
    constexpr double toMilliseconds() const { return static_cast<double>(m_ns) / 1e6; }
    constexpr double toSeconds() const { return static_cast<double>(m_ns) / 1e9; }

    constexpr auto operator<=>(const SimDuration &) const = default;

    constexpr SimDuration operator-() const { return SimDuration(-m_ns); }
    constexpr SimDuration &operator+=(SimDuration d)
    {
        m_ns += d.m_ns;
        return *this;
    }
    constexpr SimDuration &operator-=(SimDuration d)
    {
        m_ns -= d.m_ns;
        return *this;
    }
    friend constexpr SimDuration operator+(SimDuration a, SimDuration b) { return SimDuration(a.m_ns + b.m_ns); }
    friend constexpr SimDuration operator-(SimDuration a, SimDuration b) { return SimDuration(a.m_ns - b.m_ns); }
    friend constexpr SimDuration operator*(SimDuration a, std::int64_t k) { return SimDuration(a.m_ns * k); }
    friend constexpr SimDuration operator/(SimDuration a, std::int64_t k) { return SimDuration(a.m_ns / k); }
    /// The ratio of two spans; the divisor must not be zero.
    friend constexpr double operator/(SimDuration a, SimDuration b)
    {
        return static_cast<double>(a.m_ns) / static_cast<double>(b.m_ns);
    }

private:
    explicit constexpr SimDuration(std::int64_t ns) : m_ns(ns) {}

    std::int64_t m_ns = 0;
};

/// An instant of simulated time, counted from the start of the run.
class SimTime {
public:
    constexpr SimTime() = default;

    static constexpr SimTime start() { return SimTime(); }
    static constexpr SimTime fromStart(SimDuration d)
    {
        SimTime t;
        t.m_sinceStart = d;
        return t;
    }
    /// Later than every event: what an alarm that is not armed answers.
    static constexpr SimTime never() { return fromStart(SimDuration::max()); }

    constexpr SimDuration sinceStart() const { return m_sinceStart; }
    constexpr std::int64_t toNanoseconds() const { return m_sinceStart.toNanoseconds(); }
    constexpr double toSeconds() const { return m_sinceStart.toSeconds(); }

    constexpr auto operator<=>(const SimTime &) const = default;

    constexpr SimTime &operator+=(SimDuration d)
    {
        m_sinceStart += d;
        return *this;
    }
    friend constexpr SimTime operator+(SimTime t, SimDuration d) { return fromStart(t.m_sinceStart + d); }
    friend constexpr SimTime operator-(SimTime t, SimDuration d) { return fromStart(t.m_sinceStart - d); }
    friend constexpr SimDuration operator-(SimTime a, SimTime b) { return a.m_sinceStart - b.m_sinceStart; }

private:
    SimDuration m_sinceStart;
};

constexpr SimDuration SimDuration::seconds(double s)
{
    const double ns = s * 1e9;
    constexpr double limit = 9.2e18;
    if (!(ns > -limit))
        return SimDuration(std::numeric_limits<std::int64_t>::min() + 1);
    if (ns > limit)
        return max();
    return SimDuration(static_cast<std::int64_t>(ns < 0 ? ns - 0.5 : ns + 0.5));
}

} // namespace rebuffer
