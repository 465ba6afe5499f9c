// A decoded frame as it is to be seen: to size, upright, with square pixels, in RGB.
#pragma once

#include "core/media/ffmpeg/av_handles.h"
#include "core/media/ffmpeg/picture_decoder.h"
#include "core/media/ffmpeg/track_facts.h"

#include <cstdint>
#include <vector>

namespace rebuffer {

/// Keeps what it needs from one frame to the next, as long as the sizes stay the same.
class FrameScaler {
public:
    /// `frame` as large as fits into `maxWidth` x `maxHeight`, but no larger than `shape`. The colour matrix is the
    /// one the frame names; else that of ITU-R BT.709 for high definition and BT.601 for less. A null picture if
    /// nothing fits or the pixel format is not known.
    Picture scale(const AVFrame &frame, const PictureShape &shape, int maxWidth, int maxHeight);

private:
    /// All that a conversion depends on.
    struct Setup {
        int width = 0;
        int height = 0;
        int format = -1;
        int scaledWidth = 0;
        int scaledHeight = 0;
        int matrix = 0;
        bool fullRange = false;

        friend bool operator==(const Setup &, const Setup &) = default;
    };

    bool prepare(const Setup &setup);
    bool convert(const AVFrame &frame, const Setup &setup);
    void turnInto(Picture &picture, int turn) const;

    av::Scaler m_scaler;
    Setup m_setup;
    std::vector<std::uint32_t> m_scaled; // before it is turned; rows of m_stride pixels
    int m_stride = 0;
};

} // namespace rebuffer
