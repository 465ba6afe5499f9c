// The player's states: what makes it wait, start, stall, go on and end, in each way of playing out.
#include "core/playback/player.h"
#include "tests/support/films.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <vector>

using namespace rebuffer;
using testing::ms;
using testing::seconds;

namespace {

/// Ten seconds of a hundred bytes each.
testing::TimelinePointer tenSeconds()
{
    return testing::film(std::vector<std::int64_t>(10, 100));
}

/// A player on the bench: bytes are poured in by hand, and its alarm rings by itself.
class Theatre final : public PlayerObserver {
public:
    struct Change {
        PlayerState to;
        SimTime at;
        friend bool operator==(const Change &, const Change &) = default;
    };

    explicit Theatre(PlayoutMode mode, PlayerSettings settings = {})
        : buffer(timeline, mode == PlayoutMode::Live ? PlaybackBuffer::Filling::WithHoles : PlaybackBuffer::Filling::InOrder),
          player(timeline, buffer, settings, mode, m_queue.alarm(0), *this)
    {
    }

    void runUntil(double s)
    {
        const SimTime t = ms(s * 1000);
        while (m_queue.nextTime() <= t) {
            now = m_queue.nextTime();
            m_queue.pop();
            player.onAlarm(now);
        }
        now = t;
    }
    /// Media of `s` more seconds arrive.
    void pour(double s)
    {
        buffer.write({m_poured, Bytes(static_cast<std::int64_t>(s * 100))}, now);
        m_poured += Bytes(static_cast<std::int64_t>(s * 100));
        player.onData(now);
    }
    void request() { player.onRequest(now); }
    void pause(bool on) { player.setPaused(on, now); }

    void onStateChanged(PlayerState, PlayerState after, SimTime at) override { changes.push_back({after, at}); }
    std::vector<PlayerState> states() const
    {
        std::vector<PlayerState> path;
        for (const Change &change : changes)
            path.push_back(change.to);
        return path;
    }
    SimTime lastChange() const { return changes.back().at; }

    testing::TimelinePointer timeline = tenSeconds();
    PlaybackBuffer buffer;
    SimTime now;
    std::vector<Change> changes;

private:
    EventQueue m_queue;
    Bytes m_poured;

public:
    Player player;
};

using S = PlayerState;

} // namespace

class TestPlayer : public QObject {
    Q_OBJECT

private slots:
    void isIdleUntilAsked();
    void connectsUntilTheFirstByte();
    void startsAtItsStartThreshold();
    void stallsWhenDryAndGoesOnAtItsResumeThreshold();
    void endsWithTheFilm();
    void thresholdsNoLongerApplyWhenAllIsThere();
    void aStallAtTheLastSecondWaitsForTheLastByteOnly();
    void pauseIsNoStall();
    void pauseWhileItWaits();
    void thresholdsCanChangeWhileItWaits();
    void downloadWaitsForTheWholeFilm();
    void liveStartsAtItsTimeAndWaitsForNobody();
    void livePausesAndGoesOnBehind();
    void liveTakesANewDelayBeforeItHasStarted();
    void liveMovesToAnotherDelayAtATenthOfItsPace_data()
    {
        QTest::addColumn<double>("aim");
        QTest::addColumn<double>("arrives");
        QTest::newRow("half a second less") << 1.5 << 1.5;
        QTest::newRow("half a second more") << 2.5 << 2.5;
        QTest::newRow("less than the film has time for") << 0.0 << 2.0 - 10.0 / 11;
    }
    void liveMovesToAnotherDelayAtATenthOfItsPace();
    void liveDoesNotTrembleWithItsTarget();
    void aThresholdOfZeroStillNeedsSomething();
    void progressOfTheWait();
    void aFullBufferDrainsWhileItPlays();
};

void TestPlayer::isIdleUntilAsked()
{
    Theatre theatre(PlayoutMode::Stream);
    QCOMPARE(theatre.player.state(), S::Idle);
    theatre.pour(5);
    theatre.runUntil(5);
    QCOMPARE(theatre.player.state(), S::Idle);
}

void TestPlayer::connectsUntilTheFirstByte()
{
    Theatre theatre(PlayoutMode::Stream);
    theatre.request();
    QCOMPARE(theatre.player.state(), S::Connecting);
    theatre.runUntil(1);
    theatre.pour(0.01);
    QCOMPARE(theatre.player.state(), S::Starting);
}

void TestPlayer::startsAtItsStartThreshold()
{
    Theatre theatre(PlayoutMode::Stream); // 2 s
    theatre.request();
    theatre.pour(1.99);
    QCOMPARE(theatre.player.state(), S::Starting);
    theatre.runUntil(3);
    theatre.pour(0.01);
    QCOMPARE(theatre.player.state(), S::Playing);
    QCOMPARE(theatre.lastChange(), ms(3000));
    theatre.runUntil(4);
    QCOMPARE(theatre.player.position(theatre.now), seconds(1));
}

