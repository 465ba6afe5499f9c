// Round numbers for axes: steps of 1, 2 or 5 times a power of ten, and of clock time.
#pragma once

namespace rebuffer {

/// From 0 to `top` in whole steps.
struct ValueScale {
    double top = 1;
    double step = 1;

    int steps() const { return static_cast<int>(top / step + 0.5); }
    friend bool operator==(const ValueScale &, const ValueScale &) = default;
};

/// The smallest scale that holds `value` in at most `most` steps (at least one).
ValueScale niceScale(double value, int most);

/// A scale for a curve that is being drawn: it grows as soon as it must, and shrinks only when less than two fifths
/// of it are needed, so that it changes in steps and does not tremble. True if it changed.
bool adaptScale(ValueScale &scale, double value, int most);

/// The smallest step of clock time (1 ms to days) that gives at most `most` steps in `seconds`.
double niceTimeStep(double seconds, int most);

/// The end of an axis from 0 that shows a run of `seconds`: 20 s, 30 s, 1 min, 1:30, 2, 3, 5, 10, 15, 20, 30 min, ...
double niceRunEnd(double seconds);

} // namespace rebuffer
