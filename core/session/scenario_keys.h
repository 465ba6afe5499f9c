// The scenario's keys as text: one table that the command line, scenario files, timed changes and the
// window all go through, so that they cannot disagree on a name, a unit or a limit.
#pragma once

#include "core/session/scenario.h"
#include "core/session/value_form.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rebuffer {

/// One settable thing.
struct ScenarioKey {
    std::string_view name;         ///< "link.rate"
    std::string_view accepts;      ///< for people: "a rate such as 5Mbit/s or 250kbit/s"
    bool live = true;              ///< may it change while the session runs?
    ValueForm (*form)() = nullptr; ///< of the values, for the schema of scenario files
    /// Sets it from text; on refusal the scenario is untouched. The problem names what was given and what is
    /// accepted, not the key.
    Result<bool> (*set)(Scenario &, std::string_view value) = nullptr;
    /// As text that set() accepts; empty when unset (an uplink key that follows the link).
    std::string (*get)(const Scenario &) = nullptr;
};

/// All of them, in the order of the documentation.
std::span<const ScenarioKey> scenarioKeys();
/// nullptr if there is none of that name.
const ScenarioKey *findScenarioKey(std::string_view name);

inline constexpr std::string_view videoTrackKey = "track.video";
inline constexpr std::string_view audioTrackKey = "track.audio";

/// The value that makes a setting of the uplink follow the link again.
inline constexpr std::string_view asLink = "as-link";

/// Sets one key. The problem is one line: "link.loss: "150%" is more than 100 %; give a share such as 0.5%".
Result<bool> setScenarioKey(Scenario &scenario, std::string_view key, std::string_view value);

/// Checks what no single key can: start <= high water and the like. The first problem, or true.
Result<bool> checkScenario(const Scenario &scenario);
/// All of them.
std::vector<Problem> problemsOf(const Scenario &scenario);

/// What is done at an instant and is no setting: the viewer moves to a position of the film. Only among changes.
inline constexpr std::string_view seekKey = "player.seek";
/// The position that such a change names.
Result<SimDuration> parseSeek(std::string_view value);

/// Can such a change be, whatever the scenario?
Result<bool> checkChange(const std::string &key, const std::string &value);

/// The value of a change as scenario files and event logs have it, however it was given: "0.01Gbit/s" is "10Mbit/s".
/// A value that checkChange() refuses is left as it is.
std::string asWritten(const std::string &key, const std::string &value);

/// `scenario` with one setting changed while its session runs, or why that cannot be.
Result<Scenario> changedWhileRunning(const Scenario &scenario, const std::string &key, const std::string &value);
/// Can its timed changes be made, one after the other? The problem names the first that cannot.
Result<bool> checkChanges(const Scenario &scenario);
/// All that cannot, each as if it were left out.
std::vector<Problem> problemsOfChanges(const Scenario &scenario);

} // namespace rebuffer
