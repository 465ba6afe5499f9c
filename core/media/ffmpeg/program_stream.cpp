// MPEG program streams: PES packets one after the other, each of one stream and of a stated length, in packs
// (ISO/IEC 13818-1, 2.5.3, and ISO/IEC 11172-1, 2.4.3).
#include "core/media/ffmpeg/elementary_stream.h"

#include <algorithm>

namespace rebuffer {

namespace {

using Span = std::span<const std::uint8_t>;

constexpr std::uint64_t endCode = 0x1B9;
constexpr std::uint64_t packCode = 0x1BA;
constexpr std::uint64_t privateStream = 0x1BD;
constexpr int farthestResync = 1 << 16;
constexpr std::size_t longestPacket = 6 + 65535;
// DVD's sound in the private stream: its number and three bytes about its frames come first.
constexpr int firstPrivateSound = 0x80;
constexpr int lastPrivateSound = 0x9F;
constexpr std::size_t privateHeader = 4;

class ProgramStream : public ElementaryStream {
public:
    ProgramStream(const std::string &path, int id) : ElementaryStream(path), m_id(id) {}

private:
    std::optional<Piece> pieceFrom(Bytes position) override;
    Span payloadOf(Span packet) const;

    int m_id;
};

// Of what starts with a start code other than a PES packet's; zero for a PES packet.
std::int64_t packHeaderSize(std::uint64_t code, Span bytes)
{
    if (code == endCode)
        return 4;
    if (code != packCode)
        return 0;
    const bool isMpeg2 = bytes.size() >= 14 && (bytes[4] & 0xC0) == 0x40;
    return isMpeg2 ? 14 + (bytes[13] & 0x07) : 12;
}

std::optional<ElementaryStream::Piece> ProgramStream::pieceFrom(Bytes position)
{
    for (int lost = 0; lost < farthestResync; ++lost) {
        const Span header = file().at(position, 14);
        if (header.size() < 6)
            return {};
        const std::uint64_t code = bigEndian(header.first(4));
        if (code >> 8 != 1 || code < endCode) {
            position += Bytes(1);
            continue;
        }
        lost = 0;
        const std::int64_t packHeader = packHeaderSize(code, header);
        const std::int64_t size = packHeader > 0 ? packHeader : static_cast<std::int64_t>(6 + bigEndian(header.subspan(4, 2)));
        const Bytes end = position + Bytes(size);
        const Span payload =
            packHeader > 0 ? Span() : payloadOf(file().at(position, std::min(static_cast<std::size_t>(size), longestPacket)));
        if (!payload.empty())
            return Piece{position, end, end, payload};
        position = end;
    }
    return {};
}

Span ProgramStream::payloadOf(Span packet) const
{
    const std::uint64_t code = bigEndian(packet.first(4));
    const Span payload = packet.subspan(pesHeaderSize(packet));
    if (code == static_cast<std::uint64_t>(m_id))
        return payload;
    if (code == privateStream && payload.size() > privateHeader && payload[0] == m_id)
        return payload.subspan(privateHeader);
    return {};
}

} // namespace

std::unique_ptr<ElementaryStream> programStream(const std::string &path, int id)
{
    const bool isKnown = id > 0xFF || (id >= firstPrivateSound && id <= lastPrivateSound);
    return isKnown ? std::make_unique<ProgramStream>(path, id) : nullptr;
}

} // namespace rebuffer
