// Time travel: whatever is dragged back, let go, changed and run on, the run that results is the one of its script: the same
// events that rebuffer-cli writes of the scenario that the window saves.
#include "tests/cli/cli_runner.h"
#include "tests/ui/hand.h"
#include "tests/ui/pressed_window.h"

#include "core/io/event_writer.h"
#include "core/io/scenario_file.h"
#include "core/sim/quantity_text.h"
#include "core/sim/random_stream.h"
#include "ui/controls/setting_slider.h"

#include <QTemporaryDir>

using namespace rebuffer;
using namespace rebuffer::test;
using namespace std::chrono_literals;

namespace {

int fromEnvironment(const char *name, int fallback)
{
    bool ok = false;
    const int value = qEnvironmentVariableIntValue(name, &ok);
    return ok ? value : fallback;
}

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

/// The log of the run that is shown in the end, as the driver tells it: of the past from its beginning, and kept or dropped
/// with it.
class ToldLog : public QObject {
public:
    explicit ToldLog(SessionDriver &driver)
    {
        driver.setEventListener([this](const Event &event) {
            QByteArray &log = m_past ? m_pastLog : m_log;
            appendEventLine(event, log);
            log += '\n';
        });
        connect(&driver, &SessionDriver::sessionReplaced, this, [this] { m_log.clear(); });
        connect(&driver, &SessionDriver::pastBegins, this, [this] {
            m_past = true;
            m_pastLog.clear();
        });
        connect(&driver, &SessionDriver::pastEnded, this, [this](bool goesOn) {
            m_past = false;
            if (goesOn)
                m_log.swap(m_pastLog);
        });
    }
    const QByteArray &text() const { return m_log; }

private:
    QByteArray m_log;
    QByteArray m_pastLog;
    bool m_past = false;
};

/// What rebuffer-cli writes of the run's script, up to the same instant.
QByteArray logOfCli(const Session &run)
{
    QTemporaryDir folder;
    const QString scenario = folder.filePath("run.json");
    const QString events = folder.filePath("events.jsonl");
    if (!saveScenarioFile(scenario, run.script()))
        return "the scenario cannot be saved";
    const auto done = rebuffer::testing::runCli({"run", "--scenario", scenario, "--until",
                                                 QString::fromStdString(toText(run.now().sinceStart())), "--events", events,
                                                 "--out", folder.filePath("summary.json")});
    QFile file(events);
    if (done.exitCode != 0 || !file.open(QFile::ReadOnly))
        return done.err;
    return file.readAll();
}

/// Where they begin to differ, for people.
QByteArray difference(const QByteArray &a, const QByteArray &b)
{
    const QList<QByteArray> left = a.split('\n'), right = b.split('\n');
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i) {
        if (left.value(i) != right.value(i))
            return "line " + QByteArray::number(i + 1) + ":\n" + left.value(i) + "\n" + right.value(i);
    }
    return {};
}

/// Someone who cannot leave time alone.
class Traveller {
public:
    Traveller(SessionDriver &driver, std::uint64_t seed) : m_driver(driver), m_dice(seed, "traveller") {}

    void act()
    {
        switch (m_dice.below(9)) {
        case 0:
        case 1: m_driver.advanceTo(m_driver.session()->now() + SimDuration::seconds(4 * m_dice.uniform())); break;
        case 2: m_driver.lookAt(at(m_driver.present()->now().toSeconds() * m_dice.uniform())); break;
        case 3: // a drag: there and back again, and on
            for (int i = 0; i < 5; ++i)
                m_driver.lookAt(at(m_driver.present()->now().toSeconds() * m_dice.uniform()));
            break;
        case 4: m_driver.lookAhead(); break;
        case 5: step(); break;
        case 6:
            m_driver.play();
            for (int i = 0; i < 20; ++i)
                m_driver.tick(37ms);
            m_driver.pause();
            break;
        default: change(); break;
        }
    }

private:
    void step()
    {
        switch (m_dice.below(5)) {
        case 0: m_driver.step(); break;
        case 1: m_driver.stepEvent(); break;
        case 2: m_driver.stepPacket(); break;
        case 3: m_driver.stepFrame(); break;
        default: m_driver.stepBack(); break;
        }
    }

