#include "core/io/atomic_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <bit>
#include <cstdint>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace rebuffer {

namespace {

/// What every file system takes as the grain of a write past the cache, in memory and in the file.
constexpr qsizetype pageSize = 4096;

#ifdef Q_OS_LINUX
/// Turns writing past the cache on or off. False: this file system cannot.
bool passTheCache(int handle, bool pass)
{
    const int flags = ::fcntl(handle, F_GETFL);
    return flags >= 0 && ::fcntl(handle, F_SETFL, pass ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
}

/// Whole pages, as far as the system takes them.
qsizetype writePages(int handle, const char *pages, qsizetype size)
{
    if (!passTheCache(handle, true))
        return 0;
    qsizetype written = 0;
    while (written < size) {
        const auto taken = ::write(handle, pages + written, static_cast<std::size_t>(size - written));
        if (taken <= 0)
            break; // whoever writes the rest is told why
        written += taken;
    }
    passTheCache(handle, false);
    return written;
}

/// Of a file that is there already Qt says only that it cannot be written; the system knows why: the permission, or a file
/// system that is mounted to be read.
QString causeBehind(const QString &path, const QString &said)
{
    const bool isThere = ::access(QFile::encodeName(path).constData(), F_OK) == 0;
    return isThere && ::access(QFile::encodeName(path).constData(), W_OK) != 0 ? qt_error_string() : said;
}
#else
QString causeBehind(const QString &, const QString &said)
{
    return said;
}

qsizetype writePages(int, const char *, qsizetype)
{
    return 0;
}
#endif

} // namespace

bool writeWhole(QIODevice &out, const char *bytes, qsizetype size)
{
    // A disk that becomes full takes a part; only the next attempt is told why not all of it.
    for (qsizetype written = 0; written < size;) {
        const qint64 taken = out.write(bytes + written, size - written);
        if (taken <= 0)
            return false;
        written += taken;
    }
    return true;
}

AtomicFile::AtomicFile(const QString &path)
{
    const QFileInfo there(path);
    if (there.exists() && !there.isFile() && !there.isDir())
        m_file = std::make_unique<QFile>(path);
    else
        m_file = std::make_unique<QSaveFile>(path);
}

Problem AtomicFile::cannot(const QString &cause) const
{
    return Problem{m_file->fileName().toStdString() + ": cannot be written: " + cause.toStdString()};
}

Result<bool> AtomicFile::open()
{
    if (m_file->open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        alignBlock();
        return true;
    }
    m_failure = causeBehind(m_file->fileName(), m_file->errorString());
    return cannot(m_failure);
}

void AtomicFile::alignBlock()
{
    m_block.reserve(blockSize + blockSize / 8);
    m_margin = (pageSize - std::bit_cast<std::uintptr_t>(m_block.constData()) % pageSize) % pageSize;
    m_block.resize(m_margin);
}

void AtomicFile::flush(Part part)
{
    const qsizetype pages = size() / pageSize * pageSize;
    // To a pipe that way of writing is another.
    qsizetype written = !replacing() || pages < blockSize || failed() ? 0 : writePages(m_file->handle(), content(), pages);
    if (part == Part::All || size() - written >= pageSize)
        writeThrough(written);
    const QByteArray rest(content() + written, failed() ? 0 : size() - written);
    alignBlock();
    m_block += rest;
}

void AtomicFile::writeThrough(qsizetype &written)
{
    if (failed())
        return;
    if (!writeWhole(*m_file, content() + written, size() - written))
        m_failure = m_file->errorString();
    written = size();
}

QSaveFile *AtomicFile::replacing() const
{
    return qobject_cast<QSaveFile *>(m_file.get());
}

bool AtomicFile::takeItsPlace()
{
    if (QSaveFile *file = replacing())
        return file->commit();
    m_file->close();
    return m_file->error() == QFileDevice::NoError;
}

Result<bool> AtomicFile::commit()
{
    flush(Part::All);
    if (!failed() && takeItsPlace())
        return true;
    if (!failed())
        m_failure = m_file->errorString();
    if (QSaveFile *file = replacing())
        file->cancelWriting();
    return cannot(m_failure);
}

Result<bool> saveAtomically(const QString &path, const QByteArray &content)
{
    AtomicFile file(path);
    if (const auto opened = file.open(); !opened)
        return opened;
    file.write(content);
    return file.commit();
}

} // namespace rebuffer
