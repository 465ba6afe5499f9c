#include "ui/session_driver.h"

#include "core/session/run_to.h"
#include "core/session/scenario_keys.h"
#include "core/session/track_check.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rebuffer {

namespace {

using namespace std::chrono_literals;

constexpr auto tickInterval = 16ms;
/// What simulating may take of a tick, so that drawing finds its time even when the session cannot keep up.
constexpr std::chrono::nanoseconds simulationBudget = 8ms;
/// Short enough to keep the budget at a gigabit, long enough to cost nothing.
constexpr SimDuration chunk = SimDuration::milliseconds(2);
/// No step waits longer for what it steps to.
constexpr SimDuration longestStep = SimDuration::wholeSeconds(10);
constexpr SimDuration leastStep = SimDuration::microseconds(100);

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
    if (std::exchange(m_past, nullptr))
        emit pastEnded(false);
    m_given = scenario;
    m_touched.clear();
    m_session = std::make_unique<Session>(std::move(scenario), std::move(media));
    watch(*m_session);
    m_remainder = 0;
    emit sessionReplaced();
    emit scenarioChanged(m_session->scenario());
    emitFrame();
}

const Scenario &SessionDriver::scenario() const
{
    return shown() ? shown()->scenario() : m_draft;
}

void SessionDriver::setManual(bool manual)
{
    m_manual = manual;
    if (manual)
        m_timer.stop();
}

void SessionDriver::setAnew(bool anew)
{
    m_anew = anew;
    if (!anew || !m_session)
        return;
    m_given = m_session->script();
    m_touched.clear();
}

void SessionDriver::setEventListener(std::function<void(const Event &)> listener)
{
    m_listener = std::move(listener);
}

void SessionDriver::watch(Session &session)
{
    session.setEventListener([this](const Event &event) {
        ++m_eventsSeen;
        if (event.kind == EventKind::Delivered && event.packetKind == PacketKind::Data)
            ++m_arrivalsSeen;
        if (m_listener)
            m_listener(event);
    });
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
    goOnFromHere();
    advance(t);
    if (m_session->ended())
        setRunning(false);
    emitFrame();
}

