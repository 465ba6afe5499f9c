// Every picture of these films carries its number: the decoder must show the right one, however it gets there.
#include "core/media/ffmpeg/picture_decoder.h"

#include "core/media/ffmpeg/media_reader.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace rebuffer;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::numberIn;
using rebuffer::test::timeOfFrame;

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

namespace {

using Decoder = std::unique_ptr<PictureDecoder>;

// The number of the picture shown; -1 if there is none.
int shownAt(PictureDecoder &decoder, SimDuration position)
{
    decoder.advanceTo(position);
    return numberIn(decoder.picture(160, 160));
}

// Halfway through the time it is shown, for a film that starts with its first picture.
SimDuration during(const FilmRecipe &recipe, int number)
{
    return (timeOfFrame(recipe, number) + timeOfFrame(recipe, number + 1)) / 2;
}

// Where the sound starts first, by what its encoder puts before it, the pictures all come later by this.
SimDuration leadOf(PictureDecoder &decoder)
{
    decoder.advanceTo(SimDuration::zero());
    return decoder.pts();
}

FilmRecipe variableRate()
{
    FilmRecipe recipe;
    recipe.video = "libx264";
    recipe.bFrames = 2;
    recipe.frames = 60;
    for (int i = 0, time = 0; i < recipe.frames; ++i) {
        recipe.frameTimes.push_back(time);
        time += i % 20 < 10 ? 1 : 1 + i % 7;
    }
    return recipe;
}

FilmRecipe longFilmIn(const std::string &container, const std::string &video, int bFrames, const std::string &audio = {})
{
    FilmRecipe recipe = rebuffer::test::filmIn(container, video, audio, bFrames);
    recipe.frames = 120;
    recipe.keyInterval = 25;
    return recipe;
}

} // namespace

class TestPictureDecoder : public QObject {
    Q_OBJECT

private slots:
    void showsEveryPictureInTurn_data() { films(); }
    void showsEveryPictureInTurn();
    void showsEveryPictureBackward_data() { films(); }
    void showsEveryPictureBackward();
    void showsAnyPictureAskedFor_data() { films(); }
    void showsAnyPictureAskedFor();
    void wayThereDoesNotChangeThePicture_data() { films(); }
    void wayThereDoesNotChangeThePicture();
    void tellsHowLongThePictureLasts();
    void countsTimeAsTheTimelineDoes_data() { films(); }
    void countsTimeAsTheTimelineDoes();
    void showsTheFirstPictureBeforeItIsDue();
    void keepsTheLastPictureAfterTheEnd();
    void saysWhetherThePictureChanged();
    void countsPicturesWhereTheRateIsConstant();
    void fitsThePictureIntoTheSizeGiven_data();
    void fitsThePictureIntoTheSizeGiven();
    void turnsThePictureUpright_data();
    void turnsThePictureUpright();
    void paintsBlackAndWhiteInFullRange();
    void colourFollowsTheSizeWhereTheFilmDoesNotNameIt_data();
    void colourFollowsTheSizeWhereTheFilmDoesNotNameIt();
    void soundAloneIsRefused();
    void hugePicturesAreRefused();
    void damagedFilmShowsWhatDecodes();

private:
    static void films();
    Decoder open(const FilmRecipe &recipe);
    Decoder openAgain();

    QTemporaryDir m_folder;
    std::string m_problem;
};

void TestPictureDecoder::films()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::newRow("mp4, no B-frames") << longFilmIn("mp4", "mpeg4", 0);
    QTest::newRow("mp4, B-frames and sound") << longFilmIn("mp4", "libx264", 3, "aac");
    QTest::newRow("mp4, variable rate") << variableRate();
    QTest::newRow("mkv, B-frames") << longFilmIn("matroska", "libx264", 2, "aac");
    QTest::newRow("webm, vp8") << longFilmIn("webm", "libvpx", 0, "libopus");
    QTest::newRow("ts, open groups with B-frames") << longFilmIn("mpegts", "mpeg2video", 2, "mp2");
    QTest::newRow("ts, h264 with B-frames") << longFilmIn("mpegts", "libx264", 2, "aac");
    QTest::newRow("avi") << longFilmIn("avi", "mpeg4", 0, "mp2");
}

Decoder TestPictureDecoder::open(const FilmRecipe &recipe)
{
    const Result<std::string> film = makeFilm(m_folder.filePath("film").toStdString(), recipe);
    m_problem = film.problem();
    return film ? openAgain() : nullptr;
}

