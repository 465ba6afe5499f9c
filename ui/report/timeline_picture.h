// The timeline of a whole run as a picture, without a widget.
#pragma once

#include "core/sim/result.h"
#include "ui/report/recorded_run.h"
#include "ui/theme/theme.h"

#include <QIODevice>
#include <QRectF>
#include <QString>

class QPainter;

namespace rebuffer {

/// Into `where` of a device of 96 dots an inch; its curves with `detail` dots for each of those.
void paintTimeline(QPainter &painter, const QRectF &where, const RecordedRun &run, const Theme &theme, double detail);

enum class PictureFormat { Png, Svg, Pdf };
/// By the suffix of a file's name; nothing for another.
std::optional<PictureFormat> pictureFormatOf(const QString &path);

/// A picture of 1280 by 720 (a PNG of twice the dots), whose words say the seed and the version.
bool writeTimeline(QIODevice &out, PictureFormat format, const RecordedRun &run, const QString &version);

} // namespace rebuffer
