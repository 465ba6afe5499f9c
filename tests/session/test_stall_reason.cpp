// Each cause of a stall, in a scenario made for it; and what would have prevented it, tried.
#include "core/session/stall_reason.h"
#include "core/sim/quantity_text.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::at;
using testing::Settings;
using testing::operator+;

Q_DECLARE_METATYPE(rebuffer::testing::Settings)

namespace {

/// 40 s of 1 Mbit/s, 20 s of 6, 40 s of 1: 3 on the mean of a minute, 2.0 of it all.
MediaFile filmWithABusyScene()
{
    MediaTimeline::Contents film;
    film.tracks.resize(1);
    film.tracks[0].kind = TrackKind::Video;
    for (int i = 0; i < 2500; ++i) {
        AccessUnit unit;
        unit.pts = unit.dts = SimDuration::milliseconds(40 * i);
        unit.duration = SimDuration::milliseconds(40);
        unit.position = film.size;
        unit.size = Bytes(i >= 1000 && i < 1500 ? 30'000 : 5'000);
        unit.key = i % 25 == 0;
        film.size += unit.size;
        film.units.push_back(unit);
    }
    film.duration = SimDuration::wholeSeconds(100);
    return {"", "busy", std::make_shared<const MediaTimeline>(std::move(film))};
}

Settings usual()
{
    return {{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "6Mbit/s"}, {"link.delay", "20ms"}};
}

struct Case {
    Scenario scenario;
    MediaFile media;
};

Case caseOf(const QByteArray &name)
{
    const auto made = [](const Settings &settings, std::vector<TimedChange> changes = {}) {
        Scenario scenario = testing::scenarioOf(settings);
        scenario.changes = std::move(changes);
        return Case{scenario, *testing::mediaOf(scenario)};
    };
    if (name == "outage")
        return made(usual(), {{at(10), "link.rate", "0"}, {at(40), "link.rate", "6Mbit/s"}});
    if (name == "slow link")
        return made(usual(), {{at(5), "link.rate", "1Mbit/s"}});
    if (name == "loss")
        return made(usual() + Settings{{"transport", "tcp-reno"}, {"link.delay", "80ms"}, {"link.loss", "2%"}});
    if (name == "timeouts") // the way back is dead for a while: nothing is heard, the timer doubles
        return made(usual() + Settings{{"link.rate", "2300kbit/s"}, {"player.high_water", "60s"}},
                    {{at(10), "uplink.loss", "100%"}, {at(20), "uplink.loss", "0"}});
    if (name == "drops at a short queue") {
        return made(usual() + Settings{{"transport", "tcp-reno"},
                                       {"link.rate", "2300kbit/s"},
                                       {"link.delay", "100ms"},
                                       {"link.queue", "5packets"}});
    }
    if (name == "timeouts behind a hole") { // what repeats the lost one is lost itself, and what follows it is there
        Case lossy = made(Settings{{"source", "cbr:1Mbit/s:60s"},
                                   {"link.rate", "20Mbit/s"},
                                   {"link.delay", "60ms"},
                                   {"link.loss", "15%"},
                                   {"transport", "tcp-reno"}});
        lossy.scenario.seed = 3;
        return lossy;
    }
    if (name == "a slow link that loss keeps empty") // it would not do either way, but it is not what holds the sender
        return made({{"source", "cbr:680kbit/s:60s"}, {"link.rate", "600kbit/s"}, {"link.delay", "150ms"}, {"link.loss", "8%"}});
    if (name == "a deep queue") // filled before the link falls: what is lost in it is heard of a second later
        return made(usual() + Settings{{"link.rate", "20Mbit/s"}, {"link.queue", "1MB"}, {"player.high_water", "60s"}},
                    {{at(2), "link.rate", "1500kbit/s"}});
    if (name == "a hole that waits in a deep queue") // the link is full, and would do: what repeats the dropped one takes 4 s
        return made({{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "2050kbit/s"}, {"link.queue", "1MB"}});
    if (name == "full uplink") // what comes back stands ten seconds and more behind itself
        return made(usual() + Settings{{"uplink.rate", "128kbit/s"}, {"uplink.queue", "64kB"}},
                    {{at(10), "uplink.rate", "4kbit/s"}, {at(55), "uplink.rate", "128kbit/s"}});
    if (name == "slow sender")
        return made(usual() + Settings{{"link.delay", "2s"}, {"player.start", "100ms"}, {"link.rate", "50Mbit/s"}});
    Scenario scenario = testing::scenarioOf(usual() + Settings{{"source", "busy"}, {"link.rate", "3Mbit/s"}});
    return {scenario, filmWithABusyScene()};
}

bool stalls(const Scenario &scenario, const MediaFile &media)
{
    Pipeline run(scenario, media);
    while (!run.ended()) {
        run.advanceTo(run.nextEventTime());
        if (run.stallCount() > 0)
            return true;
    }
    return false;
}

/// What is found, but for one step: a start a little sooner, a link a little slower, a film that needs a little more.
Case oneStepLess(const Prevention &found, const Case &made)
{
    Case less{found.scenario, made.media};
    const BitRate slower = BitRate::megabitsPerSecond(found.rate.toMegabitsPerSecond() / Prevention::rateStep);
    switch (found.kind) {
    case Prevention::Kind::StartThreshold:
        less.scenario.player.start = found.start - Prevention::startStep;
        less.scenario.player.highWater = std::max(made.scenario.player.highWater, less.scenario.player.start);
        break;
    case Prevention::Kind::LeastBandwidth: {
        const auto lowered = [&](BitRate rate) { return rate == found.rate ? slower : rate; };
        less.scenario.link.rate = lowered(found.scenario.link.rate);
        for (TimedChange &change : less.scenario.changes) {
            if (change.key == "link.rate" && change.value == toText(found.rate))
                change.value = toText(slower);
        }
        break;
    }
    case Prevention::Kind::LeastUplink:
        for (TimedChange &change : less.scenario.changes) {
            if (change.key == "uplink.rate" && change.value == toText(found.rate))
                change.value = toText(slower);
        }
        break;
    case Prevention::Kind::SlowerFilm: {
        const BitRate faster = BitRate::megabitsPerSecond(found.rate.toMegabitsPerSecond() * Prevention::rateStep);
        less.media = constantRateMedia(faster, made.media.timeline->duration());
        break;
    }
    }
    return less;
}

} // namespace

