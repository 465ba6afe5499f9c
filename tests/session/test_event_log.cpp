// The log's hash tells two runs apart by any field of any event; what it keeps is the newest few thousand.
#include "core/session/event_log.h"
#include "tests/support/show.h"

#include <QTest>

#include <functional>
#include <set>

using namespace rebuffer;

namespace {

void log(EventLog &log, int i)
{
    Event &event = log.prepare(EventKind::Sent, SimTime::fromStart(SimDuration::nanoseconds(i)));
    event.packet = static_cast<std::uint64_t>(i);
    log.commit(event);
}

std::uint64_t hashWith(const std::function<void(Event &)> &edit, const std::string &text = {})
{
    EventLog log;
    Event &event = log.prepare(EventKind::Delivered, SimTime::fromStart(SimDuration::milliseconds(5)));
    edit(event);
    if (text.empty())
        log.commit(event);
    else
        log.commitText(event, text);
    return log.hash();
}

} // namespace

class TestEventLog : public QObject {
    Q_OBJECT

private slots:
    void theSameEventsGiveTheSameHash();
    void anyFieldChangesTheHash();
    void theOrderChangesTheHash();
    void keepsTheNewestOldestFirst();
    void textsLiveAsLongAsTheirEvents();
    void theListenerHearsEverythingInOrder();
    void everyKindHasAName();
};

void TestEventLog::theSameEventsGiveTheSameHash()
{
    EventLog a, b;
    for (int i = 0; i < 10'000; ++i) {
        log(a, i);
        log(b, i);
    }
    QCOMPARE(a.hash(), b.hash());
    QCOMPARE(a.count(), std::uint64_t{10'000});
}

void TestEventLog::anyFieldChangesTheHash()
{
    std::set<std::uint64_t> hashes{hashWith([](Event &) {}), hashWith([](Event &) {}, "a"), hashWith([](Event &) {}, "b")};
    const std::vector<std::function<void(Event &)>> edits{[](Event &e) { e.at += SimDuration::nanoseconds(1); },
                                                          [](Event &e) { e.kind = EventKind::Lost; },
                                                          [](Event &e) { e.packetKind = PacketKind::Ack; },
                                                          [](Event &e) { e.uplink = true; },
                                                          [](Event &e) { e.retransmission = true; },
                                                          [](Event &e) { e.payload = 1; },
                                                          [](Event &e) { e.wire = 1; },
                                                          [](Event &e) { e.packet = 1; },
                                                          [](Event &e) { e.position = 1; },
                                                          [](Event &e) { e.ack = 1; },
                                                          [](Event &e) { e.value = 1; }};
    for (const auto &edit : edits)
        hashes.insert(hashWith(edit));
    QCOMPARE(hashes.size(), edits.size() + 3);
}

void TestEventLog::theOrderChangesTheHash()
{
    EventLog a, b;
    log(a, 1);
    log(a, 2);
    log(b, 2);
    log(b, 1);
    QVERIFY(a.hash() != b.hash());
}

void TestEventLog::keepsTheNewestOldestFirst()
{
    EventLog kept;
    std::vector<Event> recent;
    for (int i = 0; i < 10; ++i)
        log(kept, i);
    kept.recent(recent);
    QCOMPARE(recent.size(), std::size_t{10});
    for (int i = 10; i < 10'000; ++i)
        log(kept, i);
    kept.recent(recent);
    QCOMPARE(recent.size(), EventLog::kept);
    QCOMPARE(recent.back().packet, std::uint64_t{9999});
    QVERIFY(std::is_sorted(recent.begin(), recent.end(), [](const Event &a, const Event &b) { return a.packet < b.packet; }));
}

void TestEventLog::textsLiveAsLongAsTheirEvents()
{
    EventLog log;
    for (int i = 0; i < 3 * static_cast<int>(EventLog::kept); ++i)
        log.commitText(log.prepare(EventKind::Setting, SimTime::start()), "setting number " + std::to_string(i));
    std::vector<Event> recent;
    log.recent(recent);
    for (std::size_t i = 0; i < recent.size(); ++i)
        QCOMPARE(std::string(recent[i].text), "setting number " + std::to_string(2 * EventLog::kept + i));
}

void TestEventLog::theListenerHearsEverythingInOrder()
{
    EventLog heard;
    std::vector<std::uint64_t> packets;
    heard.setListener([&](const Event &event) { packets.push_back(event.packet); });
    for (int i = 0; i < 5000; ++i)
        log(heard, i);
    QCOMPARE(packets.size(), std::size_t{5000});
    QVERIFY(std::is_sorted(packets.begin(), packets.end()));
    heard.setListener({});
    log(heard, 5000);
    QCOMPARE(packets.size(), std::size_t{5000});
}

void TestEventLog::everyKindHasAName()
{
    std::set<std::string> names;
    for (int i = 0; i < static_cast<int>(EventKind::Count); ++i)
        names.insert(nameOf(static_cast<EventKind>(i)));
    QCOMPARE(names.size(), static_cast<std::size_t>(EventKind::Count));
    QVERIFY(!names.contains(""));
}

QTEST_APPLESS_MAIN(TestEventLog)
#include "test_event_log.moc"
