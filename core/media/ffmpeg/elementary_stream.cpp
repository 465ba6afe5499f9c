#include "core/media/ffmpeg/elementary_stream.h"

#include <algorithm>
#include <vector>

namespace rebuffer {

namespace {

using Span = std::span<const std::uint8_t>;

constexpr std::size_t farthestSearched = 131072; // more than any packet or page takes
constexpr int mostMissesInARow = 8;              // then the stream is not what it seems, and searching on only costs

// Whether the two agree in all the bytes that both have.
bool agree(Span a, Span b)
{
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
}

// Some parsers (HEVC's) end a unit only after the zeros with which the next one's start code begins. What is alone in a
// packet with the next unit is the next unit's.
bool isOfTheNext(Span rest)
{
    constexpr std::size_t longestPrefix = 3;
    return rest.size() <= longestPrefix && std::all_of(rest.begin(), rest.end(), [](std::uint8_t byte) { return byte == 0; });
}

// MPEG-1: stuffing, the buffer's size, and one or two time stamps or none.
std::size_t oldPesHeaderSize(Span bytes)
{
    std::size_t at = 6;
    const auto byte = [&] { return at < bytes.size() ? bytes[at] : 0U; };
    while (byte() == 0xFF)
        ++at;
    if ((byte() & 0xC0U) == 0x40U)
        at += 2;
    if ((byte() & 0xF0U) == 0x20U)
        return at + 5;
    if ((byte() & 0xF0U) == 0x30U)
        return at + 10;
    return at + 1;
}

} // namespace

std::size_t pesHeaderSize(Span bytes)
{
    if (bytes.size() < 9 || bigEndian(bytes.first(3)) != 1)
        return 0;
    const bool isMpeg2 = (bytes[6] & 0xC0) == 0x80;
    return std::min(bytes.size(), isMpeg2 ? std::size_t{9} + bytes[8] : oldPesHeaderSize(bytes));
}

std::unique_ptr<ElementaryStream> elementaryStream(const std::string &container, const std::string &path, int id, Bytes position)
{
    if (container == "mpegts")
        return transportStream(path, id, position);
    if (container == "mpeg")
        return programStream(path, id);
    if (container == "ogg")
        return oggStream(path, position);
    return nullptr;
}

std::optional<ByteRange> ElementaryStream::locate(Span data, std::optional<Bytes> begun)
{
    if (data.empty() || m_misses >= mostMissesInARow)
        return {};
    // A unit follows the one before it directly, unless the parser skipped something between them.
    std::optional<ByteRange> range = match(m_cursor, data);
    if (!range && begun)
        range = match({*begun, 0}, data);
    if (!range)
        range = search(begun.value_or(m_cursor.packet), data);
    m_misses = range ? 0 : m_misses + 1;
    keep(range);
    return range;
}

void ElementaryStream::keep(const std::optional<ByteRange> &range)
{
    if (!range)
        return;
    m_shared = std::clamp(m_keptUntil - range->begin, Bytes(0), m_pieces.front().size());
    m_keptUntil = std::max(m_keptUntil, range->end);
}

void ElementaryStream::addPiece(const Piece &piece)
{
    if (!m_pieces.empty() && piece.begin == m_next)
        m_pieces.back().end = piece.end;
    else
        m_pieces.push_back({piece.begin, piece.end});
    m_next = piece.next;
}

std::optional<ByteRange> ElementaryStream::match(Cursor from, Span data)
{
    ByteRange range;
    std::size_t matched = 0;
    m_pieces.clear();
    for (std::optional<Piece> piece = pieceFrom(from.packet); piece; piece = pieceFrom(piece->next)) {
        const std::size_t skipped = piece->begin == from.packet ? std::min(from.offset, piece->payload.size()) : 0;
        const Span here = piece->payload.subspan(skipped);
        const std::size_t count = std::min(here.size(), data.size() - matched);
        if (!agree(here, data.subspan(matched)))
            return {};
        if (matched == 0 && count > 0)
            range.begin = piece->begin;
        const bool isLast = matched + count == data.size();
        if (count > 0 && !(isLast && matched > 0 && skipped == 0 && isOfTheNext(data.subspan(matched)))) {
            addPiece(*piece);
            range.end = piece->end;
        }
        matched += count;
        if (isLast) {
            m_cursor = {piece->begin, skipped + count};
            return range;
        }
    }
    return {};
}

std::optional<ByteRange> ElementaryStream::search(Bytes from, Span data)
{
    const Span start = data.first(std::min<std::size_t>(data.size(), 8));
    std::size_t searched = 0;
    for (std::optional<Piece> piece = pieceFrom(from); piece && searched < farthestSearched; piece = pieceFrom(piece->next)) {
        // Copied: match() moves the window in which the piece's payload lies.
        const std::vector<std::uint8_t> payload(piece->payload.begin(), piece->payload.end());
        for (std::size_t offset = 0; offset < payload.size(); ++offset) {
            if (!agree(start, Span(payload).subspan(offset)))
                continue;
            if (const std::optional<ByteRange> range = match({piece->begin, offset}, data))
                return range;
        }
        searched += payload.size();
    }
    return {};
}

} // namespace rebuffer
