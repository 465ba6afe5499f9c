// The run's curves as a table: one line a bucket, for a spreadsheet or a plot.
#pragma once

#include "core/session/series.h"
#include "core/sim/result.h"

#include <QByteArray>
#include <QString>

namespace rebuffer {

/// With a header line that names each column and its unit.
QByteArray seriesToCsv(const Series &series);

/// Saves `content` so that the file is the old one or the new one, whole.
Result<bool> saveAtomically(const QString &path, const QByteArray &content);

} // namespace rebuffer
