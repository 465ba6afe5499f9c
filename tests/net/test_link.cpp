// The link against arithmetic: how long a packet takes, what a change in mid-packet does, who overtakes whom.
#include "tests/support/link_rig.h"
#include "tests/support/show.h"
#include "tests/support/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace rebuffer;
using testing::isConserved;
using testing::LinkRig;
using testing::ms;

namespace {

/// 1500 B take 1 ms at this rate.
constexpr BitRate twelveMegabits = BitRate::bitsPerSecond(12'000'000);

LinkSettings plain()
{
    LinkSettings settings;
    settings.rate = twelveMegabits;
    settings.delay = SimDuration::milliseconds(20);
    settings.queue = {QueueLimit::Unit::Packets, 1000};
    return settings;
}

LinkSettings with(const std::function<void(LinkSettings &)> &edit)
{
    LinkSettings settings = plain();
    edit(settings);
    return settings;
}

std::vector<std::int64_t> orderOf(const LinkRig &rig)
{
    std::vector<std::int64_t> order;
    for (const Packet &packet : rig.received())
        order.push_back(packet.position);
    return order;
}

bool isSorted(const std::vector<std::int64_t> &order)
{
    return std::is_sorted(order.begin(), order.end());
}

/// Delays of a packet a second, far enough apart that none waits for another.
std::vector<std::int64_t> spacedDelays(const LinkSettings &settings, int count)
{
    LinkRig rig(settings);
    std::vector<SimTime> sent;
    for (int i = 0; i < count; ++i) {
        rig.runUntil(ms(1000.0 * i));
        rig.send(1500, i);
        sent.push_back(rig.now());
    }
    rig.runDry();
    std::vector<std::int64_t> delays(static_cast<std::size_t>(count), -1); // of a lost one
    for (const auto &arrival : rig.all(LinkEvent::Delivered))
        delays[static_cast<std::size_t>(arrival.packet.position)] =
            (arrival.at - sent[static_cast<std::size_t>(arrival.packet.position)]).toNanoseconds();
    return delays;
}

} // namespace

class TestLink : public QObject {
    Q_OBJECT

private slots:
    void onePacketTakesItsSerialisationAndTheDelay();
    void packetsQueueBehindEachOther();
    void thePacketBeingSentDoesNotCountAsWaiting();
    void overheadIsCarriedAndCounted();
    void aNewRateAppliesToTheRemainingBits();
    void aChangeThatIsNotOfTheRateLeavesThePacketAlone();
    void anOutageHoldsThePacketAndTheRestOfItFollows();
    void anOutageFromTheStart();
    void aHundredChangesInOnePacketLoseNoBit();
    void aLostPacketHasUsedTheLink();
    void aLostPacketVanishesSomewhereOnItsWay();
    void whatIsLostDelaysNobody();
    void orderIsKeptUnderJitter();
    void jitterInKeptOrderHasItsDeviation();
    void orderIsLetGo();
    void aShorterDelayDoesNotOvertakeWhileOrderIsKept();
    void aShorterDelayOvertakesWhenOrderIsLetGo();
    void movingTheLossSliderLeavesTheJitterDraws();
    void theLargestQueueingDelayIsTheQueueOverTheRate();
    void numbersCountUp();
    void progressOfThePacketBeingSent();
    void extremes_data();
    void extremes();
};

void TestLink::onePacketTakesItsSerialisationAndTheDelay()
{
    LinkRig rig(plain());
    rig.send(1500);
    rig.runDry();
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(21)});
}

void TestLink::packetsQueueBehindEachOther()
{
    LinkRig rig(plain());
    rig.sendMany(5, 1500);
    rig.runDry();
    QCOMPARE(rig.arrivals(), (std::vector<SimTime>{ms(21), ms(22), ms(23), ms(24), ms(25)}));
    QCOMPARE(orderOf(rig), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
}

void TestLink::thePacketBeingSentDoesNotCountAsWaiting()
{
    LinkRig rig(with([](LinkSettings &s) { s.queue = {QueueLimit::Unit::Bytes, 4500}; }));
    rig.sendMany(6, 1500);
    QCOMPARE(rig.count(LinkEvent::Dropped), std::size_t{2});
    rig.runDry();
    QCOMPARE(rig.received().size(), std::size_t{4});

    LinkRig bufferless(with([](LinkSettings &s) { s.queue = {QueueLimit::Unit::Bytes, 0}; }));
    bufferless.sendMany(3, 1500);
    bufferless.runDry();
    QCOMPARE(bufferless.received().size(), std::size_t{1});
}

void TestLink::overheadIsCarriedAndCounted()
{
    LinkRig rig(with([](LinkSettings &s) { s.overhead = Bytes(300); }));
    rig.send(1200);
    rig.runDry();
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(21)});
    QCOMPARE(rig.received().front().wire, 1500u);
    QCOMPARE(rig.link().account().delivered, Bytes(1500));
}

