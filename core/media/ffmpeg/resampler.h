// Any decoded sound as stereo of 16 bits at SoundDecoder::rate.
#pragma once

#include "core/media/ffmpeg/av_handles.h"

#include <cstdint>
#include <memory>
#include <vector>

struct SwrContext;

namespace rebuffer {

class Resampler {
public:
    /// Is the frame's sound of the kind that convert() was last given?
    bool fits(const AVFrame &frame) const;
    /// The samples that come out for it; of another kind of sound, drain() first. Nothing for sound that makes no sense.
    std::vector<std::int16_t> convert(const AVFrame &frame);
    /// The last samples of what was put in.
    std::vector<std::int16_t> drain();
    void reset() { m_swr.reset(); }
    /// How many samples are still to come of what was put in.
    std::int64_t held() const;

private:
    struct Free {
        void operator()(SwrContext *swr) const;
    };
    bool prepare(const AVFrame &frame);
    std::vector<std::int16_t> run(const AVFrame *frame);

    std::unique_ptr<SwrContext, Free> m_swr;
    int m_rate = 0;
    int m_format = -1;
    int m_channels = 0;
};

} // namespace rebuffer
