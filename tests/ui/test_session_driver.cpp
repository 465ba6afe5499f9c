// Wall clock to simulated time, driven by hand: no timer runs here.
#include <QTest>

#include <QSignalSpy>
#include <QUndoStack>

#include "ui/session_driver.h"
#include "ui/setting_history.h"
#include <algorithm>

#include "core/media/synthetic_media.h"

using namespace rebuffer;
using namespace std::chrono_literals;

class TestSessionDriver : public QObject {
    Q_OBJECT

private slots:
    void timeStandsStillUntilPlay();
    void oneSecondIsOneSecond();
    void speedsAreFactors_data();
    void speedsAreFactors();
    void slowMotionLosesNoNanosecond();
    void asFastAsCanBeIsBounded();
    void aMachineThatSleptLosesNothing();
    void stepRunsATenthAndStands();
    void liveKeysChangeTheRunningSession();
    void refusalsChangeNothing();
    void anotherTcpTakesOverInMidStream();
    void otherKeysStartItAnew();
    void settingsBeforeTheFirstFilmAreKept();
    void restartKeepsSettingsAndSeed();
    void pausesAtTheEndAndPlaysAgain();
    void tellsEveryEvent();
    void theSameTicksGiveTheSameRun();
    void lookingBackShowsThatInstantAndLosesNothing();
    void goingOnFromThePastIsTheSameRunUntilSomethingIsChanged();
    void lookingAtTheFutureWhileItPlaysChangesNothing();
    void plannedChangesCanBeGivenUpAndTakenUpAgain();
    void lookingBackKnowsWhatWasChangedWhen();
    void whatTheScenarioWillDoStaysToCome();
    void controlsAreToldWhatTheScenarioDoes();
    void restartKeepsWhatTheScenarioDoes();
    void stepsByEventPacketAndFrame();
    void undoAndRedo();
};

namespace {

/// A driver with ten seconds of film at 2 Mbit/s, that moves by tick() only.
struct Driven {
    SessionDriver driver;

    explicit Driven(Scenario scenario = {})
    {
        const BitRate rate = BitRate::megabitsPerSecond(2);
        const SimDuration length = SimDuration::wholeSeconds(10);
        scenario.source = ConstantRateSource{rate, length};
        driver.setManual(true);
        driver.start(scenario, constantRateMedia(rate, length));
    }
    Snapshot shown() const
    {
        Snapshot snapshot;
        driver.session()->snapshot(snapshot);
        return snapshot;
    }
    double now() const { return driver.session()->now().toSeconds(); }
    void ticks(int count, std::chrono::nanoseconds each = 10ms)
    {
        for (int i = 0; i < count; ++i)
            driver.tick(each);
    }
};

} // namespace

void TestSessionDriver::timeStandsStillUntilPlay()
{
    Driven d;
    d.ticks(10);
    QCOMPARE(d.now(), 0.0);
    QVERIFY(!d.driver.isRunning());
    d.driver.togglePlay();
    d.ticks(10);
    QCOMPARE(d.now(), 0.1);
    d.driver.togglePlay();
    d.ticks(10);
    QCOMPARE(d.now(), 0.1);
}

void TestSessionDriver::oneSecondIsOneSecond()
{
    Driven d;
    QSignalSpy frames(&d.driver, &SessionDriver::frame);
    d.driver.play();
    d.ticks(100);
    QCOMPARE(d.now(), 1.0);
    QCOMPARE(frames.size(), 101); // one for play itself
}

void TestSessionDriver::speedsAreFactors_data()
{
    QTest::addColumn<double>("factor");
    for (const double factor : {0.001, 0.01, 0.1, 0.25, 1.0, 4.0})
        QTest::addRow("%g", factor) << factor;
}

void TestSessionDriver::speedsAreFactors()
{
    QFETCH(double, factor);
    Driven d;
    QSignalSpy changed(&d.driver, &SessionDriver::speedChanged);
    d.driver.setSpeed({factor});
    QCOMPARE(changed.size(), 1);
    d.driver.play();
    d.ticks(100);
    QVERIFY(std::abs(d.now() - factor) < 1e-8);
}

