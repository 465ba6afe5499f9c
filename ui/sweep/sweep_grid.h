// What the stall map shows: the axes, and of every cell that has been run its figures.
#pragma once

#include "core/session/summary.h"
#include "core/session/sweep.h"
#include "ui/sweep/sweep_axis.h"

#include <QString>

#include <optional>
#include <vector>

namespace rebuffer {

enum class SweepMeasure { RebufferRatio, StartupDelay, StallCount };

/// Of one run.
struct CellFigures {
    double rebufferRatio = 0;
    std::optional<double> startup; ///< seconds; nothing if no picture was shown
    std::int64_t stalls = 0;
    double stalled = 0; ///< seconds

    static CellFigures of(const Summary &summary);
};

/// Cell i stands in column i % columns() and row i / columns(); row 0 is the lowest value.
struct SweepGrid {
    SweepSetting x;
    SweepSetting y;
    SweepAxis xAxis;
    SweepAxis yAxis;
    std::vector<std::optional<CellFigures>> cells;

    int columns() const { return static_cast<int>(xAxis.values.size()); }
    int rows() const { return static_cast<int>(yAxis.values.size()); }
    std::vector<double> amounts(bool vertical) const;
    QString xText(int column) const; ///< as the control panel shows it
    QString yText(int row) const;
    /// Of a cell; nothing if it has not been run, or (for the startup delay) nothing ever played.
    std::optional<double> value(std::size_t cell, SweepMeasure measure) const;
    /// What stands at the dark end of the legend: 1 for the ratio, else the most there is.
    double most(SweepMeasure measure) const;
    /// What is said of a cell, line by line.
    QStringList lines(std::size_t cell) const;
};

QString measureName(SweepMeasure measure);
/// "20 %", "1.4 s", "3".
QString measureText(SweepMeasure measure, double value);

} // namespace rebuffer
