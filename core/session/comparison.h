// Two runs side by side: which settings differ, and what became of them.
#pragma once

#include "core/session/scenario.h"
#include "core/session/summary.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rebuffer {

/// A setting that is not the same in both, in the scenario's words; "changes" for timed changes that differ.
struct SettingDifference {
    std::string key;
    std::string a;
    std::string b;
};

std::vector<SettingDifference> differingSettings(const Scenario &a, const Scenario &b);

/// One figure of a run as a number in its unit; nothing if the run has none (no frame was shown).
struct ComparedFigure {
    std::string_view name; ///< as in the summary that the command line prints
    std::string_view unit; ///< "s", "Mbit/s", "" for a count
    std::optional<double> value;
};

/// The figures that a comparison shows, always the same ones in the same order.
std::vector<ComparedFigure> comparedFigures(const Summary &summary);

} // namespace rebuffer
