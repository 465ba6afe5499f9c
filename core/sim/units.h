// Amounts of data and their rates as types, so that no signature carries a bare number.
#pragma once

#include "core/sim/sim_time.h"
#include "core/sim/wide_int.h"

#include <compare>
#include <cstdint>
#include <limits>

namespace rebuffer {

/// A count of bytes, or an offset counted from the first byte of a stream or file.
class Bytes {
public:
    constexpr Bytes() = default;
    explicit constexpr Bytes(std::int64_t n) : m_n(n) {}

    constexpr std::int64_t count() const { return m_n; }
    constexpr std::int64_t toBits() const { return m_n * 8; }

    constexpr auto operator<=>(const Bytes &) const = default;
    constexpr Bytes &operator+=(Bytes b)
    {
        m_n += b.m_n;
        return *this;
    }
    constexpr Bytes &operator-=(Bytes b)
    {
        m_n -= b.m_n;
        return *this;
    }
    friend constexpr Bytes operator+(Bytes a, Bytes b) { return Bytes(a.m_n + b.m_n); }
    friend constexpr Bytes operator-(Bytes a, Bytes b) { return Bytes(a.m_n - b.m_n); }
    friend constexpr Bytes operator*(Bytes a, std::int64_t k) { return Bytes(a.m_n * k); }

private:
    std::int64_t m_n = 0;
};

/// A data rate in whole bits per second; zero is legal and means an outage.
class BitRate {
public:
    constexpr BitRate() = default;

    static constexpr BitRate bitsPerSecond(std::int64_t n)
    {
        BitRate r;
        r.m_bps = n;
        return r;
    }
    static constexpr BitRate kilobitsPerSecond(double n) { return bitsPerSecond(static_cast<std::int64_t>(n * 1e3 + 0.5)); }
    static constexpr BitRate megabitsPerSecond(double n) { return bitsPerSecond(static_cast<std::int64_t>(n * 1e6 + 0.5)); }

    constexpr std::int64_t toBitsPerSecond() const { return m_bps; }
    constexpr double toMegabitsPerSecond() const { return static_cast<double>(m_bps) / 1e6; }
    constexpr bool isZero() const { return m_bps == 0; }

    constexpr auto operator<=>(const BitRate &) const = default;

private:
    std::int64_t m_bps = 0;
};

/// How long `size` takes on the wire at `rate`, rounded up to a nanosecond; saturates. `rate` must not be zero.
constexpr SimDuration transmissionTime(Bytes size, BitRate rate)
{
    const std::int64_t bps = rate.toBitsPerSecond();
    const Int128 work = static_cast<Int128>(size.toBits()) * 1'000'000'000;
    const Int128 ns = (work + bps - 1) / bps;
    const Int128 longest = SimDuration::max().toNanoseconds();
    return SimDuration::nanoseconds(static_cast<std::int64_t>(ns < longest ? ns : longest));
}

/// The mean rate of `size` over `span`; zero when the span is not positive; saturates.
constexpr BitRate meanRate(Bytes size, SimDuration span)
{
    if (span <= SimDuration::zero())
        return {};
    const double bps = static_cast<double>(size.toBits()) / span.toSeconds() + 0.5;
    return BitRate::bitsPerSecond(bps < 9.2e18 ? static_cast<std::int64_t>(bps) : std::numeric_limits<std::int64_t>::max());
}

} // namespace rebuffer
