#include "core/session/network_presets.h"

#include "core/session/published_networks.h"
#include "core/session/scenario_keys.h"

namespace rebuffer {

NetworkPreset::Settings NetworkPreset::settings() const
{
    const Scenario with = scenario();
    Settings all;
    for (const ScenarioKey &key : scenarioKeys()) {
        if (!key.name.starts_with("link.") && !key.name.starts_with("uplink."))
            continue;
        all.emplace_back(key.name, key.get(with));
    }
    return all;
}

bool NetworkPreset::matches(const Scenario &other) const
{
    const Scenario with = scenario();
    return with.link == other.link && with.uplink == other.uplink;
}

Scenario NetworkPreset::scenario() const
{
    Scenario with;
    with.title = name;
    with.notes = source;
    for (const auto &[key, value] : named)
        setScenarioKey(with, key, value); // the table below is tested to be accepted
    return with;
}

namespace {

// A network a line.
// clang-format off
/// Modelled on the published ones, with jitter, loss and queues chosen here.
std::vector<NetworkPreset> ownNetworks()
{
    return {
        {"Home line, 5 Mbit/s", "", {{"link.rate", "5Mbit/s"}, {"link.delay", "20ms"}, {"link.jitter", "0ms"}, {"link.loss", "0%"}, {"link.loss_burst", "independent"}, {"link.queue", "64kB"}}},
        {"Fibre, 100 Mbit/s", "", {{"link.rate", "100Mbit/s"}, {"link.delay", "5ms"}, {"link.jitter", "1ms"}, {"link.loss", "0%"}, {"link.loss_burst", "independent"}, {"link.queue", "250kB"}}},
        {"Cable, 20 Mbit/s", "", {{"link.rate", "20Mbit/s"}, {"link.delay", "14ms"}, {"link.jitter", "2ms"}, {"link.loss", "0%"}, {"link.loss_burst", "independent"}, {"link.queue", "128kB"}}},
        {"DSL with a bloated queue", "", {{"link.rate", "2Mbit/s"}, {"link.delay", "25ms"}, {"link.jitter", "2ms"}, {"link.loss", "0%"}, {"link.loss_burst", "independent"}, {"link.queue", "1MB"}}},
        {"LTE, 12 Mbit/s", "", {{"link.rate", "12Mbit/s"}, {"link.delay", "35ms"}, {"link.jitter", "8ms"}, {"link.loss", "0.1%"}, {"link.loss_burst", "independent"}, {"link.queue", "256kB"}}},
        {"Crowded hotel Wi-Fi", "", {{"link.rate", "2Mbit/s"}, {"link.delay", "30ms"}, {"link.jitter", "25ms"}, {"link.loss", "2%"}, {"link.loss_burst", "5"}, {"link.queue", "64kB"}}},
        {"3G, 1.6 Mbit/s", "", {{"link.rate", "1.6Mbit/s"}, {"link.delay", "150ms"}, {"link.jitter", "20ms"}, {"link.loss", "0.2%"}, {"link.loss_burst", "independent"}, {"link.queue", "64kB"}}},
        {"EDGE, 240 kbit/s", "", {{"link.rate", "240kbit/s"}, {"link.delay", "420ms"}, {"link.jitter", "50ms"}, {"link.loss", "1%"}, {"link.loss_burst", "independent"}, {"link.queue", "32kB"}}},
        {"Satellite, 280 ms away", "", {{"link.rate", "10Mbit/s"}, {"link.delay", "280ms"}, {"link.jitter", "5ms"}, {"link.loss", "0.5%"}, {"link.loss_burst", "3"}, {"link.queue", "500kB"}}},
        {"Train in a tunnel, 250 kbit/s", "", {{"link.rate", "250kbit/s"}, {"link.delay", "45ms"}, {"link.jitter", "12ms"}, {"link.loss", "1%"}, {"link.loss_burst", "3"}, {"link.queue", "64kB"}}},
        {"No signal", "", {{"link.rate", "0"}, {"link.delay", "45ms"}, {"link.jitter", "12ms"}, {"link.loss", "0%"}, {"link.loss_burst", "independent"}, {"link.queue", "64kB"}}},
    };
}
// clang-format on

std::vector<NetworkPreset> allNetworks()
{
    std::vector<NetworkPreset> all = ownNetworks();
    for (NetworkPreset &preset : publishedNetworks())
        all.push_back(std::move(preset));
    return all;
}

} // namespace

const std::vector<NetworkPreset> &networkPresets()
{
    static const std::vector<NetworkPreset> presets = allNetworks();
    return presets;
}

} // namespace rebuffer