Decoder TestPictureDecoder::openAgain()
{
    Result<Decoder> decoder = PictureDecoder::open(m_folder.filePath("film").toStdString());
    m_problem = decoder.problem();
    return decoder ? std::move(decoder).value() : nullptr;
}

void TestPictureDecoder::showsEveryPictureInTurn()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const SimDuration lead = leadOf(*decoder);
    for (int number = 0; number < recipe.frames; ++number)
        QCOMPARE(shownAt(*decoder, lead + during(recipe, number)), number);
}

void TestPictureDecoder::showsEveryPictureBackward()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const SimDuration lead = leadOf(*decoder);
    for (int number = recipe.frames - 1; number >= 0; number -= 3)
        QCOMPARE(shownAt(*decoder, lead + during(recipe, number)), number);
}

void TestPictureDecoder::showsAnyPictureAskedFor()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const SimDuration lead = leadOf(*decoder);
    std::mt19937 random(20);
    for (int i = 0; i < 80; ++i) {
        const int number = static_cast<int>(random() % static_cast<unsigned>(recipe.frames));
        QCOMPARE(shownAt(*decoder, lead + during(recipe, number)), number);
    }
}

void TestPictureDecoder::wayThereDoesNotChangeThePicture()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder inTurn = open(recipe);
    QVERIFY2(inTurn, m_problem.c_str());
    const Decoder atOnce = openAgain();
    QVERIFY2(atOnce, m_problem.c_str());
    const SimDuration target = during(recipe, recipe.frames * 3 / 4);
    QVERIFY(atOnce->advanceTo(target));
    for (SimDuration at; at < target; at += SimDuration::milliseconds(40))
        inTurn->advanceTo(at);
    inTurn->advanceTo(target);
    const Picture a = inTurn->picture(160, 96);
    const Picture b = atOnce->picture(160, 96);
    QCOMPARE(a.pts, b.pts);
    QCOMPARE(a.frame, b.frame);
    QCOMPARE(a.pixels, b.pixels);
}

void TestPictureDecoder::tellsHowLongThePictureLasts()
{
    const FilmRecipe recipe = variableRate();
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    for (int number = 0; number + 1 < recipe.frames; ++number) {
        decoder->advanceTo(during(recipe, number));
        QCOMPARE(decoder->pts(), timeOfFrame(recipe, number));
        QCOMPARE(decoder->nextPts(), timeOfFrame(recipe, number + 1));
    }
    decoder->advanceTo(during(recipe, recipe.frames - 1));
    QCOMPARE(decoder->nextPts(), SimDuration::max());
}

void TestPictureDecoder::countsTimeAsTheTimelineDoes()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const Result<MediaFile> media = openMedia(m_folder.filePath("film").toStdString());
    QVERIFY2(media, media.problem().c_str());
    const auto shown = [&decoder, &media](const AccessUnit &unit) {
        if (media->timeline->tracks()[unit.track].kind != TrackKind::Video)
            return true;
        decoder->advanceTo(unit.pts);
        return decoder->pts() == unit.pts;
    };
    const std::vector<AccessUnit> &units = media->timeline->units();
    QVERIFY(std::all_of(units.begin(), units.end(), shown));
}

void TestPictureDecoder::showsTheFirstPictureBeforeItIsDue()
{
    const Decoder decoder = open(longFilmIn("mp4", "mpeg4", 0));
    QVERIFY2(decoder, m_problem.c_str());
    QVERIFY(decoder->picture(160, 96).isNull());
    QCOMPARE(shownAt(*decoder, SimDuration::wholeSeconds(-1)), 0);
    QVERIFY(!decoder->advanceTo(SimDuration::wholeSeconds(-2)));
    QCOMPARE(shownAt(*decoder, SimDuration::wholeSeconds(-2)), 0);
}

void TestPictureDecoder::keepsTheLastPictureAfterTheEnd()
{
    const FilmRecipe recipe = longFilmIn("mp4", "libx264", 3);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    QCOMPARE(shownAt(*decoder, SimDuration::wholeSeconds(3600)), recipe.frames - 1);
    QVERIFY(!decoder->advanceTo(SimDuration::max()));
    QCOMPARE(shownAt(*decoder, SimDuration::zero()), 0);
}

