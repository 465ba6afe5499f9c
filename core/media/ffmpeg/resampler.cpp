#include "core/media/ffmpeg/resampler.h"

#include "core/media/ffmpeg/sound_decoder.h"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libswresample/swresample.h>
}

namespace rebuffer {

namespace {

constexpr int ourRate = static_cast<int>(SoundDecoder::rate);
constexpr int leastRate = 1'000;
constexpr int highestRate = 768'000;
constexpr int mostChannels = 64;

bool makesSense(const AVFrame &frame)
{
    return frame.sample_rate >= leastRate && frame.sample_rate <= highestRate && frame.nb_samples > 0 && frame.format >= 0 &&
           frame.ch_layout.nb_channels > 0 && frame.ch_layout.nb_channels <= mostChannels;
}

} // namespace

void Resampler::Free::operator()(SwrContext *swr) const
{
    swr_free(&swr);
}

bool Resampler::fits(const AVFrame &frame) const
{
    return m_swr && frame.sample_rate == m_rate && frame.format == m_format && frame.ch_layout.nb_channels == m_channels;
}

bool Resampler::prepare(const AVFrame &frame)
{
    AVChannelLayout from{};
    AVChannelLayout to{};
    av_channel_layout_default(&to, static_cast<int>(SoundDecoder::channels));
    // Sound of so many channels in no order known is taken to be in the usual one.
    if (frame.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC || av_channel_layout_copy(&from, &frame.ch_layout) < 0)
        av_channel_layout_default(&from, frame.ch_layout.nb_channels);
    SwrContext *swr = nullptr;
    const auto format = static_cast<AVSampleFormat>(frame.format);
    const int made = swr_alloc_set_opts2(&swr, &to, AV_SAMPLE_FMT_S16, ourRate, &from, format, frame.sample_rate, 0, nullptr);
    av_channel_layout_uninit(&from);
    m_swr.reset(swr);
    if (made < 0 || swr_init(swr) < 0)
        m_swr.reset();
    m_rate = frame.sample_rate;
    m_format = frame.format;
    m_channels = frame.ch_layout.nb_channels;
    return m_swr != nullptr;
}

std::vector<std::int16_t> Resampler::run(const AVFrame *frame)
{
    const int in = frame == nullptr ? 0 : frame->nb_samples;
    const int room = swr_get_out_samples(m_swr.get(), in);
    if (room <= 0)
        return {};
    std::vector<std::int16_t> samples(static_cast<std::size_t>(room) * SoundDecoder::channels);
    std::uint8_t *out = reinterpret_cast<std::uint8_t *>(samples.data());
    auto *const *data = frame == nullptr ? nullptr : const_cast<const std::uint8_t **>(frame->extended_data);
    const int made = swr_convert(m_swr.get(), &out, room, const_cast<const std::uint8_t **>(data), in);
    samples.resize(made > 0 ? static_cast<std::size_t>(made) * SoundDecoder::channels : 0);
    return samples;
}

std::vector<std::int16_t> Resampler::convert(const AVFrame &frame)
{
    if (!makesSense(frame) || (!fits(frame) && !prepare(frame)))
        return {};
    return run(&frame);
}

std::vector<std::int16_t> Resampler::drain()
{
    if (!m_swr)
        return {};
    std::vector<std::int16_t> rest = run(nullptr);
    reset();
    return rest;
}

std::int64_t Resampler::held() const
{
    return m_swr ? swr_get_delay(m_swr.get(), ourRate) : 0;
}

} // namespace rebuffer
