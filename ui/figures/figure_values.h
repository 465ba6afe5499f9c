// What the seven figures say: out of the run's facts, into words. Painted by FiguresRow, tested without a screen.
#pragma once

#include "core/media/media_timeline.h"
#include "core/session/snapshot.h"
#include "core/session/summary.h"
#include "ui/theme/theme.h"

#include <QString>

#include <array>

namespace rebuffer {

enum class Figure { Startup, Stalls, Stalled, Throughput, Needs, Lost, Experience };
inline constexpr std::size_t figureCount = 7;

struct FigureName {
    QString name;
    QString widest; ///< a value as wide as any it will show
    QString definition;
};

struct FigureValue {
    QString text;
    QColor colour;
    QString aside = {}; ///< stands behind the name where there is room: what is counted apart
};

std::array<FigureName, figureCount> figureNames();
/// `film` may be nullptr (endless bytes). A figure that has no value yet is a dash.
std::array<FigureValue, figureCount> figureValues(const Summary &summary, const Snapshot &snapshot, const MediaTimeline *film,
                                                  const Theme &theme);

} // namespace rebuffer
