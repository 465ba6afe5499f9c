// What the sender makes of acknowledgements: cumulative, selective, duplicate; and what it deems lost (RACK, RFC 8985).
#include "tests/support/link_rig.h"
#include "tests/support/segments.h"
#include "tests/support/show.h"

#include <QTest>

#include <vector>

using namespace rebuffer;
using testing::ackOf;
using testing::ms;
using testing::segmentAt;

namespace {

constexpr std::int64_t size = testing::segmentSize;

/// Segments 0 to n-1, one sent each millisecond from 0 on.
Scoreboard boardOf(std::int64_t n)
{
    Scoreboard board(size);
    for (std::int64_t i = 0; i < n; ++i)
        board.onSent(segmentAt(i, ms(static_cast<double>(i))));
    return board;
}

std::uint32_t detect(Scoreboard &board, SimTime now, SimDuration reorderWindow = {})
{
    SimTime next;
    return board.detectLosses(reorderWindow, now, next);
}

/// Sends again all that is deemed lost, and tells which segments that were.
std::vector<std::int64_t> resendAll(Scoreboard &board, SimTime now)
{
    std::vector<std::int64_t> resent;
    while (Segment *lost = board.nextLost()) {
        resent.push_back(lost->begin / size);
        board.onResent(*lost, now);
    }
    return resent;
}

} // namespace

class TestScoreboard : public QObject {
    Q_OBJECT

private slots:
    void aCumulativeAcknowledgementDelivers();
    void anOldAcknowledgementChangesNothing();
    void anAcknowledgementOfWhatWasNeverSentIsIgnored();
    void selectiveAcknowledgementsCountOnce();
    void aDuplicateIsSeen();
    void theSampleIsOfTheOldestSegmentSentOnce();
    void noSampleFromARetransmission();
    void whatWasSentBeforeADeliveredSegmentIsLost();
    void aReorderingWindowPutsTheVerdictOff();
    void aLostRetransmissionIsFoundToo();
    void aLateArrivalOfTheFirstTransmissionSaysNothingOfTheSecond();
    void reorderingIsNoticed();
    void blocksThatALostAcknowledgementWouldHaveToldAreNoReordering();
    void afterATimeoutEverythingNotSackedIsLost();
    void afterATimeoutWhatIsYoungerThanARoundTripMayYetCome();
    void aProbeOfTheLastSegmentLeavesTheLostInTheirOrder();
};

void TestScoreboard::aCumulativeAcknowledgementDelivers()
{
    Scoreboard board = boardOf(10);
    QCOMPARE(board.inFlight(), 10u);
    const AckOutcome outcome = board.onAck(ackOf(3), ms(100));
    QCOMPARE(outcome.delivered, 3u);
    QVERIFY(outcome.advanced);
    QCOMPARE(board.outstanding(), 7u);
    QCOMPARE(board.acknowledged(), 3 * size);
    board.onAck(ackOf(10), ms(120));
    QVERIFY(board.empty());
}

void TestScoreboard::anOldAcknowledgementChangesNothing()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(5), ms(100));
    const AckOutcome outcome = board.onAck(ackOf(3), ms(101));
    QCOMPARE(outcome.delivered, 0u);
    QVERIFY(!outcome.advanced);
    QCOMPARE(board.acknowledged(), 5 * size);
}

void TestScoreboard::anAcknowledgementOfWhatWasNeverSentIsIgnored()
{
    Scoreboard board = boardOf(5);
    QVERIFY(!board.onAck(ackOf(9), ms(100)).advanced);
    QVERIFY(!board.onAck(ackOf(0, {{7, 9}}), ms(100)).sackedNew);
    QCOMPARE(board.inFlight(), 5u);
}

void TestScoreboard::selectiveAcknowledgementsCountOnce()
{
    Scoreboard board = boardOf(10);
    QCOMPARE(board.onAck(ackOf(0, {{4, 6}}), ms(100)).delivered, 2u);
    QCOMPARE(board.onAck(ackOf(0, {{4, 7}}), ms(101)).delivered, 1u);
    QCOMPARE(board.onAck(ackOf(0, {{4, 7}}), ms(102)).delivered, 0u);
    QCOMPARE(board.sacked(), 3u);
    QCOMPARE(board.inFlight(), 7u);
    QCOMPARE(board.onAck(ackOf(8), ms(103)).delivered, 5u);
    QCOMPARE(board.sacked(), 0u);
}

void TestScoreboard::aDuplicateIsSeen()
{
    Scoreboard board = boardOf(10);
    QVERIFY(!board.onAck(ackOf(5), ms(100)).duplicateSeen);
    QVERIFY(board.onAck(ackOf(5, {{2, 3}}), ms(101)).duplicateSeen); // RFC 2883
}

void TestScoreboard::theSampleIsOfTheOldestSegmentSentOnce()
{
    Scoreboard board = boardOf(10);
    const AckOutcome outcome = board.onAck(ackOf(2), ms(101));
    QCOMPARE(outcome.rtt, SimDuration::milliseconds(101));
    QCOMPARE(outcome.newestRtt, SimDuration::milliseconds(100));
    QCOMPARE(outcome.newest->begin, size);
}

