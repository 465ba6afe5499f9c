#include "resources/demo_film/water.h"

#include <cmath>
#include <vector>

namespace rebuffer::film {

namespace {

// How far a ripple lifts the mirrored point, in pixels: three trains of waves that never line up.
double lift(double x, double distance, double time)
{
    const double far = 900 / (distance + 14);
    return std::sin(far * 6.0 + time * 2.1 + x * 0.011) + 0.7 * std::sin(far * 9.7 - time * 1.3 - x * 0.019) +
           0.5 * std::sin(x * 0.043 + far * 3.1 + time * 1.7);
}

} // namespace

void paintWater(QImage &image, const Water &water, double time)
{
    const QImage above = image.copy(0, 0, image.width(), water.line);
    const auto lightAbove = [&above](int x, int y) { return light(reinterpret_cast<const QRgb *>(above.constScanLine(y))[x]); };
    const int depth = image.height() - water.line;
    shade(image, water.line, image.height(), [&](int x, int y) {
        const double distance = y - water.line + 1;
        const double swing = water.roughness * (0.6 + distance * 0.055);
        const double rise = lift(x, distance, time) * swing;
        const double mirrored = water.line - 1 - (distance + rise) * water.reach;
        const int row = std::clamp(static_cast<int>(std::lround(mirrored)), 0, water.line - 1);
        const int column = std::clamp(static_cast<int>(std::lround(x + rise * 0.35)), 0, image.width() - 1);
        const double near = distance / depth;
        // The slope of the ripple turns it to or from the sky: the glints.
        const double glint = 1 + 0.10 * rise / (swing + 1);
        const double clear = water.clearness * (1 - 0.45 * near) * glint;
        return lightAbove(column, row) * clear + water.tint * (0.4 + 0.6 * near);
    });
}

} // namespace rebuffer::film
