#include "core/media/ffmpeg/damaged_packet.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace rebuffer {

namespace {

using Buffer = std::vector<std::uint8_t>;

/// How many bytes give a NAL unit's length, by the decoder's configuration record (ISO/IEC 14496-15); 0 where units
/// are told apart by start codes or the codec has none.
int lengthSizeOf(const AVCodecParameters &codec)
{
    const std::uint8_t *record = codec.extradata;
    if (codec.codec_id == AV_CODEC_ID_H264 && codec.extradata_size >= 7 && record[0] == 1)
        return (record[4] & 3) + 1;
    if (codec.codec_id == AV_CODEC_ID_HEVC && codec.extradata_size >= 23 && record[0] == 1)
        return (record[21] & 3) + 1;
    return 0;
}

/// How many bytes from `begin` on there are before the first hole, `end` at most.
std::int64_t presentFrom(std::int64_t begin, std::int64_t end, const DamagedUnit &damage)
{
    for (const ByteRange &hole : damage.missing) {
        if (hole.end.count() > begin)
            return std::clamp<std::int64_t>(hole.begin.count() - begin, 0, end - begin);
    }
    return end - begin;
}

std::int64_t lengthAt(const std::uint8_t *bytes, int size)
{
    std::int64_t length = 0;
    for (int i = 0; i < size; ++i)
        length = length << 8 | bytes[i];
    return length;
}

/// Where the container wraps the unit in packets of its own (MPEG-TS) its bytes in the file are more than what the
/// decoder gets; holes are taken at the same share.
DamagedUnit onPayload(const DamagedUnit &damage, Bytes payload)
{
    if (damage.size == payload || damage.size <= Bytes(0))
        return damage;
    const auto scaled = [&](Bytes at) { return Bytes(at.count() * payload.count() / damage.size.count()); };
    DamagedUnit onIt{damage.dts, damage.pts, payload, {}};
    for (const ByteRange &hole : damage.missing)
        onIt.missing.push_back({scaled(hole.begin), scaled(hole.end)});
    return onIt;
}

void appendUnit(Buffer &kept, const std::uint8_t *payload, std::int64_t length, int lengthSize)
{
    for (int i = lengthSize - 1; i >= 0; --i)
        kept.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
    kept.insert(kept.end(), payload, payload + length);
}

Buffer keptUnits(const AVPacket &packet, int lengthSize, const DamagedUnit &damage)
{
    // A header and a first word of the slice, or there is nothing to decode.
    constexpr std::int64_t leastSlice = 8;
    Buffer kept;
    std::int64_t at = 0;
    while (at + lengthSize < packet.size) {
        const std::int64_t begin = at + lengthSize;
        const std::int64_t end = std::min<std::int64_t>(packet.size, begin + lengthAt(packet.data + at, lengthSize));
        const std::int64_t there = presentFrom(begin, end, damage);
        if (there == end - begin || there >= leastSlice)
            appendUnit(kept, packet.data + begin, there, lengthSize);
        at = std::max(end, begin);
    }
    return kept;
}

} // namespace

bool takeOutMissing(AVPacket &packet, const AVCodecParameters &codec, const DamagedUnit &unit)
{
    const DamagedUnit damage = onPayload(unit, Bytes(packet.size));
    const int lengthSize = lengthSizeOf(codec);
    const std::int64_t beginning = presentFrom(0, packet.size, damage);
    const Buffer kept = lengthSize > 0 ? keptUnits(packet, lengthSize, damage) : Buffer(packet.data, packet.data + beginning);
    // The bytes may be shared with the library's own buffers.
    if (kept.empty() || kept.size() > static_cast<std::size_t>(packet.size) || av_packet_make_writable(&packet) < 0)
        return false;
    std::memcpy(packet.data, kept.data(), kept.size());
    av_shrink_packet(&packet, static_cast<int>(kept.size()));
    return true;
}

} // namespace rebuffer
