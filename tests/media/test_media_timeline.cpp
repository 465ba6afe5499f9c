// The rule that decides what a player may show: compared with the plainest reading of it, and with hand-made films.
#include "core/media/media_timeline.h"

#include "tests/support/show.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace rebuffer;

namespace {

SimDuration ms(std::int64_t n)
{
    return SimDuration::milliseconds(n);
}

AccessUnit unitAt(std::int64_t position, std::int64_t size, SimDuration pts, std::uint16_t track = 0)
{
    AccessUnit unit;
    unit.pts = unit.dts = pts;
    unit.duration = ms(40);
    unit.position = Bytes(position);
    unit.size = Bytes(size);
    unit.track = track;
    return unit;
}

MediaTimeline::Contents filmOf(std::int64_t size, SimDuration duration, std::vector<TrackKind> kinds = {TrackKind::Video})
{
    MediaTimeline::Contents film;
    film.size = Bytes(size);
    film.duration = duration;
    for (const TrackKind kind : kinds) {
        Track track;
        track.kind = kind;
        film.tracks.push_back(track);
    }
    return film;
}

// A film that breaks every habit: tracks in any order, overlaps, gaps, times before the start and after the end.
MediaTimeline::Contents oddFilm(std::mt19937_64 &random)
{
    MediaTimeline::Contents film = filmOf(2000, ms(1000), {TrackKind::Video, TrackKind::Audio, TrackKind::Subtitle});
    const auto upTo = [&random](std::int64_t limit) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(limit));
    };
    if (upTo(2) == 0) {
        film.index.begin = Bytes(upTo(2000));
        film.index.end = film.index.begin + Bytes(upTo(2000 - film.index.begin.count()));
    }
    const std::int64_t count = 1 + upTo(60);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t position = upTo(1900);
        film.units.push_back(unitAt(position, upTo(100), ms(upTo(1300) - 100), static_cast<std::uint16_t>(upTo(3))));
    }
    film.units.push_back(unitAt(0, 10, ms(0)));
    return film;
}

// The definition, word for word.
SimDuration plainPlayableUntil(const MediaTimeline::Contents &film, Bytes prefix)
{
    SimDuration playable = film.duration;
    for (const AccessUnit &unit : film.units) {
        const bool complete = unit.end() <= prefix && film.index.end <= prefix;
        if (!complete && film.tracks[unit.track].kind != TrackKind::Subtitle)
            playable = std::min(playable, unit.pts);
    }
    return std::max(playable, SimDuration::zero());
}

} // namespace

class TestMediaTimeline : public QObject {
    Q_OBJECT

private slots:
    void anIndexInHandIsNotWaitedFor();
    void readingBeginsAtTheKeyPictureBefore_data();
    void readingBeginsAtTheKeyPictureBefore();
    void playsWhatThePlainRuleSays_data() { seeds(); }
    void playsWhatThePlainRuleSays();
    void neverTakesBackWhatIsPlayable_data() { seeds(); }
    void neverTakesBackWhatIsPlayable();
    void prefixForIsTheLeastThatIsEnough_data() { seeds(); }
    void prefixForIsTheLeastThatIsEnough();
    void findsTheUnitThatHoldsAByte_data() { seeds(); }
    void findsTheUnitThatHoldsAByte();
    void doesNotPlayBeforeTheIndexIsThere();
    void missingBFrameHoldsTheFilm();
    void slowestTrackDecides();
    void subtitlesHoldNothingUp();
    void filmWithoutPictureOrSoundNeverPlays();
    void truncatedFilmEndsBeforeItsFirstMissingUnit();
    void unitsOfNoTrackAreLeftOut();
    void countsItsTracks();
    void steadyFilmAsksForASteadyRate();
    void peakIsTheBusiestSecond();
    void overlappingUnitsAreDueOnce();
    void absurdTimesStayHarmless_data();
    void absurdTimesStayHarmless();

private:
    static void seeds()
    {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }
    static MediaTimeline::Contents filmOfRow()
    {
        QFETCH(quint64, seed);
        std::mt19937_64 random(seed);
        return oddFilm(random);
    }
};

