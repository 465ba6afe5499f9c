#include "tests/media/encoder.h"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
}

#include <algorithm>
#include <cmath>

namespace rebuffer::test {

namespace {

constexpr int samplesWithoutFrames = 1024; // a packet of sound that is not compressed
constexpr int columns = 4;                 // the squares of which each is one bit of the picture's number
constexpr int bits = columns * columns;
constexpr std::uint8_t black = 16;
constexpr std::uint8_t white = 235;
constexpr std::uint8_t grey = 128;

// Which square of the upright picture the coded pixel (x, y) is in, the player turning it clockwise.
int squareAt(int x, int y, int width, int height, int turn)
{
    const int across = x * columns / width;
    const int down = y * columns / height;
    constexpr int last = columns - 1;
    switch (turn) {
    case 90: return across * columns + last - down;
    case 180: return (last - down) * columns + last - across;
    case 270: return (last - across) * columns + down;
    default: return down * columns + across;
    }
}

// The first of its formats that hum() can write.
AVSampleFormat formatFor(const AVCodec &codec)
{
    const AVSampleFormat *format = codec.sample_fmts;
    while (*format != AV_SAMPLE_FMT_NONE && av_get_packed_sample_fmt(*format) != AV_SAMPLE_FMT_FLT &&
           av_get_packed_sample_fmt(*format) != AV_SAMPLE_FMT_S16)
        ++format;
    return *format;
}

} // namespace

std::unique_ptr<Encoder> Encoder::forVideo(AVFormatContext *output, const FilmRecipe &recipe, std::string &problem)
{
    std::unique_ptr<Encoder> encoder(new Encoder(output, recipe));
    encoder->m_count = recipe.frames;
    problem = encoder->open(recipe.video);
    return encoder;
}

std::unique_ptr<Encoder> Encoder::forAudio(AVFormatContext *output, const FilmRecipe &recipe, std::string &problem)
{
    std::unique_ptr<Encoder> encoder(new Encoder(output, recipe));
    problem = encoder->open(recipe.audio);
    if (problem.empty()) {
        const double seconds = timeOfFrame(recipe, recipe.frames).toSeconds();
        encoder->m_count = static_cast<int>(seconds * recipe.soundRate / encoder->m_frame->nb_samples);
    }
    return encoder;
}

std::string Encoder::open(const std::string &name)
{
    const AVCodec *codec = avcodec_find_encoder_by_name(name.c_str());
    if (codec == nullptr)
        return "there is no encoder " + name;
    m_stream = avformat_new_stream(m_output, nullptr);
    m_codec.reset(avcodec_alloc_context3(codec));
    if (codec->type == AVMEDIA_TYPE_VIDEO)
        describePicture();
    else
        describeSound(codec);
    return finishOpening(codec);
}

std::string Encoder::finishOpening(const AVCodec *codec)
{
    if ((m_output->oformat->flags & AVFMT_GLOBALHEADER) != 0)
        m_codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    m_codec->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
    m_codec->thread_count = 1;
    if (avcodec_open2(m_codec.get(), codec, nullptr) < 0)
        return std::string("the encoder refuses: ") + codec->name;
    avcodec_parameters_from_context(m_stream->codecpar, m_codec.get());
    m_stream->time_base = m_codec->time_base;
    if (m_codec->codec_type == AVMEDIA_TYPE_AUDIO) {
        m_frame->nb_samples = m_codec->frame_size > 0 ? m_codec->frame_size : samplesWithoutFrames;
        m_frame->format = m_codec->sample_fmt;
        m_frame->sample_rate = m_codec->sample_rate;
        av_channel_layout_copy(&m_frame->ch_layout, &m_codec->ch_layout);
    } else {
        m_frame->format = m_codec->pix_fmt;
        m_frame->width = m_codec->width;
        m_frame->height = m_codec->height;
        m_stream->sample_aspect_ratio = m_codec->sample_aspect_ratio;
    }
    return av_frame_get_buffer(m_frame.get(), 0) < 0 ? "there is no memory for a frame" : std::string();
}

void Encoder::describePicture()
{
    m_codec->width = m_recipe.width;
    m_codec->height = m_recipe.height;
    m_codec->pix_fmt = AV_PIX_FMT_YUV420P;
    m_codec->time_base = {1, m_recipe.framesPerSecond};
    m_codec->gop_size = m_recipe.keyInterval;
    m_codec->max_b_frames = m_recipe.bFrames;
    m_codec->bit_rate = 400'000;
    m_codec->sample_aspect_ratio = {m_recipe.aspectNumerator, m_recipe.aspectDenominator};
    if (m_recipe.frameTimes.empty()) {
        m_codec->framerate = {m_recipe.framesPerSecond, 1};
        m_stream->avg_frame_rate = m_codec->framerate;
    }
    av_opt_set(m_codec->priv_data, "preset", "veryfast", 0);
    av_opt_set(m_codec->priv_data, "deadline", "realtime", 0);
    // B-frames wherever they are asked for, not where the encoder finds them worth it.
    av_opt_set(m_codec->priv_data, "x264-params", "b-adapt=0:scenecut=0", 0);
    if (m_recipe.turn != 0) {
        auto *matrix = reinterpret_cast<std::int32_t *>(
            av_stream_new_side_data(m_stream, AV_PKT_DATA_DISPLAYMATRIX, sizeof(std::int32_t) * 9));
        av_display_rotation_set(matrix, m_recipe.turn);
    }
}

void Encoder::describeSound(const AVCodec *codec)
{
    m_codec->sample_rate = m_recipe.soundRate;
    m_codec->sample_fmt = formatFor(*codec);
    m_codec->bit_rate = 96'000;
    m_codec->time_base = {1, m_recipe.soundRate};
    av_channel_layout_default(&m_codec->ch_layout, 2);
}

SimDuration Encoder::nextTime() const
{
    if (m_codec->codec_type == AVMEDIA_TYPE_VIDEO)
        return timeOfFrame(m_recipe, m_next);
    return SimDuration::seconds(static_cast<double>(m_next) * m_frame->nb_samples / m_recipe.soundRate);
}

void Encoder::say(const std::string &language, const std::string &title)
{
    if (!language.empty())
        av_dict_set(&m_stream->metadata, "language", language.c_str(), 0);
    if (!title.empty())
        av_dict_set(&m_stream->metadata, "title", title.c_str(), 0);
}

bool Encoder::step()
{
    if (!hasMore())
        return avcodec_send_frame(m_codec.get(), nullptr) >= 0 && writePackets();
    if (av_frame_make_writable(m_frame.get()) < 0)
        return false;
    if (m_codec->codec_type == AVMEDIA_TYPE_VIDEO)
        paint(*m_frame);
    else
        hum(*m_frame);
    ++m_next;
    return avcodec_send_frame(m_codec.get(), m_frame.get()) >= 0 && writePackets();
}

void Encoder::paint(AVFrame &frame) const
{
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            const int square = squareAt(x, y, frame.width, frame.height, m_recipe.turn);
            frame.data[0][y * frame.linesize[0] + x] =
                ((m_recipe.firstNumber + m_next) >> (bits - 1 - square) & 1) != 0 ? white : black;
        }
    }
    std::fill_n(frame.data[1], frame.linesize[1] * frame.height / 2, grey);
    std::fill_n(frame.data[2], frame.linesize[2] * frame.height / 2, static_cast<std::uint8_t>(m_recipe.redness));
    frame.pts = m_recipe.frameTimes.empty() ? m_next : m_recipe.frameTimes[static_cast<std::size_t>(m_next)];
    frame.pts += m_recipe.shift;
}

