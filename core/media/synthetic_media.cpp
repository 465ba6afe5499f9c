#include "core/media/synthetic_media.h"

#include "core/media/file_check.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace rebuffer {

namespace {

constexpr std::int64_t unitLength = 10'000'000; // ns
constexpr std::int64_t mostUnits = 1'000'000;
constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;
// So that bits still fit in 64 of them.
constexpr std::int64_t mostBytes = std::int64_t{1} << 59;
constexpr std::int64_t longest = 100LL * 365 * 24 * 3600 * nanosecondsPerSecond;

// floor(k * total / n), where the product need not fit in 64 bits.
std::int64_t share(std::int64_t total, std::int64_t k, std::int64_t n)
{
    return static_cast<std::int64_t>(static_cast<Int128>(total) * k / n);
}

std::int64_t sizeAt(BitRate rate, SimDuration duration)
{
    const Int128 bits = static_cast<Int128>(rate.toBitsPerSecond()) * duration.toNanoseconds() / nanosecondsPerSecond;
    return static_cast<std::int64_t>(std::min<Int128>(bits / 8, mostBytes));
}

SimDuration timeToPlay(Bytes size, BitRate rate)
{
    const Int128 ns = static_cast<Int128>(size.count()) * 8 * nanosecondsPerSecond / rate.toBitsPerSecond();
    return SimDuration::nanoseconds(static_cast<std::int64_t>(std::min<Int128>(ns, longest)));
}

std::int64_t unitsIn(SimDuration duration)
{
    return std::clamp<std::int64_t>((duration.toNanoseconds() + unitLength - 1) / unitLength, 1, mostUnits);
}

AccessUnit unitOf(std::int64_t k, std::int64_t n, Bytes size, SimDuration duration)
{
    const std::int64_t begin = share(size.count(), k, n);
    const std::int64_t from = share(duration.toNanoseconds(), k, n);
    AccessUnit unit;
    unit.pts = unit.dts = SimDuration::nanoseconds(from);
    unit.duration = SimDuration::nanoseconds(share(duration.toNanoseconds(), k + 1, n) - from);
    unit.position = Bytes(begin);
    unit.size = Bytes(share(size.count(), k + 1, n) - begin);
    unit.key = true;
    return unit;
}

std::shared_ptr<const MediaTimeline> evenTimeline(std::string container, Bytes size, SimDuration duration)
{
    MediaTimeline::Contents contents;
    contents.container = std::move(container);
    contents.size = size;
    contents.duration = duration;
    Track bytes;
    bytes.kind = TrackKind::Bytes;
    bytes.codec = "bytes";
    contents.tracks.push_back(bytes);
    if (size > Bytes(0) && duration > SimDuration::zero()) {
        const std::int64_t n = unitsIn(duration);
        contents.units.reserve(static_cast<std::size_t>(n));
        for (std::int64_t k = 0; k < n; ++k)
            contents.units.push_back(unitOf(k, n, size, duration));
    }
    return std::make_shared<const MediaTimeline>(std::move(contents));
}

// Not printf: its decimal point depends on the machine's language.
std::string shortest(double value)
{
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 6).ptr;
    return {text.data(), end};
}

std::string inWords(BitRate rate)
{
    const std::int64_t bps = rate.toBitsPerSecond();
    const double value = static_cast<double>(bps);
    if (bps >= 1'000'000'000)
        return shortest(value * 1e-9) + " Gbit/s";
    if (bps >= 1'000'000)
        return shortest(value * 1e-6) + " Mbit/s";
    if (bps >= 1'000)
        return shortest(value * 1e-3) + " kbit/s";
    return shortest(value) + " bit/s";
}

} // namespace

MediaFile constantRateMedia(BitRate rate, SimDuration duration)
{
    const SimDuration length = std::clamp(duration, SimDuration::zero(), SimDuration::nanoseconds(longest));
    const BitRate positive = std::max(rate, BitRate());
    MediaFile media;
    media.name = inWords(positive) + " for " + shortest(length.toSeconds()) + " s";
    media.timeline = evenTimeline("constant rate", Bytes(sizeAt(positive, length)), length);
    return media;
}

Result<MediaFile> fileAsBytes(const std::string &path, BitRate rate)
{
    const Result<Bytes> size = sizeOfReadableFile(path);
    if (!size)
        return Problem{size.problem()};
    if (rate <= BitRate())
        return problemWith(path, "cannot be played as bytes at " + inWords(rate) + ": the rate must be above zero.");
    MediaFile media;
    media.path = path;
    media.name = fileName(path);
    media.timeline = evenTimeline("bytes", *size, timeToPlay(*size, rate));
    return media;
}

} // namespace rebuffer