void TestMediaTimeline::playsWhatThePlainRuleSays()
{
    const MediaTimeline::Contents film = filmOfRow();
    const MediaTimeline timeline(film);
    for (std::int64_t prefix = 0; prefix <= film.size.count(); ++prefix)
        QCOMPARE(timeline.playableUntil(Bytes(prefix)), plainPlayableUntil(film, Bytes(prefix)));
}

void TestMediaTimeline::neverTakesBackWhatIsPlayable()
{
    const MediaTimeline timeline(filmOfRow());
    SimDuration before = SimDuration::zero();
    for (std::int64_t prefix = -10; prefix <= timeline.size().count() + 10; ++prefix) {
        const SimDuration now = timeline.playableUntil(Bytes(prefix));
        QVERIFY(now >= before);
        before = now;
    }
    QCOMPARE(before, timeline.duration());
}

void TestMediaTimeline::prefixForIsTheLeastThatIsEnough()
{
    const MediaTimeline timeline(filmOfRow());
    for (std::int64_t at = -50; at <= 1200; at += 7) {
        const SimDuration wanted = std::min(ms(at), timeline.duration());
        const Bytes prefix = timeline.prefixFor(ms(at));
        QVERIFY(timeline.playableUntil(prefix) >= wanted);
        QVERIFY(prefix == Bytes(0) || timeline.playableUntil(prefix - Bytes(1)) < wanted);
    }
}

void TestMediaTimeline::findsTheUnitThatHoldsAByte()
{
    const MediaTimeline timeline(filmOfRow());
    for (std::int64_t offset = -5; offset < 2010; ++offset) {
        const AccessUnit *expected = nullptr;
        for (const AccessUnit &unit : timeline.units()) {
            if (unit.position <= Bytes(offset) && Bytes(offset) < unit.end())
                expected = &unit;
        }
        QCOMPARE(timeline.unitAt(Bytes(offset)), expected);
    }
}

void TestMediaTimeline::doesNotPlayBeforeTheIndexIsThere()
{
    MediaTimeline::Contents film = filmOf(1000, ms(80));
    film.index = {Bytes(900), Bytes(1000)};
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 100, ms(40))};
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.playableUntil(Bytes(999)), ms(0));
    QCOMPARE(timeline.playableUntil(Bytes(1000)), ms(80));
    QCOMPARE(timeline.prefixFor(ms(1)), Bytes(1000));
}

void TestMediaTimeline::missingBFrameHoldsTheFilm()
{
    // In the file I0 P3 B1 B2, as a decoder needs them.
    MediaTimeline::Contents film = filmOf(400, ms(160));
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 100, ms(120)), unitAt(200, 100, ms(40)), unitAt(300, 100, ms(80))};
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.playableUntil(Bytes(200)), ms(40));
    QCOMPARE(timeline.playableUntil(Bytes(300)), ms(80));
    QCOMPARE(timeline.playableUntil(Bytes(399)), ms(80));
    QCOMPARE(timeline.playableUntil(Bytes(400)), ms(160));
}

void TestMediaTimeline::slowestTrackDecides()
{
    MediaTimeline::Contents film = filmOf(300, ms(80), {TrackKind::Video, TrackKind::Audio});
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 100, ms(40)), unitAt(200, 50, ms(0), 1), unitAt(250, 50, ms(40), 1)};
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.playableUntil(Bytes(249)), ms(0));
    QCOMPARE(timeline.playableUntil(Bytes(250)), ms(40));
    QCOMPARE(timeline.playableUntil(Bytes(300)), ms(80));
}

void TestMediaTimeline::subtitlesHoldNothingUp()
{
    MediaTimeline::Contents film = filmOf(200, ms(40), {TrackKind::Video, TrackKind::Subtitle});
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 100, ms(0), 1)};
    QCOMPARE(MediaTimeline(film).playableUntil(Bytes(100)), ms(40));
}

