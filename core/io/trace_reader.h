// Bandwidth traces from files, in the four forms they are published in, told apart by what is in them.
#pragma once

#include "core/net/rate_trace.h"
#include "core/session/scenario.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace rebuffer {

/// Reads a trace. `column` names a column of a table with a header; empty: its first column that is a rate.
///
/// Two columns, seconds and Mbit/s; a comma-separated table with a header, its time in a column called time, timestamp,
/// seconds or seq_num (else a row a second), rates in Mbit/s (kbit/s or bit/s if the column's name says so); a JSON list
/// of {duration_ms, bandwidth_kbps}; mahimahi's one whole millisecond a line, each the chance to send 1504 bytes.
/// A problem names the file, the line and column (or the list's entry), what is there and what should be.
Result<std::shared_ptr<const RateTrace>> readTrace(const QString &path, const QString &column = {});
/// The same from bytes; `name` is what problems call them.
Result<std::shared_ptr<const RateTrace>> parseTrace(const QByteArray &content, const QString &name, const QString &column = {});

/// Puts every trace that the scenario or its changes name ("FILE" or "FILE#COLUMN") on its shelf.
Result<bool> loadTraces(Scenario &scenario);

} // namespace rebuffer