void TestSessionDriver::slowMotionLosesNoNanosecond()
{
    Driven d;
    d.driver.setSpeed({0.001});
    d.driver.play();
    d.ticks(3000, std::chrono::nanoseconds(333)); // a third of a nanosecond at a time
    QCOMPARE(d.driver.session()->now().toNanoseconds(), 999);
}

void TestSessionDriver::asFastAsCanBeIsBounded()
{
    Driven d;
    d.driver.setSpeed({0});
    d.driver.play();
    d.driver.tick(16ms);
    QVERIFY2(d.now() > 0, "some simulated time fits in every tick");
    while (d.driver.isRunning())
        d.driver.tick(16ms);
    QVERIFY(d.driver.hasEnded());
}

void TestSessionDriver::aMachineThatSleptLosesNothing()
{
    Driven d;
    d.driver.play();
    d.driver.tick(8h);
    QVERIFY(d.now() <= 0.25);
}

void TestSessionDriver::stepRunsATenthAndStands()
{
    Driven d;
    d.driver.play();
    d.driver.step();
    QVERIFY(!d.driver.isRunning());
    d.driver.step();
    QCOMPARE(d.now(), 0.2);
}

void TestSessionDriver::liveKeysChangeTheRunningSession()
{
    Driven d;
    d.driver.play();
    d.ticks(50);
    QSignalSpy changed(&d.driver, &SessionDriver::scenarioChanged);
    d.driver.apply("link.rate", "250kbit/s");
    QCOMPARE(changed.size(), 1);
    QCOMPARE(d.driver.session()->scenario().link.rate, BitRate::kilobitsPerSecond(250));
    QCOMPARE(d.now(), 0.5);
    QVERIFY(d.driver.isRunning());
    QCOMPARE(d.driver.session()->scenario().changes.size(), std::size_t(1));
}

void TestSessionDriver::refusalsChangeNothing()
{
    Driven d;
    d.driver.play();
    d.ticks(50);
    const Scenario before = d.driver.scenario();
    QSignalSpy told(&d.driver, &SessionDriver::message);
    QSignalSpy changed(&d.driver, &SessionDriver::scenarioChanged);
    d.driver.apply("link.loss", "150%");
    d.driver.apply("link.colour", "blue");
    d.driver.apply("transport", "pigeon");
    d.driver.apply("player.resume", "30s"); // above the high-water mark
    QCOMPARE(told.size(), 4);
    for (const auto &message : told) {
        QCOMPARE(message[0].value<NoticeKind>(), NoticeKind::Problem);
        QVERIFY(message[1].toString().size() > 10);
    }
    QCOMPARE(changed.size(), 4); // so that controls show the truth again
    QVERIFY(d.driver.scenario() == before);
    QCOMPARE(d.now(), 0.5);
    QVERIFY(d.driver.isRunning());
}

void TestSessionDriver::anotherTcpTakesOverInMidStream()
{
    Driven d;
    d.driver.play();
    d.ticks(50);
    QSignalSpy replaced(&d.driver, &SessionDriver::sessionReplaced);
    d.driver.apply("transport", "tcp-bbr");
    QCOMPARE(d.driver.scenario().transport, TransportKind::TcpBbr);
    QCOMPARE(d.now(), 0.5);
    QCOMPARE(d.driver.session()->script().changes.size(), std::size_t(1));
    d.driver.apply("transport", "rtp"); // not even a connection
    QCOMPARE(replaced.size(), 1);
    QCOMPARE(d.now(), 0.0);
    QVERIFY(d.driver.isRunning());
}

