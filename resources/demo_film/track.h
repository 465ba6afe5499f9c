// One encoded track of the output file: takes frames, writes the packets that come of them. The
// derived class sets its codec up; start() then opens it and adds the stream to the file.
#pragma once

#include "resources/demo_film/av_handles.h"

namespace rebuffer::film {

class Track {
public:
    Track(const Track &) = delete;
    Track &operator=(const Track &) = delete;

    // Writes what the encoder still holds. No frame may follow.
    void flush();

protected:
    Track(AVFormatContext &file, const char *encoderName);
    ~Track() = default;

    AVCodecContext &codec() { return *m_codec; }
    void start(AVDictionary **options);
    void encode(const AVFrame &frame);

private:
    void send(const AVFrame *frame);
    void writeReadyPackets();

    AVFormatContext &m_file;
    CodecHandle m_codec;
    PacketHandle m_packet;
    AVStream *m_stream = nullptr; // belongs to the file
};

} // namespace rebuffer::film
