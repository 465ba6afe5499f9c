// Ogg: pages of up to 64 kB, each of one stream and with one checksum, so that none of it is of use before all of
// it is there (RFC 3533, 6).
#include "core/media/ffmpeg/elementary_stream.h"

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

class OggStream : public ElementaryStream {
public:
    OggStream(const std::string &path, Bytes position) : ElementaryStream(path)
    {
        const Span header = file().at(position, headerSize);
        m_serial = isPage(header) ? serialOf(header) : 0;
    }

private:
    std::optional<Piece> pieceFrom(Bytes position) override;

    std::uint64_t m_serial = 0;
};

std::optional<ElementaryStream::Piece> OggStream::pieceFrom(Bytes position)
{
    int lost = 0;
    while (lost < farthestResync) {
        const Span header = file().at(position, headerSize);
        if (header.size() < headerSize)
            return {};
        if (!isPage(header)) {
            position += Bytes(1);
            ++lost;
            continue;
        }
        lost = 0;
        const bool isOurs = serialOf(header) == m_serial;
        const std::size_t segments = header[26];
        std::size_t length = 0;
        for (const std::uint8_t segment : file().at(position + Bytes(headerSize), segments))
            length += segment;
        const Bytes payloadBegin = position + Bytes(static_cast<std::int64_t>(headerSize + segments));
        const Bytes end = payloadBegin + Bytes(static_cast<std::int64_t>(length));
        const Span payload = isOurs ? file().at(payloadBegin, length) : Span();
        if (!payload.empty())
            return Piece{position, end, end, payload};
        position = end;
    }
    return {};
}

} // namespace

std::unique_ptr<ElementaryStream> oggStream(const std::string &path, Bytes position)
{
    return std::make_unique<OggStream>(path, position);
}

} // namespace rebuffer