void TestSessionDriver::otherKeysStartItAnew()
{
    Driven d;
    d.driver.play();
    d.ticks(50);
    QSignalSpy replaced(&d.driver, &SessionDriver::sessionReplaced);
    QSignalSpy told(&d.driver, &SessionDriver::message);
    d.driver.apply("delivery", "download");
    QCOMPARE(replaced.size(), 1);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told[0][0].value<NoticeKind>(), NoticeKind::Told);
    QCOMPARE(d.now(), 0.0);
    QCOMPARE(d.driver.scenario().delivery, DeliveryMode::Download);
    QVERIFY2(d.driver.isRunning(), "it was playing, so it plays");
}

void TestSessionDriver::settingsBeforeTheFirstFilmAreKept()
{
    SessionDriver driver;
    driver.apply("link.rate", "1Mbit/s");
    QCOMPARE(driver.scenario().link.rate, BitRate::megabitsPerSecond(1));
    QSignalSpy told(&driver, &SessionDriver::message);
    driver.apply("player.resume", "30s");
    QCOMPARE(told.size(), 1);
    QCOMPARE(driver.scenario().player.resume, SimDuration::wholeSeconds(4));
    driver.play();
    driver.step();
    driver.restart();
    driver.tick(10ms);
    QVERIFY(!driver.isRunning());
    QVERIFY(!driver.session());
}

void TestSessionDriver::restartKeepsSettingsAndSeed()
{
    Scenario scenario;
    scenario.seed = 7;
    Driven d(scenario);
    d.driver.play();
    d.ticks(50);
    d.driver.apply("link.rate", "1Mbit/s");
    d.driver.restart();
    QCOMPARE(d.now(), 0.0);
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(1));
    QCOMPARE(d.driver.scenario().seed, std::uint64_t(7));
    QVERIFY(d.driver.scenario().changes.empty());
    QVERIFY(d.driver.isRunning());
}

void TestSessionDriver::pausesAtTheEndAndPlaysAgain()
{
    Driven d;
    d.driver.setSpeed({20});
    d.driver.play();
    for (int i = 0; i < 10'000 && d.driver.isRunning(); ++i)
        d.driver.tick(100ms);
    QVERIFY(d.driver.hasEnded());
    QVERIFY(!d.driver.isRunning());
    const double end = d.now();
    QVERIFY(end >= 10);
    d.driver.step();
    QCOMPARE(d.now(), end);
    d.driver.play();
    QCOMPARE(d.now(), 0.0);
    QVERIFY(d.driver.isRunning());
    QVERIFY(!d.driver.hasEnded());
}

void TestSessionDriver::tellsEveryEvent()
{
    Driven d;
    std::size_t heard = 0;
    d.driver.setEventListener([&](const Event &) { ++heard; });
    d.driver.play();
    d.ticks(50);
    QVERIFY(heard > 10);
    const std::size_t before = heard;
    d.driver.restart();
    d.ticks(50);
    QVERIFY2(heard > before, "also those of the session after");
}

void TestSessionDriver::theSameTicksGiveTheSameRun()
{
    const auto hash = [](std::chrono::nanoseconds each, int count) {
        Scenario scenario;
        scenario.link.loss = 0.02;
        Driven d(scenario);
        d.driver.play();
        d.ticks(count, each);
        return d.driver.session()->summary().eventLogHash;
    };
    // How often it is looked at makes no difference to the run.
    QCOMPARE(hash(10ms, 300), hash(50ms, 60));
}

namespace {

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

struct Instant {
    SimDuration position;
    Bytes received;
    std::int64_t queued = 0;
    std::size_t inFlight = 0;

    explicit Instant(const Snapshot &s)
        : position(s.position), received(s.received), queued(s.down.queuedPackets), inFlight(s.down.inFlight.size())
    {
    }
    friend bool operator==(const Instant &, const Instant &) = default;
};

} // namespace

void TestSessionDriver::lookingBackShowsThatInstantAndLosesNothing()
{
    Driven d;
    d.driver.advanceTo(at(2.34));
    const Instant then(d.shown());
    d.driver.advanceTo(at(6));
    const Instant now(d.shown());
    QSignalSpy frames(&d.driver, &SessionDriver::frame);
    for (const double time : {5.0, 2.34, 0.0, 2.34}) {
        d.driver.lookAt(at(time));
        QVERIFY(d.driver.isLookingBack());
        QCOMPARE(d.now(), time);
    }
    QCOMPARE(frames.size(), 4);
    QVERIFY(Instant(d.shown()) == then);
    QCOMPARE(d.driver.present()->now(), at(6));
    d.driver.lookAhead();
    QVERIFY(!d.driver.isLookingBack());
    QVERIFY(Instant(d.shown()) == now);
    d.driver.lookAt(at(1));
    d.driver.lookAt(at(99));
    QVERIFY2(!d.driver.isLookingBack(), "the future is not the past");
}

void TestSessionDriver::lookingAtTheFutureWhileItPlaysChangesNothing()
{
    Driven d;
    d.driver.play();
    d.ticks(60);
    d.driver.lookAt(at(9));
    QVERIFY(d.driver.isRunning());
    QVERIFY(!d.driver.isLookingBack());
}

void TestSessionDriver::plannedChangesCanBeGivenUpAndTakenUpAgain()
{
    Scenario scenario;
    scenario.changes = {{at(1), "link.delay", "30ms"}, {at(5), "link.rate", "100kbit/s"}};
    Driven d(scenario);
    d.driver.advanceTo(at(3));
    const Instant then(d.shown());
    const auto planned = d.driver.plannedChanges();
    d.driver.setPlannedChanges({});
    QCOMPARE(d.now(), 3.0);
    QVERIFY2(Instant(d.shown()) == then, "what has been is as it was");
    d.driver.advanceTo(at(6));
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(5));
    d.driver.restart();
    d.driver.advanceTo(at(4));
    QCOMPARE(d.driver.scenario().link.delay, SimDuration::milliseconds(20));
    d.driver.setPlannedChanges(planned);
    d.driver.advanceTo(at(6));
    QCOMPARE(d.driver.scenario().link.rate, BitRate::kilobitsPerSecond(100));
}