void TestLink::aNewRateAppliesToTheRemainingBits()
{
    LinkRig rig(plain());
    rig.send(1500);
    rig.runUntil(ms(0.25));
    rig.change([](LinkSettings &s) { s.rate = BitRate::bitsPerSecond(3'000'000); });
    rig.runDry();
    // A quarter is out; the rest takes four times as long: 0.25 + 0.75 * 4 ms, and the delay.
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(23.25)});
}

void TestLink::aChangeThatIsNotOfTheRateLeavesThePacketAlone()
{
    LinkRig rig(plain());
    rig.send(1500);
    for (const double t : {0.1, 0.3, 0.7}) {
        rig.runUntil(ms(t));
        rig.change([](LinkSettings &s) { s.queue.amount += 1; });
    }
    rig.runDry();
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(21)});
}

void TestLink::anOutageHoldsThePacketAndTheRestOfItFollows()
{
    LinkRig rig(plain());
    rig.sendMany(2, 1500);
    rig.runUntil(ms(0.5));
    rig.change([](LinkSettings &s) { s.rate = BitRate(); });
    rig.runUntil(ms(5000));
    QCOMPARE(rig.received().size(), std::size_t{0});
    QVERIFY(!rig.link().isIdle());
    QVERIFY(testing::isConserved(rig.link()));
    rig.change([](LinkSettings &s) { s.rate = twelveMegabits; });
    rig.runDry();
    QCOMPARE(rig.arrivals(), (std::vector<SimTime>{ms(5020.5), ms(5021.5)}));
}

void TestLink::anOutageFromTheStart()
{
    LinkRig rig(with([](LinkSettings &s) { s.rate = BitRate(); }));
    rig.sendMany(3, 1500);
    QCOMPARE(rig.nextEvent(), SimTime::never());
    rig.runUntil(ms(1000));
    rig.change([](LinkSettings &s) { s.rate = twelveMegabits; });
    rig.runDry();
    QCOMPARE(rig.arrivals(), (std::vector<SimTime>{ms(1021), ms(1022), ms(1023)}));
}

void TestLink::aHundredChangesInOnePacketLoseNoBit()
{
    // Up and down between 1 and 3 bit/s each second: 2 bit/s on the mean, 1500 B in 6,000 s.
    LinkRig rig(with([](LinkSettings &s) { s.rate = BitRate::bitsPerSecond(1); }));
    rig.send(1500);
    for (int second = 1; second < 6000; ++second) {
        rig.runUntil(ms(1000.0 * second));
        rig.change([&](LinkSettings &s) { s.rate = BitRate::bitsPerSecond(second % 2 == 1 ? 3 : 1); });
    }
    rig.runDry();
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(6'000'020)});
}

void TestLink::aLostPacketHasUsedTheLink()
{
    LinkRig rig(with([](LinkSettings &s) { s.loss = 1; }));
    rig.sendMany(3, 1500);
    rig.runUntil(ms(2.5));
    rig.change([](LinkSettings &s) { s.loss = 0; });
    rig.runDry();
    const auto lost = rig.all(LinkEvent::Lost);
    QCOMPARE(lost.size(), std::size_t{2});
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{ms(23)}); // the third waited for both to be sent
}

