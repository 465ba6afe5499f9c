// A thousand random scenarios: at every event every byte on both links is accounted for, and a second run is the first
// one again, event for event.
#include "tests/support/link_rig.h"
#include "tests/support/random_scenario.h"
#include "tests/support/show.h"

#include <QTest>

#include <cstdlib>

using namespace rebuffer;
using testing::pipelineOf;
using testing::RandomScenario;

namespace {

constexpr int scenariosInARow = 50;
constexpr int rows = 20;
constexpr int mostInstants = 1200; // of a run: a thousand of them must not take long

SimDuration sumOf(const LimitTimes &times)
{
    SimDuration sum;
    for (const SimDuration time : times)
        sum += time;
    return sum;
}

/// What must hold whenever nothing is happening; empty if it does.
std::string violation(const Pipeline &run)
{
    if (!testing::isConserved(run.downlink()))
        return "bytes went astray on the downlink";
    if (!testing::isConserved(run.uplink()))
        return "bytes went astray on the uplink";
    return {};
}

std::string violationOfFigures(const Pipeline &run)
{
    const Summary summary = run.summary();
    if (sumOf(summary.limitTimes) != run.now().sinceStart())
        return "what held the sender back does not add up to the run";
    if (summary.playTime + summary.stallTime > run.now().sinceStart())
        return "more was played and stalled than time has passed";
    if (summary.bytesDelivered > run.downlink().account().delivered && summary.bytesDelivered > Bytes(0) &&
        run.scenario().rtp.fecGroup == 0)
        return "more reached the player than the link delivered";
    return {};
}

/// Instant by instant; returns how the run ended, or what was wrong.
struct Course {
    std::string problem;
    std::uint64_t hash = 0;
    SimTime end;
    Bytes delivered;
};

Course follow(const Scenario &scenario)
{
    const auto run = pipelineOf(scenario);
    Course course;
    for (int i = 0; i < mostInstants && !run->ended() && run->nextEventTime() < testing::at(60); ++i) {
        const SimTime before = run->now();
        run->advanceTo(run->nextEventTime());
        course.problem = run->now() < before ? "time went back" : violation(*run);
        if (!course.problem.empty())
            break;
    }
    if (course.problem.empty())
        course.problem = violationOfFigures(*run);
    course.hash = run->summary().eventLogHash;
    course.end = run->now();
    course.delivered = run->downlink().account().delivered;
    return course;
}

/// In one leap, as the program does at full speed.
std::uint64_t hashInOneLeap(const Scenario &scenario, SimTime end)
{
    const auto run = pipelineOf(scenario);
    run->advanceTo(end);
    return run->summary().eventLogHash;
}

bool isRandomFromTheStart(const Scenario &scenario)
{
    return scenario.transport != TransportKind::Ideal && scenario.link.jitter > SimDuration::zero();
}

} // namespace

class TestConservation : public QObject {
    Q_OBJECT

private slots:
    void randomScenarios_data();
    void randomScenarios();
};

void TestConservation::randomScenarios_data()
{
    QTest::addColumn<int>("first");
    for (int i = 0; i < rows; ++i)
        QTest::addRow("seeds %d to %d", i * scenariosInARow + 1, (i + 1) * scenariosInARow) << i * scenariosInARow + 1;
}

void TestConservation::randomScenarios()
{
    QFETCH(int, first);
    for (int seed = first; seed < first + scenariosInARow; ++seed) {
        const std::string name = "seed " + std::to_string(seed);
        Scenario scenario = RandomScenario(static_cast<std::uint64_t>(seed)).make();
        const Course course = follow(scenario);
        QVERIFY2(course.problem.empty(), (name + ": " + course.problem).c_str());
        QVERIFY2(hashInOneLeap(scenario, course.end) == course.hash, (name + ": the second run was another").c_str());
        if (!isRandomFromTheStart(scenario) || course.delivered == Bytes(0))
            continue;
        scenario.seed += 1;
        QVERIFY2(hashInOneLeap(scenario, course.end) != course.hash, (name + ": another seed gave the same run").c_str());
    }
}

QTEST_APPLESS_MAIN(TestConservation)
#include "test_conservation.moc"
