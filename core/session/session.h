// A run: the whole pipeline from the server's file to the player, in simulated time.
#pragma once

#include "core/media/damaged_unit.h"
#include "core/media/media_file.h"
#include "core/session/event_log.h"
#include "core/session/scenario.h"
#include "core/session/series.h"
#include "core/session/snapshot.h"
#include "core/session/summary.h"
#include "core/sim/result.h"

#include <functional>
#include <memory>
#include <optional>

namespace rebuffer {

class Pipeline;

/// The one door between the simulation and whoever shows it. One thread at a time; no clock of its own.
class Session {
public:
    /// `media` is what scenario.source names, opened; std::nullopt for a bulk source. Of its tracks those are played that the
    /// scenario says.
    Session(Scenario scenario, std::optional<MediaFile> media);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    /// As it stands now: with every change up to this instant in it.
    const Scenario &scenario() const;
    /// What runs this very run again: the settings as they were at its beginning, and every change since, in order.
    Scenario script() const;
    const std::optional<MediaFile> &media() const;

    SimTime now() const;
    /// The film has ended (never, for a bulk source). Time can still be advanced.
    bool ended() const;

    /// Runs every event up to and including `t` and sets now() to `t`; an earlier `t` does nothing. When the film ends on
    /// the way, stops at that instant.
    void advanceTo(SimTime t);
    /// When the next event is due; SimTime::never() if nothing will ever happen again.
    SimTime nextEventTime() const;

    /// Changes a setting now, in the scenario file's words, and writes it down in scenario().changes.
    /// Refused, with a line for people and nothing touched: an unknown key, a bad value, a key that is not live.
    Result<bool> apply(const std::string &key, const std::string &value);
    /// What it is called and what is said of it; decides nothing in the run.
    void setWords(const std::string &title, const std::string &notes);
    /// Makes a trace known by the name that a setting would give it, "FILE".
    void shelve(const std::string &name, std::shared_ptr<const RateTrace> trace);
    /// Stops and starts the film while the network goes on; no stall is counted.
    void setPlayerPaused(bool paused);
    bool isPlayerPaused() const;

    /// Fills `out`, reusing its memory.
    void snapshot(Snapshot &out) const;
    Summary summary() const;
    /// Up to the last tick of 20 ms.
    const Series &series() const;
    /// A copy, up to now: its times of limits add up to the run.
    Series seriesToNow() const;
    /// Throughput, RTT and loss figures of summary() count from here on.
    void measureFrom(SimTime t);

    /// A live film's damaged pictures of the last 20 s and of what is buffered, in order of decoding; else none.
    void damagedUnits(std::vector<DamagedUnit> &out) const;
    /// The stretches of the last second and of what is buffered whose sound did not come whole; else none.
    void missingSound(std::vector<MissingSound> &out) const;

    /// The newest events, oldest first, at most the last 4,096.
    void recentEvents(std::vector<Event> &out) const;
    /// Called for every event as it happens, until replaced; must not call the session.
    void setEventListener(std::function<void(const Event &)> listener);

private:
    std::unique_ptr<Pipeline> m_pipeline;
};

} // namespace rebuffer