// Half full, for a hundredth of a second.
double Encoder::tickAt(int sample) const
{
    const int since = sample % (m_recipe.soundRate / 4);
    return since < m_recipe.soundRate / 100 ? (since / 12 % 2 == 0 ? 0.6 : -0.6) : 0;
}

// The number's lower 15 bits on the left, the upper on the right.
double Encoder::countAt(int sample, bool left)
{
    return (left ? sample & 0x7fff : sample >> 15) / 32767.0;
}

// A tone and some noise, so that packets differ in their bytes and their size.
void Encoder::hum(AVFrame &frame) const
{
    const bool planar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(frame.format)) != 0;
    const bool isFloat = av_get_packed_sample_fmt(static_cast<AVSampleFormat>(frame.format)) == AV_SAMPLE_FMT_FLT;
    std::uint32_t noise = static_cast<std::uint32_t>(m_next) * 2654435761U + 1;
    for (int i = 0; i < frame.nb_samples * 2; ++i) {
        noise = noise * 1664525U + 1013904223U;
        const int sample = planar ? i / 2 : i;
        std::uint8_t *plane = frame.data[planar ? i % 2 : 0];
        const int number = m_next * frame.nb_samples + i / 2;
        const double hum = 0.3 * std::sin(0.05 * number) + 0.1 * (noise / 4294967296.0 - 0.5);
        const double tone = m_recipe.silent   ? 0
                            : m_recipe.ticks  ? tickAt(number)
                            : m_recipe.counts ? countAt(number, i % 2 == 0)
                                              : hum;
        if (isFloat)
            reinterpret_cast<float *>(plane)[sample] = static_cast<float>(tone);
        else
            reinterpret_cast<std::int16_t *>(plane)[sample] = static_cast<std::int16_t>(std::lround(tone * 32767));
    }
    frame.pts = static_cast<std::int64_t>(m_next) * frame.nb_samples;
}

std::int64_t Encoder::lengthOfPictureAt(std::int64_t time) const
{
    const std::vector<int> &times = m_recipe.frameTimes;
    const auto next = std::upper_bound(times.begin(), times.end(), time);
    return next == times.end() ? 1 : *next - time;
}

bool Encoder::writePackets()
{
    while (avcodec_receive_packet(m_codec.get(), m_packet.get()) >= 0) {
        m_packet->stream_index = m_stream->index;
        if (m_codec->codec_type == AVMEDIA_TYPE_VIDEO)
            m_packet->duration = lengthOfPictureAt(m_packet->pts);
        av_packet_rescale_ts(m_packet.get(), m_codec->time_base, m_stream->time_base);
        if (av_interleaved_write_frame(m_output, m_packet.get()) < 0)
            return false;
    }
    return true;
}

} // namespace rebuffer::test