void TestLink::aLostPacketVanishesSomewhereOnItsWay()
{
    LinkRig rig(with([](LinkSettings &s) {
        s.loss = 1;
        s.queue.amount = 100'000'000;
    }));
    rig.sendMany(500, 1500);
    std::vector<double> places;
    SimTime before;
    while (rig.step()) {
        QVERIFY(isConserved(rig.link()));
        if (rig.count(LinkEvent::Lost) == places.size())
            continue;
        const LinkRig::Happening lost = rig.all(LinkEvent::Lost).back();
        places.push_back(rig.link().lostAt());
        // Packet n leaves the router at n ms, and the way is 20 ms.
        const double departed = static_cast<double>(lost.packet.number);
        QVERIFY(std::abs((lost.at - ms(departed)).toMilliseconds() - 20 * places.back()) < 1e-3);
        QVERIFY(lost.at >= before);
        before = lost.at;
    }
    QCOMPARE(places.size(), std::size_t{500});
    QVERIFY(rig.arrivals().empty());
    QCOMPARE(rig.link().doomedCount(), std::size_t{0});
    const auto inFirstHalf = std::count_if(places.begin(), places.end(), [](double place) { return place < 0.5; });
    QVERIFY2(inFirstHalf > 200 && inFirstHalf < 300, qPrintable(QString::number(inFirstHalf)));
}

void TestLink::whatIsLostDelaysNobody()
{
    const auto arrivalsWith = [](double loss) {
        LinkRig rig(with([&](LinkSettings &s) {
            s.loss = loss;
            s.jitter = SimDuration::milliseconds(0);
        }));
        rig.sendMany(40, 1500);
        rig.runDry();
        return rig.arrivals();
    };
    const std::vector<SimTime> all = arrivalsWith(0);
    const std::vector<SimTime> some = arrivalsWith(0.5);
    QVERIFY(some.size() < all.size() && !some.empty());
    for (const SimTime at : some)
        QVERIFY(std::find(all.begin(), all.end(), at) != all.end());
}

void TestLink::orderIsKeptUnderJitter()
{
    LinkRig rig(with([](LinkSettings &s) { s.jitter = SimDuration::milliseconds(10); }));
    rig.sendMany(1000, 1500);
    rig.runDry();
    QCOMPARE(rig.received().size(), std::size_t{1000});
    QVERIFY(isSorted(orderOf(rig)));
}

