#include "core/io/atomic_file.h"

namespace rebuffer {

Problem AtomicFile::cannot(const QString &cause) const
{
    return Problem{m_file.fileName().toStdString() + ": cannot be written: " + cause.toStdString()};
}

Result<bool> AtomicFile::open()
{
    if (m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return true;
    m_failure = m_file.errorString();
    return cannot(m_failure);
}

void AtomicFile::flush()
{
    qsizetype written = 0;
    // A disk that becomes full takes a part; only the next attempt is told why not all of it.
    while (!failed() && written < m_block.size()) {
        const qint64 taken = m_file.write(m_block.constData() + written, m_block.size() - written);
        if (taken <= 0)
            m_failure = m_file.errorString();
        else
            written += taken;
    }
    m_block.resize(0); // keeps its room
}

Result<bool> AtomicFile::commit()
{
    flush();
    if (!failed() && m_file.commit())
        return true;
    if (!failed())
        m_failure = m_file.errorString();
    m_file.cancelWriting();
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
