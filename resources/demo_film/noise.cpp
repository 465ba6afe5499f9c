#include "resources/demo_film/noise.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace rebuffer::film {

namespace {

double latticeValue(std::int64_t x, std::int64_t y, std::int64_t z)
{
    std::uint64_t h = static_cast<std::uint64_t>(x) * 0x9e3779b97f4a7c15ULL ^
                      static_cast<std::uint64_t>(y) * 0xc2b2ae3d27d4eb4fULL ^
                      static_cast<std::uint64_t>(z) * 0x165667b19e3779f9ULL;
    h = (h ^ (h >> 31U)) * 0xbf58476d1ce4e5b9ULL;
    h ^= h >> 29U;
    return static_cast<double>(h >> 11U) * 0x1p-53;
}

double smooth(double t)
{
    return t * t * (3 - 2 * t);
}

double planeValue(std::int64_t x, std::int64_t y, std::int64_t z, double shareX, double shareY)
{
    const double top = std::lerp(latticeValue(x, y, z), latticeValue(x + 1, y, z), shareX);
    const double bottom = std::lerp(latticeValue(x, y + 1, z), latticeValue(x + 1, y + 1, z), shareX);
    return std::lerp(top, bottom, shareY);
}

} // namespace

double noise(double x, double y, double z)
{
    const double floorX = std::floor(x);
    const double floorY = std::floor(y);
    const double floorZ = std::floor(z);
    const auto cellX = static_cast<std::int64_t>(floorX);
    const auto cellY = static_cast<std::int64_t>(floorY);
    const auto cellZ = static_cast<std::int64_t>(floorZ);
    const double shareX = smooth(x - floorX);
    const double shareY = smooth(y - floorY);
    const double near = planeValue(cellX, cellY, cellZ, shareX, shareY);
    if (z == floorZ) // a still: the far plane has no say, and half the work is saved
        return near;
    return std::lerp(near, planeValue(cellX, cellY, cellZ + 1, shareX, shareY), smooth(z - floorZ));
}

double fractalNoise(double x, double y, double z, int octaves)
{
    double sum = 0;
    double weight = 1;
    double total = 0;
    for (int octave = 0; octave < octaves; ++octave) {
        sum += weight * noise(x, y, z);
        total += weight;
        weight /= 2;
        // The shift keeps the lattice lines of the octaves from falling on each other.
        x = x * 2 + 17.3;
        y = y * 2 + 9.1;
        z *= 2;
    }
    return sum / total;
}

double ease(double from, double to, double value)
{
    return smooth(std::clamp((value - from) / (to - from), 0.0, 1.0));
}

} // namespace rebuffer::film
