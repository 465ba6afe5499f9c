// How fast simulated time goes by: a factor of the wall clock's, or as fast as the machine can.
#pragma once

#include <QString>

#include <array>

namespace rebuffer {

struct Speed {
    double factor = 1; ///< 0: as fast as can be

    bool isMax() const { return factor <= 0; }
    friend bool operator==(const Speed &, const Speed &) = default;
};

/// "¼×", "1×", "1/100×", "max".
QString nameOf(Speed speed);

inline constexpr std::array slowMotions{Speed{0.1}, Speed{0.01}, Speed{0.001}};
inline constexpr std::array usualSpeeds{Speed{0.25}, Speed{1}, Speed{4}, Speed{20}, Speed{0}};

} // namespace rebuffer