void TestScoreboard::noSampleFromARetransmission()
{
    // Karn's rule.
    Scoreboard board = boardOf(1);
    board.markLostAtTimeout(ms(300));
    resendAll(board, ms(300));
    const AckOutcome outcome = board.onAck(ackOf(1, {}, ms(300)), ms(400));
    QCOMPARE(outcome.delivered, 1u);
    QCOMPARE(outcome.rtt, SimDuration::zero());
}

void TestScoreboard::whatWasSentBeforeADeliveredSegmentIsLost()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{5, 6}}), ms(105));
    QCOMPARE(detect(board, ms(105)), 5u);
    QCOMPARE(board.lost(), 5u);
    QCOMPARE(board.inFlight(), 4u);
    QCOMPARE(resendAll(board, ms(106)), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
    QCOMPARE(board.inFlight(), 9u);
}

void TestScoreboard::aReorderingWindowPutsTheVerdictOff()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{2, 3}}), ms(102));
    SimTime next;
    QCOMPARE(board.detectLosses(SimDuration::milliseconds(25), ms(102), next), 0u);
    QCOMPARE(next, ms(125)); // segment 0, sent at 0: 100 ms and 25
    QCOMPARE(board.detectLosses(SimDuration::milliseconds(25), ms(125), next), 1u);
    QCOMPARE(next, ms(126));
    QCOMPARE(board.detectLosses(SimDuration::milliseconds(25), ms(126), next), 1u);
    QCOMPARE(next, SimTime::never());
}

void TestScoreboard::aLostRetransmissionIsFoundToo()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{1, 10}}), ms(109));
    QCOMPARE(detect(board, ms(109)), 1u);
    resendAll(board, ms(110));
    board.onSent(segmentAt(10, ms(111)));
    board.onAck(ackOf(0, {{1, 11}}, ms(111)), ms(211));
    QCOMPARE(detect(board, ms(211)), 1u);
    QCOMPARE(resendAll(board, ms(212)), std::vector<std::int64_t>{0});
    QCOMPARE(board.oldest().transmissions, 3u);
}

void TestScoreboard::aLateArrivalOfTheFirstTransmissionSaysNothingOfTheSecond()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{1, 5}}), ms(104));
    detect(board, ms(104));
    resendAll(board, ms(105));
    board.onSent(segmentAt(10, ms(106)));
    // The answer echoes the first transmission: nothing sent before the second has been overtaken by it.
    board.onAck(ackOf(5, {}, ms(0)), ms(110));
    QCOMPARE(detect(board, ms(110)), 0u);
}

void TestScoreboard::reorderingIsNoticed()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{3, 4}}), ms(103));
    QVERIFY(!board.reorderingSeen());
    board.onAck(ackOf(2, {{3, 4}}), ms(104));
    QVERIFY(board.reorderingSeen());
}

/// The newest block comes first (RFC 2018); the one below it was there before, but its own acknowledgement was lost.
void TestScoreboard::blocksThatALostAcknowledgementWouldHaveToldAreNoReordering()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{7, 8}, {3, 5}}), ms(108));
    QVERIFY(!board.reorderingSeen());
    board.onAck(ackOf(0, {{5, 6}, {7, 8}, {3, 5}}), ms(109));
    QVERIFY(board.reorderingSeen());
}

void TestScoreboard::afterATimeoutEverythingNotSackedIsLost()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{2, 3}, {7, 9}}), ms(108));
    for (const SimTime timeout : {ms(400), ms(800)}) {
        board.markLostAtTimeout(timeout);
        QCOMPARE(board.lost(), 7u);
        QCOMPARE(board.inFlight(), 0u);
        QCOMPARE(resendAll(board, timeout), (std::vector<std::int64_t>{0, 1, 3, 4, 5, 6, 9}));
    }
}

/// RFC 8985, section 6.3: but for the oldest, which the timer was for.
void TestScoreboard::afterATimeoutWhatIsYoungerThanARoundTripMayYetCome()
{
    Scoreboard board = boardOf(4);
    board.onAck(ackOf(1), ms(100));
    board.onSent(segmentAt(4, ms(250)));
    board.onResent(board.oldest(), ms(260));
    board.markLostAtTimeout(ms(300));
    QCOMPARE(board.inFlight(), 1u);
    QCOMPARE(resendAll(board, ms(300)), (std::vector<std::int64_t>{1, 2, 3}));
    board.onAck(ackOf(4, {}, ms(300)), ms(400));
    QCOMPARE(detect(board, ms(400)), 1u); // sent before what has been answered, and watched all the while
}

void TestScoreboard::aProbeOfTheLastSegmentLeavesTheLostInTheirOrder()
{
    Scoreboard board = boardOf(4);
    board.markLostAtTimeout(ms(300));
    board.onResent(board.newest(), ms(300));
    QCOMPARE(board.lost(), 3u);
    QCOMPARE(resendAll(board, ms(301)), (std::vector<std::int64_t>{0, 1, 2}));
}

QTEST_APPLESS_MAIN(TestScoreboard)
#include "test_scoreboard.moc"
