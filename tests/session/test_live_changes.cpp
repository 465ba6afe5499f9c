// Every setting that may change while the session runs: it is in the scenario at once, and in what happens from then on.
// Each row is also run without the change, where the effect must not be seen.
#include "core/session/session.h"
#include "tests/support/random_scenario.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

#include <functional>
#include <map>
#include <set>

using namespace rebuffer;
using testing::at;
using testing::EventRecord;
using testing::operator+;
using testing::Settings;

Q_DECLARE_METATYPE(rebuffer::testing::Settings)

namespace {

/// What was seen on one direction from the change on.
struct Seen {
    std::vector<double> delays; ///< seconds from leaving the sender's hand to arriving
    std::int64_t delivered = 0;
    int lost = 0;
    int dropped = 0;
    int overtaken = 0; ///< arrived after one sent later
    int longestLossRun = 0;
    std::uint32_t largestWire = 0;

    double least() const { return delays.empty() ? 0 : *std::min_element(delays.begin(), delays.end()); }
    double most() const { return delays.empty() ? 0 : *std::max_element(delays.begin(), delays.end()); }
    double mean() const
    {
        double sum = 0;
        for (const double delay : delays)
            sum += delay;
        return delays.empty() ? 0 : sum / static_cast<double>(delays.size());
    }
};

class Watcher {
public:
    Watcher(const EventRecord &record, bool uplink, SimTime from)
    {
        for (const auto &line : record.lines()) {
            const Event &event = line.event;
            if (event.packet == 0 || event.uplink != uplink)
                continue;
            if (event.kind == EventKind::Sent)
                m_sentAt[event.packet] = event.at;
            else if (event.at > from && m_sentAt[event.packet] > from)
                watch(event);
        }
    }
    const Seen &seen() const { return m_seen; }

private:
    void watch(const Event &event)
    {
        m_run = event.kind == EventKind::Lost ? m_run + 1 : 0;
        m_seen.longestLossRun = std::max(m_seen.longestLossRun, m_run);
        m_seen.lost += event.kind == EventKind::Lost ? 1 : 0;
        m_seen.dropped += event.kind == EventKind::Dropped ? 1 : 0;
        if (event.kind != EventKind::Delivered)
            return;
        m_seen.delays.push_back((event.at - m_sentAt[event.packet]).toSeconds());
        m_seen.delivered += event.wire;
        m_seen.largestWire = std::max(m_seen.largestWire, event.wire);
        m_seen.overtaken += event.packet < m_newest ? 1 : 0;
        m_newest = std::max(m_newest, event.packet);
    }

