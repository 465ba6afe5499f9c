// A file that is the old one or the new one, whole, whatever happens while it is written: an interrupt, a kill, a full
// disk. What is no file (a pipe, a device) is written to as it goes, and never put another in the place of. Qt's QSaveFile takes
// a write that the disk has cut short for a good one; this does not. Whole megabytes go past the system's cache where there is a
// way (Linux, O_DIRECT): copying an event log of gigabytes into it page by page would cost more processor time than simulating
// what the log tells.
#pragma once

#include "core/sim/result.h"

#include <QByteArray>
#include <QFileDevice>
#include <QString>

#include <memory>

class QSaveFile;

namespace rebuffer {

/// False if not all of it was taken: then errorString() tells why.
bool writeWhole(QIODevice &out, const char *bytes, qsizetype size);

class AtomicFile {
public:
    explicit AtomicFile(const QString &path);

    /// The problem names the file and the cause.
    Result<bool> open();
    /// After a failure it does nothing more; commit() then tells of the first.
    void write(const QByteArray &bytes)
    {
        m_block += bytes;
        if (size() >= blockSize)
            flush(Part::WholePages);
    }
    bool failed() const { return !m_failure.isEmpty(); }
    QString path() const { return m_file->fileName(); }
    /// Puts the file in its place. Without it nothing has happened.
    Result<bool> commit();

private:
    static constexpr qsizetype blockSize = 1 << 20;

    /// Where the block's content begins: at a page's start, before which lie bytes that are never written.
    const char *content() const { return m_block.constData() + m_margin; }
    qsizetype size() const { return m_block.size() - m_margin; }
    void alignBlock();
    enum class Part { WholePages, All };
    void flush(Part part);
    void writeThrough(qsizetype &written);
    Problem cannot(const QString &cause) const;
    QSaveFile *replacing() const; // null for what is written to as it goes
    bool takeItsPlace();

    std::unique_ptr<QFileDevice> m_file;
    QByteArray m_block;
    qsizetype m_margin = 0;
    QString m_failure;
};

/// Saves `content` so that the file is the old one or the new one, whole.
Result<bool> saveAtomically(const QString &path, const QByteArray &content);

} // namespace rebuffer
