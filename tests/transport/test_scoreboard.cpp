// What the sender makes of acknowledgements: cumulative, selective, duplicate; and what it deems lost (RACK, RFC 8985).
#include "core/sim/random_stream.h"
#include "core/transport/tcp/scoreboard.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <map>
#include <vector>

using namespace rebuffer;
using testing::ms;

namespace {

constexpr std::int64_t size = 1000;

Segment segmentAt(std::int64_t index, SimTime sentAt)
{
    Segment segment;
    segment.begin = index * size;
    segment.length = size;
    segment.sentAt = sentAt;
    return segment;
}

/// Segments 0 to n-1, one sent each millisecond from 0 on.
Scoreboard boardOf(std::int64_t n)
{
    Scoreboard board(size);
    for (std::int64_t i = 0; i < n; ++i)
        board.onSent(segmentAt(i, ms(static_cast<double>(i))));
    return board;
}

/// Acknowledges all before segment `next`, and blocks of segments [begin, end).
Packet ackOf(std::int64_t next, std::initializer_list<std::pair<std::int64_t, std::int64_t>> blocks = {}, SimTime echo = {})
{
    Packet ack;
    ack.kind = PacketKind::Ack;
    ack.ack = next * size;
    ack.echo = echo;
    for (const auto &[begin, end] : blocks)
        ack.sack[ack.sackCount++] = {static_cast<std::uint32_t>((begin - next) * size), static_cast<std::uint32_t>((end - next) * size)};
    return ack;
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
    void afterATimeoutEverythingNotSackedIsLost();
    void aProbeOfTheLastSegmentLeavesTheLostInTheirOrder();
    void agreesWithTheRuleSegmentBySegment_data();
    void agreesWithTheRuleSegmentBySegment();
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
    QCOMPARE(outcome.newest.begin, size);
}

void TestScoreboard::noSampleFromARetransmission()
{
    // Karn's rule.
    Scoreboard board = boardOf(1);
    board.markAllLost();
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

void TestScoreboard::afterATimeoutEverythingNotSackedIsLost()
{
    Scoreboard board = boardOf(10);
    board.onAck(ackOf(0, {{2, 3}, {7, 9}}), ms(108));
    QCOMPARE(board.markAllLost(), 7u);
    QCOMPARE(board.inFlight(), 0u);
    QCOMPARE(resendAll(board, ms(400)), (std::vector<std::int64_t>{0, 1, 3, 4, 5, 6, 9}));
    QCOMPARE(board.markAllLost(), 7u);
}

void TestScoreboard::aProbeOfTheLastSegmentLeavesTheLostInTheirOrder()
{
    Scoreboard board = boardOf(4);
    board.markAllLost();
    board.onResent(board.newest(), ms(300));
    QCOMPARE(board.lost(), 3u);
    QCOMPARE(resendAll(board, ms(301)), (std::vector<std::int64_t>{0, 1, 2}));
}

void TestScoreboard::agreesWithTheRuleSegmentBySegment_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

namespace {

/// RACK as section 6.2 of the RFC words it, over a plain map, searched from end to end.
class Model {
public:
    void send(std::int64_t index, SimTime now) { m_out[index] = {now, 1, false, false}; }
    void resend(std::int64_t index, SimTime now)
    {
        Out &out = m_out.at(index);
        out = {now, out.transmissions + 1, false, false};
    }
    void deliver(std::int64_t index, SimTime echo, SimTime now)
    {
        const auto found = m_out.find(index);
        if (found == m_out.end() || found->second.sacked)
            return;
        Out &out = found->second;
        out.sacked = true;
        out.lost = false;
        const SimDuration rtt = now - out.sentAt;
        if (out.transmissions > 1 && (echo < out.sentAt || rtt < m_least))
            return;
        m_least = std::min(m_least, rtt);
        if (out.sentAt > m_newest) {
            m_newest = out.sentAt;
            m_rtt = rtt;
        }
    }
    void acknowledge(std::int64_t next, SimTime echo, SimTime now)
    {
        for (std::int64_t i = 0; i < next; ++i)
            deliver(i, echo, now);
        std::erase_if(m_out, [next](const auto &entry) { return entry.first < next; });
    }
    std::uint32_t detect(SimDuration window, SimTime now)
    {
        std::uint32_t found = 0;
        for (auto &[index, out] : m_out) {
            if (out.sacked || out.lost || out.sentAt >= m_newest || out.sentAt + m_rtt + window > now)
                continue;
            out.lost = true;
            ++found;
        }
        return found;
    }
    std::uint32_t inFlight() const
    {
        return static_cast<std::uint32_t>(std::count_if(m_out.begin(), m_out.end(), [](const auto &e) { return !e.second.sacked && !e.second.lost; }));
    }
    bool isLost(std::int64_t index) const { return m_out.at(index).lost; }

private:
    struct Out {
        SimTime sentAt;
        int transmissions = 1;
        bool sacked = false;
        bool lost = false;
    };
    std::map<std::int64_t, Out> m_out;
    SimTime m_newest;
    SimDuration m_rtt;
    SimDuration m_least = SimDuration::max();
};

/// A receiver that gets what it gets, in any order.
class Receiver {
public:
    void take(std::int64_t index)
    {
        m_have.insert({index, index + 1});
        if (!m_have.ranges().empty() && m_have.ranges().front().begin <= m_next)
            m_next = std::max(m_next, m_have.ranges().front().end);
        m_have.eraseBefore(m_next);
    }
    std::int64_t next() const { return m_next; }
    Packet ack(SimTime echo) const
    {
        Packet ack = ackOf(m_next, {}, echo);
        for (const StreamRange &range : m_have.ranges()) {
            if (ack.sackCount < ack.sack.size())
                ack.sack[ack.sackCount++] = {static_cast<std::uint32_t>((range.begin - m_next) * size), static_cast<std::uint32_t>((range.end - m_next) * size)};
        }
        return ack;
    }
    const RangeSet &early() const { return m_have; }

private:
    RangeSet m_have;
    std::int64_t m_next = 0;
};

} // namespace

void TestScoreboard::agreesWithTheRuleSegmentBySegment()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "scoreboard");
    Scoreboard board(size);
    Model model;
    Receiver receiver;
    std::vector<std::pair<std::int64_t, SimTime>> network; // under way: segment, and when it was sent
    std::int64_t nextNew = 0;
    SimTime now;
    for (int i = 0; i < 1500; ++i) {
        now += SimDuration::microseconds(1 + static_cast<std::int64_t>(random.below(3000)));
        if (Segment *lost = random.chance(0.5) ? board.nextLost() : nullptr) {
            const std::int64_t index = lost->begin / size;
            QVERIFY(model.isLost(index));
            board.onResent(*lost, now);
            model.resend(index, now);
            network.push_back({index, now});
        } else if (board.outstanding() < 40 && random.chance(0.5)) {
            board.onSent(segmentAt(nextNew, now));
            model.send(nextNew, now);
            network.push_back({nextNew++, now});
        } else if (!network.empty()) {
            const std::size_t which = random.below(std::min<std::size_t>(network.size(), 4));
            const auto [index, sentAt] = network[which];
            network.erase(network.begin() + static_cast<std::ptrdiff_t>(which));
            if (random.chance(0.15))
                continue; // lost
            receiver.take(index);
            const Packet ack = receiver.ack(sentAt);
            if (random.chance(0.1))
                continue; // the acknowledgement is lost
            board.onAck(ack, now);
            model.acknowledge(receiver.next(), sentAt, now);
            for (std::size_t block = 0; block < ack.sackCount; ++block) {
                for (std::int64_t s = ack.ack + ack.sack[block].begin; s < ack.ack + ack.sack[block].end; s += size)
                    model.deliver(s / size, sentAt, now);
            }
        }
        const SimDuration window = SimDuration::milliseconds(static_cast<std::int64_t>(random.below(5)));
        SimTime check;
        QCOMPARE(board.detectLosses(window, now, check), model.detect(window, now));
        QCOMPARE(board.inFlight(), model.inFlight());
    }
}

QTEST_APPLESS_MAIN(TestScoreboard)
#include "test_scoreboard.moc"
