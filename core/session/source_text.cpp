#include "core/session/source_text.h"

#include "core/sim/quantity_text.h"

namespace rebuffer {

namespace {

constexpr std::string_view bytesPrefix = "bytes:";
constexpr std::string_view constantPrefix = "cbr:";
constexpr SimDuration longestSynthetic = SimDuration::wholeSeconds(24 * 3600);

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

Result<BitRate> parsePositiveRate(std::string_view text)
{
    const auto rate = parseRate(text);
    if (rate && rate->isZero())
        return Problem{quoted(text) + " is no rate to play at; give one such as 1Mbit/s"};
    return rate;
}

Result<SourceSpec> parseBytesSource(std::string_view rest)
{
    // The path may hold colons; the rate is what follows the last.
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos || colon == 0)
        return Problem{quoted("bytes:" + std::string(rest)) + " does not name both a file and a rate; give bytes:FILE:1Mbit/s"};
    const auto rate = parsePositiveRate(rest.substr(colon + 1));
    if (!rate)
        return Problem{rate.problem()};
    return SourceSpec(BytesSource{std::string(rest.substr(0, colon)), *rate});
}

Result<SourceSpec> parseConstantRate(std::string_view rest)
{
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos)
        return Problem{quoted(rest) + " needs a rate and a duration; give cbr:1Mbit/s:60s"};
    const auto rate = parsePositiveRate(rest.substr(0, colon));
    if (!rate)
        return Problem{rate.problem()};
    const auto duration = parseDuration(rest.substr(colon + 1));
    if (!duration)
        return Problem{duration.problem()};
    if (*duration <= SimDuration::zero() || *duration > longestSynthetic)
        return Problem{quoted(rest.substr(colon + 1)) + " is out of range; give more than zero and at most 24h"};
    if (rate->toMegabitsPerSecond() * 1e6 / 8 * duration->toSeconds() < 1)
        return Problem{quoted(rest) + " is less than a byte; give a higher rate or a longer duration"};
    if (rate->toMegabitsPerSecond() / 8e6 * duration->toSeconds() * 1e6 > 1e9)
        return Problem{quoted(rest) + " is more than a petabyte; give a lower rate or a shorter duration"};
    return SourceSpec(ConstantRateSource{*rate, *duration});
}

} // namespace

Result<SourceSpec> parseSource(std::string_view text)
{
    if (text.empty())
        return Problem{"\"\" names nothing; give a file, bytes:FILE:1Mbit/s, cbr:1Mbit/s:60s or bulk"};
    if (text == "bulk")
        return SourceSpec(BulkSource{});
    if (text.starts_with(bytesPrefix))
        return parseBytesSource(text.substr(bytesPrefix.size()));
    if (text.starts_with(constantPrefix))
        return parseConstantRate(text.substr(constantPrefix.size()));
    return SourceSpec(FileSource{std::string(text)});
}

std::string toText(const SourceSpec &source)
{
    struct Writer {
        std::string operator()(const FileSource &s) const { return s.path; }
        std::string operator()(const BytesSource &s) const { return "bytes:" + s.path + ":" + toText(s.rate); }
        std::string operator()(const ConstantRateSource &s) const { return "cbr:" + toText(s.rate) + ":" + toText(s.duration); }
        std::string operator()(const BulkSource &) const { return "bulk"; }
    };
    return std::visit(Writer{}, source);
}

} // namespace rebuffer
