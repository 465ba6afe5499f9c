// Films of our own, damaged at random a few thousand times: each is refused in a sentence, or read, shown and heard as far
// as it goes; never a crash, a hang or gigabytes.
#include "core/media/ffmpeg/media_reader.h"
#include "core/media/ffmpeg/picture_decoder.h"
#include "core/media/ffmpeg/sound_decoder.h"
#include "tests/media/demuxed.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>
#include <sys/resource.h>

using namespace rebuffer;
using rebuffer::test::contentOf;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::writeTo;

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

namespace {

constexpr int usualRounds = 170; // of each of twelve films

FilmRecipe tiny(FilmRecipe recipe)
{
    recipe.width = 64;
    recipe.height = 48;
    recipe.frames = 8;
    recipe.keyInterval = 4;
    return recipe;
}

qsizetype anyPlace(const QByteArray &film, std::mt19937 &random)
{
    // Half of them near the beginning, where what matters stands.
    const qsizetype reach = random() % 2 == 0 ? film.size() : std::min<qsizetype>(film.size(), 600);
    return static_cast<qsizetype>(random() % static_cast<unsigned>(std::max<qsizetype>(1, reach)));
}

void changeBytes(QByteArray &film, std::mt19937 &random)
{
    for (unsigned i = random() % 8 + 1; i > 0; --i)
        film[anyPlace(film, random)] = static_cast<char>(random() & 0xff);
}

/// A count, a size or a time that is absurd.
void exaggerate(QByteArray &film, std::mt19937 &random)
{
    static constexpr char extremes[] = {'\xff', '\x7f', '\0', '\x80'};
    const qsizetype at = anyPlace(film, random);
    for (qsizetype i = at; i < std::min(at + 4, film.size()); ++i)
        film[i] = extremes[random() % 4];
}

void mutate(QByteArray &film, std::mt19937 &random)
{
    switch (random() % 6) {
    case 0: film.truncate(anyPlace(film, random)); break;
    case 1: film.remove(anyPlace(film, random), static_cast<qsizetype>(random() % 400)); break;
    case 2: film.insert(anyPlace(film, random), film.mid(anyPlace(film, random), static_cast<qsizetype>(random() % 400))); break;
    case 3: film.append(QByteArray(static_cast<qsizetype>(random() % 5000), static_cast<char>(random() & 0xff))); break;
    case 4: exaggerate(film, random); break;
    default: changeBytes(film, random);
    }
}

std::int64_t mostMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

} // namespace

class TestMutatedMedia : public QObject {
    Q_OBJECT

private slots:
    void whateverIsInItIsReadOrRefused_data();
    void whateverIsInItIsReadOrRefused();
    void absurdCountsTakeNoGigabytes();
    void tablesThatListMillionsAreRefusedUnread();

private:
    void look(const std::string &path);

    QTemporaryDir m_folder;
};

void TestMutatedMedia::whateverIsInItIsReadOrRefused_data()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::newRow("mp4") << filmIn("mp4", "libx264", "aac", 2);
    QTest::newRow("mp4, index first") << filmIn("mp4", "mpeg4", "aac", 0, "movflags=faststart");
    QTest::newRow("fragmented mp4") << filmIn("mp4", "libx264", "aac", 0, "movflags=frag_keyframe+empty_moov");
    QTest::newRow("mkv") << filmIn("matroska", "mpeg4", "flac");
    QTest::newRow("webm") << filmIn("webm", "libvpx", "libopus");
    QTest::newRow("ogg") << filmIn("ogg", "libtheora", "libvorbis");
    QTest::newRow("ts") << filmIn("mpegts", "mpeg2video", "mp2");
    QTest::newRow("program stream") << filmIn("vob", "mpeg2video", "mp2");
    QTest::newRow("avi") << filmIn("avi", "mpeg4", "libmp3lame");
    QTest::newRow("flv") << filmIn("flv", "flv", "aac");
    QTest::newRow("mp3") << filmIn("mp3", "", "libmp3lame");
    QTest::newRow("wav") << filmIn("wav", "", "pcm_s16le");
}

