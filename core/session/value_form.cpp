#include "core/session/value_form.h"

#include "core/sim/quantity_text.h"

#include <cmath>

namespace rebuffer {

namespace {

struct Unit {
    const char *name;
    double factor;
};

constexpr double day = 86'400;
constexpr double mostBitsPerSecond = 1e13;
const std::string zero = "0+(?:\\.0+)?";
const std::string tiny = "[0-9](?:\\.[0-9]+)?e-[0-9]{2,3}"; // as very small numbers are written

std::string digits(std::size_t count)
{
    return count == 0 ? "" : count == 1 ? "[0-9]" : "[0-9]{" + std::to_string(count) + "}";
}

std::string oneDigit(char from, char to)
{
    return from == to ? std::string(1, from) : std::string("[") + from + "-" + to + "]";
}

/// Whole numbers below the one that `limit` spells, without zeros before them.
std::string below(const std::string &limit)
{
    std::string pattern;
    const auto add = [&pattern](const std::string &one) { pattern += (pattern.empty() ? "" : "|") + one; };
    if (limit.size() > 1)
        add("[0-9]");
    if (limit.size() > 2)
        add("[1-9][0-9]{1," + std::to_string(limit.size() - 2) + "}");
    for (std::size_t i = 0; i < limit.size(); ++i) {
        const char least = i == 0 && limit.size() > 1 ? '1' : '0';
        if (limit[i] > least)
            add(limit.substr(0, i) + oneDigit(least, static_cast<char>(limit[i] - 1)) + digits(limit.size() - i - 1));
    }
    return pattern;
}

/// An amount of at most `most` in any of the units, or a bare 0.
std::string quantityPattern(double most, std::initializer_list<Unit> units)
{
    std::string pattern = zero;
    for (const Unit &unit : units)
        pattern += "|(?:" + decimalPattern(most / unit.factor, false) + ")" + unit.name;
    return pattern;
}

std::string durationPattern(double mostSeconds)
{
    return quantityPattern(mostSeconds,
                           {{"ns", 1e-9}, {"us", 1e-6}, {"µs", 1e-6}, {"ms", 1e-3}, {"s", 1}, {"min", 60}, {"h", 3600}});
}

std::string ratePattern()
{
    return quantityPattern(mostBitsPerSecond, {{"bit/s", 1},
                                               {"kbit/s", 1e3},
                                               {"Mbit/s", 1e6},
                                               {"Gbit/s", 1e9},
                                               {"bps", 1},
                                               {"kbps", 1e3},
                                               {"Mbps", 1e6},
                                               {"Gbps", 1e9}});
}

std::string sizePattern(double most)
{
    return quantityPattern(
        most, {{"B", 1}, {"kB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"KiB", 1024}, {"MiB", 1048576}, {"GiB", 1073741824}});
}

const NumberForm nothing{0, 0, false}; // only zero needs no unit

} // namespace

std::string decimalPattern(double most, bool whole)
{
    const double floor = std::floor(most);
    if (floor < 1)
        return whole ? "0" : zero;
    const std::string limit = std::to_string(static_cast<long long>(floor));
    if (whole)
        return below(limit) + "|" + limit;
    return "(?:" + below(limit) + ")(?:\\.[0-9]+)?|" + limit + "(?:\\.0+)?";
}

ValueForm orWord(ValueForm form, std::string_view word)
{
    form.pattern += (form.pattern.empty() ? "" : "|") + std::string(word);
    return form;
}

ValueForm truthForm()
{
    return {"true|false", {}, true};
}

ValueForm durationForm(double mostSeconds)
{
    return {durationPattern(mostSeconds), nothing, false};
}

ValueForm rateForm(bool orTrace)
{
    return {ratePattern() + (orTrace ? "|trace:[\\s\\S]+" : ""), nothing, false};
}

ValueForm shareForm()
{
    return {"(?:" + decimalPattern(100, false) + "|" + tiny + ")%|" + decimalPattern(1, false) + "|" + tiny,
            NumberForm{0, 1, false}, false};
}

ValueForm burstForm()
{
    return {"independent|[1-9][0-9]{0,5}(?:\\.[0-9]+)?|1000000(?:\\.0+)?", NumberForm{1, 1e6, false}, false};
}

ValueForm sizeForm(double mostBytes)
{
    return {sizePattern(mostBytes), nothing, false};
}

ValueForm queueForm()
{
    return {sizePattern(1e15) + "|(?:" + decimalPattern(1e9, true) + ")packets", nothing, false};
}

ValueForm wholeForm(double most)
{
    return {decimalPattern(most, true), NumberForm{0, most, true}, false};
}

ValueForm countForm(double most)
{
    return {"(?!0)(?:" + decimalPattern(most, true) + ")", NumberForm{1, most, true}, false};
}

ValueForm sourceForm()
{
    const std::string aboveZero = "(?=[^:]*[1-9])"; // no rate and no duration of nothing
    const std::string rate = aboveZero + "(?:" + ratePattern() + ")";
    return {"bulk|cbr:" + rate + ":" + aboveZero + "(?:" + durationPattern(day) + ")|bytes:[\\s\\S]+:" + rate +
                "|(?!cbr:|bytes:|bulk$)[\\s\\S]+",
            {},
            false};
}

} // namespace rebuffer
