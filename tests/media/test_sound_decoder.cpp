// The right sample at the right instant, whatever the container and codec, from the start and after a seek.
#include "core/media/ffmpeg/sound_decoder.h"

#include "core/media/ffmpeg/media_reader.h"
#include "tests/media/test_media.h"
#include "tests/support/show.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

using namespace rebuffer;
using rebuffer::test::filmIn;
using rebuffer::test::FilmRecipe;
using rebuffer::test::makeFilm;
using rebuffer::test::tickIn;

Q_DECLARE_METATYPE(rebuffer::test::FilmRecipe)

namespace {

using Decoder = std::unique_ptr<SoundDecoder>;
constexpr std::int64_t quarter = SoundDecoder::rate / 4;

/// All of it from where the decoder stands, silence where there is none; begins with the film, or later.
SoundBlock all(SoundDecoder &decoder)
{
    SoundBlock whole;
    SoundBlock block;
    if (!decoder.next(whole))
        return {};
    while (decoder.next(block)) {
        whole.samples.resize(static_cast<std::size_t>(block.first - whole.first) * 2);
        whole.samples.insert(whole.samples.end(), block.samples.begin(), block.samples.end());
    }
    return whole;
}

FilmRecipe ticking(FilmRecipe recipe)
{
    recipe.ticks = true;
    return recipe;
}

/// The instants of the ticks from `from` on; each is over long before the next.
std::vector<std::int64_t> ticksOf(const SoundBlock &sound)
{
    std::vector<std::int64_t> ticks;
    for (std::int64_t at = tickIn(sound.samples, 0); at >= 0; at = tickIn(sound.samples, at + quarter / 2))
        ticks.push_back(sound.first + at);
    return ticks;
}

} // namespace

class TestSoundDecoder : public QObject {
    Q_OBJECT

private slots:
    void everySampleIsWhereItBelongs_data();
    void everySampleIsWhereItBelongs();
    void everyTickIsOnTime_data() { films(); }
    void everyTickIsOnTime();
    void aSeekFindsTheSameSound_data() { films(); }
    void aSeekFindsTheSameSound();
    void blocksNeverOverlap_data() { films(); }
    void blocksNeverOverlap();
    void otherRatesKeepTime_data();
    void otherRatesKeepTime();
    void anotherTrackCanBeChosen();
    void aFilmWithoutSoundIsRefused();
    void samplesAndTimesAgree();

private:
    static void films();
    Decoder open(const FilmRecipe &recipe);

    QTemporaryDir m_folder;
    std::string m_problem;
    FilmRecipe m_recipe;
};

void TestSoundDecoder::films()
{
    QTest::addColumn<FilmRecipe>("recipe");
    QTest::newRow("mp4, aac, B-frames") << ticking(filmIn("mp4", "libx264", "aac", 2));
    QTest::newRow("fragmented mp4") << ticking(filmIn("mp4", "libx264", "aac", 0, "movflags=frag_keyframe+empty_moov"));
    QTest::newRow("mkv, mp3") << ticking(filmIn("matroska", "mpeg4", "libmp3lame"));
    QTest::newRow("webm, opus") << ticking(filmIn("webm", "libvpx", "libopus"));
    QTest::newRow("ogg, vorbis") << ticking(filmIn("ogg", "libtheora", "libvorbis"));
    FilmRecipe longer = ticking(filmIn("ogg", "", "libvorbis"));
    longer.frames = 250;
    QTest::newRow("ogg, vorbis, ten seconds") << longer;
    QTest::newRow("ts, mp2") << ticking(filmIn("mpegts", "mpeg2video", "mp2", 2));
    QTest::newRow("avi, pcm") << ticking(filmIn("avi", "mpeg4", "pcm_s16le"));
    QTest::newRow("flv, aac") << ticking(filmIn("flv", "libx264", "aac"));
    QTest::newRow("sound alone: mp3") << ticking(filmIn("mp3", "", "libmp3lame"));
    QTest::newRow("sound alone: flac") << ticking(filmIn("flac", "", "flac"));
    QTest::newRow("sound alone: m4a") << ticking(filmIn("ipod", "", "aac"));
    QTest::newRow("sound alone: opus") << ticking(filmIn("opus", "", "libopus"));
    QTest::newRow("sound alone: wav") << ticking(filmIn("wav", "", "pcm_s16le"));
}

Decoder TestSoundDecoder::open(const FilmRecipe &recipe)
{
    m_recipe = recipe;
    const auto film = makeFilm(m_folder.filePath("film").toStdString(), recipe);
    m_problem = film.problem();
    if (!film)
        return nullptr;
    auto decoder = SoundDecoder::open(*film);
    m_problem = decoder.problem();
    return decoder ? std::move(decoder).value() : nullptr;
}

void TestSoundDecoder::everySampleIsWhereItBelongs_data()
{
    QTest::addColumn<QString>("container");
    QTest::addColumn<QString>("video");
    QTest::addColumn<int>("rounding"); // of the container's times, in samples
    QTest::newRow("wav") << "wav"
                         << "" << 0;
    QTest::newRow("mkv") << "matroska"
                         << "mpeg4" << 48;
    QTest::newRow("mov") << "mov"
                         << "mpeg4" << 0;
}

