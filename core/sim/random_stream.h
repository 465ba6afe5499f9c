// Seeded randomness, one independent stream per named component, so that a change to the loss
// slider leaves every jitter draw as it was. Generators and distributions are our own, on IEEE
// basic operations alone: the same seed gives the same draws on every machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace rebuffer {

/// xoshiro256++ (Blackman and Vigna, 2019), seeded through SplitMix64 from a seed and a name.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view component);

    std::uint64_t nextBits()
    {
        const std::uint64_t result = rotateLeft(m_s[0] + m_s[3], 23) + m_s[0];
        const std::uint64_t t = m_s[1] << 17;
        m_s[2] ^= m_s[0];
        m_s[3] ^= m_s[1];
        m_s[1] ^= m_s[2];
        m_s[0] ^= m_s[3];
        m_s[2] ^= t;
        m_s[3] = rotateLeft(m_s[3], 45);
        return result;
    }

    /// Uniform in [0, 1), with 53 bits.
    double uniform() { return static_cast<double>(nextBits() >> 11) * 0x1.0p-53; }
    /// True with probability `p`; `p` outside [0, 1] acts as the nearer end.
    bool chance(double p) { return uniform() < p; }
    /// Uniform in [0, bound); `bound` must be positive.
    std::uint64_t below(std::uint64_t bound);
    /// Normal with mean 0 and standard deviation 1 (Marsaglia's polar method).
    double normal();
    /// Exponential with mean 1.
    double exponential();
    /// Pareto with minimum 1 and the given shape (mean shape/(shape-1)).
    double pareto(double shape);

private:
    static constexpr std::uint64_t rotateLeft(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }

    std::uint64_t m_s[4];
    double m_spareNormal = 0;
    bool m_hasSpareNormal = false;
};

} // namespace rebuffer
