#include "core/session/rate_plan.h"

#include "core/net/rate_trace.h"
#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <iterator>

namespace rebuffer {

namespace {

constexpr std::string_view rateKey = "link.rate";
constexpr std::string_view tracePrefix = "trace:";
/// Of a trace in steps of a millisecond more than an hour; what goes on beyond is its mean.
constexpr std::size_t mostRead = 5'000'000;

using Steps = std::vector<RatePlan::Step>;

bool isRateChange(const TimedChange &change)
{
    return change.key == rateKey;
}

/// Of two at the same instant the later one holds.
void add(Steps &steps, SimTime at, BitRate rate)
{
    if (!steps.empty() && steps.back().at == at)
        steps.back().rate = rate;
    else
        steps.push_back({at, rate});
}

void addTrace(Steps &steps, const RateTrace &trace, SimTime from, SimTime to)
{
    for (SimTime t = from; t < to && steps.size() < mostRead; t = trace.nextChangeAfter(t)) {
        const BitRate rate = trace.rateAt(t);
        if (t == from || steps.back().rate != rate)
            add(steps, t, rate);
    }
}

/// A value of link.rate from `from` to `to`.
void addValue(Steps &steps, const std::string &value, const TraceShelf &traces, SimTime from, SimTime to)
{
    if (!value.starts_with(tracePrefix)) {
        if (const auto rate = parseRate(value))
            add(steps, from, *rate);
        return;
    }
    const auto found = traces.find(value.substr(tracePrefix.size()));
    if (found != traces.end() && found->second)
        addTrace(steps, *found->second, from, to);
}

/// What a trace is when it is followed no longer.
void addMean(Steps &steps, const std::string &value, const TraceShelf &traces, SimTime at)
{
    if (!value.starts_with(tracePrefix))
        return;
    const auto found = traces.find(value.substr(tracePrefix.size()));
    if (found != traces.end() && found->second)
        add(steps, at, found->second->meanRate());
}

/// The mean from `from` to `to`; `i` is a step at or before `from`, and is left at the last one before `to`.
BitRate meanOf(const Steps &steps, std::size_t &i, std::int64_t from, std::int64_t to)
{
    double bits = 0;
    for (std::int64_t t = from; t < to;) {
        while (i + 1 < steps.size() && steps[i + 1].at.toNanoseconds() <= t)
            ++i;
        const std::int64_t next = i + 1 < steps.size() ? std::min(steps[i + 1].at.toNanoseconds(), to) : to;
        bits += static_cast<double>(steps[i].rate.toBitsPerSecond()) * static_cast<double>(next - t);
        t = next;
    }
    return BitRate::bitsPerSecond(static_cast<std::int64_t>(bits / static_cast<double>(to - from) + 0.5));
}

/// Means of equal spans up to the last step, and that one as it is.
Steps means(const Steps &fine)
{
    Steps coarse;
    const auto spans = static_cast<std::int64_t>(RatePlan::most) - 1;
    const std::int64_t span = std::max<std::int64_t>(1, fine.back().at.toNanoseconds() / spans);
    std::size_t i = 0;
    for (std::int64_t k = 0; k < spans; ++k)
        add(coarse, SimTime::fromStart(SimDuration::nanoseconds(k * span)), meanOf(fine, i, k * span, (k + 1) * span));
    add(coarse, fine.back().at, fine.back().rate);
    return coarse;
}

} // namespace

RateScript RateScript::of(const Scenario &scenario)
{
    RateScript script{findScenarioKey(rateKey)->get(scenario), {}};
    std::copy_if(scenario.changes.begin(), scenario.changes.end(), std::back_inserter(script.changes), isRateChange);
    return script;
}

void RateScript::writeInto(Scenario &scenario) const
{
    setScenarioKey(scenario, rateKey, start);
    std::erase_if(scenario.changes, isRateChange);
    scenario.changes.insert(scenario.changes.end(), changes.begin(), changes.end());
    std::stable_sort(scenario.changes.begin(), scenario.changes.end(),
                     [](const TimedChange &a, const TimedChange &b) { return a.at < b.at; });
}

RateScript RateScript::with(SimTime from, const std::string &value) const
{
    if (from == SimTime::start())
        return {value, {}};
    RateScript script = *this;
    std::erase_if(script.changes, [from](const TimedChange &change) { return change.at >= from; });
    script.changes.push_back({from, std::string(rateKey), value});
    return script;
}

RatePlan RatePlan::of(const Scenario &script, SimTime until, bool *averaged)
{
    const RateScript said = RateScript::of(script);
    RatePlan plan;
    SimTime from = SimTime::start();
    const std::string *value = &said.start;
    for (const TimedChange &change : said.changes) {
        addValue(plan.steps, *value, script.traces, from, change.at);
        from = change.at;
        value = &change.value;
    }
    const SimTime end = std::max(until, from + SimDuration::nanoseconds(1));
    addValue(plan.steps, *value, script.traces, from, end);
    addMean(plan.steps, *value, script.traces, end);
    if (plan.steps.empty() || plan.steps.front().at > SimTime::start())
        plan.steps.insert(plan.steps.begin(), {SimTime::start(), script.link.rate});
    const bool tooMany = plan.steps.size() > most;
    if (tooMany)
        plan.steps = means(plan.steps);
    if (averaged)
        *averaged = tooMany;
    return plan;
}

RateScript RatePlan::script() const
{
    RateScript script{toText(steps.front().rate), {}};
    for (std::size_t i = 1; i < steps.size(); ++i)
        script.changes.push_back({steps[i].at, std::string(rateKey), toText(steps[i].rate)});
    return script;
}

BitRate RatePlan::rateAt(SimTime t) const
{
    const auto after = std::upper_bound(steps.begin(), steps.end(), t, [](SimTime at, const Step &step) { return at < step.at; });
    return after == steps.begin() ? steps.front().rate : std::prev(after)->rate;
}

RatePlan RatePlan::withOutage(SimTime from, SimDuration length) const
{
    const SimTime to = from + length;
    RatePlan with;
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(with.steps), [from](const Step &step) { return step.at < from; });
    with.steps.push_back({from, BitRate()});
    with.steps.push_back({to, rateAt(to)});
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(with.steps), [to](const Step &step) { return step.at > to; });
    return with;
}

} // namespace rebuffer
