#include "core/session/sweep.h"

#include "core/session/pipeline.h"
#include "core/session/pipeline_parts.h"
#include "core/session/scenario_keys.h"
#include "core/sim/portable_math.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace rebuffer {

namespace {

constexpr std::size_t mostValues = 10'000;
constexpr std::string_view accepted = "; give KEY=FROM..TO:COUNT, KEY=FROM..TO:COUNT:log or KEY=VALUE,VALUE,...";

/// "0.5Mbit/s" as 0.5 and "Mbit/s".
struct Quantity {
    double number = 0;
    std::string unit;
};

Result<Quantity> parseQuantity(std::string_view text)
{
    std::size_t digits = 0;
    while (digits < text.size() && (text[digits] == '.' || text[digits] == '-' || (text[digits] >= '0' && text[digits] <= '9')))
        ++digits;
    const auto number = parseNumber(text.substr(0, digits));
    if (!number)
        return Problem{"\"" + std::string(text) + "\" is not a number with a unit"};
    return Quantity{*number, std::string(text.substr(digits))};
}

/// Six digits are enough for an axis, and read well.
double inSixDigits(double value)
{
    if (value == 0)
        return 0;
    double scale = 1;
    while (std::abs(value) * scale < 100'000)
        scale *= 10;
    while (std::abs(value) * scale >= 1'000'000)
        scale /= 10;
    return static_cast<double>(static_cast<std::int64_t>(value * scale + (value < 0 ? -0.5 : 0.5))) / scale;
}

Result<std::vector<std::string>> parseRange(std::string_view text)
{
    const std::size_t dots = text.find("..");
    const std::size_t colon = text.find(':', dots);
    if (colon == std::string_view::npos)
        return Problem{"\"" + std::string(text) + "\" does not say how many values" + std::string(accepted)};
    std::string_view rest = text.substr(colon + 1);
    const bool log = rest.ends_with(":log");
    if (log)
        rest.remove_suffix(4);
    const auto from = parseQuantity(text.substr(0, dots));
    const auto to = parseQuantity(text.substr(dots + 2, colon - dots - 2));
    const auto count = parseNumber(rest);
    if (!from)
        return Problem{from.problem() + std::string(accepted)};
    if (!to)
        return Problem{to.problem() + std::string(accepted)};
    if (from->unit != to->unit)
        return Problem{"\"" + std::string(text) + "\" goes from one unit to another; give both in the same"};
    if (!count || *count < 1 || *count > static_cast<double>(mostValues) ||
        *count != static_cast<double>(static_cast<int>(*count)))
        return Problem{"\"" + std::string(rest) + "\" is not how many values; give a whole number from 1 to 10000"};
    if (log && (from->number <= 0 || to->number <= 0))
        return Problem{"\"" + std::string(text) + "\" has no even factors; give two numbers above zero, or leave log out"};
    std::vector<std::string> values;
    for (const double value : evenAmounts(from->number, to->number, static_cast<int>(*count), log))
        values.push_back(numberToText(value) + from->unit);
    return values;
}

std::vector<std::string> parseList(std::string_view text)
{
    std::vector<std::string> values;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t comma = std::min(text.find(',', begin), text.size());
        values.emplace_back(text.substr(begin, comma - begin));
        begin = comma + 1;
    }
    return values;
}

} // namespace

std::vector<double> evenAmounts(double from, double to, int count, bool logarithmic)
{
    std::vector<double> amounts;
    for (int i = 0; i < count; ++i) {
        const double share = count > 1 ? static_cast<double>(i) / (count - 1) : 0;
        amounts.push_back(
            inSixDigits(logarithmic ? from * portable::exp(share * portable::log(to / from)) : from + share * (to - from)));
    }
    return amounts;
}

