// From a source's words to media: what each form opens, and one line for everything that cannot be played.
#include "core/io/open_source.h"
#include "core/session/source_text.h"
#include "tests/support/show.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;

namespace {

/// What lies about in a folder of films that are none.
class Folder {
public:
    Folder()
    {
        write("empty.mp4", {});
        write("letter.txt", "Dear all,\nthis is no film.\n");
        write("noise.mp4", QByteArray(200'000, '\x5a'));
        write("head.mp4", QByteArray("\0\0\0\x18"
                                     "ftypisom\0\0\2\0isommp42",
                                     24));
        write("cut.mp4", QByteArray("\0\0\0\x18"
                                    "ftypisom\0\0\2\0isommp42\0\x10\0\0moov\0\0\0\x6cmvhd",
                                    40));
    }
    std::string pathOf(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    std::string path() const { return m_folder.path().toStdString(); }

private:
    void write(const char *name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", name);
    }

    QTemporaryDir m_folder;
};

} // namespace

class TestOpenSource : public QObject {
    Q_OBJECT

private slots:
    void bulkIsNoMedia();
    void constantRateIsMadeUp();
    void anyFileCanBePlayedAsBytes();
    void refusals_data();
    void refusals();
};

void TestOpenSource::bulkIsNoMedia()
{
    const auto opened = openSource(BulkSource{});
    QVERIFY(opened);
    QVERIFY(!opened->has_value());
}

void TestOpenSource::constantRateIsMadeUp()
{
    const auto opened = openSource(*parseSource("cbr:2Mbit/s:30s"));
    QVERIFY2(opened, opened.problem().c_str());
    QCOMPARE((*opened)->timeline->size(), Bytes(7'500'000));
    QCOMPARE((*opened)->timeline->duration(), SimDuration::wholeSeconds(30));
    QVERIFY((*opened)->path.empty());
}

void TestOpenSource::anyFileCanBePlayedAsBytes()
{
    const Folder folder;
    const auto opened = openSource(BytesSource{folder.pathOf("noise.mp4"), BitRate::kilobitsPerSecond(800)});
    QVERIFY2(opened, opened.problem().c_str());
    QCOMPARE((*opened)->timeline->size(), Bytes(200'000));
    QCOMPARE((*opened)->timeline->duration(), SimDuration::wholeSeconds(2));
    QCOMPARE((*opened)->name, std::string("noise.mp4"));
}

void TestOpenSource::refusals_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("asBytesToo");
    QTest::newRow("no such file") << QByteArray("nowhere.mp4") << true;
    QTest::newRow("a folder") << QByteArray("") << true;
    QTest::newRow("an empty file") << QByteArray("empty.mp4") << true;
    QTest::newRow("a letter") << QByteArray("letter.txt") << false;
    QTest::newRow("noise") << QByteArray("noise.mp4") << false;
    QTest::newRow("a head without a body") << QByteArray("head.mp4") << false;
    QTest::newRow("an index cut in two") << QByteArray("cut.mp4") << false;
}

void TestOpenSource::refusals()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, asBytesToo);
    const Folder folder;
    const std::string path = name.isEmpty() ? folder.path() : folder.pathOf(name.constData());
    const auto film = openSource(FileSource{path});
    QVERIFY2(!film, "was opened");
    QVERIFY2(film.problem().find(path) != std::string::npos, film.problem().c_str());
    QVERIFY2(film.problem().find('\n') == std::string::npos, film.problem().c_str());
    QCOMPARE(!openSource(BytesSource{path, BitRate::megabitsPerSecond(1)}), asBytesToo);
}

QTEST_APPLESS_MAIN(TestOpenSource)
#include "test_open_source.moc"
