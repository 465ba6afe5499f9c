// CoDel against the pseudo-code of RFC 8289, section 5, written out here over a queue of its own; and what it is for.
#include "core/net/codel.h"
#include "core/sim/random_stream.h"
#include "tests/support/link_rig.h"
#include "tests/support/show.h"

#include <QTest>

#include <cmath>
#include <deque>
#include <optional>
#include <vector>

using namespace rebuffer;
using testing::LinkRig;
using testing::ms;

namespace {

struct Waiting {
    int id = 0;
    SimTime since;
    std::int64_t size = 0;
};

/// The RFC's dequeue(), with its names. Times in seconds.
class Reference {
public:
    void enqueue(const Waiting &packet)
    {
        m_queue.push_back(packet);
        m_bytes += packet.size;
    }

    /// The packet to send, if any; those dropped on the way to it.
    std::optional<Waiting> dequeue(double now, std::vector<int> &dropped)
    {
        auto [packet, ok] = doDequeue(now);
        if (m_dropping) {
            if (!ok)
                m_dropping = false;
            while (now >= m_dropNext && m_dropping) {
                dropped.push_back(packet->id);
                ++m_count;
                std::tie(packet, ok) = doDequeue(now);
                if (!ok)
                    m_dropping = false;
                else
                    m_dropNext = controlLaw(m_dropNext);
            }
        } else if (ok) {
            dropped.push_back(packet->id);
            std::tie(packet, ok) = doDequeue(now);
            m_dropping = true;
            const std::uint32_t delta = m_count - m_lastCount;
            m_count = delta > 1 && now - m_dropNext < 16 * 0.1 ? delta : 1;
            m_dropNext = controlLaw(now);
            m_lastCount = m_count;
        }
        return packet;
    }

private:
    double controlLaw(double t) const { return t + 0.1 / std::sqrt(m_count); }

    std::pair<std::optional<Waiting>, bool> doDequeue(double now)
    {
        if (m_queue.empty()) {
            m_firstAbove = 0;
            return {std::nullopt, false};
        }
        const Waiting packet = m_queue.front();
        m_queue.pop_front();
        m_bytes -= packet.size;
        if (now - packet.since.toSeconds() < 0.005 - 1e-12 || m_bytes <= 1514) {
            m_firstAbove = 0;
            return {packet, false};
        }
        if (m_firstAbove == 0) {
            m_firstAbove = now + 0.1;
            return {packet, false};
        }
        return {packet, now >= m_firstAbove - 1e-12};
    }

    std::deque<Waiting> m_queue;
    std::int64_t m_bytes = 0;
    double m_firstAbove = 0;
    double m_dropNext = 0;
    std::uint32_t m_count = 0;
    std::uint32_t m_lastCount = 0;
    bool m_dropping = false;
};

/// Ours, over the same kind of queue.
class Ours {
public:
    void enqueue(const Waiting &packet)
    {
        m_queue.push_back(packet);
        m_bytes += packet.size;
    }
    std::optional<Waiting> dequeue(SimTime now, std::vector<int> &dropped)
    {
        while (!m_queue.empty()) {
            const Waiting packet = m_queue.front();
            m_queue.pop_front();
            m_bytes -= packet.size;
            if (!m_codel.drops(now - packet.since, Bytes(m_bytes), now))
                return packet;
            dropped.push_back(packet.id);
        }
        return std::nullopt;
    }

private:
    CoDel m_codel;
    std::deque<Waiting> m_queue;
    std::int64_t m_bytes = 0;
};

} // namespace

class TestCoDel : public QObject {
    Q_OBJECT

private slots:
    void aShortQueueIsLeftAlone();
    void aBurstThatPassesIsLeftAlone();
    void agreesWithTheRfc_data();
    void agreesWithTheRfc();
    void aStandingQueueIsBroughtDown();
};

void TestCoDel::aShortQueueIsLeftAlone()
{
    CoDel codel;
    for (int i = 0; i < 10'000; ++i)
        QVERIFY(!codel.drops(SimDuration::microseconds(4999), Bytes(100'000), ms(i)));
}

void TestCoDel::aBurstThatPassesIsLeftAlone()
{
    CoDel codel;
    for (int i = 0; i < 99; ++i)
        QVERIFY(!codel.drops(SimDuration::milliseconds(50), Bytes(100'000), ms(i)));
    QVERIFY(!codel.drops(SimDuration::milliseconds(4), Bytes(100'000), ms(99)));
    for (int i = 100; i < 199; ++i)
        QVERIFY(!codel.drops(SimDuration::milliseconds(50), Bytes(100'000), ms(i)));
    QVERIFY(codel.drops(SimDuration::milliseconds(50), Bytes(100'000), ms(200)));
}

void TestCoDel::agreesWithTheRfc_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestCoDel::agreesWithTheRfc()
{
    QFETCH(int, seed);
    RandomStream random(static_cast<std::uint64_t>(seed), "codel");
    Reference reference;
    Ours ours;
    std::vector<int> theirs, mine;
    SimTime now;
    double load = 1;
    for (int i = 0; i < 20'000; ++i) {
        now += SimDuration::microseconds(static_cast<std::int64_t>(random.below(1000)));
        if (random.chance(0.002))
            load = 0.5 + random.uniform();
        if (random.chance(load / 2)) {
            const Waiting packet{i, now, 1500};
            reference.enqueue(packet);
            ours.enqueue(packet);
        }
        if (random.chance(0.5)) {
            const auto expected = reference.dequeue(now.toSeconds(), theirs);
            const auto got = ours.dequeue(now, mine);
            QCOMPARE(got.has_value(), expected.has_value());
            QCOMPARE(got ? got->id : -1, expected ? expected->id : -1);
        }
    }
    QVERIFY(!theirs.empty());
    QCOMPARE(mine, theirs);
}

void TestCoDel::aStandingQueueIsBroughtDown()
{
    // A sender that does not listen, 5 % above the rate: the queue of a second's worth stays near its target.
    LinkSettings settings;
    settings.rate = BitRate::megabitsPerSecond(12);
    settings.queue = {QueueLimit::Unit::Packets, 1000};
    settings.queueDiscipline = QueueDiscipline::CoDel;
    LinkRig rig(settings);
    for (int i = 0; i < 30'000; ++i) {
        rig.runUntil(ms(i * 0.95));
        rig.link().send(
            [&] {
                Packet packet = testing::packetOf(1500, i);
                packet.sentAt = rig.now();
                return packet;
            }(),
            rig.now());
    }
    QVERIFY2(rig.link().queue().packets() < 100, std::to_string(rig.link().queue().packets()).c_str());
    QVERIFY(rig.count(LinkEvent::Dropped) > 1000);
    QVERIFY(testing::isConserved(rig.link()));
}

QTEST_APPLESS_MAIN(TestCoDel)
#include "test_codel.moc"
