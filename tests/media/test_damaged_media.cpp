// Files that are cut, damaged or no films at all: what is there is played, and the rest is refused in a sentence.
#include "core/media/ffmpeg/media_reader.h"

#include "tests/media/demuxed.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace rebuffer;
using namespace rebuffer::test;

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

class TestDamagedMedia : public QObject {
    Q_OBJECT

private slots:
    void truncatedFilmPlaysWhatIsThere_data();
    void truncatedFilmPlaysWhatIsThere();
    void aFilmOfMoreThanAWeekIsRefused_data();
    void aFilmOfMoreThanAWeekIsRefused();
    void aPictureMayStandForMinutes_data();
    void aPictureMayStandForMinutes();
    void truncatedIndexIsRefused_data();
    void truncatedIndexIsRefused();
    void whatIsNoFilmIsRefused_data();
    void whatIsNoFilmIsRefused();
    void playlistDoesNotOpenWhatItNames_data();
    void playlistDoesNotOpenWhatItNames();
    void playlistDoesNotWaitForWhatItNames();
    void readingCanBeCalledOff();
    void damagedFilmsAreReadOrRefused();

private:
    Result<MediaFile> make(const FilmRecipe &recipe);
    Result<MediaFile> makeFromRow();
    Result<MediaFile> openTruncated(const std::string &whole, Bytes size);

    std::string path(const char *name) const { return m_folder.filePath(name).toStdString(); }

    QTemporaryDir m_folder;
};

Result<MediaFile> TestDamagedMedia::make(const FilmRecipe &recipe)
{
    const Result<std::string> film = makeFilm(path("film"), recipe);
    return film ? openMedia(*film) : Result<MediaFile>(Problem{film.problem()});
}

Result<MediaFile> TestDamagedMedia::makeFromRow()
{
    QFETCH(FilmRecipe, recipe);
    return make(recipe);
}

Result<MediaFile> TestDamagedMedia::openTruncated(const std::string &whole, Bytes size)
{
    writeTo(path("part"), contentOf(whole).left(static_cast<qsizetype>(size.count())));
    return openMedia(path("part"));
}

void TestDamagedMedia::truncatedFilmPlaysWhatIsThere_data()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::addColumn<int>("percent");
    for (const int percent : {30, 45, 60, 75, 90}) {
        QTest::addRow("mp4, index first, %d %%", percent) << indexFirst() << percent;
        QTest::addRow("mkv, %d %%", percent) << filmIn("matroska", "libx264", "aac", 2) << percent;
        QTest::addRow("avi, %d %%", percent) << filmIn("avi", "mpeg4", "mp2") << percent;
        QTest::addRow("wav, %d %%", percent) << filmIn("wav", "", "pcm_s16le") << percent;
    }
}

void TestDamagedMedia::truncatedFilmPlaysWhatIsThere()
{
    QFETCH(int, percent);
    const Result<MediaFile> whole = makeFromRow();
    QVERIFY2(whole, whole.problem().c_str());
    const Bytes size(whole->timeline->size().count() * percent / 100);
    const Result<MediaFile> part = openTruncated(whole->path, size);
    QVERIFY2(part, part.problem().c_str());
    const MediaTimeline &timeline = *part->timeline;
    // Where the tables of times are cut off too, a few reordered pictures may be given up; none is made up.
    const double lost = (whole->timeline->playableUntil(size) - timeline.duration()).toMilliseconds();
    QVERIFY2(lost < 130 && lost > -3, qPrintable(QString("%1 ms less than is there").arg(lost)));
    QCOMPARE(timeline.size(), size);
    QCOMPARE(timeline.playableUntil(size), timeline.duration());
    QVERIFY(timeline.duration() < whole->timeline->duration());
    QVERIFY(timeline.announced() >= timeline.duration());
    QVERIFY(std::all_of(timeline.units().begin(), timeline.units().end(),
                        [size](const AccessUnit &unit) { return unit.end() <= size; }));
}

void TestDamagedMedia::aFilmOfMoreThanAWeekIsRefused_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("plays");
    QTest::newRow("two pictures, a day apart") << 1 << true;
    QTest::newRow("two pictures, eight days apart") << 8 << false;
}