    std::map<std::uint64_t, SimTime> m_sentAt;
    Seen m_seen;
    std::uint64_t m_newest = 0;
    int m_run = 0;
};

struct Outcome {
    Seen down;
    Seen up;
    Summary summary;
    Snapshot snapshot;
};

struct Row {
    const char *key;
    const char *value;
    Settings setUp; ///< besides the usual
    std::function<bool(const Outcome &)> effect;
};

/// A flow at 10 Mbit/s and 20 ms each way, whose window the queue of 20 packets keeps within bounds.
Settings usual()
{
    return {{"source", "bulk"},
            {"transport", "tcp-reno"},
            {"link.rate", "10Mbit/s"},
            {"link.delay", "20ms"},
            {"link.queue", "20packets"}};
}

/// A film twice as fast as its link.
Settings slowFilm()
{
    return {{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "1Mbit/s"}};
}

const std::vector<Row> &rows()
{
    static const std::vector<Row> all{
        {"link.rate", "2Mbit/s", {}, [](const Outcome &o) { return o.down.delivered * 8 < 2'050'000 * 5; }},
        {"link.delay", "60ms", {}, [](const Outcome &o) { return o.down.least() > 0.06 && o.up.least() > 0.06; }},
        {"link.jitter",
         "5ms",
         {{"uplink.jitter", "0"}},
         [](const Outcome &o) { return o.down.least() < 0.018 && o.up.least() >= 0.02; }},
        {"link.jitter_distribution",
         "exponential",
         {{"link.jitter", "5ms"}},
         [](const Outcome &o) { return o.down.least() >= 0.02; }},
        {"link.reorder",
         "true",
         {{"link.jitter", "5ms"}, {"uplink.reorder", "false"}},
         [](const Outcome &o) { return o.down.overtaken > 50 && o.up.overtaken == 0; }},
        {"link.loss", "5%", {}, [](const Outcome &o) { return o.down.lost > 10 && o.up.lost == 0; }},
        {"link.loss_burst", "20", {{"link.loss", "10%"}}, [](const Outcome &o) { return o.down.longestLossRun > 8; }},
        {"link.queue", "5packets", {}, [](const Outcome &o) { return o.down.most() < 0.02 + 0.0012 * 7; }},
        {"link.queue_discipline",
         "codel",
         {{"link.queue", "20000packets"}},
         [](const Outcome &o) { return o.down.dropped > 10; }},
        {"link.overhead", "100B", {{"uplink.overhead", "0"}}, [](const Outcome &o) { return o.down.largestWire == 1600; }},
        {"uplink.rate", "100kbit/s", {}, [](const Outcome &o) { return o.up.least() > 0.02 + 0.004; }},
        {"uplink.delay", "60ms", {}, [](const Outcome &o) { return o.up.least() > 0.06 && o.down.least() < 0.06; }},
        {"uplink.jitter", "5ms", {}, [](const Outcome &o) { return o.up.least() < 0.018 && o.down.least() >= 0.02; }},
        {"uplink.jitter_distribution",
         "exponential",
         {{"uplink.jitter", "5ms"}},
         [](const Outcome &o) { return o.up.least() >= 0.02; }},
        {"uplink.reorder",
         "true",
         {{"uplink.jitter", "5ms"}},
         [](const Outcome &o) { return o.up.overtaken > 50 && o.down.overtaken == 0; }},
        {"uplink.loss", "20%", {}, [](const Outcome &o) { return o.up.lost > 30 && o.down.lost == 0; }},
        {"uplink.loss_burst", "20", {{"uplink.loss", "10%"}}, [](const Outcome &o) { return o.up.longestLossRun > 8; }},
        {"uplink.queue",
         "0packets",
         {{"uplink.rate", "100kbit/s"}, {"uplink.queue", "5000packets"}},
         [](const Outcome &o) { return o.up.dropped > 100; }},
        {"uplink.queue_discipline",
         "codel",
         {{"uplink.rate", "150kbit/s"}, {"uplink.queue", "5000packets"}},
         [](const Outcome &o) { return o.up.dropped > 20; }},
        {"uplink.overhead", "100B", {}, [](const Outcome &o) { return o.up.largestWire >= 152; }},
        {"rtp.playout",
         "adaptive",
         {{"source", "cbr:1Mbit/s:60s"}, {"transport", "rtp"}},
         [](const Outcome &o) { return o.snapshot.playoutDelay < SimDuration::seconds(1.9); }},
        {"player.start", "1s", slowFilm() + Settings{{"player.start", "10s"}},
         [](const Outcome &o) { return o.summary.startupDelay.has_value(); }},
        // Stalls at 4 s; needs 2 s for every second of media.
        {"player.resume", "1s", slowFilm() + Settings{{"player.resume", "15s"}},
         [](const Outcome &o) { return o.summary.stallCount >= 2; }},
        {"player.high_water", "5s", Settings{{"source", "cbr:2Mbit/s:60s"}},
         [](const Outcome &o) { return o.snapshot.level < SimDuration::seconds(5.5); }},
    };
    return all;
}

const Row &rowOf(const QByteArray &key)
{
    return *std::find_if(rows().begin(), rows().end(), [&](const Row &row) { return key == row.key; });
}

/// Three seconds as set up, then the change if it is to be made, then five more in which the links are watched, and as many again
/// as a player needs.
Outcome run(const Row &row, bool changed, bool timed)
{
    Scenario scenario = testing::scenarioOf(usual() + row.setUp);
    const SimTime when = at(3);
    if (changed && timed)
        scenario.changes.push_back({when, row.key, row.value});
    const auto pipeline = testing::pipelineOf(scenario);
    EventRecord record(*pipeline);
    pipeline->advanceTo(when);
    if (changed && !timed) {
        if (const auto done = pipeline->apply(row.key, row.value); !done)
            qFatal("%s", done.problem().c_str());
    }
    pipeline->advanceTo(when + SimDuration::wholeSeconds(5));
    Outcome outcome;
    // What was sent before the change may still arrive as it was.
    outcome.down = Watcher(record, false, when + SimDuration::milliseconds(100)).seen();
    outcome.up = Watcher(record, true, when + SimDuration::milliseconds(100)).seen();
    if (std::string_view(row.key).starts_with("player."))
        pipeline->advanceTo(when + SimDuration::wholeSeconds(15));
    outcome.summary = pipeline->summary();
    pipeline->snapshot(outcome.snapshot);
    return outcome;
}

void addRows()
{
    QTest::addColumn<QByteArray>("key");
    for (const Row &row : rows())
        QTest::addRow("%s=%s", row.key, row.value) << QByteArray(row.key);
}

} // namespace

class TestLiveChanges : public QObject {
    Q_OBJECT

private slots:
    void everyLiveKeyHasARow();
    void isInTheScenarioAtOnce_data() { addRows(); }
    void isInTheScenarioAtOnce();
    void takesEffect_data() { addRows(); }
    void takesEffect();
    void takesEffectFromAScenarioToo_data() { addRows(); }
    void takesEffectFromAScenarioToo();
    void theScriptOfARunChangedByHandIsTheSameRun();
    void aPathThatNarrowsIsNotFlooded_data();
    void aPathThatNarrowsIsNotFlooded();
};

void TestLiveChanges::everyLiveKeyHasARow()
{
    std::set<std::string> tested;
    for (const Row &row : rows())
        tested.insert(row.key);
    for (const ScenarioKey &key : scenarioKeys()) {
        if (key.live)
            QVERIFY2(tested.contains(std::string(key.name)), std::string(key.name).c_str());
    }
}

