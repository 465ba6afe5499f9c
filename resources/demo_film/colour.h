// Colour as three floats, 0 black to 1 full, in display space; and the palette of the program, so
// that the film's blue is the buffer's blue.
#pragma once

#include <QColor>
#include <QImage>

#include <algorithm>
#include <array>
#include <cstdint>

namespace rebuffer::film {

struct Light {
    float r = 0, g = 0, b = 0;
};

constexpr Light operator+(const Light &a, const Light &b)
{
    return {a.r + b.r, a.g + b.g, a.b + b.b};
}
constexpr Light operator*(const Light &a, double strength)
{
    const auto s = static_cast<float>(strength);
    return {a.r * s, a.g * s, a.b * s};
}
constexpr Light mix(const Light &a, const Light &b, double share)
{
    return a * (1 - share) + b * share;
}

constexpr Light light(unsigned rgb)
{
    const auto channel = [rgb](unsigned shift) { return static_cast<float>((rgb >> shift) & 0xffU) / 255.0F; };
    return {channel(16), channel(8), channel(0)};
}

inline QColor color(const Light &value, double opacity = 1)
{
    const auto limit = [](float v) { return std::clamp(v, 0.0F, 1.0F); };
    QColor result = QColor::fromRgbF(limit(value.r), limit(value.g), limit(value.b));
    result.setAlphaF(static_cast<float>(std::clamp(opacity, 0.0, 1.0)));
    return result;
}

namespace palette {
inline constexpr Light blue = light(0x0072B2);
inline constexpr Light sky = light(0x56B4E9);
inline constexpr Light vermilion = light(0xD55E00);
inline constexpr Light green = light(0x009E73);
inline constexpr Light amber = light(0xE69F00);
inline constexpr Light purple = light(0xCC79A7);
inline constexpr Light yellow = light(0xF0E442);
inline constexpr Light white = light(0xFFFFFF);
inline constexpr Light ink = light(0x0A1420);
inline constexpr std::array<Light, 6> bright{sky, vermilion, green, amber, purple, yellow};
} // namespace palette

// Eight bits are too few for a slow gradient: a threshold that differs from pixel to pixel, but not
// from frame to frame, turns its bands into a grain the eye does not see.
inline float ditherAt(int x, int y)
{
    std::uint32_t h = static_cast<std::uint32_t>(x) * 0x8da6b343U ^ static_cast<std::uint32_t>(y) * 0xd8163841U;
    h = (h ^ (h >> 15U)) * 0x2c1b3c6dU;
    return static_cast<float>((h >> 12U) & 0xfffU) / 4096.0F;
}

inline QRgb pixel(const Light &value, float dither)
{
    const auto level = [dither](float v) { return static_cast<int>(std::clamp(v, 0.0F, 1.0F) * 255.0F + dither * 0.996F); };
    return qRgb(level(value.r), level(value.g), level(value.b));
}

// Colours every pixel of rows top (in) to bottom (out) with lightAt(x, y).
template <class LightAt> void shade(QImage &image, int top, int bottom, LightAt &&lightAt)
{
    for (int y = top; y < bottom; ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x)
            row[x] = pixel(lightAt(x, y), ditherAt(x, y));
    }
}

} // namespace rebuffer::film