/// Twenty packets of a full link leave within a deviation: none may wait for another beyond what the path's delay is.
void TestLink::jitterInKeptOrderHasItsDeviation()
{
    LinkRig rig(with([](LinkSettings &s) {
        s.jitter = SimDuration::milliseconds(20);
        s.delay = SimDuration::milliseconds(200);
        s.queue = {QueueLimit::Unit::Packets, 200'000};
    }));
    rig.sendMany(200'000, 1500);
    rig.runDry();
    std::vector<double> delays;
    for (const auto &arrival : rig.all(LinkEvent::Delivered))
        delays.push_back((arrival.at - ms(static_cast<double>(arrival.packet.position + 1))).toMilliseconds());
    const statistics::Moments moments = statistics::momentsOf(delays);
    QVERIFY2(std::fabs(moments.mean - 200) < 1, words("mean", moments.mean).c_str());
    QVERIFY2(std::fabs(moments.deviation - 20) < 0.8, words("deviation", moments.deviation).c_str());
}

void TestLink::orderIsLetGo()
{
    LinkRig rig(with([](LinkSettings &s) {
        s.jitter = SimDuration::milliseconds(10);
        s.reorder = true;
    }));
    rig.sendMany(1000, 1500);
    rig.runDry();
    QVERIFY(!isSorted(orderOf(rig)));
    std::vector<std::int64_t> all = orderOf(rig);
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < 1000; ++i)
        QCOMPARE(all[i], static_cast<std::int64_t>(i));
    const std::vector<SimTime> arrivals = rig.arrivals();
    QVERIFY(std::is_sorted(arrivals.begin(), arrivals.end()));
}

void TestLink::aShorterDelayDoesNotOvertakeWhileOrderIsKept()
{
    LinkRig rig(plain());
    rig.sendMany(2, 1500);
    rig.runUntil(ms(1.5));
    rig.change([](LinkSettings &s) { s.delay = SimDuration::milliseconds(1); });
    rig.runDry();
    QCOMPARE(orderOf(rig), (std::vector<std::int64_t>{0, 1}));
    QCOMPARE(rig.arrivals(), (std::vector<SimTime>{ms(21), ms(21)}));
}

void TestLink::aShorterDelayOvertakesWhenOrderIsLetGo()
{
    LinkRig rig(with([](LinkSettings &s) { s.reorder = true; }));
    rig.sendMany(2, 1500);
    rig.runUntil(ms(1.5));
    rig.change([](LinkSettings &s) { s.delay = SimDuration::milliseconds(1); });
    rig.runDry();
    QCOMPARE(orderOf(rig), (std::vector<std::int64_t>{1, 0}));
    QCOMPARE(rig.arrivals(), (std::vector<SimTime>{ms(3), ms(21)}));
}

void TestLink::movingTheLossSliderLeavesTheJitterDraws()
{
    const auto jittery = [](double loss) {
        return with([loss](LinkSettings &s) {
            s.jitter = SimDuration::milliseconds(5);
            s.loss = loss;
        });
    };
    const std::vector<std::int64_t> clean = spacedDelays(jittery(0), 500);
    const std::vector<std::int64_t> lossy = spacedDelays(jittery(0.2), 500);
    const auto lost = std::ranges::count(lossy, -1);
    QVERIFY(lost > 50 && lost < 150);
    for (std::size_t i = 0; i < clean.size(); ++i)
        QVERIFY(lossy[i] == clean[i] || lossy[i] == -1);
}

void TestLink::theLargestQueueingDelayIsTheQueueOverTheRate()
{
    // 60 kB at 12 Mbit/s: 40 ms, beyond which a packet takes its own millisecond and the delay.
    LinkRig rig(with([](LinkSettings &s) { s.queue = {QueueLimit::Unit::Bytes, 60'000}; }));
    for (double t = 0; t < 1000; t += 0.5) {
        rig.runUntil(ms(t));
        rig.link().send(testing::packetOf(1500, rig.now().toNanoseconds()), rig.now());
    }
    rig.runDry();
    SimDuration longest;
    for (const auto &arrival : rig.all(LinkEvent::Delivered))
        longest = std::max(longest, arrival.at - SimTime::fromStart(SimDuration::nanoseconds(arrival.packet.position)));
    const SimDuration queueing = longest - SimDuration::milliseconds(21);
    QVERIFY2(queueing <= SimDuration::milliseconds(40), words("ms", queueing.toMilliseconds()).c_str());
    QVERIFY2(queueing > SimDuration::milliseconds(39), words("ms", queueing.toMilliseconds()).c_str());
}

void TestLink::numbersCountUp()
{
    LinkRig rig(plain());
    rig.sendMany(10, 1500);
    rig.runDry();
    for (std::size_t i = 0; i < 10; ++i)
        QCOMPARE(rig.received()[i].number, std::uint64_t{i + 1});
}

void TestLink::progressOfThePacketBeingSent()
{
    LinkRig rig(plain());
    QCOMPARE(rig.link().sendingProgress(ms(0)), 0.0);
    rig.send(1500);
    QCOMPARE(rig.link().sendingProgress(ms(0)), 0.0);
    rig.runUntil(ms(0.5));
    QVERIFY(std::abs(rig.link().sendingProgress(ms(0.5)) - 0.5) < 1e-9);
    rig.change([](LinkSettings &s) { s.rate = BitRate(); });
    QVERIFY(std::abs(rig.link().sendingProgress(ms(9)) - 0.5) < 1e-9);
}

void TestLink::extremes_data()
{
    QTest::addColumn<qint64>("bitsPerSecond");
    QTest::addColumn<qint64>("delayNs");
    QTest::addColumn<qint64>("overhead");
    QTest::newRow("1 bit/s, a minute's delay, a packet of 11.5 kB") << qint64{1} << qint64{60'000'000'000} << qint64{10'000};
    QTest::newRow("10 Tbit/s, no delay") << qint64{10'000'000'000'000} << qint64{0} << qint64{0};
}

void TestLink::extremes()
{
    QFETCH(qint64, bitsPerSecond);
    QFETCH(qint64, delayNs);
    QFETCH(qint64, overhead);
    const BitRate rate = BitRate::bitsPerSecond(bitsPerSecond);
    LinkRig rig(with([&](LinkSettings &s) {
        s.rate = rate;
        s.delay = SimDuration::nanoseconds(delayNs);
        s.overhead = Bytes(overhead);
    }));
    rig.send(1500);
    rig.runDry();
    const SimDuration expected = transmissionTime(Bytes(1500 + overhead), rate) + SimDuration::nanoseconds(delayNs);
    QCOMPARE(rig.arrivals(), std::vector<SimTime>{SimTime::start() + expected});
}

QTEST_APPLESS_MAIN(TestLink)
#include "test_link.moc"