    void change()
    {
        static constexpr std::pair<const char *, const char *> changes[] = {
            {"link.rate", "900kbit/s"}, {"link.rate", "6Mbit/s"},    {"link.rate", "0"},           {"link.rate", "2500kbit/s"},
            {"link.delay", "5ms"},      {"link.delay", "120ms"},     {"link.loss", "3%"},          {"link.loss", "0%"},
            {"link.jitter", "9ms"},     {"link.queue", "20kB"},      {"link.queue", "400kB"},      {"player.start", "1s"},
            {"player.resume", "2s"},    {"player.high_water", "8s"}, {"player.high_water", "20s"}, {"player.seek", "3s"},
            {"player.seek", "15s"},     {"uplink.loss", "10%"},      {"uplink.loss", "0%"},        {"link.loss_burst", "3"},
        };
        const auto &[key, value] = changes[m_dice.below(std::size(changes))];
        m_driver.apply(QString::fromLatin1(key), QString::fromLatin1(value));
    }

    SessionDriver &m_driver;
    RandomStream m_dice;
};

} // namespace

class TestTimeTravel : public QObject {
    Q_OBJECT

private slots:
    void draggedBackByHandAndChanged();
    void whateverIsDoneTheRunIsThatOfItsScript_data();
    void whateverIsDoneTheRunIsThatOfItsScript();
    void lookingBackLosesNoEvent();
};

void TestTimeTravel::draggedBackByHandAndChanged()
{
    ShownWindow s({1440, 900});
    ToldLog told(s.driver());
    s.driver().advanceTo(at(12));
    const TimelineGeometry &g = s.window.timeline()->geometry();
    const auto onAxis = [&](double time) { return QPointF(g.xOf(time), g.timeLabels.center().y()).toPoint(); };
    Hand::drag(s.window.timeline(), onAxis(11), onAxis(5));
    QVERIFY(s.driver().isLookingBack());
    const SimTime fork = s.session().now();
    QVERIFY(std::abs(fork.toSeconds() - 5) < 0.2);
    SettingSlider *rate = s.window.controls()->row("link.rate")->slider();
    const int y = rate->height() / 2;
    Hand::drag(rate, QPoint(rate->xOf(rate->value()), y), QPoint(rate->xOf(rate->value() - 150), y));
    QVERIFY(!s.driver().isLookingBack());
    Hand::key(Qt::Key_Space);
    s.run(9s);
    Hand::key(Qt::Key_Space);
    QVERIFY(s.session().now() > fork + SimDuration::wholeSeconds(8));
    const Scenario script = s.session().script();
    QVERIFY(!script.changes.empty());
    QCOMPARE(script.changes.front().at, fork);
    const QByteArray wrong = difference(told.text(), logOfCli(s.session()));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
    QVERIFY(told.text().count('\n') > 1000);
}

void TestTimeTravel::whateverIsDoneTheRunIsThatOfItsScript_data()
{
    QTest::addColumn<int>("seed");
    const int first = fromEnvironment("REBUFFER_SEED", 1);
    for (int seed = first; seed < first + fromEnvironment("REBUFFER_ROUNDS", 12); ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void TestTimeTravel::whateverIsDoneTheRunIsThatOfItsScript()
{
    QFETCH(int, seed);
    Scenario scenario;
    scenario.seed = static_cast<std::uint64_t>(seed);
    scenario.source = ConstantRateSource{BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(20)};
    if (seed % 3 == 0) // it has plans of its own, too
        scenario.changes = {{at(4), "link.rate", "1200kbit/s"}, {at(9), "link.rate", "5Mbit/s"}};
    SessionDriver driver(scenario);
    driver.setManual(true);
    ToldLog told(driver);
    driver.start(scenario, constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(20)));
    Traveller traveller(driver, static_cast<std::uint64_t>(seed));
    for (int i = 0; i < 60; ++i)
        traveller.act();
    driver.advanceTo(driver.session()->now() + SimDuration::wholeSeconds(2)); // from wherever it is
    QVERIFY(!driver.isLookingBack());
    const QByteArray wrong = difference(told.text(), logOfCli(*driver.session()));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
}

void TestTimeTravel::lookingBackLosesNoEvent()
{
    ShownWindow s;
    ToldLog told(s.driver());
    s.driver().advanceTo(at(10));
    const QByteArray before = told.text();
    for (const double time : {7.0, 3.0, 9.0, 0.5})
        s.driver().lookAt(at(time));
    s.driver().lookAhead();
    QCOMPARE(told.text(), before);
    s.driver().advanceTo(at(11));
    QVERIFY(told.text().startsWith(before));
    const QByteArray wrong = difference(told.text(), logOfCli(s.session()));
    QVERIFY2(wrong.isEmpty(), wrong.constData());
}

QTEST_MAIN(TestTimeTravel)
#include "test_time_travel.moc"