void TestPictureDecoder::saysWhetherThePictureChanged()
{
    const FilmRecipe recipe = longFilmIn("mp4", "mpeg4", 0);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    QVERIFY(decoder->advanceTo(timeOfFrame(recipe, 5)));
    QVERIFY(!decoder->advanceTo(during(recipe, 5)));
    QVERIFY(!decoder->advanceTo(timeOfFrame(recipe, 6) - SimDuration::nanoseconds(1)));
    QVERIFY(decoder->advanceTo(timeOfFrame(recipe, 6)));
    QVERIFY(decoder->advanceTo(timeOfFrame(recipe, 5)));
}

void TestPictureDecoder::countsPicturesWhereTheRateIsConstant()
{
    const FilmRecipe constant = longFilmIn("mp4", "libx264", 2);
    const Decoder decoder = open(constant);
    QVERIFY2(decoder, m_problem.c_str());
    decoder->advanceTo(during(constant, 77));
    QCOMPARE(decoder->picture(160, 96).frame, 77);

    const Decoder uneven = open(variableRate());
    QVERIFY2(uneven, m_problem.c_str());
    uneven->advanceTo(SimDuration::wholeSeconds(1));
    QCOMPARE(uneven->picture(160, 96).frame, -1);
}

void TestPictureDecoder::fitsThePictureIntoTheSizeGiven_data()
{
    QTest::addColumn<QSize>("coded");
    QTest::addColumn<QPoint>("aspect");
    QTest::addColumn<QSize>("room");
    QTest::addColumn<QSize>("expected");
    QTest::newRow("never enlarged") << QSize(160, 96) << QPoint(1, 1) << QSize(1000, 1000) << QSize(160, 96);
    QTest::newRow("limited by its width") << QSize(160, 96) << QPoint(1, 1) << QSize(80, 1000) << QSize(80, 48);
    QTest::newRow("limited by its height") << QSize(160, 96) << QPoint(1, 1) << QSize(1000, 24) << QSize(40, 24);
    QTest::newRow("pixels that are wide") << QSize(160, 96) << QPoint(4, 3) << QSize(1000, 1000) << QSize(213, 96);
    QTest::newRow("pixels that are narrow") << QSize(160, 96) << QPoint(1, 2) << QSize(1000, 1000) << QSize(80, 96);
    QTest::newRow("a width that fits no register") << QSize(160, 96) << QPoint(1, 1) << QSize(75, 75) << QSize(75, 45);
    QTest::newRow("down to a pixel") << QSize(160, 96) << QPoint(1, 1) << QSize(1, 1) << QSize(1, 1);
    QTest::newRow("no room at all") << QSize(160, 96) << QPoint(1, 1) << QSize(0, 100) << QSize(0, 0);
}

void TestPictureDecoder::fitsThePictureIntoTheSizeGiven()
{
    QFETCH(QSize, coded);
    QFETCH(QPoint, aspect);
    QFETCH(QSize, room);
    QFETCH(QSize, expected);
    FilmRecipe recipe = longFilmIn("mp4", "mpeg4", 0);
    recipe.width = coded.width();
    recipe.height = coded.height();
    recipe.aspectNumerator = aspect.x();
    recipe.aspectDenominator = aspect.y();
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    decoder->advanceTo(during(recipe, 37));
    const Picture picture = decoder->picture(room.width(), room.height());
    QCOMPARE(QSize(picture.width, picture.height), expected);
    QCOMPARE(picture.pixels.size(), static_cast<std::size_t>(expected.width() * expected.height()));
    if (expected.width() >= 40)
        QCOMPARE(numberIn(picture), 37);
}

void TestPictureDecoder::turnsThePictureUpright_data()
{
    QTest::addColumn<int>("turn");
    QTest::newRow("not at all") << 0;
    QTest::newRow("a quarter") << 90;
    QTest::newRow("upside down") << 180;
    QTest::newRow("three quarters") << 270;
}

void TestPictureDecoder::turnsThePictureUpright()
{
    QFETCH(int, turn);
    FilmRecipe recipe = longFilmIn("mp4", "mpeg4", 0);
    recipe.turn = turn;
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    decoder->advanceTo(during(recipe, 93));
    const Picture picture = decoder->picture(1000, 1000);
    const bool onItsSide = turn == 90 || turn == 270;
    QCOMPARE(QSize(picture.width, picture.height), onItsSide ? QSize(96, 160) : QSize(160, 96));
    QCOMPARE(numberIn(picture), 93);
}

