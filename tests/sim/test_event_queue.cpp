// The event queue: earliest first, ties in the order of arming, and what moving an alarm does to its turn.
#include "core/sim/event_queue.h"
#include "core/sim/random_stream.h"
#include "tests/support/show.h"

#include <QTest>

#include <array>
#include <optional>
#include <vector>

using namespace rebuffer;

namespace {

SimTime at(std::int64_t ns)
{
    return SimTime::fromStart(SimDuration::nanoseconds(ns));
}

std::vector<std::size_t> popAll(EventQueue &queue)
{
    std::vector<std::size_t> order;
    while (queue.nextTime() != SimTime::never())
        order.push_back(queue.pop());
    return order;
}

/// The same queue as a plain list, searched from end to end.
class Model {
public:
    void arm(std::size_t slot, SimTime time)
    {
        if (time == SimTime::never())
            m_pending[slot].reset();
        else if (!m_pending[slot] || m_pending[slot]->time != time)
            m_pending[slot] = Pending{time, ++m_turn};
    }
    std::optional<std::size_t> next() const
    {
        std::optional<std::size_t> best;
        for (std::size_t i = 0; i < m_pending.size(); ++i) {
            if (m_pending[i] && (!best || isBefore(*m_pending[i], *m_pending[*best])))
                best = i;
        }
        return best;
    }
    SimTime timeOf(std::size_t slot) const { return m_pending[slot] ? m_pending[slot]->time : SimTime::never(); }

private:
    struct Pending {
        SimTime time;
        int turn = 0;
    };
    static bool isBefore(const Pending &a, const Pending &b) { return a.time < b.time || (a.time == b.time && a.turn < b.turn); }

    std::array<std::optional<Pending>, EventQueue::slotCount> m_pending;
    int m_turn = 0;
};

} // namespace

class TestEventQueue : public QObject {
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void earliestRingsFirst();
    void tiesRingInTheOrderOfArming();
    void movedToTheSameTimeItKeepsItsTurn();
    void movedAwayAndBackItLosesItsTurn();
    void aDisarmedAlarmDoesNotRing();
    void noLaterThanMovesOnlyForward();
    void aCopyIsTheSameAlarm();
    void agreesWithAPlainList_data();
    void agreesWithAPlainList();
};

void TestEventQueue::isEmptyAtFirst()
{
    EventQueue queue;
    QCOMPARE(queue.nextTime(), SimTime::never());
    QVERIFY(!queue.alarm(3).isArmed());
}

void TestEventQueue::earliestRingsFirst()
{
    EventQueue queue;
    queue.alarm(0).arm(at(30));
    queue.alarm(1).arm(at(10));
    queue.alarm(2).arm(at(20));
    QCOMPARE(queue.nextTime(), at(10));
    QCOMPARE(popAll(queue), (std::vector<std::size_t>{1, 2, 0}));
}

void TestEventQueue::tiesRingInTheOrderOfArming()
{
    EventQueue queue;
    for (const std::size_t slot : {5u, 2u, 9u, 0u})
        queue.alarm(slot).arm(at(7));
    QCOMPARE(popAll(queue), (std::vector<std::size_t>{5, 2, 9, 0}));
}

void TestEventQueue::movedToTheSameTimeItKeepsItsTurn()
{
    EventQueue queue;
    queue.alarm(4).arm(at(7));
    queue.alarm(1).arm(at(7));
    queue.alarm(4).arm(at(7));
    QCOMPARE(popAll(queue), (std::vector<std::size_t>{4, 1}));
}

void TestEventQueue::movedAwayAndBackItLosesItsTurn()
{
    EventQueue queue;
    queue.alarm(4).arm(at(7));
    queue.alarm(1).arm(at(7));
    queue.alarm(4).arm(at(8));
    queue.alarm(4).arm(at(7));
    QCOMPARE(popAll(queue), (std::vector<std::size_t>{1, 4}));
}

void TestEventQueue::aDisarmedAlarmDoesNotRing()
{
    EventQueue queue;
    queue.alarm(0).arm(at(1));
    queue.alarm(1).arm(at(2));
    queue.alarm(0).disarm();
    QVERIFY(!queue.alarm(0).isArmed());
    QCOMPARE(queue.nextTime(), at(2));
    QCOMPARE(popAll(queue), (std::vector<std::size_t>{1}));
}

void TestEventQueue::noLaterThanMovesOnlyForward()
{
    EventQueue queue;
    Alarm alarm = queue.alarm(0);
    alarm.armNoLaterThan(at(20));
    QCOMPARE(alarm.at(), at(20));
    alarm.armNoLaterThan(at(30));
    QCOMPARE(alarm.at(), at(20));
    alarm.armNoLaterThan(at(10));
    QCOMPARE(alarm.at(), at(10));
}

void TestEventQueue::aCopyIsTheSameAlarm()
{
    EventQueue queue;
    Alarm first = queue.alarm(6);
    Alarm second = first;
    second.arm(at(5));
    QCOMPARE(first.at(), at(5));
    first.disarm();
    QVERIFY(!second.isArmed());
}

void TestEventQueue::agreesWithAPlainList_data()
{
    QTest::addColumn<qint64>("horizon");
    QTest::newRow("few instants, so that ties abound") << qint64{4};
    QTest::newRow("some ties") << qint64{50};
    QTest::newRow("hardly a tie") << qint64{1'000'000'000};
}

void TestEventQueue::agreesWithAPlainList()
{
    QFETCH(qint64, horizon);
    RandomStream random(1, "event queue");
    EventQueue queue;
    Model model;
    for (int i = 0; i < 100'000; ++i) {
        const std::size_t slot = random.below(EventQueue::slotCount);
        if (random.chance(0.6)) {
            const SimTime time = random.chance(0.1)
                                     ? SimTime::never()
                                     : at(static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(horizon))));
            queue.alarm(slot).arm(time);
            model.arm(slot, time);
        } else if (const auto next = model.next()) {
            QCOMPARE(queue.nextTime(), model.timeOf(*next));
            QCOMPARE(queue.pop(), *next);
            model.arm(*next, SimTime::never());
        }
        QCOMPARE(queue.alarm(slot).at(), model.timeOf(slot));
    }
}

QTEST_APPLESS_MAIN(TestEventQueue)
#include "test_event_queue.moc"
