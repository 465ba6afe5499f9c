#include "core/transport/wire/tls_records.h"

#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>

namespace rebuffer::tls {

namespace {

constexpr char handshake = 0x16, applicationData = 0x17;
constexpr std::int64_t frame = 5;
/// As servers do that want each segment to be of use by itself: a record of 16 kB is lost with any of twelve.
constexpr std::int64_t longestRecord = tcp::maxSegment;
constexpr std::int64_t shortestRecord = 32;

std::string number(std::int64_t value, int bytes)
{
    std::string text;
    for (int i = bytes - 1; i >= 0; --i)
        text += static_cast<char>(value >> 8 * i & 0xff);
    return text;
}

std::string record(char type, const std::string &content)
{
    return type + std::string("\3\3") + number(static_cast<std::int64_t>(content.size()), 2) + content;
}

/// The same for the same place, and nothing that anyone could read.
std::uint64_t noiseWord(std::int64_t word)
{
    std::uint64_t x = (static_cast<std::uint64_t>(word) + 1) * 0x9e3779b97f4a7c15ULL;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

std::string noise(std::int64_t begin, std::int64_t size)
{
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(size));
    for (std::int64_t at = begin; at < begin + size;) {
        std::uint64_t word = noiseWord(at / 8) >> at % 8 * 8;
        const std::int64_t end = std::min(begin + size, (at / 8 + 1) * 8);
        for (; at < end; ++at, word >>= 8)
            bytes += static_cast<char>(word & 0xff);
    }
    return bytes;
}

std::string extension(int type, const std::string &content)
{
    return number(type, 2) + number(static_cast<std::int64_t>(content.size()), 2) + content;
}

/// What both hellos begin with: the version of TLS 1.2, a random, and a session for old middleboxes.
std::string helloStart(std::int64_t seed)
{
    return std::string("\3\3") + noise(seed, 32) + number(32, 1) + noise(seed + 32, 32);
}

std::string handshakeMessage(int type, const std::string &body)
{
    return number(type, 1) + number(static_cast<std::int64_t>(body.size()), 3) + body;
}

std::string serverHello()
{
    const std::string extensions = extension(43, number(0x0304, 2));
    return handshakeMessage(2, helloStart(5000) + number(0x1301, 2) + number(0, 1) +
                                   number(static_cast<std::int64_t>(extensions.size()), 2) + extensions);
}

std::string enciphered(std::int64_t size, std::int64_t seed)
{
    return record(applicationData, noise(seed, size - frame));
}

/// Records are as long as they may be, the last takes what is left; the one before it leaves it enough to be one.
struct RecordPlace {
    std::int64_t begin;
    std::int64_t size;
};

RecordPlace recordAt(std::int64_t at, std::int64_t total)
{
    const std::int64_t rest = total % longestRecord;
    const std::int64_t lacking = rest > 0 && rest < shortestRecord && total > longestRecord ? shortestRecord - rest : 0;
    const std::int64_t lastBegin = total - (rest == 0 ? longestRecord : rest) - lacking;
    if (at >= lastBegin)
        return {lastBegin, total - lastBegin};
    const std::int64_t begin = at / longestRecord * longestRecord;
    return {begin, std::min(longestRecord, lastBegin - begin)};
}

} // namespace

std::string clientHello(std::uint32_t size)
{
    const std::string name = "media.example";
    const std::string host = number(0, 1) + number(static_cast<std::int64_t>(name.size()), 2) + name;
    std::string extensions =
        extension(0, number(static_cast<std::int64_t>(host.size()), 2) + host) + extension(43, number(2, 1) + number(0x0304, 2));
    const std::string start = helloStart(1000) + number(2, 2) + number(0x1301, 2) + number(1, 1) + number(0, 1);
    const auto padding = static_cast<std::int64_t>(size) - frame - 4 - static_cast<std::int64_t>(start.size()) - 2 -
                         static_cast<std::int64_t>(extensions.size()) - 4;
    extensions += extension(21, std::string(static_cast<std::size_t>(std::max<std::int64_t>(0, padding)), '\0'));
    return record(handshake, handshakeMessage(1, start + number(static_cast<std::int64_t>(extensions.size()), 2) + extensions));
}

std::string serverFlight(std::uint32_t size)
{
    const std::string hello = record(handshake, serverHello());
    const auto first = longestRecord - static_cast<std::int64_t>(hello.size());
    return hello + enciphered(first, 6000) + enciphered(static_cast<std::int64_t>(size) - longestRecord, 8000);
}

std::string clientFlight(std::uint32_t size)
{
    constexpr std::int64_t finished = 58;
    return enciphered(finished, 2000) + enciphered(static_cast<std::int64_t>(size) - finished, 3000);
}

std::string records(std::int64_t begin, std::int64_t size, std::int64_t total)
{
    std::string bytes;
    for (std::int64_t at = begin; at < begin + size;) {
        const RecordPlace place = recordAt(at, total);
        const std::int64_t end = std::min(begin + size, place.begin + place.size);
        const std::string head = std::string(1, applicationData) + "\3\3" + number(place.size - frame, 2);
        if (at < place.begin + frame)
            bytes += head.substr(static_cast<std::size_t>(at - place.begin), static_cast<std::size_t>(end - at));
        const std::int64_t content = std::max(at, place.begin + frame);
        bytes += noise(content, std::max<std::int64_t>(0, end - content));
        at = end;
    }
    return bytes;
}

} // namespace rebuffer::tls
