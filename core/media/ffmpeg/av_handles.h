// Owners for what the FFmpeg libraries allocate, and the few of their constants whose macros are C.
// Only files of this folder include it: no other part of the program sees an FFmpeg type.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/frame.h>
#include <libswscale/swscale.h>
}

#include <cstdint>
#include <limits>
#include <memory>

namespace rebuffer::av {

struct Free {
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
    void operator()(AVFrame *frame) const { av_frame_free(&frame); }
    void operator()(AVCodecContext *codec) const { avcodec_free_context(&codec); }
    void operator()(SwsContext *scaler) const { sws_freeContext(scaler); }
};

using Packet = std::unique_ptr<AVPacket, Free>;
using Frame = std::unique_ptr<AVFrame, Free>;
using Codec = std::unique_ptr<AVCodecContext, Free>;
using Scaler = std::unique_ptr<SwsContext, Free>;

inline constexpr std::int64_t noTime = std::numeric_limits<std::int64_t>::min(); ///< AV_NOPTS_VALUE
inline constexpr int endOfFile = -('E' | 'O' << 8 | 'F' << 16 | ' ' << 24);      ///< AVERROR_EOF
inline constexpr AVRational nanosecond{1, 1'000'000'000};
inline constexpr AVRational microsecond{1, 1'000'000}; ///< AV_TIME_BASE_Q

} // namespace rebuffer::av
