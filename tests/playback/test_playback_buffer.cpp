// The tank: what of the film can be played from what has arrived, and when it says stop and go on.
#include "core/playback/playback_buffer.h"
#include "core/sim/random_stream.h"
#include "tests/support/films.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::film;
using testing::ms;
using testing::seconds;

namespace {

using Filling = PlaybackBuffer::Filling;

class Listener final : public DrainListener {
public:
    void onDrain(SimTime now) override
    {
        ++drains;
        at = now;
    }
    int drains = 0;
    SimTime at;
};

/// Writes the bytes up to `end`, from where the last write ended.
void fillUpTo(PlaybackBuffer &buffer, std::int64_t end, SimTime now = SimTime::start())
{
    buffer.write({buffer.received(), Bytes(end) - buffer.received()}, now);
}

} // namespace

class TestPlaybackBuffer : public QObject {
    Q_OBJECT

private slots:
    void wholeUnitsArePlayable();
    void nothingIsPlayableWithoutTheIndex();
    void agreesWithTheTimelineByteByByte();
    void theLevelFallsAsThePlayheadMoves();
    void saysStopAtItsHighWaterMark();
    void drainsOnceATenthBelowTheMark();
    void theDrainMarkIsASecondBelowAtMost();
    void aHigherMarkDrainsAtOnce();
    void isCompleteWithTheLastByte();
    void withHolesItGoesAsFarAsTheLatestUnit();
    void theEndOfTheFilmIsTheEnd();
    void anIndexMayComeOutOfItsTurn();
    void aRestartForgetsTheMediaAndDrains();
};

void TestPlaybackBuffer::wholeUnitsArePlayable()
{
    PlaybackBuffer buffer(film({100, 200, 300}), Filling::InOrder);
    QVERIFY(buffer.empty());
    for (const auto &[bytes, playable] :
         std::initializer_list<std::pair<int, double>>{{99, 0}, {100, 1}, {299, 1}, {300, 2}, {599, 2}, {600, 3}}) {
        fillUpTo(buffer, bytes);
        QCOMPARE(buffer.playableUntil(), seconds(playable));
        QCOMPARE(buffer.received(), Bytes(bytes));
    }
}

void TestPlaybackBuffer::nothingIsPlayableWithoutTheIndex()
{
    PlaybackBuffer buffer(film({100, 100}, 50), Filling::InOrder);
    fillUpTo(buffer, 149);
    QCOMPARE(buffer.playableUntil(), seconds(0));
    fillUpTo(buffer, 150);
    QCOMPARE(buffer.playableUntil(), seconds(1));
}

void TestPlaybackBuffer::agreesWithTheTimelineByteByByte()
{
    // The buffer asks the timeline only when it must; here it is asked at every byte.
    RandomStream random(1, "film");
    std::vector<std::int64_t> sizes;
    for (int i = 0; i < 200; ++i)
        sizes.push_back(1 + static_cast<std::int64_t>(random.below(50)));
    const auto timeline = film(sizes, 17);
    PlaybackBuffer buffer(timeline, Filling::InOrder);
    for (std::int64_t byte = 1; byte <= timeline->size().count(); ++byte) {
        fillUpTo(buffer, byte);
        QCOMPARE(buffer.playableUntil(), timeline->playableUntil(Bytes(byte)));
    }
}

