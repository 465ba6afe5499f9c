// HyStart++ (RFC 9406): a rise of the round-trip time ends slow start, slowly; a fall takes the suspicion back.
#include "core/transport/congestion/hystart.h"

#include <QTest>

using namespace rebuffer;

namespace {

constexpr SimDuration ms(std::int64_t n)
{
    return SimDuration::milliseconds(n);
}

/// A sender in slow start that hears acknowledgements, round after round.
class SlowStart {
public:
    explicit SlowStart(std::uint32_t window = 100) { m_window.packets = window; }

    /// Returns the packets that growth may count, of 50 acknowledged.
    std::uint32_t round(SimDuration rtt)
    {
        m_sent += 50;
        std::uint32_t counted = 0;
        for (int i = 0; i < 50; ++i) {
            AckFacts facts;
            facts.delivered = 1;
            facts.rtt = rtt;
            facts.acknowledged = m_acknowledged++;
            facts.sent = m_sent;
            counted += hyStart.onAck(facts, m_window);
        }
        return counted;
    }
    bool ended() const { return hyStart.slowStartEnded(); }

    HyStart hyStart;

private:
    CongestionWindow m_window;
    std::int64_t m_sent = 0;
    std::int64_t m_acknowledged = 0;
};

} // namespace

class TestHyStart : public QObject {
    Q_OBJECT

private slots:
    void aSteadyRoundTripChangesNothing();
    void aRiseSlowsGrowthToAQuarter();
    void fiveCautiousRoundsEndSlowStart();
    void aFallTakesTheSuspicionBack();
    void aSmallRiseIsNone_data();
    void aSmallRiseIsNone();
    void aSmallWindowIsLeftAlone();
    void resetForgetsAll();
};

void TestHyStart::aSteadyRoundTripChangesNothing()
{
    SlowStart flow;
    for (int i = 0; i < 30; ++i)
        QCOMPARE(flow.round(ms(40)), 50u);
    QVERIFY(!flow.ended());
}

void TestHyStart::aRiseSlowsGrowthToAQuarter()
{
    SlowStart flow;
    flow.round(ms(40));
    flow.round(ms(40));
    const std::uint32_t turning = flow.round(ms(50)); // noticed at the eighth sample
    QVERIFY(turning < 50 && turning >= 7);
    const std::uint32_t cautious = flow.round(ms(50));
    QVERIFY2(cautious >= 12 && cautious <= 13, std::to_string(cautious).c_str());
}

void TestHyStart::fiveCautiousRoundsEndSlowStart()
{
    SlowStart flow;
    flow.round(ms(40));
    flow.round(ms(40));
    int rounds = 0;
    while (!flow.ended() && rounds < 20) {
        flow.round(ms(60));
        ++rounds;
    }
    QVERIFY2(rounds >= 5 && rounds <= 7, std::to_string(rounds).c_str());
}

void TestHyStart::aFallTakesTheSuspicionBack()
{
    SlowStart flow;
    flow.round(ms(40));
    flow.round(ms(40));
    flow.round(ms(60));
    flow.round(ms(40));
    QCOMPARE(flow.round(ms(40)), 50u);
    QVERIFY(!flow.ended());
}

void TestHyStart::aSmallRiseIsNone_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<bool>("isRise");
    QTest::newRow("3 ms on 10 ms: below the least that counts, 4 ms") << 10 << 13 << false;
    QTest::newRow("4 ms on 10 ms") << 10 << 14 << true;
    QTest::newRow("9 ms on 80 ms: below an eighth") << 80 << 89 << false;
    QTest::newRow("10 ms on 80 ms") << 80 << 90 << true;
    QTest::newRow("15 ms on 300 ms: below the most it takes, 16 ms") << 300 << 315 << false;
    QTest::newRow("16 ms on 300 ms") << 300 << 316 << true;
}

void TestHyStart::aSmallRiseIsNone()
{
    QFETCH(int, before);
    QFETCH(int, after);
    SlowStart flow;
    flow.round(ms(before));
    flow.round(ms(before));
    flow.round(ms(after));
    QTEST(flow.round(ms(after)) < 50, "isRise");
}

void TestHyStart::aSmallWindowIsLeftAlone()
{
    SlowStart flow(15);
    flow.round(ms(40));
    flow.round(ms(40));
    flow.round(ms(90));
    QCOMPARE(flow.round(ms(90)), 50u);
}

void TestHyStart::resetForgetsAll()
{
    SlowStart flow;
    flow.round(ms(40));
    flow.round(ms(40));
    flow.round(ms(90));
    flow.hyStart.reset();
    QCOMPARE(flow.round(ms(90)), 50u);
}

QTEST_APPLESS_MAIN(TestHyStart)
#include "test_hystart.moc"
