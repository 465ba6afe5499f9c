// The driver's way with the rate over time: the run is run again up to the present with another past or future.
#include "ui/session_driver.h"

#include <algorithm>
#include <iterator>

namespace rebuffer {

namespace {

constexpr SimDuration leastPlan = SimDuration::wholeSeconds(60);

} // namespace

/// A stalled film takes longer than it is long.
SimTime SessionDriver::planEnd() const
{
    if (!m_session)
        return SimTime::fromStart(leastPlan);
    const auto &media = m_session->media();
    const SimDuration film = media ? media->timeline->duration() : SimDuration::zero();
    return SimTime::fromStart(std::max({film * 3 / 2, leastPlan, m_session->now().sinceStart() + film / 2}));
}

RateScript SessionDriver::rateScript() const
{
    return RateScript::of(m_session ? m_session->script() : m_draft);
}

RatePlan SessionDriver::ratePlan(bool *averaged) const
{
    return RatePlan::of(m_session ? m_session->script() : m_draft, planEnd(), averaged);
}

void SessionDriver::setRateScript(const RateScript &wanted)
{
    changeRates(wanted, wanted);
}

void SessionDriver::followTrace(const QString &name, std::shared_ptr<const RateTrace> trace)
{
    const std::string key = name.toStdString();
    m_draft.traces[key] = trace;
    m_given.traces[key] = trace;
    if (m_session)
        m_session->shelve(key, std::move(trace));
    const RateScript throughout{"trace:" + key, {}};
    changeRates(throughout, rateScript().with(m_session && !m_anew ? m_session->now() : SimTime::start(), throughout.start));
}

/// `given` is what a restart begins with, `now` what this run does.
void SessionDriver::changeRates(const RateScript &given, const RateScript &now)
{
    lookAhead();
    const RateScript before = rateScript();
    if (!m_session)
        now.writeInto(m_draft);
    given.writeInto(m_given);
    m_touched.erase("link.rate");
    if (m_session && m_anew) {
        start(again(), m_session->media());
        setRunning(true);
    } else if (m_session) {
        Scenario script = m_session->script();
        now.writeInto(script);
        runAgain(std::move(script));
    }
    if (before != now)
        emit ratesChanged(before, now);
}

void SessionDriver::setPlannedChanges(const std::vector<TimedChange> &planned)
{
    if (!m_session)
        return;
    lookAhead();
    m_given.changes = planned;
    Scenario script = m_session->script();
    const auto isToCome = [now = m_session->now()](const TimedChange &change) { return change.at > now; };
    std::erase_if(script.changes, isToCome);
    std::copy_if(planned.begin(), planned.end(), std::back_inserter(script.changes), isToCome);
    if (script != m_session->script())
        runAgain(std::move(script));
}

/// Up to the present instant, and on if it was running.
void SessionDriver::runAgain(Scenario script)
{
    const SimTime until = m_session->now();
    const bool goOn = m_running;
    setRunning(false);
    const auto media = m_session->media();
    m_session = std::make_unique<Session>(std::move(script), media);
    watch(*m_session);
    m_remainder = 0;
    emit sessionReplaced();
    advance(until);
    m_session->advanceTo(until); // an ended film's time can still go on
    emit scenarioChanged(m_session->scenario());
    emitFrame();
    setRunning(goOn && !m_session->ended());
}

} // namespace rebuffer
