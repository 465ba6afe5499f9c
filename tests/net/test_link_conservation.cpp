// Whatever is sent and whatever is changed: bytes in = delivered + lost + dropped + queued + being sent + in flight,
// after every single event, and every packet meets one end.
#include "core/sim/random_stream.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <set>

using namespace rebuffer;
using testing::LinkRig;

namespace {

LinkSettings anySettings(RandomStream &random)
{
    LinkSettings settings;
    settings.rate =
        random.chance(0.1) ? BitRate() : BitRate::bitsPerSecond(static_cast<std::int64_t>(random.below(50'000'000)) + 1000);
    settings.delay = SimDuration::microseconds(static_cast<std::int64_t>(random.below(50'000)));
    settings.jitter = SimDuration::microseconds(static_cast<std::int64_t>(random.chance(0.5) ? random.below(20'000) : 0));
    settings.jitterDistribution = static_cast<JitterDistribution>(random.below(4));
    settings.reorder = random.chance(0.5);
    settings.loss = random.chance(0.5) ? random.uniform() * 0.5 : 0;
    settings.lossBurst = random.chance(0.5) ? 1 + random.uniform() * 10 : 0;
    const bool inBytes = random.chance(0.5);
    settings.queue = {inBytes ? QueueLimit::Unit::Bytes : QueueLimit::Unit::Packets,
                      static_cast<std::int64_t>(random.below(inBytes ? 60'000 : 40))};
    settings.overhead = Bytes(static_cast<std::int64_t>(random.below(40)));
    return settings;
}

void actOnce(RandomStream &random, LinkRig &rig)
{
    const std::uint64_t choice = random.below(100);
    if (choice < 40)
        rig.send(static_cast<std::uint32_t>(40 + random.below(1460)));
    else if (choice < 42)
        rig.link().configure(anySettings(random), rig.now());
    else if (!rig.step())
        rig.runUntil(rig.now() + SimDuration::milliseconds(1));
}

/// Dropped, lost or delivered: exactly one of them, for every packet sent.
bool eachMetOneEnd(const LinkRig &rig)
{
    std::multiset<std::uint64_t> ends;
    for (const LinkEvent event : {LinkEvent::Dropped, LinkEvent::Lost, LinkEvent::Delivered}) {
        for (const auto &happening : rig.all(event))
            ends.insert(happening.packet.number);
    }
    const auto sent = rig.all(LinkEvent::Sent);
    return ends.size() == sent.size() &&
           std::all_of(sent.begin(), sent.end(), [&](const auto &s) { return ends.count(s.packet.number) == 1; });
}

} // namespace

class TestLinkConservation : public QObject {
    Q_OBJECT

private slots:
    void nothingIsLostFromTheAccount_data();
    void nothingIsLostFromTheAccount();
};

void TestLinkConservation::nothingIsLostFromTheAccount_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestLinkConservation::nothingIsLostFromTheAccount()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "link conservation");
    LinkRig rig(anySettings(random), static_cast<std::uint64_t>(seed));
    SimTime before;
    for (int i = 0; i < 2000; ++i) {
        actOnce(random, rig);
        QVERIFY2(testing::isConserved(rig.link()), qPrintable(QStringLiteral("after act %1").arg(i)));
        QVERIFY(rig.now() >= before);
        before = rig.now();
    }
    rig.change([](LinkSettings &s) { s.rate = BitRate::megabitsPerSecond(1); });
    rig.runDry();
    QVERIFY(rig.link().isIdle());
    QVERIFY(eachMetOneEnd(rig));
}

QTEST_APPLESS_MAIN(TestLinkConservation)
#include "test_link_conservation.moc"
