#include "core/io/trace_titles.h"

#include <algorithm>
#include <array>
#include <span>

namespace rebuffer {

namespace {

struct Unit {
    std::string_view name;
    double factor;
};

constexpr std::array timeNames = std::to_array<std::string_view>(
    {"time", "t", "timestamp", "stamp", "ts", "elapsed", "date", "datetime", "epoch", "unix", "clock", "seq", "seqnum"});
constexpr std::array timeFillers = std::to_array<std::string_view>(
    {"num", "no",  "since", "from",  "start",  "begin", "beginning", "of",          "the",    "in",         "relative",
     "rel", "utc", "gmt",   "local", "passed", "day",   "test",      "measurement", "sample", "simulation", "sim"});
constexpr std::array timeUnits = std::to_array<Unit>(
    {{"s", 1},       {"sec", 1},           {"secs", 1},          {"second", 1},         {"seconds", 1},         {"ms", 1e-3},
     {"msec", 1e-3}, {"msecs", 1e-3},      {"millis", 1e-3},     {"millisecond", 1e-3}, {"milliseconds", 1e-3}, {"us", 1e-6},
     {"usec", 1e-6}, {"µs", 1e-6},         {"μs", 1e-6},         {"microsecond", 1e-6}, {"microseconds", 1e-6}, {"ns", 1e-9},
     {"nsec", 1e-9}, {"nanosecond", 1e-9}, {"nanoseconds", 1e-9}});
/// Units only beside a name: "min" alone is a least value as well.
constexpr std::array longTimeUnits = std::to_array<Unit>(
    {{"min", 60}, {"mins", 60}, {"minute", 60}, {"minutes", 60}, {"h", 3600}, {"hour", 3600}, {"hours", 3600}});
constexpr std::array timeHints =
    std::to_array<std::string_view>({"time", "date", "stamp", "elapsed", "epoch", "duration", "clock", "second", "msec"});

constexpr std::array rateNames =
    std::to_array<std::string_view>({"bandwidth", "bw", "throughput", "thpt", "tput", "capacity", "goodput", "bitrate"});
/// A rate of nothing else than of a link: a "loss_rate" is none.
constexpr std::array rateFillers =
    std::to_array<std::string_view>({"rate", "data", "link", "network", "net", "dl", "ul", "download", "upload", "downlink",
                                     "uplink", "down", "up", "avg", "mean"});
constexpr std::array prefixes = std::to_array<Unit>(
    {{"kilo", 1e3}, {"mega", 1e6}, {"giga", 1e9}, {"tera", 1e12}, {"k", 1e3}, {"m", 1e6}, {"g", 1e9}, {"t", 1e12}, {"", 1}});

constexpr bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

std::string lower(std::string_view text)
{
    std::string low(text);
    std::transform(low.begin(), low.end(), low.begin(), [](char c) { return isUpper(c) ? static_cast<char>(c + 32) : c; });
    return low;
}

template <typename List> bool isIn(const List &list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<double> factorOf(std::span<const Unit> units, std::string_view word)
{
    const auto found = std::find_if(units.begin(), units.end(), [&](const Unit &unit) { return unit.name == word; });
    return found == units.end() ? std::nullopt : std::optional(found->factor);
}

/// Where "elapsedMs" has its second word.
constexpr bool isHump(std::string_view text, std::size_t at)
{
    return at > 0 && isUpper(text[at]) && isLower(text[at - 1]);
}

/// Letters, digits, '/' and whatever is not ASCII make words; at humps, "elapsedMs" is two.
std::vector<std::string> wordsOf(std::string_view title, bool atHumps)
{
    std::vector<std::string> words;
    bool inWord = false;
    for (std::size_t i = 0; i < title.size(); ++i) {
        const char c = title[i];
        const bool isLetter =
            isUpper(c) || isLower(c) || (c >= '0' && c <= '9') || c == '/' || static_cast<unsigned char>(c) >= 0x80;
        if (isLetter && (!inWord || (atHumps && isHump(title, i))))
            words.emplace_back();
        if (isLetter)
            words.back() += c;
        inWord = isLetter;
    }
    return words;
}

/// "Mbit per second" in three words is "Mbit/s" in one, and so is "Mbit / s".
std::vector<std::string> withPerJoined(const std::vector<std::string> &words)
{
    std::vector<std::string> joined;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool isPer = words[i] == "/" || lower(words[i]) == "per";
        if (isPer && !joined.empty() && i + 1 < words.size())
            joined.back() += "/" + words[++i];
        else
            joined.push_back(words[i]);
    }
    return joined;
}

/// Takes "/s" or "ps" off the end.
bool takePerSecond(std::string_view &word)
{
    for (const std::string_view end : {"/seconds", "/second", "/sec", "/s", "ps"}) {
        if (!word.ends_with(end))
            continue;
        word.remove_suffix(end.size());
        return true;
    }
    return false;
}

std::optional<double> rateUnitOf(std::string_view word)
{
    const bool isPerSecond = takePerSecond(word);
    const std::string low = lower(word);
    for (const Unit &prefix : prefixes) {
        if (!low.starts_with(prefix.name))
            continue;
        const std::string_view amount = word.substr(prefix.name.size());
        const std::string lowAmount = lower(amount);
        const bool isBits = lowAmount == "bit" || lowAmount == "bits";
        const bool isBytes = amount == "B" || lowAmount == "byte" || lowAmount == "bytes";
        // "Mbit" is said for Mbit/s; "MB" alone is no rate.
        if (isPerSecond ? isBits || amount == "b" : isBits && !prefix.name.empty())
            return prefix.factor;
        if (isPerSecond && isBytes)
            return prefix.factor * 8;
    }
    return {};
}

/// In "KiB/s" the i belongs to the prefix: no word ends with it.
bool isInBinaryUnit(std::string_view word, std::size_t at)
{
    constexpr std::string_view before = "KMGTkmgt";
    return word[at] == 'B' && word[at - 1] == 'i' && (at == 1 || before.find(word[at - 2]) != std::string_view::npos);
}

/// Where "throughputMbps" may have its unit: at the beginning of the word, and at its humps.
std::vector<std::string_view> tailsOf(std::string_view word)
{
    std::vector<std::string_view> tails{word};
    for (std::size_t i = 1; i < word.size(); ++i) {
        if (isHump(word, i) && !isInBinaryUnit(word, i))
            tails.push_back(word.substr(i));
    }
    return tails;
}

std::optional<double> rateUnitIn(std::string_view word)
{
    std::optional<double> unit;
    for (const std::string_view tail : tailsOf(word))
        unit = unit ? unit : rateUnitOf(tail);
    return unit;
}

/// "MBPS", "Kibps", "Mb", "packets/s": meant as a unit, though not one of the known.
bool isLikeUnit(std::string_view word)
{
    std::string low = lower(word);
    if (low.find('/') != std::string::npos || (low.size() <= 4 && low.ends_with("ps")))
        return true;
    if (low.ends_with("ps"))
        low.resize(low.size() - 2);
    if (low.size() > 1 && std::string_view("kmgt").find(low.front()) != std::string_view::npos)
        low.erase(0, 1);
    if (low.size() > 1 && low.front() == 'i')
        low.erase(0, 1);
    constexpr std::array amounts = std::to_array<std::string_view>({"b", "bs", "bit", "bits", "byte", "bytes"});
    return word.size() > 1 && isIn(amounts, low);
}

/// The part of the word that is meant as a unit, if one is.
std::string_view likeUnitIn(std::string_view word)
{
    const auto tails = tailsOf(word);
    const auto found = std::find_if(tails.begin(), tails.end(), isLikeUnit);
    return found == tails.end() ? std::string_view() : *found;
}

/// What stands in the last brackets.
std::string_view bracketed(std::string_view title)
{
    const std::size_t open = title.find_last_of("([");
    if (open == std::string_view::npos)
        return {};
    const std::string_view rest = title.substr(open + 1);
    return rest.substr(0, rest.find_first_of(")]"));
}

bool namesARate(const std::vector<std::string> &words)
{
    const auto is = [](const auto &list) { return [&list](const std::string &word) { return isIn(list, lower(word)); }; };
    return std::any_of(words.begin(), words.end(), is(rateNames)) ||
           (isIn(words, "rate") && std::all_of(words.begin(), words.end(), is(rateFillers)));
}

} // namespace

std::optional<double> timeUnitOf(std::string_view title)
{
    std::optional<double> unit;
    bool isNamed = false;
    bool isLong = false;
    for (const std::string &given : wordsOf(title, true)) {
        const std::string word = lower(given);
        if (const auto factor = factorOf(timeUnits, word))
            unit = factor;
        else if (const auto many = factorOf(longTimeUnits, word))
            isLong = (unit = many).has_value();
        else if (isIn(timeNames, word))
            isNamed = true;
        else if (!isIn(timeFillers, word))
            return {};
    }
    if (!isNamed && (!unit || isLong))
        return {};
    return unit.value_or(1);
}

bool hintsAtTime(std::string_view title)
{
    const std::string low = lower(title);
    return std::any_of(timeHints.begin(), timeHints.end(),
                       [&](std::string_view hint) { return low.find(hint) != std::string::npos; });
}

RateTitle rateTitleOf(std::string_view title)
{
    RateTitle said;
    const std::vector<std::string> words = withPerJoined(wordsOf(title, false));
    said.isNamed = namesARate(wordsOf(title, true));
    for (const std::string &word : words) {
        if (const auto unit = rateUnitIn(word)) {
            said.unit = unit;
            said.word = word;
            return said;
        }
        if (said.word.empty())
            said.word = likeUnitIn(word);
    }
    if (said.word.empty() && said.isNamed)
        said.word = bracketed(title);
    return said;
}

} // namespace rebuffer
