// MPEG transport streams: packets of 188 bytes, each of one stream, which its header names (ISO/IEC 13818-1, 2.4.3).
#include "core/media/ffmpeg/elementary_stream.h"

#include <algorithm>

namespace rebuffer {

namespace {

using Span = std::span<const std::uint8_t>;

constexpr std::size_t packetSize = 188;
constexpr Bytes timeStampSize(4);
constexpr std::uint8_t syncByte = 0x47;
constexpr int farthestResync = 1 << 16;

class TransportStream : public ElementaryStream {
public:
    TransportStream(const std::string &path, int pid, Bytes position)
        : ElementaryStream(path), m_pid(pid), m_stride(strideAt(position))
    {
    }

    Bytes grain() const override { return m_stride; }

private:
    std::optional<Piece> pieceFrom(Bytes position) override;
    Span payloadOf(Span packet) const;
    Bytes strideAt(Bytes position);

    int m_pid;
    Bytes m_stride; // more than the packet's size where each carries a time stamp or a checksum besides
};

// The packet's place may be told as that of the time stamp before it.
Bytes TransportStream::strideAt(Bytes position)
{
    const auto isSync = [&](Bytes offset) {
        const Span byte = file().at(position + offset, 1);
        return byte.empty() || byte[0] == syncByte;
    };
    const Bytes sync = isSync(Bytes(0)) ? Bytes(0) : timeStampSize;
    for (const Bytes stride : {Bytes(188), Bytes(192), Bytes(204)}) {
        if (isSync(sync + stride) && isSync(sync + stride * 2) && isSync(sync + stride * 3))
            return stride;
    }
    return Bytes(188);
}

std::optional<ElementaryStream::Piece> TransportStream::pieceFrom(Bytes position)
{
    int lost = 0;
    while (lost < farthestResync) {
        const Span packet = file().at(position, packetSize);
        if (packet.size() < packetSize)
            return {};
        if (packet[0] != syncByte) {
            position += Bytes(1);
            ++lost;
            continue;
        }
        lost = 0;
        const Span payload = payloadOf(packet);
        if (!payload.empty())
            return Piece{position, position + Bytes(static_cast<std::int64_t>(packetSize)), position + m_stride, payload};
        position += m_stride;
    }
    return {};
}

Span TransportStream::payloadOf(Span packet) const
{
    const int pid = (packet[1] & 0x1F) << 8 | packet[2];
    const bool startsPes = (packet[1] & 0x40) != 0;
    const bool hasAdaptation = (packet[3] & 0x20) != 0;
    const bool hasPayload = (packet[3] & 0x10) != 0;
    if (pid != m_pid || !hasPayload)
        return {};
    const std::size_t adaptation = hasAdaptation ? std::size_t{1} + packet[4] : 0;
    const Span payload = packet.subspan(std::min(4 + adaptation, packet.size()));
    return startsPes ? payload.subspan(pesHeaderSize(payload)) : payload;
}

} // namespace

std::unique_ptr<ElementaryStream> transportStream(const std::string &path, int pid, Bytes position)
{
    return std::make_unique<TransportStream>(path, pid, position);
}

} // namespace rebuffer
