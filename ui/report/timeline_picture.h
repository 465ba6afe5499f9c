// The timeline of a whole run as a picture, without a widget.
#pragma once

#include "core/sim/result.h"
#include "ui/report/recorded_run.h"
#include "ui/theme/theme.h"
#include "ui/timeline/time_window.h"

#include <QIODevice>
#include <QRectF>
#include <QString>

#include <optional>

class QPainter;

namespace rebuffer {

struct RunRecord;

/// Another stretch than the whole run, and another run to be drawn dashed behind it.
struct TimelineLook {
    std::optional<TimeWindow> window;
    const RunRecord *ghost = nullptr;
    QString letter; ///< what this run is called then
};

/// Into `where` of a device of 96 dots an inch; its curves with `detail` dots for each of those.
void paintTimeline(QPainter &painter, const QRectF &where, const RecordedRun &run, const Theme &theme, double detail,
                   const TimelineLook &look = {});

enum class PictureFormat { Png, Svg, Pdf };
/// By the suffix of a file's name; nothing for another.
std::optional<PictureFormat> pictureFormatOf(const QString &path);

/// A picture of 1280 by 720 (a PNG of twice the dots), whose words say the seed and the version.
bool writeTimeline(QIODevice &out, PictureFormat format, const RecordedRun &run, const QString &version,
                   const TimelineLook &look = {});

} // namespace rebuffer
