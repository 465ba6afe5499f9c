// Films with several tracks: which are played by themselves, which when chosen, and what that makes of the film.
#include "core/media/ffmpeg/media_reader.h"
#include "core/media/ffmpeg/sound_decoder.h"
#include "core/media/track_choice.h"
#include "tests/media/test_media.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace rebuffer;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::numberIn;
using rebuffer::test::secondFrom;

namespace {

FilmRecipe several(const char *container, const char *video, const char *audio)
{
    FilmRecipe recipe = filmIn(container, video, audio);
    recipe.pictureTracks = 2;
    recipe.soundTracks = 2;
    recipe.othersSilent = true;
    recipe.soundLanguages = {"eng", "ger"};
    recipe.soundTitle = "Commentary";
    return recipe;
}

int pictureAt(const std::string &path, std::optional<std::size_t> track, double seconds)
{
    auto decoder = PictureDecoder::open(path, track);
    if (!decoder)
        return -1;
    (*decoder)->advanceTo(SimDuration::seconds(seconds));
    return numberIn((*decoder)->picture(1000, 1000));
}

bool isLoud(const std::string &path, std::optional<std::size_t> track)
{
    auto decoder = SoundDecoder::open(path, track);
    SoundBlock block;
    bool loud = false;
    while (decoder && (*decoder)->next(block))
        loud = loud || std::ranges::any_of(block.samples, [](std::int16_t sample) { return sample > 3000; });
    return loud;
}

AccessUnit unitOf(std::uint16_t track, std::int64_t position, int second)
{
    AccessUnit unit;
    unit.pts = unit.dts = SimDuration::wholeSeconds(second);
    unit.duration = SimDuration::wholeSeconds(1);
    unit.position = Bytes(position);
    unit.size = Bytes(100);
    unit.track = track;
    unit.key = true;
    return unit;
}

/// Pictures in the first half of the file, sound in the second, ten seconds of each.
MediaFile oneAfterTheOther()
{
    MediaTimeline::Contents film;
    film.size = Bytes(2000);
    film.duration = SimDuration::wholeSeconds(10);
    film.tracks.resize(2);
    film.tracks[0].kind = TrackKind::Video;
    film.tracks[1].kind = TrackKind::Audio;
    for (int i = 0; i < 10; ++i) {
        film.units.push_back(unitOf(0, 100 * i, i));
        film.units.push_back(unitOf(1, 1000 + 100 * i, i));
    }
    return {"", "film", std::make_shared<const MediaTimeline>(std::move(film))};
}

} // namespace

class TestTrackChoice : public QObject {
    Q_OBJECT

private slots:
    void theFileSaysWhatItsTracksAre_data();
    void theFileSaysWhatItsTracksAre();
    void eachTrackIsDecoded_data() { theFileSaysWhatItsTracksAre_data(); }
    void eachTrackIsDecoded();
    void aTrackOfAnotherKindIsNoneToDecode();
    void onlyChosenTracksDecideWhatIsPlayable();
    void aChoiceThatIsMadeAlreadyChangesNothing();
    void whatIsNotThereIsLeftToThePlayer();
    void theNeedOfTheFileIsOfAllItsTracks();

private:
    QTemporaryDir m_folder;
};

void TestTrackChoice::theFileSaysWhatItsTracksAre_data()
{
    QTest::addColumn<QByteArray>("container");
    QTest::addColumn<QByteArray>("video");
    QTest::addColumn<QByteArray>("audio");
    QTest::newRow("Matroska") << QByteArray("matroska") << QByteArray("mpeg4") << QByteArray("aac");
    QTest::newRow("MP4") << QByteArray("mp4") << QByteArray("libx264") << QByteArray("aac");
    QTest::newRow("TS") << QByteArray("mpegts") << QByteArray("mpeg2video") << QByteArray("mp2");
}

void TestTrackChoice::theFileSaysWhatItsTracksAre()
{
    QFETCH(QByteArray, container);
    QFETCH(QByteArray, video);
    QFETCH(QByteArray, audio);
    const std::string path = m_folder.filePath(QStringLiteral("facts.film")).toStdString();
    QVERIFY(makeFilm(path, several(container, video, audio)));
    const auto film = openMedia(path);
    QVERIFY(film);
    const auto pictures = tracksOfKind(*film->timeline, TrackKind::Video);
    const auto sounds = tracksOfKind(*film->timeline, TrackKind::Audio);
    QCOMPARE(pictures.size(), 2U);
    QCOMPARE(sounds.size(), 2U);
    QCOMPARE(film->timeline->tracks()[sounds[0]].language, std::string("eng"));
    QCOMPARE(film->timeline->tracks()[sounds[1]].language, std::string("ger"));
    if (container == "matroska")
        QCOMPARE(film->timeline->tracks()[sounds[1]].title, std::string("Commentary"));
    // Nobody has chosen: one of each kind is played, the one that the decoders take by themselves.
    const auto &tracks = film->timeline->tracks();
    QCOMPARE(std::ranges::count_if(tracks, [](const Track &track) { return track.chosen; }), 2);
    QCOMPARE(pictureAt(path, {}, 1), pictureAt(path, film->timeline->pictureTrack(), 1));
    QCOMPARE(isLoud(path, {}), isLoud(path, film->timeline->soundTrack()));
}

