// What a stream of libavformat's is, in the words of the timeline.
#pragma once

#include "core/media/ffmpeg/av_handles.h"
#include "core/media/media_timeline.h"

#include <cstddef>
#include <optional>

namespace rebuffer {

/// The stream as a track; the figures that are counted from the units are left at zero.
Track trackOf(AVFormatContext *format, AVStream *stream);

/// The stream of that type that a player takes by itself, if one can be played.
std::optional<std::size_t> bestTrack(AVFormatContext *format, AVMediaType type);

/// `wanted` if it is of that type and can be played; if none is wanted, the best.
std::optional<std::size_t> trackToPlay(AVFormatContext *format, AVMediaType type, std::optional<std::size_t> wanted);

/// The picture's size in square pixels before it is turned, and by how much it is turned clockwise to be upright:
/// 0, 90, 180 or 270 degrees.
struct PictureShape {
    int width = 0;
    int height = 0;
    int turn = 0;

    bool liesOnItsSide() const { return turn == 90 || turn == 270; }
};

/// The shape of a picture of `width` x `height` coded pixels whose pixels have `aspect` (0:1 if unknown).
PictureShape shapeOf(int width, int height, AVRational aspect, int turn);
/// By how much the stream's pictures are turned clockwise, to the nearest quarter.
int turnOf(const AVStream *stream);

} // namespace rebuffer
