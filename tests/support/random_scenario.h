// Any scenario that the keys allow, drawn from a seed: what a person might set, and what nobody would.
#pragma once

#include "core/sim/quantity_text.h"
#include "core/sim/random_stream.h"
#include "tests/support/sessions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

namespace rebuffer::testing {

class RandomScenario {
public:
    explicit RandomScenario(std::uint64_t seed) : m_random(seed, "scenario") {}

    Scenario make()
    {
        Scenario scenario;
        const bool rtp = m_random.chance(0.2);
        set(scenario, {{"source", rtp || m_random.chance(0.8) ? film() : "bulk"},
                       {"transport", rtp ? "rtp" : oneOf({"tcp-cubic", "tcp-reno", "tcp-bbr", "ideal"})},
                       {"delivery", oneOf({"stream", "stream", "download", "ranges"})},
                       {"protocol", oneOf({"http", "https", "ftp"})},
                       {"rtp.nack", truth(0.5)},
                       {"rtp.fec", whole(0, 48)},
                       {"rtp.playout", oneOf({"fixed", "adaptive"})},
                       {"seed", whole(0, 1'000'000)}});
        for (const char *key : {"rate", "delay", "jitter", "jitter_distribution", "reorder", "loss", "loss_burst", "queue",
                                "queue_discipline", "overhead"}) {
            set(scenario, {{std::string("link.") + key, linkValue(key)}});
            if (m_random.chance(0.2))
                set(scenario, {{std::string("uplink.") + key, linkValue(key)}});
        }
        setPlayer(scenario);
        addChanges(scenario);
        return scenario;
    }

private:
    std::string oneOf(std::initializer_list<const char *> words) { return *(words.begin() + m_random.below(words.size())); }
    std::string truth(double p) { return m_random.chance(p) ? "true" : "false"; }
    std::string whole(std::uint64_t from, std::uint64_t to) { return std::to_string(from + m_random.below(to - from + 1)); }
    /// From `least` to `most`, every factor as likely.
    std::string wide(double least, double most)
    {
        return std::to_string(std::llround(least * std::pow(most / least, m_random.uniform())));
    }
    std::string film() { return "cbr:" + wide(50e3, 8e6) + "bit/s:" + wide(500, 60'000) + "ms"; }

    std::string linkValue(std::string_view key)
    {
        if (key == "rate")
            return m_random.chance(0.06) ? "0" : wide(20e3, 100e6) + "bit/s";
        if (key == "delay")
            return whole(0, 200'000) + "us";
        if (key == "jitter")
            return m_random.chance(0.4) ? "0" : wide(10, 50'000) + "us";
        if (key == "jitter_distribution")
            return oneOf({"normal", "uniform", "pareto", "exponential"});
        if (key == "reorder")
            return truth(0.3);
        if (key == "loss")
            return m_random.chance(0.4) ? "0" : numberToText(m_random.uniform() * (m_random.chance(0.1) ? 1 : 0.1));
        if (key == "loss_burst")
            return m_random.chance(0.6) ? "independent" : numberToText(1 + m_random.uniform() * 10);
        if (key == "queue")
            return m_random.chance(0.5) ? whole(0, 200) + "packets" : whole(0, 300'000) + "B";
        if (key == "queue_discipline")
            return oneOf({"droptail", "droptail", "codel"});
        return whole(0, 100) + "B"; // overhead
    }

    void setPlayer(Scenario &scenario)
    {
        const std::uint64_t highWater = 100 + m_random.below(20'000);
        set(scenario, {{"player.high_water", std::to_string(highWater) + "ms"},
                       {"player.start", whole(0, highWater) + "ms"},
                       {"player.resume", whole(0, highWater) + "ms"}});
    }

    void addChanges(Scenario &scenario)
    {
        for (std::uint64_t i = m_random.below(6); i > 0; --i) {
            const char *key = *(std::initializer_list<const char *>{"rate", "delay", "jitter", "reorder", "loss", "loss_burst",
                                                                    "queue", "queue_discipline", "overhead"}
                                    .begin() +
                                m_random.below(9));
            const std::string link = m_random.chance(0.75) ? "link." : "uplink.";
            scenario.changes.push_back(
                {SimTime::fromStart(SimDuration::milliseconds(static_cast<std::int64_t>(m_random.below(8000)))), link + key,
                 asWritten(link + key, linkValue(key))});
        }
        for (std::uint64_t i = m_random.chance(0.3) ? 1 + m_random.below(3) : 0; i > 0; --i) {
            scenario.changes.push_back(
                {SimTime::fromStart(SimDuration::milliseconds(static_cast<std::int64_t>(m_random.below(8000)))),
                 std::string(seekKey), asWritten(std::string(seekKey), whole(0, 12'000) + "ms")});
        }
        std::stable_sort(scenario.changes.begin(), scenario.changes.end(),
                         [](const TimedChange &a, const TimedChange &b) { return a.at < b.at; });
    }

    RandomStream m_random;
};

} // namespace rebuffer::testing