void TestTrackChoice::eachTrackIsDecoded()
{
    QFETCH(QByteArray, container);
    QFETCH(QByteArray, video);
    QFETCH(QByteArray, audio);
    const std::string path = m_folder.filePath(QStringLiteral("each.film")).toStdString();
    QVERIFY(makeFilm(path, several(container, video, audio)));
    const auto film = openMedia(path);
    QVERIFY(film);
    for (int number = 1; number <= 2; ++number) {
        const MediaFile chosen = withTracks(*film, {{number}, {number}});
        const int first = number == 1 ? 0 : secondFrom;
        for (const double seconds : {0.0, 1.0, 2.5, 0.4}) {
            // What an encoder puts before its sound makes the pictures come a little later.
            const int shown = pictureAt(path, chosen.timeline->pictureTrack(), seconds) - first;
            QVERIFY2(std::abs(shown - seconds * 25) <= 2, qPrintable(QString::number(shown)));
        }
        QCOMPARE(isLoud(path, chosen.timeline->soundTrack()), number == 1);
    }
}

void TestTrackChoice::aTrackOfAnotherKindIsNoneToDecode()
{
    const std::string path = m_folder.filePath(QStringLiteral("kinds.mkv")).toStdString();
    QVERIFY(makeFilm(path, several("matroska", "mpeg4", "aac")));
    QVERIFY(!PictureDecoder::open(path, 2));
    QVERIFY(!PictureDecoder::open(path, 4));
    QVERIFY(!SoundDecoder::open(path, 0));
    QVERIFY(!SoundDecoder::open(path, 99));
}

void TestTrackChoice::onlyChosenTracksDecideWhatIsPlayable()
{
    const MediaFile film = oneAfterTheOther();
    const Bytes pictures(1000); // all of them, and no sound
    QCOMPARE(film.timeline->playableUntil(pictures), SimDuration::zero());
    const auto silent = withTracks(film, {{}, {TrackPick::none}}).timeline;
    QCOMPARE(silent->playableUntil(pictures), SimDuration::wholeSeconds(10));
    QVERIFY(!silent->soundTrack());
    const auto dark = withTracks(film, {{TrackPick::none}, {}}).timeline;
    QCOMPARE(dark->playableUntil(pictures), SimDuration::zero());
    QCOMPARE(dark->playableUntil(Bytes(1500)), SimDuration::wholeSeconds(5));
    QCOMPARE(dark->startFor(SimDuration::wholeSeconds(5)), Bytes(1500)); // no picture has to be read for it
    QVERIFY(dark->soundOnly());
    QVERIFY(!film.timeline->soundOnly());
}

void TestTrackChoice::aChoiceThatIsMadeAlreadyChangesNothing()
{
    const MediaFile film = oneAfterTheOther();
    QCOMPARE(withTracks(film, {}).timeline, film.timeline);
    QCOMPARE(withTracks(film, {{1}, {1}}).timeline, film.timeline);
    const MediaFile dark = withTracks(film, {{TrackPick::none}, {}});
    QCOMPARE(withTracks(dark, {{TrackPick::none}, {1}}).timeline, dark.timeline);
    // And it can be taken back.
    QCOMPARE(withTracks(dark, {}).timeline->pictureTrack(), std::optional<std::size_t>(0));
}

void TestTrackChoice::whatIsNotThereIsLeftToThePlayer()
{
    const MediaFile film = oneAfterTheOther();
    QCOMPARE(withTracks(film, {{5}, {}}).timeline, film.timeline);
}

void TestTrackChoice::theNeedOfTheFileIsOfAllItsTracks()
{
    const MediaFile film = oneAfterTheOther();
    const auto silent = withTracks(film, {{}, {TrackPick::none}}).timeline;
    QVERIFY(silent->peakRate() == film.timeline->peakRate()); // the file is delivered whole
    QVERIFY(silent->peakRate() > BitRate());
}

QTEST_GUILESS_MAIN(TestTrackChoice)
#include "test_track_choice.moc"
