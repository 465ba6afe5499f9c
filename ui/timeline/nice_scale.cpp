#include "ui/timeline/nice_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer {

ValueScale niceScale(double value, int most)
{
    const double wanted = std::max(value, 1e-9);
    const int limit = std::max(1, most);
    double power = std::pow(10, std::floor(std::log10(wanted / limit)));
    for (;; power *= 10) {
        for (double digit : {1.0, 2.0, 5.0}) {
            const double step = digit * power;
            const double steps = std::ceil(wanted / step - 1e-9);
            if (steps <= limit)
                return {std::max(1.0, steps) * step, step};
        }
    }
}

bool adaptScale(ValueScale &scale, double value, int most)
{
    const ValueScale wanted = niceScale(value, most);
    const bool tooSmall = value > scale.top * (1 + 1e-9);
    const bool tooLarge = value < 0.4 * scale.top && wanted.top < scale.top;
    const bool tooFine = scale.steps() > std::max(1, most);
    if (!tooSmall && !tooLarge && !tooFine)
        return false;
    const bool changed = !(scale == wanted);
    scale = wanted;
    return changed;
}

double niceTimeStep(double seconds, int most)
{
    constexpr std::array steps = {0.001, 0.002, 0.005, 0.01,  0.02, 0.05, 0.1,  0.2,   0.5,   1.0,   2.0,    5.0,    10.0,
                                  15.0,  30.0,  60.0,  120.0, 300., 600., 900., 1800., 3600., 7200., 21600., 43200., 86400.};
    for (double step : steps)
        if (seconds / step <= std::max(1, most))
            return step;
    return steps.back() * std::ceil(seconds / steps.back() / std::max(1, most));
}

double niceRunEnd(double seconds)
{
    for (double unit = 60;; unit *= 60) { // in minutes, then hours, then beyond
        for (double part : {20.0, 30.0, 60.0, 90.0, 120.0, 180.0, 240.0, 300.0, 450.0, 600.0, 900.0, 1200.0, 1800.0, 2700.0})
            if (part * unit / 60 >= seconds)
                return part * unit / 60;
        if (unit > 1e9)
            return seconds;
    }
}

} // namespace rebuffer