class TestStallReason : public QObject {
    Q_OBJECT

private slots:
    void theCauseIsNamed_data();
    void theCauseIsNamed();
    void figuresAreTheRunsOwn();
    void whatWasBeforeTheLastStallIsNoPartOfIt();
    void whatWasBeforeTheBufferDrainedIsNoPartOfIt();
    void noStallHasNoReason();
    void whatPreventsItDoes_data();
    void whatPreventsItDoes();
};

void TestStallReason::theCauseIsNamed_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("cause");
    const auto row = [](const char *name, StallCause cause) {
        QTest::newRow(name) << QByteArray(name) << static_cast<int>(cause);
    };
    row("outage", StallCause::Outage);
    row("slow link", StallCause::SlowLink);
    row("busy scene", StallCause::BusyScene);
    row("loss", StallCause::LossCuts);
    row("timeouts", StallCause::Timeout);
    row("full uplink", StallCause::FullUplink);
    row("slow sender", StallCause::SlowSender);
    row("drops at a short queue", StallCause::LossCuts);
    row("timeouts behind a hole", StallCause::Timeout);
    row("a hole that waits in a deep queue", StallCause::Hole);
    row("a deep queue", StallCause::SlowLink);
    row("a slow link that loss keeps empty", StallCause::LossCuts);
}

void TestStallReason::theCauseIsNamed()
{
    QFETCH(QByteArray, name);
    QFETCH(int, cause);
    const Case made = caseOf(name);
    const auto reason = whyStalled(made.scenario, made.media, 0);
    QVERIFY(reason);
    const QByteArray said = QByteArray("cause ") + QByteArray::number(static_cast<int>(reason->cause)) + ", capacity " +
                            QByteArray::number(reason->capacity) + ", arrived " + QByteArray::number(reason->arrived) +
                            ", needed " + QByteArray::number(reason->needed) + ", timeouts " +
                            QByteArray::number(reason->timeouts) + ", longest " +
                            QByteArray::number(reason->timeoutWait.toSeconds()) + ", drained in " +
                            QByteArray::number((reason->at - reason->drainedFrom).toSeconds());
    QVERIFY2(static_cast<int>(reason->cause) == cause, said.constData());
    QVERIFY(reason->drainedFrom < reason->at);
    if (name == "drops at a short queue")
        QVERIFY2(reason->droppedPackets > 0 && reason->lostPackets == 0 && reason->windowCuts > 0, said.constData());
    if (name == "a hole that waits in a deep queue")
        QVERIFY2(reason->holeOpen > SimDuration::seconds(1.5) && reason->waitingFilm > 1, said.constData());
    if (name == "loss")
        QVERIFY2(reason->lostPackets > 0 && reason->windowCuts > 0, said.constData());
    if (name == "full uplink")
        QVERIFY2(reason->uplinkWait > SimDuration::wholeSeconds(1), said.constData());
    if (name == "timeouts behind a hole")
        QVERIFY2(reason->waiting >= Bytes(3 * 1448) && reason->timeoutWait > SimDuration::milliseconds(200), said.constData());
}

