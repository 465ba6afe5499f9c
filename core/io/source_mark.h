// Is this the file that the scenario was made with?
#pragma once

#include "core/session/scenario.h"

#include <optional>
#include <string>

namespace rebuffer {

/// The file that `source` names, which it owns; nullptr if it names none.
const std::string *pathOf(const SourceSpec &source);

/// Of the file that `source` names; nothing if it names none, or one that cannot be read.
std::optional<SourceMark> markOf(const SourceSpec &source);

/// One line that says so if the scenario carries a mark and its file is another; nothing if all is well or unknown.
std::optional<std::string> differenceFromMark(const Scenario &scenario);

} // namespace rebuffer
