// Traces as mahimahi keeps them: a whole millisecond a line, each the chance to send one packet of 1500 bytes.
#pragma once

#include "core/io/trace_reader.h"
#include "core/io/trace_table.h"

namespace rebuffer {

/// The last line is the period, as it is mahimahi's. A chance at t lets its packet through in the millisecond that ends at
/// t, the chance at 0 thus in the period's last; the mean is the chances' bits by the last line, exactly.
Result<TraceReading> parseOpportunities(const TraceTable &table);

} // namespace rebuffer