void TestStallReason::figuresAreTheRunsOwn()
{
    const Case made = caseOf("slow link");
    const auto reason = whyStalled(made.scenario, made.media, 0);
    QVERIFY(reason);
    const auto run = testing::pipelineOf(made.scenario);
    run->advanceTo(reason->at);
    QCOMPARE(run->summary().stalls.front().at, reason->at);
    QVERIFY2(std::abs(reason->capacity - 1) < 1e-6, words("capacity", reason->capacity).c_str());
    QCOMPARE(reason->outage, SimDuration::zero());
    QVERIFY(std::abs(reason->needed - 2) < 0.05);
    QVERIFY(reason->arrived > 0.85 && reason->arrived < 1.05);
    SimDuration held;
    for (const SimDuration time : reason->held)
        held += time;
    QVERIFY(std::abs(held / (reason->at - reason->drainedFrom) - 1) < 0.02);
    QVERIFY(reason->held[static_cast<std::size_t>(Limit::Link)] > held / 2);
}

/// Each stall of a link that never keeps up begins with the buffer that the one before it ended with.
void TestStallReason::whatWasBeforeTheLastStallIsNoPartOfIt()
{
    const Scenario scenario = testing::scenarioOf({{"source", "cbr:2Mbit/s:60s"}, {"link.rate", "500kbit/s"}});
    const MediaFile media = *testing::mediaOf(scenario);
    Pipeline run(scenario, media);
    testing::runToTheEnd(run, at(400));
    const std::vector<Stall> stalls = run.summary().stalls;
    QVERIFY(stalls.size() > 5);
    for (std::size_t i = 1; i < stalls.size(); ++i) {
        const auto reason = whyStalled(scenario, media, i);
        QVERIFY(reason);
        const SimTime resumed = stalls[i - 1].at + stalls[i - 1].duration;
        QVERIFY2(reason->drainedFrom > resumed - SimDuration::milliseconds(100), words("stall", static_cast<double>(i)).c_str());
        QVERIFY(std::abs(reason->bufferThen - 4) < 0.3);
    }
}

/// The buffer goes up and down at its mark before the link falls, and once came a little higher: those seconds are no part.
void TestStallReason::whatWasBeforeTheBufferDrainedIsNoPartOfIt()
{
    Scenario scenario = testing::scenarioOf({{"source", "cbr:2Mbit/s:90s"}, {"link.rate", "5Mbit/s"}});
    scenario.changes = {
        {at(20), "player.high_water", "16s"}, {at(21), "player.high_water", "15s"}, {at(29), "link.rate", "300kbit/s"}};
    const auto reason = whyStalled(scenario, *testing::mediaOf(scenario), 0);
    QVERIFY(reason);
    QVERIFY2(reason->drainedFrom > at(29) - SimDuration::milliseconds(1500),
             words("drained from s", reason->drainedFrom.toSeconds()).c_str());
    QVERIFY2(reason->capacity < 0.75, words("capacity", reason->capacity).c_str());
    QVERIFY(reason->bufferThen > 14);
}

void TestStallReason::noStallHasNoReason()
{
    const Case made = caseOf("slow link");
    QVERIFY(!whyStalled(made.scenario, made.media, 500));
    const std::atomic<bool> stop = true;
    QVERIFY(!whyStalled(made.scenario, made.media, 0, &stop));
    QVERIFY(whatPrevents(made.scenario, made.media, &stop).empty());
}

void TestStallReason::whatPreventsItDoes_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"slow link", "busy scene", "loss", "outage", "full uplink"})
        QTest::newRow(name) << QByteArray(name);
}

void TestStallReason::whatPreventsItDoes()
{
    QFETCH(QByteArray, name);
    const Case made = caseOf(name);
    QVERIFY(stalls(made.scenario, made.media));
    const auto all = whatPrevents(made.scenario, made.media);
    QVERIFY(all.size() >= 2);
    for (const Prevention &prevention : all) {
        QVERIFY(checkScenario(prevention.scenario));
        const auto other = testing::mediaOf(prevention.scenario);
        const bool slower = prevention.kind == Prevention::Kind::SlowerFilm;
        QVERIFY2(!stalls(prevention.scenario, slower ? *other : made.media),
                 qPrintable(QString::number(static_cast<int>(prevention.kind))));
        const auto [less, film] = oneStepLess(prevention, made);
        QVERIFY2(stalls(less, film), qPrintable(QString::number(static_cast<int>(prevention.kind))));
    }
}

QTEST_APPLESS_MAIN(TestStallReason)
#include "test_stall_reason.moc"