void TestDamagedMedia::aFilmOfMoreThanAWeekIsRefused()
{
    QFETCH(int, days);
    QFETCH(bool, plays);
    FilmRecipe recipe = filmIn("matroska", "mjpeg", "");
    recipe.frames = 2;
    recipe.frameTimes = {0, days * 24 * 3600 * recipe.framesPerSecond};
    const Result<std::string> made = test::makeFilm(path("film"), recipe);
    QVERIFY2(made, made.problem().c_str());
    const Result<MediaFile> media = openMedia(path("film"));
    QCOMPARE(static_cast<bool>(media), plays);
    if (!plays)
        QVERIFY2(QString::fromStdString(media.problem()).contains("8 days"), media.problem().c_str());
}

void TestDamagedMedia::aPictureMayStandForMinutes_data()
{
    QTest::addColumn<QByteArray>("container");
    for (const char *container : {"matroska", "mp4", "flv"})
        QTest::newRow(container) << QByteArray(container);
}

/// Slides: some containers tell of each picture the length that pictures usually have.
void TestDamagedMedia::aPictureMayStandForMinutes()
{
    QFETCH(QByteArray, container);
    FilmRecipe recipe = filmIn(container.toStdString(), "libx264", "");
    recipe.frames = 5;
    recipe.frameTimes = {0, 1, 2, 3, 270 * recipe.framesPerSecond};
    const Result<std::string> made = test::makeFilm(path("film"), recipe);
    QVERIFY2(made, made.problem().c_str());
    const Result<MediaFile> media = openMedia(path("film"));
    QVERIFY2(media, media.problem().c_str());
    QVERIFY(media->timeline->duration() >= SimDuration::wholeSeconds(270));
    QVERIFY(media->timeline->duration() < SimDuration::wholeSeconds(272));
}

void TestDamagedMedia::truncatedIndexIsRefused_data()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::addColumn<int>("percent");
    QTest::addColumn<QString>("reason");
    QTest::newRow("last, not there") << indexLast() << 60 << "index is missing";
    QTest::newRow("last, cut") << indexLast() << 99 << "middle of its index";
    QTest::newRow("first, cut") << indexFirst() << 2 << "middle of its index";
}

void TestDamagedMedia::truncatedIndexIsRefused()
{
    QFETCH(int, percent);
    QFETCH(QString, reason);
    const Result<MediaFile> whole = makeFromRow();
    QVERIFY2(whole, whole.problem().c_str());
    const Result<MediaFile> part = openTruncated(whole->path, Bytes(whole->timeline->size().count() * percent / 100));
    QVERIFY(!part);
    QVERIFY2(QString::fromStdString(part.problem()).contains(reason), part.problem().c_str());
    QVERIFY2(QString::fromStdString(part.problem()).contains(QString::fromStdString(path("part"))), part.problem().c_str());
}

void TestDamagedMedia::whatIsNoFilmIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QByteArray noise;
    std::mt19937 random(3);
    for (int i = 0; i < 50'000; ++i)
        noise.append(static_cast<char>(random() & 0xff));
    QTest::newRow("no such file") << "nowhere.mp4" << QByteArray() << "no such file";
    QTest::newRow("a directory") << "." << QByteArray() << "directory";
    QTest::newRow("an empty file") << "empty.mp4" << QByteArray("") << "empty";
    QTest::newRow("a text") << "notes.txt" << QByteArray("What a stream is.\n").repeated(500) << "not a film";
    QTest::newRow("noise that is called a film") << "noise.mp4" << noise << "not a film";
    QTest::newRow("subtitles alone") << "words.srt" << QByteArray("1\n00:00:01,000 --> 00:00:04,000\nhello\n\n").repeated(3)
                                     << "neither a picture nor a sound";
    QTest::newRow("boxes that count to nothing") << "boxes.mp4" << QByteArray("\0\0\0\0ftypisom", 12) << "not a film";
}

