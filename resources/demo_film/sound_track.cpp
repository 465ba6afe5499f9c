#include "resources/demo_film/sound_track.h"

#include "resources/demo_film/film_format.h"
#include "resources/demo_film/soundtrack.h"

#include <algorithm>

namespace rebuffer::film {

SoundTrack::SoundTrack(AVFormatContext &file) : Track(file, "aac"), m_frame(made(av_frame_alloc(), "frame"))
{
    AVCodecContext &c = codec();
    c.sample_rate = sampleRate;
    c.sample_fmt = AV_SAMPLE_FMT_FLTP;
    av_channel_layout_default(&c.ch_layout, 2);
    c.bit_rate = 96'000;
    c.time_base = {1, sampleRate};
    start(nullptr);

    m_frame->format = c.sample_fmt;
    m_frame->sample_rate = sampleRate;
    m_frame->nb_samples = c.frame_size;
    checked(av_channel_layout_copy(&m_frame->ch_layout, &c.ch_layout), "channel layout");
    checked(av_frame_get_buffer(m_frame.get(), 0), "frame");
}

void SoundTrack::addUntil(std::int64_t sample)
{
    const std::int64_t piece = codec().frame_size;
    while (m_next + piece <= sample)
        encodePiece(static_cast<int>(piece));
    if (sample == sampleCount && m_next < sample)
        encodePiece(static_cast<int>(sample - m_next));
}

void SoundTrack::encodePiece(int samples)
{
    checked(av_frame_make_writable(m_frame.get()), "frame");
    m_frame->nb_samples = samples;
    auto *left = reinterpret_cast<float *>(m_frame->extended_data[0]);
    auto *right = reinterpret_cast<float *>(m_frame->extended_data[1]);
    for (int i = 0; i < samples; ++i) {
        const StereoSample sound = soundAt(m_next + i);
        left[i] = sound.left;
        right[i] = sound.right;
    }
    m_frame->pts = m_next;
    m_next += samples;
    encode(*m_frame);
}

} // namespace rebuffer::film
