// Owners for FFmpeg's objects, each freed the way FFmpeg wants it, and the one way its errors become
// exceptions.
#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <stdexcept>
#include <string>

namespace rebuffer::film {

struct AvDelete {
    void operator()(AVCodecContext *codec) const { avcodec_free_context(&codec); }
    void operator()(AVFrame *frame) const { av_frame_free(&frame); }
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
    void operator()(SwsContext *scaler) const { sws_freeContext(scaler); }
    void operator()(AVFormatContext *file) const
    {
        avio_closep(&file->pb);
        avformat_free_context(file);
    }
};

using CodecHandle = std::unique_ptr<AVCodecContext, AvDelete>;
using FrameHandle = std::unique_ptr<AVFrame, AvDelete>;
using PacketHandle = std::unique_ptr<AVPacket, AvDelete>;
using ScalerHandle = std::unique_ptr<SwsContext, AvDelete>;
using OutputHandle = std::unique_ptr<AVFormatContext, AvDelete>;

// Throws if FFmpeg's answer is an error; `doing` says what was tried.
inline int checked(int answer, const char *doing)
{
    if (answer >= 0)
        return answer;
    std::string reason(AV_ERROR_MAX_STRING_SIZE, '\0');
    av_strerror(answer, reason.data(), reason.size());
    throw std::runtime_error(std::string(doing) + ": " + reason.c_str());
}

// The same for a pointer that must not be null.
template <class Kind> Kind *made(Kind *object, const char *doing)
{
    if (!object)
        throw std::runtime_error(std::string(doing) + ": not available");
    return object;
}

} // namespace rebuffer::film
