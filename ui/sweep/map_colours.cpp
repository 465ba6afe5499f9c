#include "ui/sweep/map_colours.h"

#include <algorithm>
#include <array>

namespace rebuffer {

namespace {

using Ramp = std::array<QRgb, 5>;

constexpr Ramp onLight{0xfffbe3bd, 0xfff6bf7a, 0xffe98b3f, 0xffc4571c, 0xff7a2a08};
constexpr Ramp onDark{0xff4a2410, 0xff7d3c14, 0xffb9611f, 0xffe99a4b, 0xffffdfae};

QColor between(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int from, int to) { return static_cast<int>(from + share * (to - from) + 0.5); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

bool isDark(const Theme &theme)
{
    return theme.kind == ThemeKind::Dark;
}

} // namespace

QColor mapColour(const Theme &theme, double share)
{
    if (share <= 0)
        return isDark(theme) ? QColor(0x12, 0x33, 0x38) : QColor(0xdf, 0xf1, 0xec);
    const Ramp &ramp = isDark(theme) ? onDark : onLight;
    const double place = std::min(share, 1.0) * static_cast<double>(ramp.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(place), ramp.size() - 2);
    return between(QColor(ramp[i]), QColor(ramp[i + 1]), place - static_cast<double>(i));
}

QColor mapColourOfNothing(const Theme &theme)
{
    return isDark(theme) ? QColor(0xff, 0xff, 0xff) : QColor(0x20, 0x20, 0x20);
}

} // namespace rebuffer