/// As the program would: its timeline, a few pictures, all its sound.
void TestMutatedMedia::look(const std::string &path)
{
    const auto media = openMedia(path);
    if (!media) {
        QVERIFY(!media.problem().empty());
        return;
    }
    const MediaTimeline &timeline = *media->timeline;
    QCOMPARE(timeline.playableUntil(timeline.size()), timeline.duration());
    if (const auto pictures = PictureDecoder::open(path)) {
        for (const int share : {0, 4, 2, 1})
            (*pictures)->advanceTo(timeline.duration() * share / 4);
    }
    if (const auto sound = SoundDecoder::open(path)) {
        SoundBlock block;
        (*sound)->seek(sampleAt(timeline.duration() / 2));
        std::int64_t end = std::numeric_limits<std::int64_t>::min();
        for (int i = 0; i < 500 && (*sound)->next(block); ++i) {
            QVERIFY(block.first >= end);
            end = block.end();
        }
    }
}

/// REBUFFER_ROUNDS=1000 for as many of each, REBUFFER_SEED=7 for others.
void TestMutatedMedia::whateverIsInItIsReadOrRefused()
{
    QFETCH(FilmRecipe, recipe);
    const int rounds =
        qEnvironmentVariableIsSet("REBUFFER_ROUNDS") ? qEnvironmentVariableIntValue("REBUFFER_ROUNDS") : usualRounds;
    const unsigned seed = qEnvironmentVariableIsSet("REBUFFER_SEED") ? qEnvironmentVariable("REBUFFER_SEED").toUInt() : 4;
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto film = makeFilm(m_folder.filePath("whole").toStdString(), tiny(recipe));
    QVERIFY2(film, film.problem().c_str());
    const QByteArray whole = contentOf(*film);
    const std::string path = m_folder.filePath("part").toStdString();
    for (int round = 0; round < rounds; ++round) {
        QByteArray part = whole;
        for (unsigned i = static_cast<unsigned>(random() % 3 + 1); i > 0 && !part.isEmpty(); --i)
            mutate(part, random);
        QVERIFY(writeTo(path, part));
        look(path);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("round %1").arg(round)));
    }
}

/// A run of samples without sizes of their own costs the file nothing, however many it says there are.
void TestMutatedMedia::absurdCountsTakeNoGigabytes()
{
    const auto film = makeFilm(m_folder.filePath("whole").toStdString(),
                               tiny(filmIn("mp4", "libx264", "aac", 0, "movflags=frag_keyframe+empty_moov")));
    QVERIFY2(film, film.problem().c_str());
    QByteArray content = contentOf(*film);
    for (qsizetype at = content.indexOf("trun"); at >= 0; at = content.indexOf("trun", at + 1))
        content.replace(at + 4, 8, QByteArray::fromHex("0000000005000000")); // no flags, 84 million samples
    const std::string path = m_folder.filePath("part").toStdString();
    QVERIFY(writeTo(path, content));
    const std::int64_t before = mostMegabytes();
    look(path);
    const std::int64_t after = mostMegabytes();
    QVERIFY2(after - before < 1000, words("megabytes:", double(after - before)).c_str());
}

/// Twice five million units of a byte: libavformat would list them all, from a table of twenty bytes.
void TestMutatedMedia::tablesThatListMillionsAreRefusedUnread()
{
    const auto film = makeFilm(m_folder.filePath("listed").toStdString(), tiny(filmIn("mp4", "libx264", "aac")));
    QVERIFY2(film, film.problem().c_str());
    QByteArray content = contentOf(*film);
    int tables = 0;
    for (qsizetype at = content.indexOf("stsz"); at >= 0; at = content.indexOf("stsz", at + 1), ++tables)
        content.replace(at + 4, 12,
                        QByteArray::fromHex("00000000"
                                            "00000001"
                                            "004c4b40"));
    QCOMPARE(tables, 2);
    const std::string path = m_folder.filePath("millions").toStdString();
    QVERIFY(writeTo(path, content));
    const std::int64_t before = mostMegabytes();
    const auto media = openMedia(path);
    QVERIFY(!media);
    QVERIFY2(media.problem().find("is too long") != std::string::npos, media.problem().c_str());
    QVERIFY(mostMegabytes() - before < 20);
}

QTEST_APPLESS_MAIN(TestMutatedMedia)
#include "test_mutated_media.moc"