void SessionDriver::advance(SimTime t)
{
    runTo(*shown(), t);
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
    goOnFromHere();
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

void SessionDriver::stepUntil(const std::function<bool()> &done)
{
    if (!m_session || hasEnded())
        return;
    setRunning(false);
    goOnFromHere();
    const SimTime latest = m_session->now() + longestStep;
    while (!done() && !m_session->ended() && m_session->nextEventTime() <= latest)
        m_session->advanceTo(m_session->nextEventTime());
    emitFrame();
}

void SessionDriver::stepEvent()
{
    stepUntil([this, before = m_eventsSeen] { return m_eventsSeen != before; });
}

void SessionDriver::stepPacket()
{
    stepUntil([this, before = m_arrivalsSeen] { return m_arrivalsSeen != before; });
}

void SessionDriver::stepFrame()
{
    if (!m_session || !m_session->media() || hasEnded())
        return;
    setRunning(false);
    goOnFromHere();
    const auto position = [this] {
        m_session->snapshot(m_snapshot);
        return m_snapshot.position;
    };
    const SimDuration next = m_session->media()->timeline->nextPicture(position());
    const SimTime latest = m_session->now() + longestStep;
    // The film's own clock can only lag the network's: what is missing is the least that must go by.
    while (position() < next && !m_session->ended() && m_session->now() < latest)
        m_session->advanceTo(earlier(m_session->now() + std::max(next - m_snapshot.position, leastStep), latest));
    emitFrame();
}

void SessionDriver::stepBack()
{
    if (!m_session)
        return;
    lookAt(std::max(SimTime::start(), shown()->now() + -stepLength));
}

void SessionDriver::lookAt(SimTime t)
{
    if (!m_session)
        return;
    if (t >= m_session->now()) {
        lookAhead();
        return;
    }
    setRunning(false);
    Scenario script = m_session->script();
    std::erase_if(script.changes, [t](const TimedChange &change) { return change.at > t; });
    if (!m_past || t < m_past->now() || script.changes.size() != m_past->scenario().changes.size()) {
        emit pastBegins();
        m_past = std::make_unique<Session>(std::move(script), m_session->media());
        watch(*m_past);
    }
    advance(t);
    m_past->advanceTo(t); // an ended film's time can still go on
    emit scenarioChanged(m_past->scenario());
    emitFrame();
}

void SessionDriver::lookAhead()
{
    if (!m_past)
        return;
    m_past = nullptr;
    emit pastEnded(false);
    emit scenarioChanged(m_session->scenario());
    emitFrame();
}

/// The past that is shown becomes the run.
void SessionDriver::goOnFromHere()
{
    if (!m_past)
        return;
    // What the scenario itself will still change is to come in this future, too.
    Scenario script = m_past->script();
    const SimTime now = m_past->now();
    for (const TimedChange &change : m_given.changes) {
        if (change.at > now)
            script.changes.push_back(change);
    }
    if (script.changes.size() != m_past->scenario().changes.size()) {
        emit pastBegins();
        const auto media = m_past->media();
        m_past = std::make_unique<Session>(std::move(script), media);
        watch(*m_past);
        advance(now);
        m_past->advanceTo(now);
    }
    m_session = std::move(m_past);
    m_past = nullptr;
    m_remainder = 0;
    emit pastEnded(true);
}

/// The run from its beginning, with what was changed by hand as it is now.
Scenario SessionDriver::again() const
{
    Scenario scenario = m_given;
    for (const std::string &key : m_touched) {
        if (const ScenarioKey *known = findScenarioKey(key))
            setScenarioKey(scenario, key, known->get(shown()->scenario()));
    }
    if (checkScenario(scenario) && checkChanges(scenario))
        return scenario;
    scenario = shown()->scenario(); // some change by the scenario no longer fits
    scenario.changes.clear();
    return scenario;
}

void SessionDriver::restart()
{
    if (!m_session)
        return;
    const bool goOn = m_running;
    start(again(), m_session->media());
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
    goOnFromHere();
    const ScenarioKey *known = findScenarioKey(key.toStdString());
    const auto textNow = [&] { return known ? QString::fromStdString(known->get(scenario())) : QString(); };
    const QString before = textNow();
    if (const auto done = change(key.toStdString(), value.toStdString()); !done)
        emit message(NoticeKind::Problem, QString::fromStdString(done.problem()));
    else if (known && textNow() != before)
        emit settingChanged(key, before, textNow());
    emit scenarioChanged(scenario());
    if (!m_running)
        repeatFrame();
}

void SessionDriver::setWords(const QString &title, const QString &notes)
{
    const std::string name = title.toStdString();
    const std::string words = notes.toStdString();
    for (Scenario *scenario : {&m_draft, &m_given}) {
        scenario->title = name;
        scenario->notes = words;
    }
    for (Session *session : {m_session.get(), m_past.get()}) {
        if (session)
            session->setWords(name, words);
    }
    emit scenarioChanged(scenario());
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
    shown()->snapshot(m_snapshot);
    seek(std::clamp(m_snapshot.position + distance, SimDuration::zero(), m_snapshot.duration));
}

Result<bool> SessionDriver::change(const std::string &key, const std::string &value)
{
    const ScenarioKey *known = findScenarioKey(key);
    if (m_session && m_anew && known && known->get(again()) == value)
        return true; // so it is already
    const auto live = [&] { return !known || known->live || changedWhileRunning(m_session->scenario(), key, value); };
    if (!m_session || (known && m_anew) || !live())
        return changeAnew(key, value);
    const auto done = m_session->apply(key, value);
    if (done && known)
        m_touched.insert(key);
    return done;
}

Result<bool> SessionDriver::changeAnew(const std::string &key, const std::string &value)
{
    const ScenarioKey *known = findScenarioKey(key);
    Scenario changed = m_session ? again() : m_draft;
    if (const auto done = setScenarioKey(changed, key, value); !done)
        return done;
    if (const auto fits = checkScenario(changed); !fits)
        return fits;
    if (!m_session) {
        m_draft = changed;
        return true;
    }
    if (const auto there = checkTracks(changed, m_session->media()); !there)
        return there;
    if (m_anew)
        std::erase_if(changed.changes, [&key](const TimedChange &change) { return change.key == key; });
    const bool goOn = m_running || m_anew;
    start(changed, m_session->media());
    setRunning(goOn);
    if (known && !known->live)
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

/// Those that the scenario makes itself, at their times, are told as those by hand are.
void SessionDriver::tellOfChangesMade()
{
    const auto &changes = shown()->scenario().changes; // in order of time
    const auto made = std::upper_bound(changes.begin(), changes.end(), shown()->now(),
                                       [](SimTime now, const TimedChange &change) { return now < change.at; });
    if (std::exchange(m_changesTold, made - changes.begin()) != made - changes.begin())
        emit scenarioChanged(shown()->scenario());
}

void SessionDriver::emitFrame()
{
    tellOfChangesMade();
    shown()->snapshot(m_snapshot);
    emit frame(m_snapshot, shown()->summary());
}

} // namespace rebuffer