void TestLiveChanges::isInTheScenarioAtOnce()
{
    QFETCH(QByteArray, key);
    const Row &row = rowOf(key);
    const auto pipeline = testing::runOf(usual() + row.setUp);
    pipeline->advanceTo(at(3));
    QVERIFY(pipeline->apply(row.key, row.value));
    Scenario expected;
    testing::set(expected, {{row.key, row.value}});
    const ScenarioKey *found = findScenarioKey(row.key);
    QCOMPARE(found->get(pipeline->scenario()), found->get(expected));
    QCOMPARE(pipeline->scenario().changes.size(), std::size_t{1});
    QVERIFY(pipeline->scenario().changes.front() == (TimedChange{at(3), row.key, row.value}));
}

void TestLiveChanges::takesEffect()
{
    QFETCH(QByteArray, key);
    const Row &row = rowOf(key);
    QVERIFY2(!row.effect(run(row, false, false)), "the effect is seen without the change");
    QVERIFY2(row.effect(run(row, true, false)), "no effect");
}

void TestLiveChanges::takesEffectFromAScenarioToo()
{
    QFETCH(QByteArray, key);
    const Row &row = rowOf(key);
    QVERIFY2(row.effect(run(row, true, true)), "no effect");
}

void TestLiveChanges::theScriptOfARunChangedByHandIsTheSameRun()
{
    const auto advance = [](Pipeline &run, SimTime t) {
        while (run.now() < t)
            run.advanceTo(t); // stops once, where the film ends
    };
    int changed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Scenario scenario = testing::RandomScenario(seed).make();
        const auto byHand = std::exchange(scenario.changes, {});
        const auto first = testing::pipelineOf(scenario);
        EventRecord ofFirst(*first);
        for (const TimedChange &change : byHand) {
            advance(*first, change.at);
            changed += first->apply(change.key, change.value) ? 1 : 0;
        }
        advance(*first, at(9));
        const auto second = testing::pipelineOf(first->script());
        EventRecord ofSecond(*second);
        advance(*second, at(9));
        QVERIFY2(ofFirst.texts() == ofSecond.texts(), qPrintable(QStringLiteral("seed %1").arg(seed)));
        QVERIFY(second->script() == first->script());
    }
    QVERIFY(changed > 60);
}

void TestLiveChanges::aPathThatNarrowsIsNotFlooded_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<Settings>("before");
    QTest::addColumn<Settings>("after");
    const auto from = [](const char *rate, const char *queue) { return Settings{{"link.rate", rate}, {"link.queue", queue}}; };
    for (const char *transport : {"tcp-reno", "tcp-cubic", "tcp-bbr"}) {
        const auto row = [&](const char *name, const Settings &before, const Settings &after) {
            QTest::addRow("%s, %s", transport, name) << QByteArray(transport) << before << after;
        };
        row("50 to 1 Mbit/s", {{"link.rate", "50Mbit/s"}}, {{"link.rate", "1Mbit/s"}});
        row("a queue of 1 MB to 3 packets", from("10Mbit/s", "1MB"), {{"link.queue", "3packets"}});
        row("a queue of 1 MB to 10 packets", from("10Mbit/s", "1MB"), {{"link.queue", "10packets"}});
        row("a queue of 1 MB to 16 kB", from("5Mbit/s", "1MB"), {{"link.queue", "16kB"}});
        row("both", from("20Mbit/s", "500kB"), from("500kbit/s", "5packets"));
        // All that is under way arrives at once, and so do its acknowledgements: more than the queue holds, either way.
        row("300 to 10 ms", {{"link.rate", "20Mbit/s"}, {"link.delay", "300ms"}, {"link.queue", "134packets"}},
            {{"link.delay", "10ms"}});
    }
}

/// A window grown to the path that was has to be cut until it fits the one that is, whatever of the repairs is lost again.
void TestLiveChanges::aPathThatNarrowsIsNotFlooded()
{
    QFETCH(QByteArray, transport);
    QFETCH(Settings, before);
    QFETCH(Settings, after);
    const auto run = testing::runOf(Settings{{"source", "bulk"}, {"transport", transport.toStdString()}} + before);
    run->advanceTo(at(10));
    Snapshot wide;
    run->snapshot(wide);
    const Summary then = run->summary();
    for (const auto &[key, value] : after)
        QVERIFY(run->apply(key, value));
    run->advanceTo(at(40));
    const Summary now = run->summary();
    const auto sent = static_cast<double>(now.dataPacketsSent - then.dataPacketsSent);
    const auto dropped = static_cast<double>(now.dataPacketsDropped - then.dataPacketsDropped);
    QVERIFY2(dropped < (sent - dropped) / 4 + 3 * wide.sender.cwnd, (words("sent", sent) + words(", dropped", dropped)).c_str());
}

QTEST_APPLESS_MAIN(TestLiveChanges)
#include "test_live_changes.moc"
