// Whatever the links do, every byte reaches the reader once and in order, and the connection comes to rest.
#include "core/sim/random_stream.h"
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;

namespace {

LinkSettings anyLink(RandomStream &random)
{
    LinkSettings link;
    link.rate = BitRate::kilobitsPerSecond(200 + static_cast<double>(random.below(20'000)));
    link.delay = SimDuration::milliseconds(static_cast<std::int64_t>(random.below(150)));
    link.jitter = SimDuration::milliseconds(static_cast<std::int64_t>(random.chance(0.5) ? random.below(30) : 0));
    link.jitterDistribution = static_cast<JitterDistribution>(random.below(4));
    link.reorder = random.chance(0.5);
    link.loss = random.chance(0.6) ? random.uniform() * 0.15 : 0;
    link.lossBurst = random.chance(0.3) ? 1 + random.uniform() * 5 : 0;
    link.queue = {QueueLimit::Unit::Packets, static_cast<std::int64_t>(2 + random.below(60))};
    link.queueDiscipline = random.chance(0.2) ? QueueDiscipline::CoDel : QueueDiscipline::DropTail;
    return link;
}

std::function<std::unique_ptr<CongestionControl>()> anyControl(RandomStream &random)
{
    switch (random.below(3)) {
    case 0: return makeReno;
    case 1: return makeCubic;
    default: return [] { return makeBbr(RandomStream(1, "bbr")); };
    }
}

Bytes anySize(RandomStream &random)
{
    return Bytes(static_cast<std::int64_t>(1 + random.below(random.chance(0.2) ? 3000 : 400'000)));
}

/// Now and then the client stops reading, or the algorithm changes.
void disturb(RandomStream &random, ConnectionRig &rig)
{
    if (random.chance(0.2))
        rig.setReading(random.chance(0.7));
    if (random.chance(0.05))
        rig.tcp().setCongestionControl(anyControl(random)(), rig.now());
}

} // namespace

class TestTcpIntegrity : public QObject {
    Q_OBJECT

private slots:
    void everyByteOnceAndInOrder_data();
    void everyByteOnceAndInOrder();
};

void TestTcpIntegrity::everyByteOnceAndInOrder_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 150; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestTcpIntegrity::everyByteOnceAndInOrder()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "tcp integrity");
    const Bytes size = anySize(random);
    const LinkSettings down = anyLink(random);
    const LinkSettings up = anyLink(random);
    ConnectionRig rig(down, up, size, testing::tcpWith(anyControl(random)), static_cast<std::uint64_t>(seed));
    rig.open();
    for (int i = 1; i <= 40; ++i) {
        rig.runUntil(ms(200.0 * i));
        disturb(random, rig);
    }
    rig.setReading(true);
    rig.runToTheEnd(ms(3'600'000));
    QCOMPARE(rig.received(), size);
    QVERIFY(rig.inOrder());
    rig.up().configure(testing::wire(BitRate::megabitsPerSecond(1), SimDuration::zero()), rig.now());
    rig.runUntil(rig.now() + SimDuration::wholeSeconds(600));
    QCOMPARE(rig.status().inFlight, std::int64_t{0});
    QCOMPARE(rig.nextEvent(), SimTime::never());
    QVERIFY(testing::isConserved(rig.down()) && testing::isConserved(rig.up()));
}

QTEST_APPLESS_MAIN(TestTcpIntegrity)
#include "test_tcp_integrity.moc"