Result<SweepAxis> parseSweepAxis(std::string_view text)
{
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return Problem{"\"" + std::string(text) + "\" is no axis" + std::string(accepted)};
    SweepAxis axis{std::string(text.substr(0, equals)), {}};
    if (!findScenarioKey(axis.key))
        return Problem{axis.key + ": unknown key; see rebuffer-cli --help for those there are"};
    const std::string_view values = text.substr(equals + 1);
    if (values.find("..") == std::string_view::npos) {
        axis.values = parseList(values);
    } else {
        auto range = parseRange(values);
        if (!range)
            return Problem{axis.key + ": " + range.problem()};
        axis.values = std::move(range).value();
    }
    if (axis.values.size() > mostValues)
        return Problem{axis.key + ": more than 10000 values"};
    return axis;
}

Sweep::Sweep(Scenario base, std::optional<MediaFile> media, SweepAxis x, SweepAxis y)
    : m_base(std::move(base)), m_media(std::move(media)), m_x(std::move(x)), m_y(std::move(y))
{
}

Result<Sweep> Sweep::make(Scenario base, std::optional<MediaFile> media, SweepAxis x, SweepAxis y)
{
    if (x.key == y.key)
        return Problem{x.key + ": is on both axes; give two different keys"};
    if (!media)
        return Problem{"source: a sweep plays a film to its end, and bulk has none; give --media FILE or a cbr: source"};
    for (const SweepAxis *axis : {&x, &y}) {
        if (axis->key == "source")
            return Problem{"source: all runs of a sweep play the same film; vary something else"};
        for (const std::string &value : axis->values) {
            Scenario scratch = base;
            if (const auto set = setScenarioKey(scratch, axis->key, value); !set)
                return Problem{set.problem()};
            if (const auto there = checkTraces(scratch); !there)
                return Problem{there.problem()};
        }
    }
    Sweep sweep(std::move(base), std::move(media), std::move(x), std::move(y));
    for (std::size_t cell = 0; cell < sweep.size(); ++cell) {
        if (const auto fits = checkScenario(sweep.scenario(cell)); !fits)
            return Problem{fits.problem()};
    }
    return sweep;
}

Scenario Sweep::scenario(std::size_t cell) const
{
    Scenario scenario = m_base;
    setScenarioKey(scenario, m_x.key, xValue(cell)); // each was checked by make()
    setScenarioKey(scenario, m_y.key, yValue(cell));
    return scenario;
}

std::optional<Summary> Sweep::run(std::size_t cell, const std::atomic<bool> &stop) const
{
    Pipeline pipeline(scenario(cell), m_media);
    const SimTime latest = SimTime::fromStart(m_media->timeline->duration() * 10 + SimDuration::wholeSeconds(600));
    while (!pipeline.ended() && pipeline.nextEventTime() <= latest) {
        if (stop)
            return std::nullopt;
        pipeline.advanceTo(pipeline.nextEventTime());
    }
    return pipeline.summary();
}

void Sweep::run(const std::vector<std::size_t> &cells, unsigned threads,
                const std::function<bool(std::size_t, const Summary &)> &done, const std::atomic<bool> &stop) const
{
    std::mutex mutex;
    std::map<std::size_t, Summary> waiting; // by place in `cells`, until those before it are there
    std::size_t handedOn = 0;
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> refused = false;
    const auto work = [&] {
        for (std::size_t i = next++; i < cells.size() && !stop && !refused; i = next++) {
            auto summary = run(cells[i], stop);
            if (!summary)
                return;
            const std::lock_guard lock(mutex);
            waiting.emplace(i, std::move(*summary));
            for (auto first = waiting.begin(); first != waiting.end() && first->first == handedOn && !refused;
                 first = waiting.begin()) {
                refused = !done(cells[handedOn++], first->second);
                waiting.erase(first);
            }
        }
    };
    std::vector<std::thread> pool;
    for (unsigned i = 1; i < std::max(1u, threads); ++i)
        pool.emplace_back(work);
    work();
    for (std::thread &thread : pool)
        thread.join();
}

} // namespace rebuffer
