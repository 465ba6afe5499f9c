// Well-known networks to start from. A preset is nothing but values for the link's settings.
#pragma once

#include "core/session/scenario.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rebuffer {

struct NetworkPreset {
    using Settings = std::vector<std::pair<std::string, std::string>>;

    std::string name;   ///< "WebPageTest: 3G"
    std::string source; ///< whose figures they are; empty for this program's own
    Settings named;     ///< what it says, as key and value of the scenario

    /// For every key of the link and the uplink a value: what the preset does not say is as it is by default.
    Settings settings() const;
    /// Is the scenario's link just this, both ways?
    bool matches(const Scenario &scenario) const;
    /// A scenario with this network and nothing else said.
    Scenario scenario() const;
};

/// The program's own first, the first of them a network that is as by default.
const std::vector<NetworkPreset> &networkPresets();

} // namespace rebuffer
