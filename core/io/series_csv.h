// The run's curves as a table: one line a bucket, for a spreadsheet or a plot.
#pragma once

#include "core/io/atomic_file.h"
#include "core/io/run_mark.h"
#include "core/session/series.h"
#include "core/sim/result.h"

#include <QByteArray>
#include <QString>

namespace rebuffer {

/// With a header line that names each column and its unit. The last row is of the time up to `until` only. With a mark, two
/// columns more say the same in every line: the seed, and the version of the program.
QByteArray seriesToCsv(const Series &series, SimTime until, const RunMark *mark = nullptr);

} // namespace rebuffer
