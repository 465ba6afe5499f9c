// Films put one behind the other in one file, whose time stamps begin anew in the middle: they play on.
#include "core/media/ffmpeg/media_reader.h"
#include "core/media/ffmpeg/picture_decoder.h"
#include "core/media/ffmpeg/sound_decoder.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <vector>

using namespace rebuffer;
using test::filmIn;
using test::FilmRecipe;
using test::makeFilm;
using test::numberIn;

Q_DECLARE_METATYPE(FilmRecipe)

namespace {

constexpr int secondPartFrom = 500;
constexpr SimDuration partLength = SimDuration::wholeSeconds(3);

/// The sound of `count` samples from `from` on; silence where there is none.
std::vector<std::int16_t> soundFrom(SoundDecoder &decoder, std::int64_t from, std::int64_t count)
{
    std::vector<std::int16_t> stereo(static_cast<std::size_t>(count * SoundDecoder::channels));
    decoder.seek(from);
    SoundBlock block;
    while (decoder.next(block) && block.first < from + count) {
        for (std::int64_t i = std::max(block.first, from); i < std::min(block.end(), from + count); ++i) {
            const auto source = block.samples.begin() + (i - block.first) * SoundDecoder::channels;
            std::copy_n(source, SoundDecoder::channels, stereo.begin() + (i - from) * SoundDecoder::channels);
        }
    }
    return stereo;
}

} // namespace

class TestSplicedMedia : public QObject {
    Q_OBJECT

private slots:
    void theFilmLastsAsLongAsBothParts_data() { films(); }
    void theFilmLastsAsLongAsBothParts();
    void timesGoOn_data() { films(); }
    void timesGoOn();
    void theUnitsLieInTheirParts_data() { films(); }
    void theUnitsLieInTheirParts();
    void theStartDoesNotWaitForTheSecondPart_data() { films(); }
    void theStartDoesNotWaitForTheSecondPart();
    void picturesAndSoundStayTogether();
    void everyPictureIsShownInTurn_data() { pictures(); }
    void everyPictureIsShownInTurn();
    void aMoveShowsTheSamePicture_data() { pictures(); }
    void aMoveShowsTheSamePicture();
    void aMoveFindsTheSameSound_data() { sounds(); }
    void aMoveFindsTheSameSound();
    void slidesAreNoSplices_data();
    void slidesAreNoSplices();
    void filmsOfOnePieceAreNotSpliced();

private:
    static void films();
    static void pictures();
    static void sounds();
    static void both();
    static void soundAlone();
    std::string pathOf(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }
    bool splice(const FilmRecipe &recipe);
    std::map<SimDuration, int> picturesInTurn();

    QTemporaryDir m_folder;
    std::string m_problem;
    MediaFile m_film;
    Bytes m_firstPart;
};

void TestSplicedMedia::pictures()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::newRow("transport stream without sound") << filmIn("mpegts", "libx264", "");
    both();
}

void TestSplicedMedia::both()
{
    QTest::newRow("transport stream, h264 with B-frames") << filmIn("mpegts", "libx264", "aac", 2);
    QTest::newRow("transport stream, open groups") << filmIn("mpegts", "mpeg2video", "mp2", 2);
    QTest::newRow("program stream") << filmIn("vob", "mpeg2video", "mp2", 2);
}

void TestSplicedMedia::films()
{
    pictures();
    soundAlone();
}

void TestSplicedMedia::sounds()
{
    QTest::addColumn<FilmRecipe>("recipe");
    both();
    soundAlone();
}

void TestSplicedMedia::soundAlone()
{
    QTest::newRow("chained Ogg, vorbis") << filmIn("ogg", "", "libvorbis");
    QTest::newRow("chained Ogg, opus") << filmIn("opus", "", "libopus");
}