void TestSessionDriver::goingOnFromThePastIsTheSameRunUntilSomethingIsChanged()
{
    Driven d;
    d.driver.advanceTo(at(6));
    const Instant then(d.shown());
    d.driver.lookAt(at(2));
    d.driver.play();
    QVERIFY(!d.driver.isLookingBack());
    d.ticks(400);
    QCOMPARE(d.now(), 6.0);
    QVERIFY(Instant(d.shown()) == then);
    d.driver.lookAt(at(2));
    d.driver.apply("link.rate", "300kbit/s");
    QVERIFY(!d.driver.isLookingBack());
    QCOMPARE(d.now(), 2.0);
    d.driver.advanceTo(at(6));
    QVERIFY(Instant(d.shown()) != then);
}

void TestSessionDriver::lookingBackKnowsWhatWasChangedWhen()
{
    Driven d;
    d.driver.advanceTo(at(1));
    const Instant then(d.shown());
    d.driver.advanceTo(at(2));
    d.driver.apply("link.rate", "100kbit/s");
    d.driver.advanceTo(at(4));
    d.driver.lookAt(at(1));
    QVERIFY(Instant(d.shown()) == then);
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(5));
    d.driver.lookAt(at(3));
    QCOMPARE(d.driver.scenario().link.rate, BitRate::kilobitsPerSecond(100));
    d.driver.lookAhead();
    QCOMPARE(d.driver.session()->script().changes.size(), std::size_t{1});
}

void TestSessionDriver::whatTheScenarioWillDoStaysToCome()
{
    Scenario scenario;
    scenario.changes.push_back({at(5), "link.rate", "100kbit/s"});
    Driven d(scenario);
    d.driver.advanceTo(at(7));
    const Instant then(d.shown());
    d.driver.lookAt(at(3));
    d.driver.play();
    d.driver.advanceTo(at(7));
    QCOMPARE(d.driver.scenario().link.rate, BitRate::kilobitsPerSecond(100));
    QVERIFY(Instant(d.shown()) == then);
}

