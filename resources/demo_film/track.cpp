#include "resources/demo_film/track.h"

namespace rebuffer::film {

Track::Track(AVFormatContext &file, const char *encoderName)
    : m_file(file), m_codec(avcodec_alloc_context3(made(avcodec_find_encoder_by_name(encoderName), encoderName))),
      m_packet(made(av_packet_alloc(), "packet"))
{
    m_codec->flags |= AV_CODEC_FLAG_BITEXACT;
    if (m_file.oformat->flags & AVFMT_GLOBALHEADER)
        m_codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
}

void Track::start(AVDictionary **options)
{
    checked(avcodec_open2(m_codec.get(), nullptr, options), "opening the encoder");
    m_stream = made(avformat_new_stream(&m_file, nullptr), "stream");
    m_stream->time_base = m_codec->time_base;
    m_stream->avg_frame_rate = m_codec->framerate;
    checked(avcodec_parameters_from_context(m_stream->codecpar, m_codec.get()), "describing the stream");
}

void Track::encode(const AVFrame &frame)
{
    send(&frame);
}

void Track::flush()
{
    send(nullptr);
}

void Track::send(const AVFrame *frame)
{
    checked(avcodec_send_frame(m_codec.get(), frame), "encoding");
    writeReadyPackets();
}

void Track::writeReadyPackets()
{
    for (;;) {
        const int answer = avcodec_receive_packet(m_codec.get(), m_packet.get());
        if (answer == AVERROR(EAGAIN) || answer == AVERROR_EOF)
            return;
        checked(answer, "encoding");
        av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_stream->time_base);
        m_packet->stream_index = m_stream->index;
        checked(av_interleaved_write_frame(&m_file, m_packet.get()), "writing");
    }
}

} // namespace rebuffer::film
