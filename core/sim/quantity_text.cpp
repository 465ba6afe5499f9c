#include "core/sim/quantity_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace rebuffer {

namespace {

struct Unit {
    std::string_view name;
    double factor;
};

constexpr std::array durationUnits{Unit{"ns", 1},  Unit{"us", 1e3},   Unit{"µs", 1e3},  Unit{"ms", 1e6},
                                   Unit{"s", 1e9}, Unit{"min", 60e9}, Unit{"h", 3600e9}};
constexpr std::array rateUnits{Unit{"bit/s", 1}, Unit{"kbit/s", 1e3}, Unit{"Mbit/s", 1e6}, Unit{"Gbit/s", 1e9},
                               Unit{"bps", 1},   Unit{"kbps", 1e3},   Unit{"Mbps", 1e6},   Unit{"Gbps", 1e9}};
constexpr std::array sizeUnits{Unit{"B", 1},        Unit{"kB", 1e3},        Unit{"MB", 1e6},          Unit{"GB", 1e9},
                               Unit{"KiB", 1024.0}, Unit{"MiB", 1048576.0}, Unit{"GiB", 1073741824.0}};

constexpr double mostNanoseconds = 100.0 * 86400 * 1e9; // below 2^53: every whole number of them is a double
constexpr double mostBitsPerSecond = 1e13;
constexpr double mostBytes = 1e15;

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Splits "5 Mbit/s" after the number; the rest is the unit.
std::string_view takeNumber(std::string_view &text, double &value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || !std::isfinite(value))
        return {};
    value = value == 0 ? 0 : value; // nor is there anything below it
    const auto length = static_cast<std::size_t>(end - text.data());
    const std::string_view number = text.substr(0, length);
    text = trimmed(text.substr(length));
    return number;
}

/// The amount in the base unit, or a problem that says `accepts`.
Result<double> parseQuantity(std::string_view given, std::span<const Unit> units, double most, std::string_view accepts)
{
    std::string_view text = trimmed(given);
    double value = 0;
    if (takeNumber(text, value).empty())
        return Problem{quoted(given) + " is not a number with a unit; give " + std::string(accepts)};
    if (value < 0)
        return Problem{quoted(given) + " is negative; give " + std::string(accepts)};
    if (text.empty() && value == 0)
        return 0.0;
    for (const Unit &unit : units) {
        if (unit.name != text)
            continue;
        if (value * unit.factor > most)
            return Problem{quoted(given) + " is too large; give " + std::string(accepts)};
        return value * unit.factor;
    }
    if (text.empty())
        return Problem{quoted(given) + " has no unit; give " + std::string(accepts)};
    return Problem{quoted(given) + " has an unknown unit; give " + std::string(accepts)};
}

/// Empty if it would not read back so.
std::string inUnit(std::int64_t amount, const Unit &unit)
{
    const double value = static_cast<double>(amount) / unit.factor;
    const bool readsBack = unit.factor == 1 || (value >= 1 && std::llround(value * unit.factor) == amount);
    return readsBack ? numberToText(value) + std::string(unit.name) : std::string();
}

bool isInThreeDecimals(std::int64_t amount, const Unit &unit)
{
    const auto factor = static_cast<std::int64_t>(unit.factor);
    return amount < factor * 1'000'000 && amount % std::max<std::int64_t>(1, factor / 1000) == 0;
}

/// With the largest unit that takes at most three decimals and six figures before them; else the shortest text. It reads back
/// as `amount`.
std::string withUnit(std::int64_t amount, std::span<const Unit> fromLargest)
{
    std::string shortest;
    for (const Unit &unit : fromLargest) {
        const std::string text = inUnit(amount, unit);
        if (!text.empty() && isInThreeDecimals(amount, unit))
            return text;
        if (shortest.empty() || (!text.empty() && text.size() < shortest.size()))
            shortest = text;
    }
    return shortest;
}

} // namespace

Result<double> parseNumber(std::string_view given)
{
    std::string_view text = trimmed(given);
    double value = 0;
    if (takeNumber(text, value).empty() || !text.empty())
        return Problem{quoted(given) + " is not a number"};
    return value;
}

Result<SimDuration> parseDuration(std::string_view text)
{
    const auto ns = parseQuantity(text, durationUnits, mostNanoseconds, "a duration such as 40ms, 2s or 1.5min");
    if (!ns)
        return Problem{ns.problem()};
    return SimDuration::nanoseconds(std::llround(*ns));
}

Result<BitRate> parseRate(std::string_view text)
{
    const auto bps = parseQuantity(text, rateUnits, mostBitsPerSecond, "a rate such as 5Mbit/s or 250kbit/s");
    if (!bps)
        return Problem{bps.problem()};
    return BitRate::bitsPerSecond(std::llround(*bps));
}

Result<Bytes> parseBytes(std::string_view text)
{
    const auto bytes = parseQuantity(text, sizeUnits, mostBytes, "a size such as 64kB or 1MiB");
    if (!bytes)
        return Problem{bytes.problem()};
    return Bytes(std::llround(*bytes));
}

Result<double> parseShare(std::string_view given)
{
    std::string_view text = trimmed(given);
    double value = 0;
    if (takeNumber(text, value).empty() || (!text.empty() && text != "%"))
        return Problem{quoted(given) + " is not a share; give 0% to 100%, such as 0.5%"};
    if (text == "%")
        value /= 100;
    if (value < 0 || value > 1)
        return Problem{quoted(given) + " is out of range; give 0% to 100%, such as 0.5%"};
    return value;
}

Result<bool> parseBool(std::string_view text)
{
    if (text == "true")
        return true;
    if (text == "false")
        return false;
    return Problem{quoted(text) + " is neither true nor false"};
}

std::string numberToText(double value)
{
    // Without an exponent wherever a person would write it so.
    const bool plain = value == 0 || (std::abs(value) >= 1e-6 && std::abs(value) <= 1e15);
    std::array<char, 48> buffer;
    char *const last = buffer.data() + buffer.size();
    const auto [end, error] =
        plain ? std::to_chars(buffer.data(), last, value, std::chars_format::fixed) : std::to_chars(buffer.data(), last, value);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

std::string toText(SimDuration duration)
{
    static constexpr std::array units{Unit{"s", 1e9}, Unit{"ms", 1e6}, Unit{"us", 1e3}, Unit{"ns", 1}};
    return duration == SimDuration::zero() ? "0ms" : withUnit(duration.toNanoseconds(), units);
}

std::string toText(BitRate rate)
{
    static constexpr std::array units{Unit{"Gbit/s", 1e9}, Unit{"Mbit/s", 1e6}, Unit{"kbit/s", 1e3}, Unit{"bit/s", 1}};
    return withUnit(rate.toBitsPerSecond(), units);
}

std::string toText(Bytes size)
{
    static constexpr std::array units{Unit{"GB", 1e9}, Unit{"MB", 1e6}, Unit{"kB", 1e3}, Unit{"B", 1}};
    return withUnit(size.count(), units);
}

std::string shareToText(double share)
{
    // The percentage only if it reads back as the same share.
    const std::string percent = numberToText(share * 100) + "%";
    const auto back = parseShare(percent);
    return back && *back == share ? percent : numberToText(share);
}

} // namespace rebuffer