void TestDamagedMedia::whatIsNoFilmIsRefused()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, reason);
    const std::string file = path(qPrintable(name));
    if (!content.isNull())
        QVERIFY(writeTo(file, content));
    const Result<MediaFile> media = openMedia(file);
    QVERIFY(!media);
    QVERIFY2(QString::fromStdString(media.problem()).contains(reason), media.problem().c_str());
    QVERIFY2(QString::fromStdString(media.problem()).contains(QString::fromStdString(file)), media.problem().c_str());
}

void TestDamagedMedia::playlistDoesNotOpenWhatItNames_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("HLS") << QByteArray("list.m3u8") << QByteArray("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:3,\n")
                         << QByteArray("\n#EXT-X-ENDLIST\n");
    QTest::newRow("concatenation") << QByteArray("list.ffconcat") << QByteArray("ffconcat version 1.0\nfile ")
                                   << QByteArray("\n");
    QTest::newRow("DASH") << QByteArray("list.mpd")
                          << QByteArray("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\" "
                                        "mediaPresentationDuration=\"PT3S\" "
                                        "profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"><Period><AdaptationSet "
                                        "mimeType=\"video/mp4\"><Representation id=\"0\" bandwidth=\"100000\"><BaseURL>")
                          << QByteArray("</BaseURL></Representation></AdaptationSet></Period></MPD>");
}

void TestDamagedMedia::playlistDoesNotOpenWhatItNames()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    const Result<MediaFile> media = make(indexFirst());
    QVERIFY2(media, media.problem().c_str());
    const QByteArray named = QFileInfo(QString::fromStdString(media->path)).fileName().toUtf8();
    QVERIFY(writeTo(path(name.constData()), begin + named + end));
    QVERIFY(!openMedia(path(name.constData())));
}

/// A pipe that nobody writes to is never waited for.
void TestDamagedMedia::playlistDoesNotWaitForWhatItNames()
{
    QVERIFY(mkfifo(path("pipe").c_str(), 0600) == 0);
    QVERIFY(writeTo(path("list.ffconcat"), "ffconcat version 1.0\nfile pipe\n"));
    QVERIFY(!openMedia(path("list.ffconcat")));
}

void TestDamagedMedia::readingCanBeCalledOff()
{
    const Result<MediaFile> media = make(indexFirst());
    QVERIFY2(media, media.problem().c_str());
    int asked = 0;
    QVERIFY(openMedia(media->path, [&asked] {
        ++asked;
        return true;
    }));
    QVERIFY(asked > 2);
    int left = asked - 1;
    const Result<MediaFile> abandoned = openMedia(media->path, [&left] { return left-- > 0; });
    QVERIFY(!abandoned);
    QVERIFY2(QString::fromStdString(abandoned.problem()).contains("called off"), abandoned.problem().c_str());
}

void TestDamagedMedia::damagedFilmsAreReadOrRefused()
{
    std::mt19937 random(17);
    for (const FilmRecipe &recipe :
         {indexFirst(), filmIn("matroska", "libx264", "aac", 2), filmIn("mpegts", "mpeg2video", "mp2", 2),
          filmIn("ogg", "libtheora", "libvorbis"), filmIn("vob", "mpeg2video", "mp2"), filmIn("avi", "mpeg4", "mp2")}) {
        const Result<std::string> film = makeFilm(path("film"), recipe);
        QVERIFY2(film, film.problem().c_str());
        const QByteArray whole = contentOf(*film);
        for (int round = 0; round < 15; ++round) {
            QByteArray damaged = whole;
            for (int i = 0; i < 30; ++i) {
                const auto near =
                    static_cast<unsigned>(round % 2 == 0 ? damaged.size() : std::min<qsizetype>(damaged.size(), 4000));
                damaged[static_cast<int>(random() % near)] = static_cast<char>(random() & 0xff);
            }
            QVERIFY(writeTo(path("part"), damaged));
            const Result<MediaFile> media = openMedia(path("part"));
            if (!media)
                continue;
            QVERIFY(media->timeline->duration() < SimDuration::wholeSeconds(3600));
            QCOMPARE(media->timeline->playableUntil(media->timeline->size()), media->timeline->duration());
        }
    }
}

QTEST_APPLESS_MAIN(TestDamagedMedia)
#include "test_damaged_media.moc"
