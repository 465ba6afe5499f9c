// A table's rows of times and rates become a trace.
#pragma once

#include "core/io/trace_columns.h"
#include "core/io/trace_reader.h"

namespace rebuffer {

/// Dates, and seconds that are counted from 1970, are taken from the first row's on.
Result<TraceReading> parseRows(const TraceTable &table, const TraceColumns &columns);

} // namespace rebuffer
