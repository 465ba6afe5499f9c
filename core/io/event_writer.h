// The event log as JSON Lines: one object a line, in the order of happening.
#pragma once

#include "core/io/atomic_file.h"
#include "core/io/run_mark.h"
#include "core/session/event_log.h"
#include "core/sim/result.h"

#include <QByteArray>
#include <QString>

namespace rebuffer {

/// One event as a line without its end. Times in seconds with nine decimals.
void appendEventLine(const Event &event, QByteArray &out);

/// Writes a log to a file that appears whole or not at all.
class EventWriter {
public:
    explicit EventWriter(const QString &path) : m_file(path) {}

    Result<bool> open() { return m_file.open(); }
    /// A line of its own before all others: {"run": ...}.
    void write(const RunMark &mark);
    void write(const Event &event);
    /// Puts the file in its place.
    Result<bool> commit() { return m_file.commit(); }

private:
    AtomicFile m_file;
};

} // namespace rebuffer
