// Which of a table's columns is the time, which the rate, and in which units: by their titles, never by a guess.
#pragma once

#include "core/io/trace_table.h"

#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

struct TraceColumns {
    std::optional<std::size_t> time; ///< none: a second a row
    double secondsPerUnit = 1;
    std::size_t rate = 0;
    double bitsPerUnit = 1e6;
    std::vector<std::string> notes; ///< how the table was read, for a person
};

/// `wanted` by its title, or, when empty, the first that is a rate. A table without titles has two, seconds and Mbit/s.
Result<TraceColumns> findTraceColumns(const TraceTable &table, const std::string &wanted);

} // namespace rebuffer