void TestPictureDecoder::paintsBlackAndWhiteInFullRange()
{
    FilmRecipe recipe = longFilmIn("mp4", "libx264", 0);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    decoder->advanceTo(timeOfFrame(recipe, 1)); // all squares black but the last
    const Picture picture = decoder->picture(160, 96);
    const std::uint32_t black = picture.pixels[48 * 160 + 80];
    const std::uint32_t white = picture.pixels[84 * 160 + 140];
    for (int shift = 0; shift < 24; shift += 8) {
        QVERIFY2((black >> shift & 0xff) <= 8, qPrintable(QString::number(black, 16)));
        QVERIFY2((white >> shift & 0xff) >= 247, qPrintable(QString::number(white, 16)));
    }
    QVERIFY(std::all_of(picture.pixels.begin(), picture.pixels.end(), [](std::uint32_t pixel) { return pixel >> 24 == 0xff; }));
}

void TestPictureDecoder::colourFollowsTheSizeWhereTheFilmDoesNotNameIt_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("red");
    QTest::newRow("BT.601") << QSize(160, 96) << 115;   // 1.596 * 72
    QTest::newRow("BT.709") << QSize(1280, 720) << 129; // 1.793 * 72
}

void TestPictureDecoder::colourFollowsTheSizeWhereTheFilmDoesNotNameIt()
{
    QFETCH(QSize, size);
    QFETCH(int, red);
    FilmRecipe recipe = longFilmIn("mp4", "mpeg4", 0);
    recipe.width = size.width();
    recipe.height = size.height();
    recipe.redness = 200;
    recipe.frames = 1;
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    decoder->advanceTo(SimDuration::zero());
    const Picture picture = decoder->picture(160, 96);
    const std::uint32_t pixel = picture.pixels[picture.pixels.size() / 2];
    QVERIFY2(std::abs(static_cast<int>(pixel >> 16 & 0xff) - red) <= 4, qPrintable(QString::number(pixel, 16)));
    QVERIFY2((pixel >> 8 & 0xff) <= 4 && (pixel & 0xff) <= 4, qPrintable(QString::number(pixel, 16)));
}

void TestPictureDecoder::soundAloneIsRefused()
{
    FilmRecipe recipe = longFilmIn("wav", "", 0, "pcm_s16le");
    QVERIFY(!open(recipe));
    QVERIFY2(QString::fromStdString(m_problem).contains("no video track"), m_problem.c_str());
    QVERIFY(!PictureDecoder::open(m_folder.filePath("nowhere").toStdString()));
}

void TestPictureDecoder::hugePicturesAreRefused()
{
    FilmRecipe recipe = longFilmIn("matroska", "mjpeg", 0);
    recipe.frames = 1;
    recipe.width = 16400;
    recipe.height = 16;
    QVERIFY(!open(recipe));
    QVERIFY2(QString::fromStdString(m_problem).contains("too large"), m_problem.c_str());
}

void TestPictureDecoder::damagedFilmShowsWhatDecodes()
{
    const FilmRecipe recipe = longFilmIn("mpegts", "libx264", 2);
    const QString path = m_folder.filePath("film");
    const Decoder whole = open(recipe);
    QVERIFY2(whole, m_problem.c_str());
    const SimDuration lead = leadOf(*whole);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    std::mt19937 random(5);
    for (int i = 0; i < 60; ++i) {
        const int at = static_cast<int>(bytes.size() / 4) + static_cast<int>(random() % static_cast<unsigned>(bytes.size() / 2));
        bytes[at] = static_cast<char>(random() & 0xff);
    }
    QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
    file.close();
    Result<Decoder> opened = PictureDecoder::open(path.toStdString());
    QVERIFY2(opened, opened.problem().c_str());
    const Decoder decoder = std::move(opened).value();
    QCOMPARE(shownAt(*decoder, lead + during(recipe, 0)), 0);
    for (int i = 0; i < 40; ++i)
        decoder->advanceTo(SimDuration::milliseconds(static_cast<std::int64_t>(random() % 6000)));
    QCOMPARE(shownAt(*decoder, lead + during(recipe, recipe.frames - 1)), recipe.frames - 1);
}

QTEST_APPLESS_MAIN(TestPictureDecoder)
#include "test_picture_decoder.moc"
