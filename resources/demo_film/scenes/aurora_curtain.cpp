#include "resources/demo_film/scenes/aurora_curtain.h"

#include "resources/demo_film/film_format.h"
#include "resources/demo_film/noise.h"

#include <cmath>

namespace rebuffer::film {

AuroraCurtain::AuroraCurtain(int number, double edge, double strength, double time)
{
    const double seed = number * 31.7;
    m_columns.reserve(pictureWidth);
    for (int x = 0; x < pictureWidth; ++x) {
        // Folding: neighbouring columns are drawn from places that bunch up and spread out.
        const double fold = x + 150 * (noise(x * 0.0042 + seed, 3.1, time * 0.10) - 0.5);
        const double swing = fractalNoise(fold * 0.0024 + seed, 7.7, time * 0.07, 2) - 0.5;
        const double ray = fractalNoise(fold * 0.034 + seed, 1.3, time * 0.30, 2);
        const double patch = ease(0.30, 0.66, noise(x * 0.0031 + seed * 2 - time * 0.045, 5.9, time * 0.08));
        m_columns.push_back({edge + 190 * swing, 120 + 150 * ray, strength * patch * (0.30 + 0.85 * ray * ray)});
    }
}

Light AuroraCurtain::lightAt(int x, int y) const
{
    constexpr Light foot = light(0x6CFFB0);
    constexpr Light body = light(0x12C88A);
    constexpr Light crown = light(0x7B4DD8);
    const Column &column = m_columns[static_cast<std::size_t>(x)];
    const double up = (column.edge - y) / column.height;
    if (up < -0.25 || up > 2.2)
        return {};
    const double glow = up < 0 ? std::exp(-up * up * 160) : std::exp(-1.9 * up) * (1 - ease(1.4, 2.2, up));
    const Light tone = up < 0.35 ? mix(foot, body, ease(0, 0.35, up)) : mix(body, crown, ease(0.3, 1.1, up));
    return tone * (column.strength * glow);
}

} // namespace rebuffer::film
