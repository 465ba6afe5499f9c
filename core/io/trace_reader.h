// Bandwidth traces from files, in the four forms they are published in, told apart by what is in them.
#pragma once

#include "core/net/rate_trace.h"
#include "core/session/scenario.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <string>
#include <vector>

namespace rebuffer {

/// A trace, and how it was read, where that is not plain: a sentence each, for a person.
struct TraceReading {
    std::shared_ptr<const RateTrace> trace;
    std::vector<std::string> notes;
};

/// Reads a trace. `column` names a column of a table with titles; empty: its first column that is a rate.
///
/// Two columns, seconds and Mbit/s; a table with titles, separated by commas, semicolons, tabs or blanks, the columns and
/// their units known by their titles (a table without a time has a row a second, and a rate without a unit is in Mbit/s);
/// a JSON list of {duration_ms, bandwidth_kbps}; mahimahi's one whole millisecond a line, each the chance to send 1500 bytes.
/// A problem names the file, the line and column, what is there and what should be.
Result<TraceReading> readTrace(const QString &path, const QString &column = {});
/// "FILE" or "FILE#COLUMN", as link.rate names it; a '#' in a file's own name stays if there is such a file.
Result<TraceReading> readNamedTrace(const std::string &reference);
/// The same from bytes; `name` is what problems call them.
Result<TraceReading> parseTrace(const QByteArray &content, const QString &name, const QString &column = {});

/// Puts every trace that the scenario or its changes name on its shelf. Of those that cannot be read the first is told of,
/// or all.
Result<bool> loadTraces(Scenario &scenario);
std::vector<Problem> loadTracesAsFarAsCan(Scenario &scenario);

} // namespace rebuffer
