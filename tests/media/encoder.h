// One track on its way into a file: made-up pictures or sound, encoded and written packet by packet.
#pragma once

#include "tests/media/test_media.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

#include <cstdint>
#include <memory>
#include <string>

namespace rebuffer::test {

struct FreeCodec {
    void operator()(AVCodecContext *codec) const { avcodec_free_context(&codec); }
};
struct FreeFrame {
    void operator()(AVFrame *frame) const { av_frame_free(&frame); }
};
struct FreePacket {
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
};

/// Feeds one encoder, a frame at a time. Frames are numbered from zero.
class Encoder {
public:
    /// Adds a stream to `output`. The problem is empty if all went well.
    static std::unique_ptr<Encoder> forVideo(AVFormatContext *output, const FilmRecipe &recipe, std::string &problem);
    static std::unique_ptr<Encoder> forAudio(AVFormatContext *output, const FilmRecipe &recipe, std::string &problem);

    bool hasMore() const { return m_next < m_count; }
    SimDuration nextTime() const;
    /// What the file is to say of the track; before its first frame.
    void say(const std::string &language, const std::string &title);
    /// Encodes the next frame, or ends the track if there is none; writes what comes out.
    bool step();

private:
    Encoder(AVFormatContext *output, const FilmRecipe &recipe) : m_output(output), m_recipe(recipe) {}
    std::string open(const std::string &name);
    std::string finishOpening(const AVCodec *codec);
    void describePicture();
    void describeSound(const AVCodec *codec);
    void paint(AVFrame &frame) const;
    double tickAt(int sample) const;
    static double countAt(int sample, bool left);
    void hum(AVFrame &frame) const;
    std::int64_t lengthOfPictureAt(std::int64_t time) const;
    bool writePackets();

    AVFormatContext *m_output;
    FilmRecipe m_recipe;
    AVStream *m_stream = nullptr;
    std::unique_ptr<AVCodecContext, FreeCodec> m_codec;
    std::unique_ptr<AVFrame, FreeFrame> m_frame{av_frame_alloc()};
    std::unique_ptr<AVPacket, FreePacket> m_packet{av_packet_alloc()};
    int m_next = 0;
    int m_count = 0;
};

} // namespace rebuffer::test
