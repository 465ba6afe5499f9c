#include "core/media/ffmpeg/unit_locator.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace rebuffer {

namespace {

using Span = std::span<const std::uint8_t>;

constexpr std::size_t farthestFromPosition = 1024; // the headers that stand before a packet's bytes are shorter
constexpr Bytes notFound(-1);                      // the size of a unit that waits for finish()

std::string_view textOf(Span bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

bool spreadsUnits(const std::string &container)
{
    constexpr std::array<std::string_view, 7> names{"mpegts", "mpeg", "ogg", "asf", "rm", "dv", "nut"};
    return std::find(names.begin(), names.end(), container) != names.end();
}

std::vector<Bytes> sortedPositions(const std::vector<AccessUnit> &units)
{
    std::vector<Bytes> positions;
    positions.reserve(units.size());
    for (const AccessUnit &unit : units)
        positions.push_back(unit.position);
    std::sort(positions.begin(), positions.end());
    return positions;
}

Bytes firstAfter(const std::vector<Bytes> &sorted, Bytes position, Bytes otherwise)
{
    const auto next = std::upper_bound(sorted.begin(), sorted.end(), position);
    return next == sorted.end() ? otherwise : *next;
}

} // namespace

UnitLocator::UnitLocator(std::string path, Bytes fileSize, std::string container)
    : m_path(std::move(path)), m_container(std::move(container)), m_file(m_path), m_fileSize(fileSize)
{
}

void UnitLocator::locate(std::vector<AccessUnit> &units, std::size_t index, const AVPacket &packet, int streamId)
{
    AccessUnit &unit = units[index];
    TrackPlace &place = m_places[unit.track];
    const Span data(packet.data, static_cast<std::size_t>(std::max(packet.size, 0)));
    const std::optional<Bytes> begun = packet.pos >= 0 ? std::optional(Bytes(packet.pos)) : std::nullopt;
    ElementaryStream *stream = streamOf(unit.track, streamId, begun.value_or(Bytes(0)));
    const std::optional<ByteRange> range = stream != nullptr ? stream->locate(data, begun) : findInOnePiece(data, begun, place);
    const Bytes told = std::min(begun.value_or(place.begin), m_fileSize);
    unit.position = range ? range->begin : told;
    unit.size = range ? std::min(range->end, m_fileSize) - range->begin : notFound;
    if (!range)
        m_notFound.push_back(index);
    else if (stream != nullptr && range->end <= m_fileSize)
        notePieces(unit, *stream);

    if (place.waiting && unit.position > units[*place.waiting].end())
        units[*place.waiting].size = unit.position - units[*place.waiting].position;
    place.waiting = m_container == "mpegts" && range ? std::optional(index) : std::nullopt;
    place.begin = told;
    if (range)
        place.end = range->end;
}

void UnitLocator::notePieces(AccessUnit &unit, const ElementaryStream &stream)
{
    const bool isAlone = stream.pieces().size() == 1 && stream.shared() == Bytes(0);
    m_pieces.setGrain(stream.grain());
    if (!isAlone || m_container == "mpegts") // whose units reach further than their bytes
        unit.pieces = m_pieces.add(unit.position, stream.pieces(), stream.shared());
}

ElementaryStream *UnitLocator::streamOf(int track, int streamId, Bytes position)
{
    const auto [entry, isNew] = m_streams.try_emplace(track);
    if (isNew)
        entry->second = elementaryStream(m_container, m_path, streamId, position);
    return entry->second.get();
}

std::optional<ByteRange> UnitLocator::findInOnePiece(Span data, std::optional<Bytes> block, const TrackPlace &place)
{
    if (!block)
        return findFrom(place.end, data);
    const Bytes begin = m_container.starts_with("matroska") ? afterBlockHeader(*block) : *block;
    // Several units in one block are told the same position: the next is looked for after the last.
    const bool goesOn = *block == place.begin && place.end > begin;
    const std::optional<ByteRange> range = goesOn ? findFrom(place.end, data) : std::nullopt;
    return range ? range : findFrom(begin, data);
}

std::optional<ByteRange> UnitLocator::findFrom(Bytes from, Span data)
{
    const Span window = m_file.at(from, data.size() + farthestFromPosition);
    const std::size_t offset = textOf(window).find(textOf(data));
    if (offset == std::string_view::npos)
        return {};
    const Bytes begin = from + Bytes(static_cast<std::int64_t>(offset));
    return ByteRange{begin, begin + Bytes(static_cast<std::int64_t>(data.size()))};
}

// RFC 9559, 10: the track's number as an EBML number, a time of two bytes, flags. A unit of one byte would
// otherwise be found in them.
Bytes UnitLocator::afterBlockHeader(Bytes block)
{
    const Span first = m_file.at(block, 1);
    std::int64_t numberLength = 1;
    while (!first.empty() && numberLength < 8 && (first[0] & (0x100U >> numberLength)) == 0)
        ++numberLength;
    return block + Bytes(numberLength + 3);
}

void UnitLocator::finish(std::vector<AccessUnit> &units)
{
    if (m_notFound.empty())
        return;
    const std::vector<Bytes> positions = sortedPositions(units);
    const auto wasFound = [this](std::size_t i) { return !std::binary_search(m_notFound.begin(), m_notFound.end(), i); };
    const bool spreads = spreadsUnits(m_container);
    std::map<int, std::size_t> nextOfTrack;
    for (std::size_t i = units.size(); i-- > 0;) {
        AccessUnit &unit = units[i];
        const auto next = nextOfTrack.find(unit.track);
        if (unit.size == notFound) {
            Bytes end = m_fileSize;
            if (!spreads)
                end = firstAfter(positions, unit.position, m_fileSize);
            else if (next != nextOfTrack.end() && wasFound(next->second))
                end = units[next->second].position;
            else if (next != nextOfTrack.end()) // the rest of this unit may stand before the next in one packet
                end = firstAfter(positions, std::max(unit.position, units[next->second].position), m_fileSize);
            unit.size = std::max(end, unit.position) - unit.position;
        }
        nextOfTrack[unit.track] = i;
    }
}

} // namespace rebuffer
