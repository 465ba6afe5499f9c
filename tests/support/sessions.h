// Scenarios in their own words, and runs of them with everything that happens written down.
#pragma once

#include "core/media/synthetic_media.h"
#include "core/session/pipeline.h"
#include "core/session/scenario_keys.h"

#include <QtGlobal>

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rebuffer::testing {

using Setting = std::pair<std::string, std::string>;
using Settings = std::vector<Setting>;

/// The later ones win.
inline Settings operator+(Settings a, const Settings &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// A test that misspells a key is no test.
inline void set(Scenario &scenario, const Settings &settings)
{
    for (const auto &[key, value] : settings) {
        if (const auto done = setScenarioKey(scenario, key, value); !done)
            qFatal("%s", done.problem().c_str());
    }
}

inline Scenario scenarioOf(const Settings &settings)
{
    Scenario scenario;
    set(scenario, settings);
    if (const auto fits = checkScenario(scenario); !fits)
        qFatal("%s", fits.problem().c_str());
    return scenario;
}

/// Of synthetic sources; files are for the tests of io.
inline std::optional<MediaFile> mediaOf(const Scenario &scenario)
{
    if (const auto *constant = std::get_if<ConstantRateSource>(&scenario.source))
        return constantRateMedia(constant->rate, constant->duration);
    return std::nullopt;
}

inline std::unique_ptr<Pipeline> pipelineOf(const Scenario &scenario)
{
    return std::make_unique<Pipeline>(scenario, mediaOf(scenario));
}

inline std::unique_ptr<Pipeline> runOf(const Settings &settings)
{
    return pipelineOf(scenarioOf(settings));
}

inline SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

/// Until the film has ended, or `atMost`.
inline void runToTheEnd(Pipeline &pipeline, SimTime atMost)
{
    while (!pipeline.ended() && pipeline.nextEventTime() <= atMost)
        pipeline.advanceTo(pipeline.nextEventTime());
}

/// Every event of a run; texts are copied, for the log keeps them only for a while.
class EventRecord {
public:
    struct Line {
        Event event;
        std::string text;
    };

    explicit EventRecord(Pipeline &pipeline)
    {
        pipeline.setEventListener([this](const Event &event) { m_lines.push_back({event, event.text ? event.text : ""}); });
    }
    EventRecord(const EventRecord &) = delete;
    EventRecord &operator=(const EventRecord &) = delete;

    const std::vector<Line> &lines() const { return m_lines; }
    /// What happened when, to which packet: enough to tell two runs apart.
    std::vector<std::string> texts() const
    {
        std::vector<std::string> all;
        for (const auto &[event, text] : m_lines) {
            all.push_back(std::to_string(event.at.toNanoseconds()) + ' ' + nameOf(event.kind) + ' ' +
                          std::to_string(event.packet) + ' ' + std::to_string(event.wire) + ' ' + std::to_string(event.value) +
                          ' ' + text);
        }
        return all;
    }
    std::vector<Event> of(EventKind kind) const
    {
        std::vector<Event> found;
        for (const Line &line : m_lines) {
            if (line.event.kind == kind)
                found.push_back(line.event);
        }
        return found;
    }

private:
    std::vector<Line> m_lines;
};

} // namespace rebuffer::testing
