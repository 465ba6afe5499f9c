// What each congestion control does with the window: slow start, its growth after, its cut at a loss.
#include "core/sim/quantity_text.h"
#include "core/transport/congestion/congestion_control.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;

namespace {

constexpr SimDuration rtt = SimDuration::milliseconds(100);

AckFacts factsOf(const CongestionWindow &window, std::uint32_t delivered, SimTime now)
{
    AckFacts facts;
    facts.now = now;
    facts.delivered = delivered;
    facts.priorInFlight = window.packets;
    facts.inFlight = window.packets - delivered;
    facts.rtt = facts.smoothedRtt = rtt;
    facts.windowLimited = true;
    return facts;
}

/// A round trip's worth of acknowledgements, two packets each.
void oneRound(CongestionControl &control, CongestionWindow &window, SimTime begin)
{
    const std::uint32_t packets = window.packets;
    for (std::uint32_t acked = 0; acked + 2 <= packets; acked += 2)
        control.onAck(factsOf(window, 2, begin + rtt * acked / packets), window);
}

CongestionWindow avoiding(std::uint32_t packets)
{
    CongestionWindow window;
    window.packets = window.threshold = packets;
    return window;
}

std::unique_ptr<CongestionControl> named(const QByteArray &name)
{
    return name == "reno" ? makeReno() : makeCubic();
}

} // namespace

class TestCongestionControl : public QObject {
    Q_OBJECT

private slots:
    void slowStartDoublesEveryRound_data();
    void slowStartDoublesEveryRound();
    void slowStartStopsAtTheThreshold();
    void renoGrowsByOnePacketARound();
    void renoHalves();
    void cubicKeepsSevenTenths();
    void theThresholdIsNeverBelowTwo_data() { slowStartDoublesEveryRound_data(); }
    void theThresholdIsNeverBelowTwo();
    void anUnusedWindowDoesNotGrow_data() { slowStartDoublesEveryRound_data(); }
    void anUnusedWindowDoesNotGrow();
    void nothingGrowsWhileRecovering_data() { slowStartDoublesEveryRound_data(); }
    void nothingGrowsWhileRecovering();
    void cubicIsNeverSlowerThanRenoWouldBe();
    void cubicMakesRoomWhenItLosesAgain();
};

void TestCongestionControl::slowStartDoublesEveryRound_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("reno") << QByteArray("reno");
    QTest::newRow("cubic") << QByteArray("cubic");
}

void TestCongestionControl::slowStartDoublesEveryRound()
{
    QFETCH(QByteArray, name);
    const auto control = named(name);
    CongestionWindow window;
    for (const std::uint32_t expected : {20u, 40u, 80u, 160u, 320u}) {
        oneRound(*control, window, SimTime::start());
        QCOMPARE(window.packets, expected);
    }
}

void TestCongestionControl::slowStartStopsAtTheThreshold()
{
    const auto control = makeReno();
    CongestionWindow window;
    window.threshold = 15;
    oneRound(*control, window, SimTime::start());
    QCOMPARE(window.packets, 15u);
    QVERIFY(!window.inSlowStart());
}

void TestCongestionControl::renoGrowsByOnePacketARound()
{
    const auto control = makeReno();
    CongestionWindow window = avoiding(50);
    for (std::uint32_t round = 1; round <= 20; ++round)
        oneRound(*control, window, SimTime::start() + rtt * round);
    // Odd windows leave half a packet to the next round.
    QVERIFY2(window.packets == 70 || window.packets == 69, std::to_string(window.packets).c_str());
}

void TestCongestionControl::renoHalves()
{
    const auto control = makeReno();
    QCOMPARE(control->thresholdAfterLoss(avoiding(101), SimTime::start()), 50u);
}

void TestCongestionControl::cubicKeepsSevenTenths()
{
    const auto control = makeCubic();
    QCOMPARE(control->thresholdAfterLoss(avoiding(1000), SimTime::start()), 700u);
}

void TestCongestionControl::theThresholdIsNeverBelowTwo()
{
    QFETCH(QByteArray, name);
    const auto control = named(name);
    for (const std::uint32_t packets : {1u, 2u, 3u})
        QCOMPARE(control->thresholdAfterLoss(avoiding(packets), SimTime::start()), 2u);
}

void TestCongestionControl::anUnusedWindowDoesNotGrow()
{
    QFETCH(QByteArray, name);
    const auto control = named(name);
    CongestionWindow window;
    for (int i = 0; i < 100; ++i) {
        AckFacts facts = factsOf(window, 2, SimTime::start());
        facts.windowLimited = false;
        control->onAck(facts, window);
    }
    QCOMPARE(window.packets, 10u);
}

void TestCongestionControl::nothingGrowsWhileRecovering()
{
    QFETCH(QByteArray, name);
    const auto control = named(name);
    CongestionWindow window = avoiding(50);
    for (int i = 0; i < 100; ++i) {
        AckFacts facts = factsOf(window, 2, SimTime::start());
        facts.recovering = true;
        control->onAck(facts, window);
    }
    QCOMPARE(window.packets, 50u);
}

void TestCongestionControl::cubicIsNeverSlowerThanRenoWouldBe()
{
    // A short round trip and a small window: the cubic curve is slower than Reno with the same decrease, which grows
    // by 3 (1 - 0.7) / (1 + 0.7) = 0.53 packets a round (RFC 9438, section 4.3).
    const auto control = makeCubic();
    CongestionWindow window = avoiding(40);
    window.packets = window.threshold = control->thresholdAfterLoss(window, SimTime::start());
    const std::uint32_t begin = window.packets;
    for (int round = 0; round < 20; ++round) {
        for (std::uint32_t i = 0; i < window.packets / 2; ++i) {
            AckFacts facts = factsOf(window, 2, SimTime::start() + SimDuration::milliseconds(10) * round);
            facts.rtt = facts.smoothedRtt = SimDuration::milliseconds(10);
            control->onAck(facts, window);
        }
    }
    const double grown = window.packets - begin;
    QVERIFY2(std::abs(grown - 20 * 0.53) <= 1.5, numberToText(grown).c_str());
}

void TestCongestionControl::cubicMakesRoomWhenItLosesAgain()
{
    // Fast convergence (section 4.7): a second loss below the last maximum aims for less than where it happened.
    const auto lossAt800After = [](std::uint32_t first) {
        const auto control = makeCubic();
        if (first > 0)
            control->thresholdAfterLoss(avoiding(first), SimTime::start());
        CongestionWindow window = avoiding(800);
        window.packets = window.threshold = control->thresholdAfterLoss(window, SimTime::start());
        for (int round = 0; round < 80; ++round)
            oneRound(*control, window, SimTime::start() + rtt * round);
        return window.packets;
    };
    QVERIFY(lossAt800After(1000) + 50 < lossAt800After(0));
}

QTEST_APPLESS_MAIN(TestCongestionControl)
#include "test_congestion_control.moc"
