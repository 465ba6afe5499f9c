// A small seeded random stream (PCG32): the same seed gives the same film on every machine. The
// standard library's distributions differ between vendors, so the few that are needed are here.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace rebuffer::film {

class Random {
public:
    explicit constexpr Random(std::uint64_t seed) : m_state(seed * 0x9e3779b97f4a7c15ULL + 1) { next(); }

    constexpr std::uint32_t next()
    {
        const std::uint64_t old = m_state;
        m_state = old * 6364136223846793005ULL + 1442695040888963407ULL;
        const auto mixed = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
        const auto turn = static_cast<std::uint32_t>(old >> 59U);
        return (mixed >> turn) | (mixed << ((32U - turn) & 31U));
    }

    // At least 0, below 1.
    constexpr double unit() { return next() * 0x1p-32; }
    constexpr double between(double low, double high) { return low + (high - low) * unit(); }
    constexpr int below(int limit) { return static_cast<int>(unit() * limit); }

    double angle() { return between(0, 2 * std::numbers::pi); }
    // Mean 0, standard deviation 1 (Box-Muller).
    double normal() { return std::sqrt(-2 * std::log(1 - unit())) * std::cos(angle()); }

private:
    std::uint64_t m_state;
};

} // namespace rebuffer::film
