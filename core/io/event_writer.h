// The event log as JSON Lines: one object a line, in the order of happening.
#pragma once

#include "core/io/atomic_file.h"
#include "core/io/run_mark.h"
#include "core/media/media_file.h"
#include "core/session/event_log.h"
#include "core/sim/result.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace rebuffer {

/// One event as a line without its end. Times in seconds with nine decimals.
void appendEventLine(const Event &event, QByteArray &out);

/// Writes a log to a file that appears whole or not at all.
class EventWriter {
public:
    explicit EventWriter(const QString &path) : m_file(path), m_lines(std::size_t{1} << 16) {}

    Result<bool> open() { return m_file.open(); }
    /// A line of its own before all others: {"run": ...}.
    void write(const RunMark &mark);
    void write(const Event &event);
    /// Puts the file in its place.
    Result<bool> commit();

    bool failed() const { return m_file.failed(); }

private:
    void flush();

    AtomicFile m_file;
    std::vector<char> m_lines; // that are not in the file yet
    std::size_t m_filled = 0;
};

/// Runs the marked scenario from its beginning to `until` and writes everything that happens. `keepGoing` is told now and
/// then how far the run is; if it answers no, the file stays as it was, as it does when it cannot be written.
Result<bool> saveEventLog(const QString &path, const RunMark &mark, const std::optional<MediaFile> &media, SimTime until,
                          const std::function<bool(SimTime now)> &keepGoing = {});

} // namespace rebuffer
