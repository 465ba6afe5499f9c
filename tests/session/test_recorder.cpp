// The record of a run: however long it lasts and however often it stalls, what is kept is bounded, and the figures are
// of everything.
#include "core/session/recorder.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;

namespace {

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

Packet dataPacket(std::uint64_t number, bool retransmission = false)
{
    Packet packet;
    packet.number = number;
    packet.payload = 1448;
    packet.wire = 1500;
    packet.retransmission = retransmission;
    return packet;
}

Summary summaryOf(const Recorder &recorder, double seconds)
{
    return recorder.summary(at(seconds), SimDuration::zero(), Bytes(0), Bytes(0), false);
}

/// The film starts at once.
void start(Recorder &recorder)
{
    recorder.onState(PlayerState::Idle, PlayerState::Connecting, SimDuration::zero(), at(0));
    recorder.onState(PlayerState::Starting, PlayerState::Playing, SimDuration::zero(), at(0));
}

/// Plays to `from`, stalls until `to`.
void stall(Recorder &recorder, double from, double to)
{
    recorder.onState(PlayerState::Playing, PlayerState::Stalled, SimDuration::seconds(from), at(from));
    recorder.onState(PlayerState::Stalled, PlayerState::Playing, SimDuration::seconds(from), at(to));
}

} // namespace

class TestRecorder : public QObject {
    Q_OBJECT

private slots:
    void stallsAreListedUpToABoundAndCountedBeyond();
    void aStallThatLastsCounts();
    void pausedTimeIsNeitherPlayedNorStalled();
    void startupIsFromTheRequestToTheFirstFrame();
    void lossesStayInSightForASecond();
    void onlyMediaGoingDownIsCounted();
    void measuringFromAnInstantForgetsWhatWasBefore();
    void ratesAreOfTheLastSecond();
    void aFullArrivalEndsTheSpanOfTheRates();
    void theScoreFallsWithEveryStall();
    void theLimitsOfTheLastSecondForgetWhatWasBefore();
};