void TestMediaTimeline::filmWithoutPictureOrSoundNeverPlays()
{
    MediaTimeline::Contents film = filmOf(200, ms(40), {TrackKind::Data});
    film.units = {unitAt(0, 100, ms(0))};
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.playableUntil(Bytes(200)), ms(0));
    QCOMPARE(timeline.prefixFor(ms(40)), Bytes(200));
    QCOMPARE(timeline.prefixFor(ms(0)), Bytes(0));
}

void TestMediaTimeline::truncatedFilmEndsBeforeItsFirstMissingUnit()
{
    MediaTimeline::Contents film = filmOf(250, ms(160));
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 100, ms(120)), unitAt(200, 100, ms(40)), unitAt(300, 100, ms(80))};
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.units().size(), std::size_t{2});
    QCOMPARE(timeline.duration(), ms(40));
    QCOMPARE(timeline.playableUntil(Bytes(250)), ms(40));
    QCOMPARE(timeline.announced(), ms(160));
}

void TestMediaTimeline::unitsOfNoTrackAreLeftOut()
{
    MediaTimeline::Contents film = filmOf(200, ms(80));
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 100, ms(40), 7)};
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.units().size(), std::size_t{1});
    QCOMPARE(timeline.playableUntil(Bytes(100)), ms(80));
}

void TestMediaTimeline::countsItsTracks()
{
    MediaTimeline::Contents film = filmOf(300, ms(80), {TrackKind::Video, TrackKind::Audio});
    film.units = {unitAt(0, 100, ms(0)), unitAt(100, 60, ms(40)), unitAt(200, 50, ms(20), 1)};
    film.tracks[1].size = Bytes(33); // as a reader says that knows better than the ranges
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.tracks()[0].unitCount, 2);
    QCOMPARE(timeline.tracks()[0].size, Bytes(160));
    QCOMPARE(timeline.tracks()[0].duration, ms(80));
    QCOMPARE(timeline.tracks()[1].unitCount, 1);
    QCOMPARE(timeline.tracks()[1].size, Bytes(33));
    QCOMPARE(timeline.tracks()[1].duration, ms(60));
}

void TestMediaTimeline::steadyFilmAsksForASteadyRate()
{
    MediaTimeline::Contents film = filmOf(12'500, ms(10'000));
    for (int i = 0; i < 1000; ++i)
        film.units.push_back(unitAt(i * 12, 12, ms(i * 10)));
    const MediaTimeline timeline(film);
    const BitRate steady = BitRate::bitsPerSecond(9600);
    for (std::int64_t at = 0; at <= 10'000; at += 33)
        QCOMPARE(timeline.rateAround(ms(at)).toBitsPerSecond(), steady.toBitsPerSecond());
    QCOMPARE(timeline.peakRate().toBitsPerSecond(), steady.toBitsPerSecond());
    QCOMPARE(timeline.meanRate().toBitsPerSecond(), 10'000); // headers count
}

void TestMediaTimeline::peakIsTheBusiestSecond()
{
    MediaTimeline::Contents film = filmOf(10'000, ms(10'000));
    for (int i = 0; i < 10; ++i)
        film.units.push_back(unitAt(i * 100, 100, ms(i * 1000)));
    film.units.push_back(unitAt(1000, 900, ms(4500)));
    const MediaTimeline timeline(film);
    QCOMPARE(timeline.peakRate().toBitsPerSecond(), 8000);
    QCOMPARE(timeline.rateAround(ms(4500)).toBitsPerSecond(), 8000);
    QCOMPARE(timeline.rateAround(ms(7400)).toBitsPerSecond(), 800);
}

