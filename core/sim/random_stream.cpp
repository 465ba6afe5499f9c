#include "core/sim/random_stream.h"

#include "core/sim/portable_math.h"

#include <cmath>

namespace rebuffer {

namespace {

std::uint64_t splitMix64(std::uint64_t &state)
{
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::uint64_t fnv1a(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return hash;
}

} // namespace

RandomStream::RandomStream(std::uint64_t seed, std::string_view component)
{
    std::uint64_t state = seed ^ fnv1a(component);
    for (std::uint64_t &word : m_s)
        word = splitMix64(state);
}

std::uint64_t RandomStream::below(std::uint64_t bound)
{
    // Draws from the incomplete last block are thrown away, so that no value is favoured.
    const std::uint64_t limit = bound * (~std::uint64_t{0} / bound);
    std::uint64_t bits = nextBits();
    while (bits >= limit)
        bits = nextBits();
    return bits % bound;
}

double RandomStream::normal()
{
    if (m_hasSpareNormal) {
        m_hasSpareNormal = false;
        return m_spareNormal;
    }
    double u = 0, v = 0, s = 0;
    do {
        u = 2 * uniform() - 1;
        v = 2 * uniform() - 1;
        s = u * u + v * v;
    } while (s >= 1 || s == 0);
    const double scale = std::sqrt(-2 * portable::log(s) / s);
    m_spareNormal = v * scale;
    m_hasSpareNormal = true;
    return u * scale;
}

double RandomStream::exponential()
{
    return -portable::log(1 - uniform());
}

double RandomStream::pareto(double shape)
{
    return portable::exp(exponential() / shape);
}

} // namespace rebuffer
