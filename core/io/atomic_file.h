// A file that is the old one or the new one, whole, whatever happens while it is written: an interrupt, a kill, a full
// disk. Qt's QSaveFile takes a write that the disk has cut short for a good one; this does not.
#pragma once

#include "core/sim/result.h"

#include <QByteArray>
#include <QSaveFile>
#include <QString>

namespace rebuffer {

class AtomicFile {
public:
    explicit AtomicFile(const QString &path) : m_file(path) {}

    /// The problem names the file and the cause.
    Result<bool> open();
    /// After a failure it does nothing more; commit() then tells of the first.
    void write(const QByteArray &bytes)
    {
        append([&](QByteArray &block) { block += bytes; });
    }
    /// The same for what is best put together in its place: `put` appends to the bytes it is given.
    template <typename Put> void append(Put put)
    {
        put(m_block);
        if (m_block.size() >= blockSize)
            flush();
    }
    bool failed() const { return !m_failure.isEmpty(); }
    /// Puts the file in its place. Without it nothing has happened.
    Result<bool> commit();

private:
    static constexpr qsizetype blockSize = 1 << 20;

    void flush();
    Problem cannot(const QString &cause) const;

    QSaveFile m_file;
    QByteArray m_block;
    QString m_failure;
};

/// Saves `content` so that the file is the old one or the new one, whole.
Result<bool> saveAtomically(const QString &path, const QByteArray &content);

} // namespace rebuffer