void TestMediaTimeline::overlappingUnitsAreDueOnce()
{
    MediaTimeline::Contents film = filmOf(1000, ms(1000), {TrackKind::Video, TrackKind::Audio});
    film.units = {unitAt(0, 1000, ms(0)), unitAt(300, 500, ms(20), 1)};
    QCOMPARE(MediaTimeline(film).peakRate().toBitsPerSecond(), 8000);
}

void TestMediaTimeline::absurdTimesStayHarmless_data()
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    QTest::addColumn<qint64>("duration");
    QTest::addColumn<qint64>("pts");
    QTest::newRow("a film of three centuries") << most << qint64{0};
    QTest::newRow("a unit in three centuries") << qint64{1'000'000'000} << most;
    QTest::newRow("a unit three centuries ago") << qint64{1'000'000'000} << -most;
    QTest::newRow("a film shorter than nothing") << -most << qint64{0};
}

void TestMediaTimeline::absurdTimesStayHarmless()
{
    QFETCH(qint64, duration);
    QFETCH(qint64, pts);
    MediaTimeline::Contents film = filmOf(1000, SimDuration::nanoseconds(duration));
    film.units = {unitAt(0, 500, ms(0)), unitAt(500, 500, SimDuration::nanoseconds(pts)),
                  unitAt(std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::max(), ms(2000))};
    film.units[1].duration = SimDuration::max();
    const MediaTimeline timeline(film);
    QVERIFY(timeline.playableUntil(Bytes(0)) <= timeline.playableUntil(Bytes(1000)));
    QCOMPARE(timeline.playableUntil(Bytes(1000)), timeline.duration());
    QVERIFY(timeline.rateAround(SimDuration::max()) <= timeline.peakRate());
    QVERIFY(timeline.prefixFor(SimDuration::max()) <= Bytes(1000));
}

/// The same definition with the index in hand, on films that break every habit.
void TestMediaTimeline::anIndexInHandIsNotWaitedFor()
{
    std::mt19937_64 random(20);
    for (int round = 0; round < 200; ++round) {
        MediaTimeline::Contents film = oddFilm(random);
        const MediaTimeline timeline(film);
        film = MediaTimeline::Contents{film.container, film.size, timeline.duration(), {}, timeline.tracks(), timeline.units()};
        for (std::int64_t prefix = 0; prefix <= 2000; prefix += 7) {
            QCOMPARE(timeline.playableUntil(Bytes(prefix), MediaTimeline::Index::InHand),
                     timeline.hasLateIndex() ? plainPlayableUntil(film, Bytes(prefix)) : timeline.playableUntil(Bytes(prefix)));
        }
    }
}

void TestMediaTimeline::readingBeginsAtTheKeyPictureBefore_data()
{
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("byte");
    QTest::newRow("the beginning") << 0 << 100;
    QTest::newRow("just before the second key picture") << 79 << 100;
    QTest::newRow("at it, and the sound of that time lies before") << 80 << 320;
    QTest::newRow("after it") << 119 << 320;
    QTest::newRow("the end") << 160 << 320;
}

void TestMediaTimeline::readingBeginsAtTheKeyPictureBefore()
{
    QFETCH(int, position);
    QFETCH(int, byte);
    MediaTimeline::Contents film = filmOf(1000, ms(160), {TrackKind::Video, TrackKind::Audio});
    const auto add = [&](std::int64_t at, SimDuration pts, std::uint16_t track, bool key) {
        film.units.push_back(unitAt(at, 50, pts, track));
        film.units.back().key = key;
    };
    add(100, ms(0), 0, true);
    add(150, ms(40), 0, false);
    add(200, ms(0), 1, true);
    add(320, ms(80), 1, true); // sound ahead of its picture
    add(400, ms(80), 0, true);
    add(450, ms(120), 0, false);
    film.units[3].duration = ms(80);
    QCOMPARE(MediaTimeline(std::move(film)).startFor(ms(position)), Bytes(byte));
}

QTEST_APPLESS_MAIN(TestMediaTimeline)
#include "test_media_timeline.moc"
