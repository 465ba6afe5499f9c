// BBR on a link of its own: it finds the rate, keeps the queue short, and random loss does not slow it.
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::wire;

namespace {

constexpr SimDuration rtt = SimDuration::milliseconds(40);

struct Flow {
    double mbps = 0;    ///< in the second half of 20 s
    double queueMs = 0; ///< mean over the same
};

Flow runOn(BitRate rate, double loss)
{
    LinkSettings down = wire(rate, rtt / 2);
    down.loss = loss;
    ConnectionRig rig(down, wire(rate, rtt / 2), Bytes(1'000'000'000),
                      testing::tcpWith([] { return makeBbr(RandomStream(1, "bbr")); }));
    rig.open();
    rig.runUntil(ms(10'000));
    const Bytes before = rig.received();
    rig.down().measureFrom(rig.now());
    rig.runUntil(ms(20'000));
    const auto waiting = Bytes(static_cast<std::int64_t>(rig.down().queue().meanBytes(rig.now())));
    return {meanRate(rig.received() - before, SimDuration::wholeSeconds(10)).toMegabitsPerSecond(),
            transmissionTime(waiting, rate).toMilliseconds()};
}

} // namespace

class TestBbr : public QObject {
    Q_OBJECT

private slots:
    void findsTheRateAndKeepsTheQueueShort_data();
    void findsTheRateAndKeepsTheQueueShort();
    void steadyLossDoesNotHoldItsStartBack();
    void lookingForTheRoundTripCostsAFifthOfASecond();
    void paces();
};

void TestBbr::findsTheRateAndKeepsTheQueueShort_data()
{
    QTest::addColumn<double>("mbps");
    QTest::addColumn<double>("loss");
    for (const double mbps : {2.0, 20.0, 100.0}) {
        for (const double loss : {0.0, 0.02})
            QTest::addRow("%g Mbit/s, loss %g", mbps, loss) << mbps << loss;
    }
}

void TestBbr::findsTheRateAndKeepsTheQueueShort()
{
    QFETCH(double, mbps);
    QFETCH(double, loss);
    const Flow flow = runOn(BitRate::megabitsPerSecond(mbps), loss);
    const double carried = mbps * tcp::maxSegment / 1500 * (1 - loss);
    QVERIFY2(flow.mbps > 0.9 * carried && flow.mbps <= 1.001 * carried, words("Mbit/s", flow.mbps).c_str());
    QVERIFY2(flow.queueMs < rtt.toMilliseconds(), words("queue ms", flow.queueMs).c_str());
}

void TestBbr::steadyLossDoesNotHoldItsStartBack()
{
    // A recovery follows the other here for as long as the flow lives. If each cost a round of conservation, the search
    // for the rate would end at a quarter of it; Linux has filled this path after 3 s.
    LinkSettings down = wire(BitRate::megabitsPerSecond(50), SimDuration::milliseconds(100));
    down.loss = 0.03;
    ConnectionRig rig(down, wire(BitRate::megabitsPerSecond(50), SimDuration::milliseconds(100)), Bytes(1'000'000'000),
                      testing::tcpWith([] { return makeBbr(RandomStream(1, "bbr")); }));
    rig.open();
    rig.runUntil(ms(5000));
    const Bytes before = rig.received();
    rig.runUntil(ms(10'000));
    const double mbps = meanRate(rig.received() - before, SimDuration::wholeSeconds(5)).toMegabitsPerSecond();
    QVERIFY2(mbps > 40, words("Mbit/s", mbps).c_str());
}

void TestBbr::lookingForTheRoundTripCostsAFifthOfASecond()
{
    // Ten rounds with four packets in flight, from time to time: what it knew of the rate must outlive them.
    const LinkSettings link = wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(10));
    ConnectionRig rig(link, link, Bytes(1'000'000'000), testing::tcpWith([] { return makeBbr(RandomStream(1, "bbr")); }));
    rig.open();
    rig.runUntil(ms(5000));
    for (int second = 6; second <= 35; ++second) {
        const Bytes before = rig.received();
        rig.runUntil(ms(1000.0 * second));
        const double mbps = meanRate(rig.received() - before, SimDuration::wholeSeconds(1)).toMegabitsPerSecond();
        QVERIFY2(mbps > 65, (words("Mbit/s", mbps) + words(" in second", second)).c_str());
    }
}

void TestBbr::paces()
{
    // No bursts: once it knows the rate, packets leave apart, not a window at a time.
    ConnectionRig rig(wire(BitRate::megabitsPerSecond(12), rtt / 2), wire(BitRate::megabitsPerSecond(12), rtt / 2),
                      Bytes(1'000'000'000), testing::tcpWith([] { return makeBbr(RandomStream(1, "bbr")); }));
    rig.open();
    rig.runUntil(ms(10'000));
    int together = 0;
    int all = 0;
    for (std::size_t i = 1; i < rig.sentDown().size(); ++i) {
        if (rig.sentDown()[i].at < ms(2000))
            continue;
        ++all;
        together += rig.sentDown()[i].at == rig.sentDown()[i - 1].at ? 1 : 0;
    }
    QVERIFY(all > 5000);
    QVERIFY2(together < all / 10, std::to_string(together).c_str());
}

QTEST_APPLESS_MAIN(TestBbr)
#include "test_bbr.moc"