void TestRecorder::stallsAreListedUpToABoundAndCountedBeyond()
{
    Recorder recorder;
    start(recorder);
    for (int i = 0; i < 25'000; ++i)
        stall(recorder, 2 * i + 1, 2 * i + 2);
    const Summary summary = summaryOf(recorder, 50'000);
    QCOMPARE(summary.stallCount, std::int64_t{25'000});
    QCOMPARE(summary.stallTime, SimDuration::wholeSeconds(25'000));
    QCOMPARE(summary.stalls.size(), std::size_t{10'000});
    for (const Stall &listed : summary.stalls)
        QCOMPARE(listed.duration, SimDuration::wholeSeconds(1));
}

void TestRecorder::aStallThatLastsCounts()
{
    Recorder recorder;
    start(recorder);
    recorder.onState(PlayerState::Playing, PlayerState::Stalled, SimDuration::wholeSeconds(10), at(10));
    const Summary summary = summaryOf(recorder, 14);
    QCOMPARE(summary.stallTime, SimDuration::wholeSeconds(4));
    QCOMPARE(summary.stalls.size(), std::size_t{1});
    QVERIFY(summary.stalls.front().open);
    QCOMPARE(summary.stalls.front().duration, SimDuration::wholeSeconds(4));
    QCOMPARE(summary.stalls.front().position, SimDuration::wholeSeconds(10));
    QVERIFY(std::abs(summary.rebufferRatio - 4.0 / 14) < 1e-9);
}

void TestRecorder::pausedTimeIsNeitherPlayedNorStalled()
{
    Recorder recorder;
    start(recorder);
    recorder.onPaused(true, at(10));
    recorder.onPaused(false, at(60));
    const Summary summary = summaryOf(recorder, 65);
    QCOMPARE(summary.playTime, SimDuration::wholeSeconds(15));
    QCOMPARE(summary.stallTime, SimDuration::zero());
    QCOMPARE(summary.stallCount, std::int64_t{0});
}

void TestRecorder::startupIsFromTheRequestToTheFirstFrame()
{
    Recorder recorder;
    QVERIFY(!summaryOf(recorder, 0).startupDelay);
    recorder.onState(PlayerState::Idle, PlayerState::Connecting, SimDuration::zero(), at(1));
    recorder.onFirstByte(at(1.25));
    recorder.onFirstByte(at(1.5));
    recorder.onState(PlayerState::Connecting, PlayerState::Starting, SimDuration::zero(), at(1.25));
    recorder.onState(PlayerState::Starting, PlayerState::Playing, SimDuration::zero(), at(3));
    stall(recorder, 5, 6);
    QCOMPARE(*summaryOf(recorder, 7).startupDelay, SimDuration::wholeSeconds(2));
    QCOMPARE(*summaryOf(recorder, 7).firstByte, SimDuration::milliseconds(250));
}

void TestRecorder::lossesStayInSightForASecond()
{
    Recorder recorder;
    LinkView seen;
    const std::vector<LostView> &losses = seen.lost;
    for (std::uint64_t i = 0; i < 1000; ++i)
        recorder.onLoss(false, i % 2 == 0 ? LinkEvent::Lost : LinkEvent::Dropped, dataPacket(i), 0,
                        at(static_cast<double>(i) * 0.02));
    recorder.recentLosses(false, at(19.98), seen);
    QCOMPARE(losses.size(), std::size_t{51});
    QCOMPARE(losses.back().packet.number, std::uint64_t{999});
    QVERIFY(losses.back().atQueue && !losses[losses.size() - 2].atQueue);
    recorder.recentLosses(true, at(19.98), seen);
    QVERIFY(losses.empty());
    for (std::uint64_t i = 0; i < 100'000; ++i)
        recorder.onLoss(false, LinkEvent::Lost, dataPacket(i), 0, at(20));
    recorder.recentLosses(false, at(20), seen);
    QVERIFY(losses.size() <= 64);
    QVERIFY(seen.lostRecently >= 100'000); // counted, though not all of them are drawn
    recorder.recentLosses(false, at(22), seen);
    QVERIFY(losses.empty());
}

void TestRecorder::onlyMediaGoingDownIsCounted()
{
    Recorder recorder;
    Packet ack;
    ack.kind = PacketKind::Ack;
    recorder.onLink(true, LinkEvent::Sent, ack, at(0));
    recorder.onLink(false, LinkEvent::Sent, ack, at(0));
    recorder.onLink(false, LinkEvent::Sent, dataPacket(1), at(0));
    recorder.onLink(false, LinkEvent::Sent, dataPacket(2, true), at(0));
    recorder.onLink(false, LinkEvent::Lost, dataPacket(1), at(0));
    recorder.onLink(false, LinkEvent::Dropped, dataPacket(2), at(0));
    recorder.onLink(true, LinkEvent::Lost, ack, at(0));
    const Summary summary = summaryOf(recorder, 1);
    QCOMPARE(summary.dataPacketsSent, std::uint64_t{2});
    QCOMPARE(summary.retransmissions, std::uint64_t{1});
    QCOMPARE(summary.dataPacketsLost, std::uint64_t{1});
    QCOMPARE(summary.dataPacketsDropped, std::uint64_t{1});
}

void TestRecorder::measuringFromAnInstantForgetsWhatWasBefore()
{
    Recorder recorder;
    recorder.onLink(false, LinkEvent::Sent, dataPacket(1), at(0));
    recorder.onRtt(SimDuration::milliseconds(500), at(0));
    recorder.measureFrom(at(10), Bytes(1'000'000), Bytes(900'000));
    recorder.onLink(false, LinkEvent::Sent, dataPacket(2), at(11));
    recorder.onRtt(SimDuration::milliseconds(40), at(11));
    const Summary summary = recorder.summary(at(20), SimDuration::zero(), Bytes(2'250'000), Bytes(2'150'000), false);
    QCOMPARE(summary.dataPacketsSent, std::uint64_t{1});
    QCOMPARE(summary.dataPacketsEver, std::uint64_t{2});
    QCOMPARE(summary.meanRttMs, 40.0);
    QCOMPARE(summary.throughput, BitRate::megabitsPerSecond(1));
    QCOMPARE(summary.goodput, BitRate::megabitsPerSecond(1));
    QCOMPARE(summary.bytesDelivered, Bytes(2'150'000)); // of the run
}

void TestRecorder::ratesAreOfTheLastSecond()
{
    Recorder recorder;
    Recorder::Sample sample;
    for (int i = 0; i <= 500; ++i) {
        // A megabit a second for five seconds, then two.
        sample.onWire += Bytes(i == 0 ? 0 : i <= 250 ? 2500 : 5000);
        sample.inOrder = sample.taken = sample.onWire;
        recorder.sample(sample, SimTime::start() + Recorder::tick * i);
        if (i == 250)
            QCOMPARE(recorder.recentThroughput(), BitRate::megabitsPerSecond(1));
        if (i == 275)
            QCOMPARE(recorder.recentThroughput(), BitRate::bitsPerSecond(1'500'000));
    }
    QCOMPARE(recorder.recentThroughput(), BitRate::megabitsPerSecond(2));
    QCOMPARE(recorder.recentReading(), BitRate::megabitsPerSecond(2));
}

void TestRecorder::aFullArrivalEndsTheSpanOfTheRates()
{
    Recorder recorder;
    recorder.onProgress(at(8));
    const Bytes megabyte(1'000'000);
    QCOMPARE(recorder.summary(at(80), SimDuration::zero(), megabyte, megabyte, true).goodput, BitRate::megabitsPerSecond(1));
    // While more is to come, time without progress counts.
    QCOMPARE(recorder.summary(at(80), SimDuration::zero(), megabyte, megabyte, false).goodput, BitRate::kilobitsPerSecond(100));
}

void TestRecorder::theScoreFallsWithEveryStall()
{
    Recorder recorder;
    start(recorder);
    double before = recorder.summary(at(1), SimDuration::wholeSeconds(600), Bytes(0), Bytes(0), false).experience;
    QVERIFY(before > 4.9 && before <= 5);
    for (int i = 1; i <= 5; ++i) {
        stall(recorder, 20 * i, 20 * i + 5);
        const double score =
            recorder.summary(at(20 * i + 6), SimDuration::wholeSeconds(600), Bytes(0), Bytes(0), false).experience;
        QVERIFY2(score < before && score >= 1, words("score", score).c_str());
        before = score;
    }
}

void TestRecorder::theLimitsOfTheLastSecondForgetWhatWasBefore()
{
    Recorder recorder;
    const auto held = [&](Limit limit) { return recorder.recentLimits()[static_cast<std::size_t>(limit)]; };
    Recorder::Sample sample;
    SimTime now;
    const auto hold = [&](Limit limit, int ticks) {
        for (int i = 0; i < ticks; ++i) {
            now += Recorder::tick;
            sample.limitTimes[static_cast<std::size_t>(limit)] += Recorder::tick;
            recorder.sample(sample, now);
        }
    };
    hold(Limit::Recovery, 200);
    QCOMPARE(held(Limit::Recovery), SimDuration::wholeSeconds(1));
    hold(Limit::Link, 30);
    QCOMPARE(held(Limit::Recovery), SimDuration::milliseconds(400));
    QCOMPARE(held(Limit::Link), SimDuration::milliseconds(600));
    hold(Limit::Link, 30);
    QCOMPARE(held(Limit::Recovery), SimDuration::zero());
}

QTEST_APPLESS_MAIN(TestRecorder)
#include "test_recorder.moc"
