#include "core/session/network_presets.h"

#include "core/session/scenario_keys.h"

namespace rebuffer {

NetworkPreset::Settings NetworkPreset::settings() const
{
    const Scenario with = scenario();
    Settings all;
    for (const ScenarioKey &key : scenarioKeys()) {
        const bool up = key.name.starts_with("uplink.");
        if (!up && !key.name.starts_with("link."))
            continue;
        const std::string value = key.get(with);
        all.emplace_back(key.name, up && value.empty() ? std::string(asLink) : value);
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

// Figures in the profiles are a round trip or each way's delay; a link's delay is one way. Jitter, loss and queues that
// they do not name are as by default. The program's own are after those, with jitter, loss and queues chosen here.
const std::vector<NetworkPreset> &networkPresets()
{
    static const std::vector<NetworkPreset> presets{
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
        {"WebPageTest: Cable", "WebPageTest's connectivity profiles", {{"link.rate", "5Mbit/s"}, {"link.delay", "14ms"}, {"uplink.rate", "1Mbit/s"}}},
        {"WebPageTest: DSL", "WebPageTest's connectivity profiles", {{"link.rate", "1.5Mbit/s"}, {"link.delay", "25ms"}, {"uplink.rate", "384kbit/s"}}},
        {"WebPageTest: FIOS", "WebPageTest's connectivity profiles", {{"link.rate", "20Mbit/s"}, {"link.delay", "2ms"}, {"uplink.rate", "5Mbit/s"}}},
        {"WebPageTest: 56K Dial-Up", "WebPageTest's connectivity profiles", {{"link.rate", "49kbit/s"}, {"link.delay", "60ms"}, {"uplink.rate", "30kbit/s"}}},
        {"WebPageTest: 3G", "WebPageTest's connectivity profiles", {{"link.rate", "1.6Mbit/s"}, {"link.delay", "150ms"}, {"uplink.rate", "768kbit/s"}}},
        {"WebPageTest: 3GFast", "WebPageTest's connectivity profiles", {{"link.rate", "1.6Mbit/s"}, {"link.delay", "75ms"}, {"uplink.rate", "768kbit/s"}}},
        {"WebPageTest: 3GSlow", "WebPageTest's connectivity profiles", {{"link.rate", "780kbit/s"}, {"link.delay", "100ms"}, {"uplink.rate", "330kbit/s"}}},
        {"WebPageTest: Edge", "WebPageTest's connectivity profiles", {{"link.rate", "240kbit/s"}, {"link.delay", "420ms"}, {"uplink.rate", "200kbit/s"}}},
        {"WebPageTest: 2G", "WebPageTest's connectivity profiles", {{"link.rate", "35kbit/s"}, {"link.delay", "650ms"}, {"uplink.rate", "32kbit/s"}}},
        {"WebPageTest: 4G", "WebPageTest's connectivity profiles, as quoted by others", {{"link.rate", "9Mbit/s"}, {"link.delay", "85ms"}}},
        {"WebPageTest: LTE", "WebPageTest's connectivity profiles, as quoted by others", {{"link.rate", "12Mbit/s"}, {"link.delay", "35ms"}}},
        {"Apple: 3G", "Apple's Network Link Conditioner", {{"link.rate", "780kbit/s"}, {"link.delay", "100ms"}, {"uplink.rate", "330kbit/s"}}},
        {"Apple: DSL", "Apple's Network Link Conditioner", {{"link.rate", "2Mbit/s"}, {"link.delay", "5ms"}, {"uplink.rate", "256kbit/s"}}},
        {"Apple: EDGE", "Apple's Network Link Conditioner", {{"link.rate", "240kbit/s"}, {"link.delay", "400ms"}, {"uplink.rate", "200kbit/s"}, {"uplink.delay", "440ms"}}},
        {"Apple: LTE", "Apple's Network Link Conditioner", {{"link.rate", "50Mbit/s"}, {"link.delay", "50ms"}, {"uplink.rate", "10Mbit/s"}, {"uplink.delay", "65ms"}}},
        {"Apple: Very Bad Network", "Apple's Network Link Conditioner", {{"link.rate", "1Mbit/s"}, {"link.delay", "500ms"}, {"link.loss", "10%"}, {"uplink.rate", "1Mbit/s"}, {"uplink.loss", "10%"}}},
        {"Chrome: 3G", "Chrome DevTools' throttling, as its targets say", {{"link.rate", "500kbit/s"}, {"link.delay", "200ms"}, {"uplink.rate", "500kbit/s"}}},
        {"Chrome: Slow 4G", "Chrome DevTools' throttling, as its targets say", {{"link.rate", "1.6Mbit/s"}, {"link.delay", "75ms"}, {"uplink.rate", "750kbit/s"}}},
        {"Chrome: Fast 4G", "Chrome DevTools' throttling, as its targets say", {{"link.rate", "9Mbit/s"}, {"link.delay", "30ms"}, {"uplink.rate", "1.5Mbit/s"}}},
        {"Firefox: GPRS", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "50kbit/s"}, {"link.delay", "250ms"}, {"uplink.rate", "20kbit/s"}}},
        {"Firefox: Regular 2G", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "250kbit/s"}, {"link.delay", "150ms"}, {"uplink.rate", "50kbit/s"}}},
        {"Firefox: Good 2G", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "450kbit/s"}, {"link.delay", "75ms"}, {"uplink.rate", "150kbit/s"}}},
        {"Firefox: Regular 3G", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "750kbit/s"}, {"link.delay", "50ms"}, {"uplink.rate", "250kbit/s"}}},
        {"Firefox: Good 3G", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "1.5Mbit/s"}, {"link.delay", "20ms"}, {"uplink.rate", "750kbit/s"}}},
        {"Firefox: Regular 4G/LTE", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "4Mbit/s"}, {"link.delay", "10ms"}, {"uplink.rate", "3Mbit/s"}}},
        {"Firefox: DSL", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "2Mbit/s"}, {"link.delay", "2.5ms"}, {"uplink.rate", "1Mbit/s"}}},
        {"Firefox: Wi-Fi", "Firefox's network throttling; its latency taken as the round trip", {{"link.rate", "30Mbit/s"}, {"link.delay", "1ms"}, {"uplink.rate", "15Mbit/s"}}},
    };
    return presets;
}

} // namespace rebuffer
