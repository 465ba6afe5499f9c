#include "core/session/comparison.h"

#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"

namespace rebuffer {

namespace {

std::string changesText(const Scenario &scenario)
{
    std::string text;
    for (const TimedChange &change : scenario.changes)
        text += (text.empty() ? "" : ", ") + toText(change.at.sinceStart()) + " " + change.key + "=" + change.value;
    return text.empty() ? "none" : text;
}

std::optional<double> seconds(const std::optional<SimDuration> &duration)
{
    return duration ? std::optional(duration->toSeconds()) : std::nullopt;
}

} // namespace

std::vector<SettingDifference> differingSettings(const Scenario &a, const Scenario &b)
{
    std::vector<SettingDifference> all;
    for (const ScenarioKey &key : scenarioKeys()) {
        const std::string inA = key.get(a);
        const std::string inB = key.get(b);
        if (inA != inB)
            all.push_back({std::string(key.name), inA, inB});
    }
    if (a.changes != b.changes)
        all.push_back({"changes", changesText(a), changesText(b)});
    return all;
}

std::vector<ComparedFigure> comparedFigures(const Summary &s)
{
    const auto count = [](auto n) { return std::optional(static_cast<double>(n)); };
    return {{"startup_delay_s", "s", seconds(s.startupDelay)},
            {"stall_count", "", count(s.stallCount)},
            {"stall_time_s", "s", s.stallTime.toSeconds()},
            {"play_time_s", "s", s.playTime.toSeconds()},
            {"rebuffer_ratio", "", s.rebufferRatio},
            {"goodput_mbps", "Mbit/s", s.goodput.toMegabitsPerSecond()},
            {"throughput_mbps", "Mbit/s", s.throughput.toMegabitsPerSecond()},
            {"mean_rtt_ms", "ms", s.meanRttMs > 0 ? std::optional(s.meanRttMs) : std::nullopt},
            {"data_packets_lost", "", count(s.dataPacketsLost)},
            {"data_packets_dropped", "", count(s.dataPacketsDropped)},
            {"retransmissions", "", count(s.retransmissions)},
            {"timeouts", "", count(s.timeouts)},
            {"late_packets", "", count(s.latePackets)},
            {"damaged_frames", "", count(s.damagedFrames)},
            {"missing_frames", "", count(s.lostFrames)},
            {"mean_queue_bytes", "B", s.meanQueueBytes},
            {"experience", "of 5", s.startupDelay ? std::optional(s.experience) : std::nullopt}};
}

} // namespace rebuffer