/// One film of three seconds, another of as much, and both in one file, which is opened.
bool TestSplicedMedia::splice(const FilmRecipe &recipe)
{
    FilmRecipe second = recipe;
    second.firstNumber = secondPartFrom;
    QByteArray all;
    for (const FilmRecipe &part : {recipe, second}) {
        m_firstPart = Bytes(all.size());
        const auto made = makeFilm(pathOf("part"), part);
        m_problem = made.problem();
        QFile file(QString::fromStdString(pathOf("part")));
        if (!made || !file.open(QIODevice::ReadOnly))
            return false;
        all += file.readAll();
    }
    QFile file(QString::fromStdString(pathOf("film")));
    if (!file.open(QIODevice::WriteOnly) || file.write(all) != all.size())
        return false;
    file.close();
    Result<MediaFile> film = openMedia(pathOf("film"));
    m_problem = film.problem();
    if (film)
        m_film = std::move(film).value();
    return static_cast<bool>(film);
}

void TestSplicedMedia::theFilmLastsAsLongAsBothParts()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    QVERIFY(m_film.timeline->isSpliced());
    const double length = m_film.timeline->duration().toSeconds();
    QVERIFY2(length > 5.9 && length < 6.3, words("s", length).c_str());
    QCOMPARE(m_film.timeline->announced(), m_film.timeline->duration());
}

void TestSplicedMedia::timesGoOn()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    std::map<int, SimDuration> last;
    for (const AccessUnit &unit : m_film.timeline->units()) {
        const auto before = last.find(unit.track);
        if (before != last.end()) {
            const double step = (unit.dts - before->second).toSeconds();
            QVERIFY2(step > -0.1 && step < 0.2, (words("step s", step) + words(" at s", unit.dts.toSeconds())).c_str());
        }
        last[unit.track] = unit.dts;
    }
}

void TestSplicedMedia::theUnitsLieInTheirParts()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    for (const AccessUnit &unit : m_film.timeline->units()) {
        const std::string at = words("at s", unit.dts.toSeconds());
        if (unit.dts < SimDuration::milliseconds(2500))
            QVERIFY2(unit.end() <= m_firstPart, at.c_str());
        if (unit.dts > SimDuration::milliseconds(3500))
            QVERIFY2(unit.position >= m_firstPart, at.c_str());
        QVERIFY2(unit.size < Bytes(70'000), words("B", static_cast<double>(unit.size.count())).c_str()); // a page
    }
}

void TestSplicedMedia::theStartDoesNotWaitForTheSecondPart()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    QVERIFY(m_film.timeline->prefixFor(SimDuration::wholeSeconds(2)) < m_firstPart);
    QVERIFY(m_film.timeline->prefixFor(SimDuration::wholeSeconds(4)) > m_firstPart);
}

/// Between the first picture and the first sound of a part lies as much time in the second as in the first.
void TestSplicedMedia::picturesAndSoundStayTogether()
{
    QVERIFY2(splice(filmIn("mpegts", "libx264", "aac", 2)), m_problem.c_str());
    std::map<std::pair<bool, TrackKind>, SimDuration> first;
    for (const AccessUnit &unit : m_film.timeline->units()) {
        const std::pair key{unit.position >= m_firstPart, m_film.timeline->tracks()[unit.track].kind};
        const auto known = first.try_emplace(key, unit.pts).first;
        known->second = std::min(known->second, unit.pts);
    }
    QCOMPARE(first.size(), std::size_t{4});
    const auto apart = [&](bool second) { return first[{second, TrackKind::Video}] - first[{second, TrackKind::Audio}]; };
    QVERIFY2(std::abs((apart(true) - apart(false)).toMilliseconds()) < 1,
             (words("first ms", apart(false).toMilliseconds()) + words(", second ms", apart(true).toMilliseconds())).c_str());
}

/// The number of each picture by when it is due.
std::map<SimDuration, int> TestSplicedMedia::picturesInTurn()
{
    std::map<SimDuration, int> shown;
    const auto decoder = PictureDecoder::open(m_film.path, {}, m_film.timeline->isSpliced());
    for (SimDuration at; decoder && at < m_film.timeline->duration(); at += SimDuration::milliseconds(10)) {
        if ((*decoder)->advanceTo(at))
            shown[(*decoder)->pts()] = numberIn((*decoder)->picture(160, 96));
    }
    return shown;
}

