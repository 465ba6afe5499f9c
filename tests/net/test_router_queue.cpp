// The router's queue: what fits, in bytes or in packets; first come, first served; its occupancy over time.
#include "core/net/router_queue.h"
#include "core/sim/random_stream.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <cmath>
#include <vector>

using namespace rebuffer;
using testing::ms;
using testing::packetOf;

namespace {

QueueLimit bytes(std::int64_t n)
{
    return {QueueLimit::Unit::Bytes, n};
}

QueueLimit packets(std::int64_t n)
{
    return {QueueLimit::Unit::Packets, n};
}

int accepted(RouterQueue &queue, int offered, std::uint32_t wire)
{
    int taken = 0;
    for (int i = 0; i < offered; ++i)
        taken += queue.offer(packetOf(wire, i), SimTime::start()) ? 1 : 0;
    return taken;
}

/// What a queue held, from when: an occupancy curve kept in full.
struct Occupancy {
    std::vector<std::pair<SimTime, std::int64_t>> steps;

    double meanUntil(SimTime from, SimTime until) const
    {
        double area = 0;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const SimTime begin = std::max(from, steps[i].first);
            const SimTime end = i + 1 < steps.size() ? steps[i + 1].first : until;
            if (end > begin)
                area += static_cast<double>(steps[i].second) * (end - begin).toSeconds();
        }
        return area / (until - from).toSeconds();
    }
};

} // namespace

class TestRouterQueue : public QObject {
    Q_OBJECT

private slots:
    void theLimitInBytesIsMetExactly();
    void theLimitInPacketsIgnoresTheirSize();
    void noRoomTakesNothing();
    void aSmallPacketMayFitWhereALargeOneDoesNot();
    void aLowerLimitDropsNothingThatWaits();
    void firstComeFirstServed();
    void fill();
    void meanOccupancyAgreesWithTheCurve();
    void measuringAnewForgetsThePast();
};

void TestRouterQueue::theLimitInBytesIsMetExactly()
{
    RouterQueue queue;
    queue.setLimit(bytes(15'000));
    QCOMPARE(accepted(queue, 20, 1500), 10);
    QCOMPARE(queue.bytes(), Bytes(15'000));
    QCOMPARE(queue.mostBytes(), Bytes(15'000));
}

void TestRouterQueue::theLimitInPacketsIgnoresTheirSize()
{
    RouterQueue queue;
    queue.setLimit(packets(10));
    QCOMPARE(accepted(queue, 4, 9000), 4);
    QCOMPARE(accepted(queue, 20, 40), 6);
    QCOMPARE(queue.packets(), std::size_t{10});
}

void TestRouterQueue::noRoomTakesNothing()
{
    RouterQueue queue;
    queue.setLimit(bytes(0));
    QCOMPARE(accepted(queue, 5, 40), 0);
    queue.setLimit(packets(0));
    QCOMPARE(accepted(queue, 5, 40), 0);
    QCOMPARE(queue.fill(), 1.0);
}

void TestRouterQueue::aSmallPacketMayFitWhereALargeOneDoesNot()
{
    RouterQueue queue;
    queue.setLimit(bytes(2000));
    QVERIFY(queue.offer(packetOf(1500), SimTime::start()));
    QVERIFY(!queue.offer(packetOf(1500), SimTime::start()));
    QVERIFY(queue.offer(packetOf(500), SimTime::start()));
    QVERIFY(!queue.offer(packetOf(1), SimTime::start()));
}

void TestRouterQueue::aLowerLimitDropsNothingThatWaits()
{
    RouterQueue queue;
    queue.setLimit(bytes(15'000));
    accepted(queue, 10, 1500);
    queue.setLimit(bytes(3000));
    QCOMPARE(queue.packets(), std::size_t{10});
    QVERIFY(!queue.offer(packetOf(40), SimTime::start()));
    while (queue.bytes() > Bytes(1500))
        queue.take(SimTime::start());
    QVERIFY(queue.offer(packetOf(1500), SimTime::start()));
}

void TestRouterQueue::firstComeFirstServed()
{
    RouterQueue queue;
    queue.setLimit(packets(100));
    for (int i = 0; i < 100; ++i)
        queue.offer(packetOf(40, i), SimTime::start());
    for (int i = 0; i < 100; ++i)
        QCOMPARE(queue.take(SimTime::start()).position, std::int64_t{i});
    QVERIFY(queue.empty());
}

void TestRouterQueue::fill()
{
    RouterQueue queue;
    queue.setLimit(bytes(6000));
    QCOMPARE(queue.fill(), 0.0);
    accepted(queue, 1, 1500);
    QCOMPARE(queue.fill(), 0.25);
    accepted(queue, 3, 1500);
    QCOMPARE(queue.fill(), 1.0);
    queue.setLimit(bytes(1500));
    QCOMPARE(queue.fill(), 1.0);
}

void TestRouterQueue::meanOccupancyAgreesWithTheCurve()
{
    RandomStream random(1, "router queue");
    RouterQueue queue;
    queue.setLimit(packets(50));
    Occupancy curve;
    SimTime now;
    for (int i = 0; i < 20'000; ++i) {
        now += SimDuration::nanoseconds(static_cast<std::int64_t>(random.below(2'000'000)));
        if (random.chance(0.52))
            queue.offer(packetOf(static_cast<std::uint32_t>(40 + random.below(1460))), now);
        else if (!queue.empty())
            queue.take(now);
        curve.steps.push_back({now, queue.bytes().count()});
    }
    const SimTime end = now + SimDuration::wholeSeconds(1);
    const double expected = curve.meanUntil(SimTime::start(), end);
    QVERIFY2(std::fabs(queue.meanBytes(end) / expected - 1) < 1e-9, words("mean", queue.meanBytes(end)).c_str());
}

void TestRouterQueue::measuringAnewForgetsThePast()
{
    RouterQueue queue;
    queue.setLimit(packets(50));
    accepted(queue, 10, 1500);
    for (int i = 0; i < 8; ++i)
        queue.take(ms(1000));
    queue.measureFrom(ms(2000));
    QCOMPARE(queue.mostBytes(), Bytes(3000));
    QCOMPARE(queue.meanBytes(ms(2000)), 3000.0);
    queue.take(ms(3000));
    QCOMPARE(queue.meanBytes(ms(4000)), 2250.0);
}

QTEST_APPLESS_MAIN(TestRouterQueue)
#include "test_router_queue.moc"
