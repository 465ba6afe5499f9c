// Traces as a JSON list of {duration_ms, bandwidth_kbps}, as the logs of mobile networks are published.
#pragma once

#include "core/io/trace_reader.h"

#include <QByteArray>

#include <string>

namespace rebuffer {

/// A problem points at the line and character of what is wrong; a note tells which members were not read.
Result<TraceReading> parseJsonTrace(const QByteArray &content, const std::string &file);

} // namespace rebuffer