void TestSessionDriver::controlsAreToldWhatTheScenarioDoes()
{
    Scenario scenario;
    scenario.changes = {{at(2), "link.rate", "100kbit/s"}, {at(4), "link.rate", "9Mbit/s"}};
    Driven d(scenario);
    std::vector<BitRate> told;
    connect(&d.driver, &SessionDriver::scenarioChanged, &d.driver, [&](const Scenario &now) { told.push_back(now.link.rate); });
    for (const double time : {1.0, 1.9, 2.0, 3.0, 5.0, 6.0})
        d.driver.advanceTo(at(time));
    QCOMPARE(told, (std::vector<BitRate>{BitRate::kilobitsPerSecond(100), BitRate::megabitsPerSecond(9)}));
}

void TestSessionDriver::restartKeepsWhatTheScenarioDoes()
{
    Scenario scenario;
    scenario.changes.push_back({at(2), "link.rate", "100kbit/s"});
    Driven d(scenario);
    d.driver.advanceTo(at(1));
    d.driver.apply("link.loss", "1%");
    d.driver.advanceTo(at(3));
    d.driver.restart();
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(5));
    QCOMPARE(d.driver.scenario().link.loss, 0.01);
    d.driver.advanceTo(at(3));
    QCOMPARE(d.driver.scenario().link.rate, BitRate::kilobitsPerSecond(100));
}

void TestSessionDriver::stepsByEventPacketAndFrame()
{
    Driven d;
    std::vector<Event> events;
    d.driver.setEventListener([&](const Event &event) { events.push_back(event); });
    d.driver.advanceTo(at(1.5));
    events.clear();
    d.driver.stepEvent();
    QVERIFY(!events.empty());
    QCOMPARE(events.back().at, d.driver.session()->now());
    events.clear();
    d.driver.stepPacket();
    QVERIFY(events.back().kind == EventKind::Delivered || events.back().at == d.driver.session()->now());
    const auto arrived = std::count_if(events.begin(), events.end(), [](const Event &event) {
        return event.kind == EventKind::Delivered && event.packetKind == PacketKind::Data;
    });
    QCOMPARE(arrived, 1);
    for (int i = 0; i < 20; ++i) {
        const SimDuration before = d.shown().position;
        const SimDuration next = d.driver.session()->media()->timeline->nextPicture(before);
        d.driver.stepFrame();
        QVERIFY(d.shown().position >= next);
        QVERIFY(d.shown().position - next < SimDuration::milliseconds(1));
    }
    QVERIFY(!d.driver.isRunning());
}

void TestSessionDriver::undoAndRedo()
{
    Driven d;
    SettingHistory history;
    connect(&d.driver, &SessionDriver::settingChanged, &history, &SettingHistory::note);
    connect(&history, &SettingHistory::wanted, &d.driver, &SessionDriver::apply);
    for (const char *rate : {"4Mbit/s", "3Mbit/s", "2Mbit/s"}) // a drag
        d.driver.apply("link.rate", rate);
    d.driver.apply("link.loss", "2%");
    d.driver.apply("link.loss", "nonsense");
    QCOMPARE(history.stack()->count(), 2);
    history.stack()->undo();
    QCOMPARE(d.driver.scenario().link.loss, 0.0);
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(2));
    history.stack()->undo();
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(5));
    history.stack()->redo();
    QCOMPARE(d.driver.scenario().link.rate, BitRate::megabitsPerSecond(2));
    QVERIFY(history.stack()->canRedo());
    d.driver.apply("player.start", "1s");
    QVERIFY2(!history.stack()->canRedo(), "a new change ends what could be redone");
}

QTEST_GUILESS_MAIN(TestSessionDriver)
#include "test_session_driver.moc"
