#include "core/media/ffmpeg/sound_decoder.h"

#include "core/media/ffmpeg/media_input.h"
#include "core/media/ffmpeg/resampler.h"
#include "core/media/ffmpeg/track_facts.h"
#include "core/media/file_check.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <string_view>

namespace rebuffer {

namespace {

// Before what is sought, so that codecs that look back on what came before have found their feet.
constexpr SimDuration preroll = SimDuration::milliseconds(300);
// Ogg tells times only where a page ends: what comes of the first page after a seek may be out by its length.
constexpr SimDuration prerollOfPages = SimDuration::wholeSeconds(3);
constexpr SimDuration longestPreroll = SimDuration::wholeSeconds(20);
constexpr int marginGrowth = 4;
// Containers round times; within this sound is taken to go on without a gap.
constexpr std::int64_t mostRounding = SoundDecoder::rate / 100;
constexpr std::int64_t nanosecondsASecond = 1'000'000'000;

} // namespace

std::int64_t sampleAt(SimDuration time)
{
    const Int128 exact = static_cast<Int128>(time.toNanoseconds()) * SoundDecoder::rate;
    const Int128 down = exact / nanosecondsASecond;
    return static_cast<std::int64_t>(down * nanosecondsASecond < exact ? down + 1 : down);
}

SimDuration timeOfSample(std::int64_t sample)
{
    const Int128 exact = static_cast<Int128>(sample) * nanosecondsASecond;
    const Int128 down = exact / SoundDecoder::rate;
    return SimDuration::nanoseconds(static_cast<std::int64_t>(down * SoundDecoder::rate > exact ? down - 1 : down));
}

struct SoundDecoder::Impl {
    std::string start(const std::string &path);
    std::string openCodec(const std::string &path);
    bool readPacket();
    bool feed();
    bool decode();
    bool seek(SimDuration target);
    void rewind();
    bool fetch();
    void push(std::vector<std::int16_t> samples);
    void forget();
    SimDuration leastMargin() const;
    std::int64_t instantOf(const AVFrame &frame) const;

    std::optional<std::size_t> wantedTrack;
    bool isSpliced = false;
    std::unique_ptr<MediaInput> input;
    AVStream *stream = nullptr;
    av::Codec codec;
    av::Packet packet;
    av::Frame frame{av_frame_alloc()};
    Resampler resampler;
    SimDuration presentationStart;
    std::deque<SoundBlock> waiting; // decoded and not yet given
    std::int64_t due = 0;           // the instant of the next sample that comes out of the resampler
    std::int64_t pushed = 0;        // the end of the last block
    bool hasBegun = false;          // `due` is known
    bool draining = false;
};

// What is wrong, or nothing.
std::string SoundDecoder::Impl::start(const std::string &path)
{
    auto opened = MediaInput::open(path, {});
    if (!opened)
        return opened.problem();
    input = std::move(opened).value();
    const auto track = trackToPlay(input->format(), AVMEDIA_TYPE_AUDIO, wantedTrack);
    if (!track)
        return problemWith(path, "has no sound.").text;
    stream = input->stream(static_cast<unsigned>(*track));
    presentationStart = input->presentationStart();
    input->readFor(stream, isSpliced);
    packet.reset(av_packet_alloc());
    forget();
    return openCodec(path);
}

void SoundDecoder::Impl::forget()
{
    resampler.reset();
    waiting.clear();
    hasBegun = draining = false;
    pushed = std::numeric_limits<std::int64_t>::min();
}

std::string SoundDecoder::Impl::openCodec(const std::string &path)
{
    const AVCodecParameters &parameters = *stream->codecpar;
    const AVCodec *decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr)
        return problemWith(path,
                           std::string("has sound that cannot be decoded here: ") + avcodec_get_name(parameters.codec_id) + ".")
            .text;
    codec.reset(avcodec_alloc_context3(decoder));
    if (!codec || !packet || !frame || avcodec_parameters_to_context(codec.get(), &parameters) < 0)
        return problemWith(path, "cannot be decoded: there is not enough memory.").text;
    codec->thread_count = 1;
    codec->pkt_timebase = stream->time_base;
    if (avcodec_open2(codec.get(), decoder, nullptr) < 0)
        return problemWith(path, std::string("has sound that cannot be decoded: the ") + decoder->name + " decoder refuses it.")
            .text;
    return {};
}

bool SoundDecoder::Impl::readPacket()
{
    while (input->read(packet.get())) {
        if (packet->stream_index == stream->index)
            return true;
    }
    return false;
}

