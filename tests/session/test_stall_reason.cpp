// Each cause of a stall, in a scenario made for it; and what would have prevented it, tried.
#include "core/session/stall_reason.h"
#include "tests/support/sessions.h"

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

} // namespace

class TestStallReason : public QObject {
    Q_OBJECT

private slots:
    void theCauseIsNamed_data();
    void theCauseIsNamed();
    void figuresAreTheRunsOwn();
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
    row("slow sender", StallCause::SlowSender);
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
}

void TestStallReason::figuresAreTheRunsOwn()
{
    const Case made = caseOf("slow link");
    const auto reason = whyStalled(made.scenario, made.media, 0);
    QVERIFY(reason);
    const auto run = testing::pipelineOf(made.scenario);
    run->advanceTo(reason->at);
    QCOMPARE(run->summary().stalls.front().at, reason->at);
    QVERIFY(std::abs(reason->capacity - 1) < 0.1);
    QVERIFY(std::abs(reason->needed - 2) < 0.05);
    QVERIFY(reason->arrived > 0.85 && reason->arrived < 1.05);
    SimDuration held;
    for (const SimDuration time : reason->held)
        held += time;
    QVERIFY(std::abs(held / (reason->at - reason->drainedFrom) - 1) < 0.02);
    QVERIFY(reason->held[static_cast<std::size_t>(Limit::Link)] > held / 2);
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
    for (const char *name : {"slow link", "busy scene", "loss", "outage"})
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
        // Where nothing but the rate decides, a little less would not do. (In an outage it might, for starting after it is a
        // way, too; and before a busy scene the high-water mark, which is raised with it, plays along.)
        if (prevention.kind == Prevention::Kind::StartThreshold && (name == "slow link" || name == "loss")) {
            Scenario less = prevention.scenario;
            less.player.start = prevention.start - SimDuration::milliseconds(300);
            less.player.highWater = std::max(made.scenario.player.highWater, less.player.start);
            QVERIFY(stalls(less, made.media));
        }
    }
}

QTEST_APPLESS_MAIN(TestStallReason)
#include "test_stall_reason.moc"