void TestSoundDecoder::everySampleIsWhereItBelongs()
{
    QFETCH(QString, container);
    QFETCH(QString, video);
    QFETCH(int, rounding);
    FilmRecipe recipe = filmIn(container.toStdString(), video.toStdString(), "pcm_s16le");
    recipe.counts = true;
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    for (const std::int64_t from : {0, 100'000, 7, 60'001}) {
        decoder->seek(from);
        const SoundBlock sound = all(*decoder);
        QVERIFY2(sound.first <= from, words("begins at sample", double(sound.first)).c_str());
        QVERIFY(sound.end() > 140'000);
        for (std::int64_t i = 0; i < sound.count(); ++i) {
            const auto at = static_cast<std::size_t>(i) * 2;
            const std::int64_t number = sound.samples[at] + sound.samples[at + 1] * std::int64_t{32'768};
            QVERIFY2(std::abs(number - sound.first - i) <= rounding, words("sample", double(number)).c_str());
        }
    }
}

void TestSoundDecoder::everyTickIsOnTime()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const auto ticks = ticksOf(all(*decoder));
    QVERIFY2(ticks.size() == static_cast<std::size_t>(m_recipe.frames * 4 / m_recipe.framesPerSecond),
             words("ticks:", double(ticks.size())).c_str());
    // Where the container does not say what the encoder put before the sound, all of it comes later by that.
    const std::int64_t lead = ticks.front();
    QVERIFY2(lead < SoundDecoder::rate / 10, words("the first comes at sample", double(lead)).c_str());
    for (std::size_t i = 0; i < ticks.size(); ++i)
        QVERIFY(std::abs(ticks[i] - lead - static_cast<std::int64_t>(i) * quarter) < SoundDecoder::rate / 200);
}

void TestSoundDecoder::aSeekFindsTheSameSound()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const auto ticks = ticksOf(all(*decoder));
    std::mt19937 random(11);
    for (int i = 0; i < 20; ++i) {
        const auto sample = static_cast<std::int64_t>(random() % static_cast<unsigned>(ticks.back() - quarter));
        decoder->seek(sample);
        const SoundBlock sound = all(*decoder);
        QVERIFY2(sound.first <= std::max<std::int64_t>(sample, ticks.front()), words("sought", double(sample)).c_str());
        const auto found = ticksOf(sound);
        const auto due = std::lower_bound(ticks.begin(), ticks.end(), sample);
        const auto heard = std::lower_bound(found.begin(), found.end(), sample);
        QCOMPARE(found.end() - heard, ticks.end() - due);
        for (std::ptrdiff_t k = 0; k < ticks.end() - due; ++k)
            QVERIFY2(std::abs(heard[k] - due[k]) < SoundDecoder::rate / 200,
                     words(words("sought", double(sample)) + ", late by", double(heard[k] - due[k])).c_str());
    }
}

void TestSoundDecoder::blocksNeverOverlap()
{
    QFETCH(FilmRecipe, recipe);
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    std::int64_t end = std::numeric_limits<std::int64_t>::min();
    SoundBlock block;
    while (decoder->next(block)) {
        QVERIFY(block.first >= end);
        QVERIFY(block.count() > 0);
        end = block.end();
    }
    QVERIFY(!decoder->next(block));
}

void TestSoundDecoder::otherRatesKeepTime_data()
{
    QTest::addColumn<int>("rate");
    for (const int rate : {8'000, 22'050, 44'100, 96'000})
        QTest::newRow(QByteArray::number(rate).constData()) << rate;
}

void TestSoundDecoder::otherRatesKeepTime()
{
    QFETCH(int, rate);
    FilmRecipe recipe = ticking(filmIn("wav", "", "pcm_s16le"));
    recipe.soundRate = rate;
    const Decoder decoder = open(recipe);
    QVERIFY2(decoder, m_problem.c_str());
    const SoundBlock sound = all(*decoder);
    QCOMPARE(sound.first, 0);
    QVERIFY(std::abs(sound.end() - 3 * SoundDecoder::rate) < 1024 * SoundDecoder::rate / rate + 2);
    const auto ticks = ticksOf(sound);
    QCOMPARE(ticks.size(), std::size_t(12));
    for (std::size_t i = 0; i < ticks.size(); ++i)
        QVERIFY(std::abs(ticks[i] - static_cast<std::int64_t>(i) * quarter) < SoundDecoder::rate / 1000);
}

void TestSoundDecoder::anotherTrackCanBeChosen()
{
    FilmRecipe recipe = ticking(filmIn("matroska", "mpeg4", "pcm_s16le"));
    recipe.soundTracks = 2;
    QVERIFY2(open(recipe), m_problem.c_str());
    const std::string path = m_folder.filePath("film").toStdString();
    QVERIFY(SoundDecoder::open(path, 1));
    QVERIFY(SoundDecoder::open(path, 2));
    QVERIFY(!SoundDecoder::open(path, 0)); // the picture
    QVERIFY(!SoundDecoder::open(path, 3));
}

void TestSoundDecoder::aFilmWithoutSoundIsRefused()
{
    QVERIFY(!open(filmIn("mp4", "mpeg4", "")));
    QVERIFY2(QString::fromStdString(m_problem).contains("no sound"), m_problem.c_str());
}

void TestSoundDecoder::samplesAndTimesAgree()
{
    for (const std::int64_t sample : {std::int64_t(0), std::int64_t(1), std::int64_t(47'999), std::int64_t(48'000),
                                      std::int64_t(-5), std::int64_t(1) << 40}) {
        QCOMPARE(sampleAt(timeOfSample(sample)), sample);
    }
    QCOMPARE(sampleAt(SimDuration::wholeSeconds(2)), 96'000);
    QCOMPARE(timeOfSample(24'000), SimDuration::milliseconds(500));
}

QTEST_APPLESS_MAIN(TestSoundDecoder)
#include "test_sound_decoder.moc"