void TestPlayer::stallsWhenDryAndGoesOnAtItsResumeThreshold()
{
    Theatre theatre(PlayoutMode::Stream); // starts at 2 s, goes on at 4 s
    theatre.request();
    theatre.pour(2);
    theatre.runUntil(5);
    QCOMPARE(theatre.player.state(), S::Stalled);
    QCOMPARE(theatre.lastChange(), ms(2000));
    QCOMPARE(theatre.player.position(theatre.now), seconds(2));
    theatre.pour(3.99);
    QCOMPARE(theatre.player.state(), S::Stalled);
    theatre.runUntil(6);
    theatre.pour(0.01);
    QCOMPARE(theatre.player.state(), S::Playing);
    theatre.runUntil(20);
    QCOMPARE(theatre.lastChange(), ms(10'000)); // four seconds more, then dry again
    QCOMPARE(theatre.states(), (std::vector<S>{S::Connecting, S::Starting, S::Playing, S::Stalled, S::Playing, S::Stalled}));
}

void TestPlayer::endsWithTheFilm()
{
    Theatre theatre(PlayoutMode::Stream);
    theatre.request();
    theatre.pour(10);
    theatre.runUntil(60);
    QCOMPARE(theatre.states(), (std::vector<S>{S::Connecting, S::Starting, S::Playing, S::Ended}));
    QCOMPARE(theatre.lastChange(), ms(10'000));
    QCOMPARE(theatre.player.position(theatre.now), seconds(10));
}

void TestPlayer::thresholdsNoLongerApplyWhenAllIsThere()
{
    Theatre theatre(PlayoutMode::Stream, {seconds(30), seconds(30), seconds(60)});
    theatre.request();
    theatre.pour(9.99);
    QCOMPARE(theatre.player.state(), S::Starting);
    theatre.pour(0.01);
    QCOMPARE(theatre.player.state(), S::Playing);
}

void TestPlayer::aStallAtTheLastSecondWaitsForTheLastByteOnly()
{
    Theatre theatre(PlayoutMode::Stream);
    theatre.request();
    theatre.pour(9.5); // nine whole units
    theatre.runUntil(20);
    QCOMPARE(theatre.player.state(), S::Stalled);
    theatre.pour(0.5);
    QCOMPARE(theatre.player.state(), S::Playing);
    theatre.runUntil(30);
    QCOMPARE(theatre.player.state(), S::Ended);
    QCOMPARE(theatre.lastChange(), ms(21'000));
}

void TestPlayer::pauseIsNoStall()
{
    Theatre theatre(PlayoutMode::Stream);
    theatre.request();
    theatre.pour(5);
    theatre.runUntil(1);
    theatre.pause(true);
    theatre.runUntil(100);
    QCOMPARE(theatre.player.state(), S::Playing);
    QCOMPARE(theatre.player.position(theatre.now), seconds(1));
    theatre.pour(5);
    theatre.pause(false);
    theatre.runUntil(200);
    QCOMPARE(theatre.states(), (std::vector<S>{S::Connecting, S::Starting, S::Playing, S::Ended}));
    QCOMPARE(theatre.lastChange(), ms(109'000));
}

void TestPlayer::pauseWhileItWaits()
{
    Theatre theatre(PlayoutMode::Stream);
    theatre.request();
    theatre.pause(true);
    theatre.pour(5);
    QCOMPARE(theatre.player.state(), S::Starting);
    theatre.runUntil(7);
    theatre.pause(false);
    QCOMPARE(theatre.player.state(), S::Playing);
    QCOMPARE(theatre.lastChange(), ms(7000));
}

void TestPlayer::thresholdsCanChangeWhileItWaits()
{
    Theatre theatre(PlayoutMode::Stream, {seconds(6), seconds(6), seconds(15)});
    theatre.request();
    theatre.pour(3);
    QCOMPARE(theatre.player.state(), S::Starting);
    theatre.player.configure({seconds(3), seconds(6), seconds(15)}, theatre.now);
    QCOMPARE(theatre.player.state(), S::Playing);
    theatre.runUntil(5);
    theatre.pour(1);
    QCOMPARE(theatre.player.state(), S::Stalled);
    theatre.player.configure({seconds(3), seconds(1), seconds(15)}, theatre.now);
    QCOMPARE(theatre.player.state(), S::Playing);
}

void TestPlayer::downloadWaitsForTheWholeFilm()
{
    Theatre theatre(PlayoutMode::Download, {seconds(1), seconds(1), seconds(2)});
    theatre.request();
    theatre.pour(9.99);
    QCOMPARE(theatre.player.state(), S::Starting);
    QVERIFY(!theatre.buffer.needsDrain()); // no mark stops a download
    theatre.runUntil(8);
    theatre.pour(0.01);
    QCOMPARE(theatre.player.state(), S::Playing);
    theatre.runUntil(30);
    QCOMPARE(theatre.states(), (std::vector<S>{S::Connecting, S::Starting, S::Playing, S::Ended}));
    QCOMPARE(theatre.lastChange(), ms(18'000));
}

void TestPlayer::liveStartsAtItsTimeAndWaitsForNobody()
{
    Theatre theatre(PlayoutMode::Live); // 2 s after the first packet was due
    theatre.request();
    theatre.runUntil(1);
    theatre.player.anchor(ms(900));
    theatre.pour(0.5);
    theatre.runUntil(2.8);
    QCOMPARE(theatre.player.state(), S::Starting);
    theatre.runUntil(20);
    QCOMPARE(theatre.states(), (std::vector<S>{S::Connecting, S::Starting, S::Playing, S::Ended}));
    QCOMPARE(theatre.changes[2].at, ms(2900));
    QCOMPARE(theatre.changes[3].at, ms(12'900)); // though hardly anything has come
}

void TestPlayer::livePausesAndGoesOnBehind()
{
    Theatre theatre(PlayoutMode::Live);
    theatre.request();
    theatre.player.anchor(ms(0));
    theatre.pour(1);
    theatre.runUntil(4);
    theatre.pause(true);
    theatre.runUntil(10);
    theatre.pause(false);
    theatre.runUntil(60);
    QCOMPARE(theatre.player.state(), S::Ended);
    QCOMPARE(theatre.lastChange(), ms(18'000));
}

void TestPlayer::liveTakesANewDelayBeforeItHasStarted()
{
    Theatre theatre(PlayoutMode::Live);
    theatre.request();
    theatre.player.anchor(ms(0));
    theatre.pour(1);
    theatre.runUntil(1);
    theatre.player.configure({seconds(5), seconds(5), seconds(15)}, theatre.now);
    theatre.runUntil(60);
    QCOMPARE(theatre.changes[2].at, ms(5000));
}

/// Two seconds behind and asked for one, or for three: a tenth of a second gained or lost in each.
void TestPlayer::liveMovesToAnotherDelayAtATenthOfItsPace()
{
    QFETCH(double, aim);
    QFETCH(double, arrives);
    Theatre theatre(PlayoutMode::Live);
    theatre.request();
    theatre.player.anchor(ms(0));
    theatre.pour(1);
    theatre.runUntil(2);
    QCOMPARE(theatre.player.playoutDelay(theatre.now), seconds(2));
    for (int i = 0; i < 1200; ++i) {
        theatre.runUntil(2 + i * 0.01);
        theatre.player.aimFor(seconds(aim), theatre.now);
    }
    QCOMPARE(theatre.player.state(), S::Ended);
    QVERIFY2(std::abs(theatre.player.playoutDelay(theatre.now).toSeconds() - arrives) < 0.011,
             qPrintable(QString::number(theatre.player.playoutDelay(theatre.now).toSeconds())));
    // Ten seconds of film, begun at 2 s, and as much later or earlier as the delay has changed.
    QVERIFY(std::abs(theatre.lastChange().toSeconds() - (10 + arrives)) < 0.011);
}

void TestPlayer::liveDoesNotTrembleWithItsTarget()
{
    Theatre theatre(PlayoutMode::Live);
    theatre.request();
    theatre.player.anchor(ms(0));
    theatre.pour(1);
    theatre.runUntil(2);
    for (const double aim : {2.1, 1.9, 2.05, 1.95}) {
        theatre.player.aimFor(seconds(aim), theatre.now);
        QCOMPARE(theatre.buffer.playhead().permille, 1000);
    }
}

void TestPlayer::aThresholdOfZeroStillNeedsSomething()
{
    Theatre theatre(PlayoutMode::Stream, {seconds(0), seconds(0), seconds(15)});
    theatre.request();
    theatre.pour(0.5);
    QCOMPARE(theatre.player.state(), S::Starting);
    theatre.pour(0.5);
    QCOMPARE(theatre.player.state(), S::Playing);
    theatre.runUntil(1);
    QCOMPARE(theatre.player.state(), S::Stalled);
    theatre.pour(1);
    QCOMPARE(theatre.player.state(), S::Playing);
}

void TestPlayer::progressOfTheWait()
{
    Theatre theatre(PlayoutMode::Stream, {seconds(2), seconds(4), seconds(15)});
    QCOMPARE(theatre.player.waitProgress(theatre.now), 0.0);
    theatre.request();
    theatre.pour(1);
    QCOMPARE(theatre.player.waitProgress(theatre.now), 0.5);
    theatre.pour(1);
    QCOMPARE(theatre.player.waitProgress(theatre.now), 0.0);
    theatre.runUntil(2);
    theatre.pour(1);
    QCOMPARE(theatre.player.waitProgress(theatre.now), 0.25);

    Theatre download(PlayoutMode::Download);
    download.request();
    download.pour(2.5);
    QCOMPARE(download.player.waitProgress(download.now), 0.25);
}

void TestPlayer::aFullBufferDrainsWhileItPlays()
{
    Theatre theatre(PlayoutMode::Stream, {seconds(1), seconds(1), seconds(5)});
    theatre.request();
    theatre.pour(5);
    QVERIFY(theatre.buffer.needsDrain());
    theatre.runUntil(0.499);
    QVERIFY(theatre.buffer.needsDrain());
    theatre.runUntil(0.5);
    QVERIFY(!theatre.buffer.needsDrain());
}

QTEST_APPLESS_MAIN(TestPlayer)
#include "test_player.moc"