void TestPlaybackBuffer::theLevelFallsAsThePlayheadMoves()
{
    PlaybackBuffer buffer(film({100, 100, 100}), Filling::InOrder);
    fillUpTo(buffer, 200);
    QCOMPARE(buffer.level(ms(0)), seconds(2));
    buffer.playhead().start(ms(1000));
    QCOMPARE(buffer.level(ms(1500)), seconds(1.5));
    buffer.playhead().stop(ms(1500));
    QCOMPARE(buffer.level(ms(9000)), seconds(1.5));
    buffer.playhead().start(ms(9000));
    QCOMPARE(buffer.level(ms(20'000)), seconds(0));
}

void TestPlaybackBuffer::saysStopAtItsHighWaterMark()
{
    PlaybackBuffer buffer(film(std::vector<std::int64_t>(20, 100)), Filling::InOrder);
    buffer.setHighWater(seconds(5));
    QVERIFY(buffer.write({Bytes(0), Bytes(499)}, ms(0)));
    QVERIFY(!buffer.write({Bytes(499), Bytes(1)}, ms(0)));
    QVERIFY(buffer.needsDrain());
}

void TestPlaybackBuffer::drainsOnceATenthBelowTheMark()
{
    PlaybackBuffer buffer(film(std::vector<std::int64_t>(20, 100)), Filling::InOrder);
    Listener listener;
    buffer.setDrainListener(&listener);
    buffer.setHighWater(seconds(5));
    fillUpTo(buffer, 500);
    QCOMPARE(buffer.drainMark(), seconds(4.5));
    buffer.playhead().start(ms(0));
    buffer.drainIfLow(ms(499));
    QCOMPARE(listener.drains, 0);
    buffer.drainIfLow(ms(500));
    buffer.drainIfLow(ms(600));
    QCOMPARE(listener.drains, 1);
    QCOMPARE(listener.at, ms(500));
}

void TestPlaybackBuffer::theDrainMarkIsASecondBelowAtMost()
{
    PlaybackBuffer buffer(film({100}), Filling::InOrder);
    buffer.setHighWater(seconds(60));
    QCOMPARE(buffer.drainMark(), seconds(59));
    buffer.setHighWater(SimDuration::nanoseconds(1));
    QVERIFY(buffer.drainMark() > SimDuration::zero());
}

void TestPlaybackBuffer::aHigherMarkDrainsAtOnce()
{
    PlaybackBuffer buffer(film(std::vector<std::int64_t>(20, 100)), Filling::InOrder);
    buffer.setHighWater(seconds(5));
    fillUpTo(buffer, 500);
    buffer.setHighWater(seconds(10));
    buffer.drainIfLow(ms(0));
    QVERIFY(!buffer.needsDrain());
}

void TestPlaybackBuffer::isCompleteWithTheLastByte()
{
    PlaybackBuffer buffer(film({100, 100}), Filling::InOrder);
    fillUpTo(buffer, 199);
    QVERIFY(!buffer.complete());
    fillUpTo(buffer, 200);
    QVERIFY(buffer.complete());
}

void TestPlaybackBuffer::withHolesItGoesAsFarAsTheLatestUnit()
{
    PlaybackBuffer buffer(film({100, 100, 100, 100}), Filling::WithHoles);
    buffer.write({Bytes(250), Bytes(10)}, ms(0));
    QCOMPARE(buffer.playableUntil(), seconds(3));
    buffer.write({Bytes(0), Bytes(100)}, ms(0));
    QCOMPARE(buffer.playableUntil(), seconds(3));
    QCOMPARE(buffer.received(), Bytes(110));
    buffer.write({Bytes(399), Bytes(1)}, ms(0));
    QVERIFY(buffer.complete());
}

void TestPlaybackBuffer::theEndOfTheFilmIsTheEnd()
{
    const auto timeline = testing::evenFilm(1, 3.333);
    PlaybackBuffer buffer(timeline, Filling::InOrder);
    fillUpTo(buffer, timeline->size().count());
    QCOMPARE(buffer.playableUntil(), timeline->duration());
}

void TestPlaybackBuffer::anIndexMayComeOutOfItsTurn()
{
    // Media in bytes 0 to 300, the index in 300 to 350.
    MediaTimeline::Contents contents;
    contents.size = Bytes(350);
    contents.duration = seconds(3);
    contents.index = {Bytes(300), Bytes(350)};
    contents.tracks.resize(1);
    contents.tracks[0].kind = TrackKind::Video;
    for (int i = 0; i < 3; ++i) {
        AccessUnit unit;
        unit.pts = unit.dts = seconds(i);
        unit.duration = seconds(1);
        unit.position = Bytes(100 * i);
        unit.size = Bytes(100);
        contents.units.push_back(unit);
    }
    PlaybackBuffer buffer(std::make_shared<const MediaTimeline>(std::move(contents)), Filling::InOrder);
    fillUpTo(buffer, 120);
    QCOMPARE(buffer.playableUntil(), seconds(0));
    QVERIFY(!buffer.hasIndex());
    buffer.write({Bytes(300), Bytes(30)}, SimTime::start());
    QVERIFY(!buffer.hasIndex());
    QCOMPARE(buffer.indexOutOfTurn(), (ByteRange{Bytes(300), Bytes(330)}));
    buffer.write({Bytes(330), Bytes(20)}, SimTime::start());
    QVERIFY(buffer.hasIndex());
    QCOMPARE(buffer.playableUntil(), seconds(1)); // at once, of what had come before
    buffer.write({Bytes(120), Bytes(80)}, SimTime::start());
    QCOMPARE(buffer.playableUntil(), seconds(2));
    QVERIFY(!buffer.complete());
    buffer.write({Bytes(200), Bytes(100)}, SimTime::start());
    QVERIFY(buffer.complete());
    QCOMPARE(buffer.run(), (ByteRange{Bytes(0), Bytes(350)}));
}

void TestPlaybackBuffer::aRestartForgetsTheMediaAndDrains()
{
    PlaybackBuffer buffer(film({100, 100, 100, 100}), Filling::InOrder);
    Listener drains;
    buffer.setDrainListener(&drains);
    buffer.setHighWater(seconds(1));
    fillUpTo(buffer, 200);
    QVERIFY(buffer.needsDrain());
    buffer.restart(Bytes(200), seconds(2.5), SimTime::start());
    QVERIFY(!buffer.needsDrain());
    QCOMPARE(drains.drains, 1);
    QVERIFY(buffer.empty());
    QCOMPARE(buffer.level(SimTime::start()), seconds(0));
    QCOMPARE(buffer.playhead().position, seconds(2.5));
    buffer.write({Bytes(200), Bytes(100)}, SimTime::start());
    QCOMPARE(buffer.playableFrom(), seconds(2.5));
    QCOMPARE(buffer.playableUntil(), seconds(3));
    buffer.write({Bytes(300), Bytes(100)}, SimTime::start());
    QVERIFY(buffer.complete());
}

QTEST_APPLESS_MAIN(TestPlaybackBuffer)
#include "test_playback_buffer.moc"