void TestSplicedMedia::everyPictureIsShownInTurn()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    std::vector<int> shown;
    for (const auto &[pts, number] : picturesInTurn())
        shown.push_back(number);
    std::vector<int> all;
    for (const int from : {0, secondPartFrom}) {
        for (int i = 0; i < recipe.frames; ++i)
            all.push_back(from + i);
    }
    QCOMPARE(shown, all);
}

void TestSplicedMedia::aMoveShowsTheSamePicture()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    const std::map<SimDuration, int> inTurn = picturesInTurn();
    for (const int percent : {95, 10, 60, 40, 70, 0, 85, 51, 49}) {
        const SimDuration at = m_film.timeline->duration() * percent / 100;
        const auto decoder = PictureDecoder::open(m_film.path, {}, true);
        QVERIFY2(decoder, decoder.problem().c_str());
        (*decoder)->advanceTo(at);
        const auto due = inTurn.upper_bound(std::max(at, inTurn.begin()->first));
        QCOMPARE(numberIn((*decoder)->picture(160, 96)), std::prev(due)->second);
    }
}

void TestSplicedMedia::aMoveFindsTheSameSound()
{
    QFETCH(FilmRecipe, recipe);
    QVERIFY2(splice(recipe), m_problem.c_str());
    const auto decoder = SoundDecoder::open(m_film.path, {}, true);
    QVERIFY2(decoder, decoder.problem().c_str());
    const std::vector<std::int16_t> whole = soundFrom(**decoder, 0, sampleAt(partLength * 2));
    for (const int milliseconds : {5200, 400, 3500, 2900}) {
        const std::int64_t from = sampleAt(SimDuration::milliseconds(milliseconds));
        const std::vector<std::int16_t> part = soundFrom(**decoder, from, SoundDecoder::rate / 10);
        QVERIFY2(std::any_of(part.begin(), part.end(), [](std::int16_t sample) { return sample > 1000; }), "silence");
        QVERIFY2(std::equal(part.begin(), part.end(), whole.begin() + from * SoundDecoder::channels),
                 words("ms", milliseconds).c_str());
    }
}

void TestSplicedMedia::slidesAreNoSplices_data()
{
    QTest::addColumn<int>("secondsEach");
    for (const int seconds : {1, 2, 5, 30, 50})
        QTest::newRow((std::to_string(seconds) + " s").c_str()) << seconds;
}

/// Of a film of pictures alone the last is shown too.
void TestSplicedMedia::slidesAreNoSplices()
{
    QFETCH(int, secondsEach);
    FilmRecipe slides = filmIn("mpegts", "mpeg2video", "");
    slides.frames = 6;
    for (int i = 0; i < slides.frames; ++i)
        slides.frameTimes.push_back(i * secondsEach * slides.framesPerSecond);
    const auto made = makeFilm(pathOf("slides"), slides);
    QVERIFY2(made, made.problem().c_str());
    const auto film = openMedia(*made);
    QVERIFY2(film, film.problem().c_str());
    QVERIFY(!film->timeline->isSpliced());
    QVERIFY2(film->timeline->duration() >= SimDuration::wholeSeconds(5 * secondsEach),
             words("s", film->timeline->duration().toSeconds()).c_str());
}

void TestSplicedMedia::filmsOfOnePieceAreNotSpliced()
{
    for (const char *container : {"mpegts", "vob", "ogg"}) {
        const bool isOgg = std::string_view(container) == "ogg";
        const auto made =
            makeFilm(pathOf("one"), filmIn(container, isOgg ? "libtheora" : "mpeg2video", isOgg ? "libvorbis" : "mp2"));
        QVERIFY2(made, made.problem().c_str());
        const auto film = openMedia(*made);
        QVERIFY2(film, film.problem().c_str());
        QVERIFY2(!film->timeline->isSpliced(), container);
    }
}

QTEST_APPLESS_MAIN(TestSplicedMedia)
#include "test_spliced_media.moc"
