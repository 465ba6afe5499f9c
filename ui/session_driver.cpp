#include "ui/session_driver.h"

#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

using namespace std::chrono_literals;

constexpr auto tickInterval = 16ms;
/// What simulating may take of a tick, so that drawing finds its time even when the session cannot keep up.
constexpr std::chrono::nanoseconds simulationBudget = 8ms;
/// Short enough to keep the budget at a gigabit, long enough to cost nothing.
constexpr SimDuration chunk = SimDuration::milliseconds(2);
constexpr SimDuration curveStep = SimDuration::milliseconds(20);

SimTime earlier(SimTime a, SimTime b)
{
    return std::min(a, b);
}

} // namespace

SessionDriver::SessionDriver(Scenario scenario, QObject *parent) : QObject(parent), m_draft(std::move(scenario))
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(tickInterval);
    connect(&m_timer, &QTimer::timeout, this, &SessionDriver::onTimeout);
}

SessionDriver::~SessionDriver() = default;

void SessionDriver::start(Scenario scenario, std::optional<MediaFile> media)
{
    setRunning(false);
    m_session = std::make_unique<Session>(std::move(scenario), std::move(media));
    m_session->setEventListener(m_listener);
    m_remainder = 0;
    emit sessionReplaced();
    emit scenarioChanged(m_session->scenario());
    emitFrame();
}

const Scenario &SessionDriver::scenario() const
{
    return m_session ? m_session->scenario() : m_draft;
}

void SessionDriver::setManual(bool manual)
{
    m_manual = manual;
    if (manual)
        m_timer.stop();
}

void SessionDriver::setEventListener(std::function<void(const Event &)> listener)
{
    m_listener = std::move(listener);
    if (m_session)
        m_session->setEventListener(m_listener);
}

void SessionDriver::onTimeout()
{
    const std::chrono::nanoseconds gone(m_clock.nsecsElapsed());
    m_clock.start(); // before the tick: what it takes counts for the next one
    tick(gone);
}

void SessionDriver::tick(std::chrono::nanoseconds wall)
{
    if (!m_running || !m_session)
        return;
    SimTime until = SimTime::never();
    if (!m_speed.isMax()) {
        const auto counted = std::min<std::chrono::nanoseconds>(wall, longestTick);
        const double exact = static_cast<double>(counted.count()) * m_speed.factor + m_remainder;
        m_remainder = exact - std::floor(exact);
        until = m_session->now() + SimDuration::nanoseconds(static_cast<std::int64_t>(exact));
    }
    // Time moved by hand goes as far as the hand says, however slow the machine.
    run(until, m_manual && !m_speed.isMax() ? std::chrono::nanoseconds::max() : simulationBudget);
    if (m_session->ended())
        setRunning(false);
    emitFrame();
}

void SessionDriver::run(SimTime until, std::chrono::nanoseconds budget)
{
    QElapsedTimer spent;
    spent.start();
    while (m_session->now() < until && !m_session->ended() && spent.nsecsElapsed() < budget.count())
        m_session->advanceTo(earlier(m_session->now() + chunk, until));
}

void SessionDriver::advanceTo(SimTime t)
{
    if (!m_session)
        return;
    while (m_session->now() < t && !m_session->ended())
        m_session->advanceTo(earlier(m_session->now() + curveStep, t));
    if (m_session->ended())
        setRunning(false);
    emitFrame();
}

void SessionDriver::repeatFrame()
{
    if (m_session)
        emitFrame();
}

void SessionDriver::play()
{
    if (!m_session)
        return;
    if (hasEnded())
        restart();
    setRunning(true);
    emitFrame();
}

void SessionDriver::pause()
{
    setRunning(false);
    repeatFrame();
}

void SessionDriver::togglePlay()
{
    if (m_running)
        pause();
    else
        play();
}

void SessionDriver::step()
{
    if (!m_session || hasEnded())
        return;
    setRunning(false);
    advanceTo(m_session->now() + stepLength);
}

Scenario SessionDriver::fresh() const
{
    Scenario scenario = m_session->scenario();
    scenario.changes.clear();
    return scenario;
}

void SessionDriver::restart()
{
    if (!m_session)
        return;
    const bool goOn = m_running;
    start(fresh(), m_session->media());
    setRunning(goOn);
}

void SessionDriver::setSpeed(Speed speed)
{
    m_speed = speed;
    m_remainder = 0;
    emit speedChanged(speed);
}

void SessionDriver::apply(const QString &key, const QString &value)
{
    if (const auto done = change(key.toStdString(), value.toStdString()); !done)
        emit message(NoticeKind::Problem, QString::fromStdString(done.problem()));
    emit scenarioChanged(scenario());
    if (!m_running)
        repeatFrame();
}

void SessionDriver::seek(SimDuration position)
{
    if (!m_session)
        return;
    const bool ended = hasEnded();
    apply(QString::fromUtf8(seekKey.data(), static_cast<qsizetype>(seekKey.size())), QString::fromStdString(toText(position)));
    if (ended && !hasEnded())
        setRunning(true);
}

void SessionDriver::seekBy(SimDuration distance)
{
    if (!m_session)
        return;
    m_session->snapshot(m_snapshot);
    seek(std::clamp(m_snapshot.position + distance, SimDuration::zero(), m_snapshot.duration));
}

Result<bool> SessionDriver::change(const std::string &key, const std::string &value)
{
    const ScenarioKey *known = findScenarioKey(key);
    const bool live = !known || known->live;
    return m_session && live ? m_session->apply(key, value) : changeAnew(key, value);
}

Result<bool> SessionDriver::changeAnew(const std::string &key, const std::string &value)
{
    Scenario changed = m_session ? fresh() : m_draft;
    if (const auto done = setScenarioKey(changed, key, value); !done)
        return done;
    if (const auto fits = checkScenario(changed); !fits)
        return fits;
    if (!m_session) {
        m_draft = changed;
        return true;
    }
    const bool goOn = m_running;
    start(changed, m_session->media());
    setRunning(goOn);
    emit message(NoticeKind::Told, tr("This cannot change in mid-stream, so the film starts again from the beginning."));
    return true;
}

void SessionDriver::setRunning(bool running)
{
    if (running == m_running)
        return;
    m_running = running;
    if (running && !m_manual) {
        m_clock.start();
        m_timer.start();
    } else {
        m_timer.stop();
    }
    emit runningChanged(running);
}

void SessionDriver::emitFrame()
{
    m_session->snapshot(m_snapshot);
    emit frame(m_snapshot, m_session->summary());
}

} // namespace rebuffer