// A packet that the codec refuses is damaged; the one after it may not be.
bool SoundDecoder::Impl::feed()
{
    if (readPacket()) {
        avcodec_send_packet(codec.get(), packet.get());
        return true;
    }
    draining = true;
    return avcodec_send_packet(codec.get(), nullptr) >= 0;
}

// The next frame into `frame`.
bool SoundDecoder::Impl::decode()
{
    while (true) {
        const int result = avcodec_receive_frame(codec.get(), frame.get());
        if (result >= 0)
            return true;
        if (result == av::endOfFile || draining || !feed())
            return false;
    }
}

std::int64_t SoundDecoder::Impl::instantOf(const AVFrame &of) const
{
    if (of.best_effort_timestamp == av::noTime)
        return hasBegun ? due + resampler.held() : 0;
    const SimDuration time = toDuration(of.best_effort_timestamp, stream->time_base) - presentationStart;
    return std::llround(static_cast<long double>(time.toNanoseconds()) * rate / nanosecondsASecond);
}

// Of a block that begins before the end of the last one only what comes after it is kept.
void SoundDecoder::Impl::push(std::vector<std::int16_t> samples)
{
    SoundBlock block{due, std::move(samples)};
    due = block.end();
    if (block.first < pushed) {
        const std::int64_t late = std::min(pushed - block.first, block.count());
        block.samples.erase(block.samples.begin(), block.samples.begin() + late * channels);
        block.first += late;
    }
    if (block.samples.empty())
        return;
    pushed = block.end();
    waiting.push_back(std::move(block));
}

// Decodes until something waits to be given. Where the film's times leap, what the resampler still holds comes first.
bool SoundDecoder::Impl::fetch()
{
    while (waiting.empty()) {
        if (!decode()) {
            push(resampler.drain());
            return !waiting.empty();
        }
        const std::int64_t instant = instantOf(*frame);
        const bool leaps = !hasBegun || std::abs(instant - (due + resampler.held())) > mostRounding;
        if (hasBegun && (leaps || !resampler.fits(*frame)))
            push(resampler.drain());
        due = leaps ? instant : due;
        hasBegun = true;
        push(resampler.convert(*frame));
    }
    return true;
}

SimDuration SoundDecoder::Impl::leastMargin() const
{
    return std::string_view(input->format()->iformat->name) == "ogg" ? prerollOfPages : preroll;
}

bool SoundDecoder::Impl::seek(SimDuration target)
{
    if (stream->start_time == av::noTime || isSpliced)
        return false;
    // As with pictures: a fragment read again lists its units once more, marked as not to be heard.
    if (input->layout().isFragmented)
        rewind();
    const SimDuration from = target + presentationStart;
    const std::int64_t ticks = av_rescale_q(from.toNanoseconds(), av::nanosecond, stream->time_base);
    if (av_seek_frame(input->format(), stream->index, ticks, AVSEEK_FLAG_BACKWARD) < 0)
        return false;
    avcodec_flush_buffers(codec.get());
    forget();
    return fetch();
}

void SoundDecoder::Impl::rewind()
{
    const std::string path = input->path();
    if (!start(path).empty())
        draining = true;
}

SoundDecoder::SoundDecoder(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
SoundDecoder::~SoundDecoder() = default;

Result<std::unique_ptr<SoundDecoder>> SoundDecoder::open(const std::string &path, std::optional<std::size_t> track, bool spliced)
{
    auto impl = std::make_unique<Impl>();
    impl->isSpliced = spliced;
    impl->wantedTrack = track;
    const std::string refusal = impl->start(path);
    if (!refusal.empty())
        return Problem{refusal};
    return std::unique_ptr<SoundDecoder>(new SoundDecoder(std::move(impl)));
}

// Where a seek lands after what is sought, as the container tells places badly: further back, and at last from the start.
void SoundDecoder::seek(std::int64_t sample)
{
    const SimDuration target = timeOfSample(sample);
    for (SimDuration margin = m_impl->leastMargin(); margin < target && margin <= longestPreroll;
         margin = margin * marginGrowth) {
        if (m_impl->seek(target - margin) && m_impl->waiting.front().first <= sample)
            return;
    }
    m_impl->rewind();
}

bool SoundDecoder::next(SoundBlock &block)
{
    if (!m_impl->fetch())
        return false;
    block = std::move(m_impl->waiting.front());
    m_impl->waiting.pop_front();
    return true;
}

} // namespace rebuffer
