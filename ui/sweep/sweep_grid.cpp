#include "ui/sweep/sweep_grid.h"

#include "ui/compare/compare_words.h"
#include "ui/paint/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SweepGrid)
};

QString shown(const SweepSetting &setting, const std::string &value)
{
    return setting.is.scale.display(QString::fromStdString(value));
}

} // namespace

CellFigures CellFigures::of(const Summary &summary)
{
    CellFigures figures;
    figures.rebufferRatio = summary.rebufferRatio;
    if (summary.startupDelay)
        figures.startup = summary.startupDelay->toSeconds();
    figures.stalls = summary.stallCount;
    figures.stalled = summary.stallTime.toSeconds();
    return figures;
}

std::vector<double> SweepGrid::amounts(bool vertical) const
{
    const SettingScale &scale = (vertical ? y : x).is.scale;
    std::vector<double> all;
    for (const std::string &value : (vertical ? yAxis : xAxis).values)
        all.push_back(scale.amountOf(QString::fromStdString(value)).value_or(0));
    return all;
}

QString SweepGrid::xText(int column) const
{
    return shown(x, xAxis.values[static_cast<std::size_t>(column)]);
}

QString SweepGrid::yText(int row) const
{
    return shown(y, yAxis.values[static_cast<std::size_t>(row)]);
}

std::optional<double> SweepGrid::value(std::size_t cell, SweepMeasure measure) const
{
    if (!cells[cell])
        return std::nullopt;
    switch (measure) {
    case SweepMeasure::RebufferRatio: return cells[cell]->startup ? std::optional(cells[cell]->rebufferRatio) : std::nullopt;
    case SweepMeasure::StartupDelay: return cells[cell]->startup;
    case SweepMeasure::StallCount:
        return cells[cell]->startup ? std::optional(static_cast<double>(cells[cell]->stalls)) : std::nullopt;
    }
    return std::nullopt;
}

double SweepGrid::most(SweepMeasure measure) const
{
    if (measure == SweepMeasure::RebufferRatio)
        return 1;
    double most = measure == SweepMeasure::StallCount ? 1 : 0.1;
    for (std::size_t i = 0; i < cells.size(); ++i)
        most = std::max(most, value(i, measure).value_or(0));
    return most;
}

QStringList SweepGrid::lines(std::size_t cell) const
{
    const int column = static_cast<int>(cell) % columns();
    const int row = static_cast<int>(cell) / columns();
    QStringList all{Words::tr("%1 %2").arg(x.is.label, xText(column)), Words::tr("%1 %2").arg(y.is.label, yText(row))};
    const auto &figures = cells[cell];
    if (!figures)
        all << Words::tr("not run yet");
    else if (!figures->startup)
        all << Words::tr("no picture was ever shown");
    else
        all << Words::tr("stalled %1 of the time").arg(partText(figures->rebufferRatio))
            << Words::tr("%1, %2 in all")
                   .arg(freezesText(figures->stalls), measureText(SweepMeasure::StartupDelay, figures->stalled))
            << Words::tr("first picture after %1").arg(measureText(SweepMeasure::StartupDelay, *figures->startup));
    return all;
}

QString measureName(SweepMeasure measure)
{
    switch (measure) {
    case SweepMeasure::RebufferRatio: return Words::tr("Rebuffer ratio");
    case SweepMeasure::StartupDelay: return Words::tr("Startup delay");
    case SweepMeasure::StallCount: return Words::tr("Stall count");
    }
    return {};
}

QString measureText(SweepMeasure measure, double value)
{
    switch (measure) {
    case SweepMeasure::RebufferRatio: return partText(value);
    case SweepMeasure::StartupDelay: return Words::tr("%1 s").arg(QString::number(value, 'f', value >= 100 ? 0 : 1));
    case SweepMeasure::StallCount: return QString::number(value, 'f', 0);
    }
    return {};
}

} // namespace rebuffer
