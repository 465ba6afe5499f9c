// Ogg: pages of up to 64 kB, each of one stream and with one checksum, so that none of it is of use before all of
// it is there (RFC 3533, 6).
#include "core/media/ffmpeg/elementary_stream.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace rebuffer {

namespace {

using Span = std::span<const std::uint8_t>;

constexpr std::size_t headerSize = 27;
constexpr int farthestResync = 1 << 16;

bool isPage(Span header)
{
    constexpr std::string_view capture = "OggS";
    return header.size() == headerSize && std::equal(capture.begin(), capture.end(), header.begin());
}

std::uint64_t serialOf(Span header)
{
    return bigEndian(header.subspan(14, 4));
}

bool beginsStream(Span header)
{
    return (header[5] & 0x02) != 0;
}

/// A page, and how far it reaches.
struct Page {
    std::uint64_t serial = 0;
    bool beginsStream = false;
    Bytes payload;
    Bytes end;

    std::size_t payloadSize() const { return static_cast<std::size_t>((end - payload).count()); }
};

/// Of the pages of one stream; and where Ogg files follow each other (a chain, RFC 3533, 4), of the one of its kind in the
/// next, which has a number of its own.
class OggStream : public ElementaryStream {
public:
    OggStream(const std::string &path, Bytes position) : ElementaryStream(path)
    {
        const Span header = file().at(position, headerSize);
        m_serial = isPage(header) ? serialOf(header) : 0;
        learnKind();
    }

private:
    std::optional<Piece> pieceFrom(Bytes position) override;
    std::optional<Page> pageAt(Bytes position);
    void learnKind();
    std::string kindOf(const Page &page);

    std::uint64_t m_serial = 0;
    Bytes m_headEnd;
    std::string m_kind; // with what the stream's first packet begins: the codec's name
};

std::optional<Page> OggStream::pageAt(Bytes position)
{
    const Span header = file().at(position, headerSize);
    if (header.size() < headerSize || !isPage(header))
        return {};
    Page page{serialOf(header), beginsStream(header), {}, {}};
    const std::size_t segments = header[26];
    std::int64_t length = 0;
    for (const std::uint8_t segment : file().at(position + Bytes(headerSize), segments))
        length += segment;
    page.payload = position + Bytes(static_cast<std::int64_t>(headerSize + segments));
    page.end = page.payload + Bytes(length);
    return page;
}

std::string OggStream::kindOf(const Page &page)
{
    constexpr std::size_t nameSize = 7;
    const Span name = file().at(page.payload, std::min(nameSize, page.payloadSize()));
    return {name.begin(), name.end()};
}

/// The first pages of all streams stand together at the start of the file.
void OggStream::learnKind()
{
    for (std::optional<Page> page = pageAt(Bytes(0)); page && page->beginsStream; page = pageAt(page->end)) {
        if (page->serial == m_serial)
            m_kind = kindOf(*page);
        m_headEnd = page->end;
    }
}

std::optional<ElementaryStream::Piece> OggStream::pieceFrom(Bytes position)
{
    for (int lost = 0; lost < farthestResync && !file().at(position, headerSize).empty();) {
        const std::optional<Page> page = pageAt(position);
        if (!page) {
            position += Bytes(1);
            ++lost;
            continue;
        }
        lost = 0;
        if (page->beginsStream && position >= m_headEnd && !m_kind.empty() && kindOf(*page) == m_kind)
            m_serial = page->serial;
        const Span payload = page->serial == m_serial ? file().at(page->payload, page->payloadSize()) : Span();
        if (!payload.empty())
            return Piece{position, page->end, page->end, payload};
        position = page->end;
    }
    return {};
}

} // namespace

std::unique_ptr<ElementaryStream> oggStream(const std::string &path, Bytes position)
{
    return std::make_unique<OggStream>(path, position);
}

} // namespace rebuffer
