#include "core/session/session.h"

#include "core/session/pipeline.h"

namespace rebuffer {

Session::Session(Scenario scenario, std::optional<MediaFile> media)
    : m_pipeline(std::make_unique<Pipeline>(std::move(scenario), std::move(media)))
{
}

Session::~Session() = default;

// clang-format off
const Scenario &Session::scenario() const { return m_pipeline->scenario(); }
Scenario Session::script() const { return m_pipeline->script(); }
const std::optional<MediaFile> &Session::media() const { return m_pipeline->media(); }
SimTime Session::now() const { return m_pipeline->now(); }
bool Session::ended() const { return m_pipeline->ended(); }
void Session::advanceTo(SimTime t) { m_pipeline->advanceTo(t); }
SimTime Session::nextEventTime() const { return m_pipeline->nextEventTime(); }

Result<bool> Session::apply(const std::string &key, const std::string &value) { return m_pipeline->apply(key, value); }
void Session::setWords(const std::string &title, const std::string &notes) { m_pipeline->setWords(title, notes); }
void Session::shelve(const std::string &name, std::shared_ptr<const RateTrace> trace) { m_pipeline->shelve(name, std::move(trace)); }
void Session::setPlayerPaused(bool paused) { m_pipeline->setPlayerPaused(paused); }
bool Session::isPlayerPaused() const { return m_pipeline->isPlayerPaused(); }

void Session::snapshot(Snapshot &out) const { m_pipeline->snapshot(out); }
Summary Session::summary() const { return m_pipeline->summary(); }
const Series &Session::series() const { return m_pipeline->recorder().series(); }
Series Session::seriesToNow() const { return m_pipeline->seriesToNow(); }
void Session::measureFrom(SimTime t) { m_pipeline->measureFrom(t); }
void Session::damagedUnits(std::vector<DamagedUnit> &out) const { m_pipeline->damagedUnits(out); }

void Session::missingSound(std::vector<MissingSound> &out) const { m_pipeline->missingSound(out); }

void Session::recentEvents(std::vector<Event> &out) const { m_pipeline->recorder().log().recent(out); }
void Session::setEventListener(std::function<void(const Event &)> listener) { m_pipeline->setEventListener(std::move(listener)); }
// clang-format on

} // namespace rebuffer
