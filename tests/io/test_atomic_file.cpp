// A file saved atomically holds what was written, byte for byte, however it was handed over; or it is the old one.
#include "core/io/atomic_file.h"
#include "core/sim/random_stream.h"
#include "tests/support/show.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;

namespace {

constexpr int mebi = 1 << 20;

/// Bytes whose place can be told from them: a page in the wrong place is seen.
QByteArray counted(int size)
{
    QByteArray bytes;
    bytes.reserve(size + 16);
    for (int line = 0; bytes.size() < size; ++line)
        bytes += QByteArray::number(line).rightJustified(15, '.') + '\n';
    bytes.truncate(size);
    return bytes;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The disk may be written past the cache, memory cannot on older systems: both must do.
QString folderOf(const char *kind)
{
    return qstrcmp(kind, "memory") == 0 && QDir("/dev/shm").exists() ? "/dev/shm/rebuffer-XXXXXX"
                                                                     : QDir::tempPath() + "/rebuffer-XXXXXX";
}

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsThere_data();
    void whatIsWrittenIsThere();
    void aPortionMayBeLargerThanABlock();
    void withoutCommitTheOldFileStays();
};

void TestAtomicFile::whatIsWrittenIsThere_data()
{
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("portion"); // at most
    for (const char *place : {"disk", "memory"}) {
        const auto row = [&](const char *name, int size, int portion) {
            QTest::addRow("%s, %s", name, place) << QByteArray(place) << size << portion;
        };
        row("nothing", 0, 1);
        row("one byte", 1, 1);
        row("a page", 4096, 100);
        row("a block", mebi, 4096);
        row("a block and a byte", mebi + 1, mebi);
        row("blocks and an odd rest, in lines", 5 * mebi + 4095, 127);
        row("blocks and an odd rest, in pieces", 9 * mebi + 17, 70'001);
    }
}

void TestAtomicFile::whatIsWrittenIsThere()
{
    QFETCH(QByteArray, place);
    QFETCH(int, size);
    QFETCH(int, portion);
    const QTemporaryDir folder(folderOf(place));
    const QByteArray content = counted(size);
    RandomStream portions(1, "portions");
    AtomicFile file(folder.filePath("file"));
    QVERIFY(file.open());
    for (int at = 0; at < size;) {
        const int taken = std::min(size - at, 1 + static_cast<int>(portions.uniform() * portion));
        file.write(content.mid(at, taken));
        at += taken;
    }
    QVERIFY(file.commit());
    QVERIFY(contentOf(folder.filePath("file")) == content);
}

void TestAtomicFile::aPortionMayBeLargerThanABlock()
{
    const QTemporaryDir folder;
    const QByteArray large = counted(3 * mebi + 5);
    AtomicFile file(folder.filePath("file"));
    QVERIFY(file.open());
    for (int i = 0; i < 3; ++i)
        file.write(large);
    QVERIFY(file.commit());
    QVERIFY(contentOf(folder.filePath("file")) == large + large + large);
}

void TestAtomicFile::withoutCommitTheOldFileStays()
{
    const QTemporaryDir folder;
    QVERIFY(saveAtomically(folder.filePath("file"), "old"));
    {
        AtomicFile file(folder.filePath("file"));
        QVERIFY(file.open());
        file.write(counted(3 * mebi));
    }
    QCOMPARE(contentOf(folder.filePath("file")), QByteArray("old"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "test_atomic_file.moc"
