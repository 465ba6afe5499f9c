#include "core/media/ffmpeg/frame_source.h"

#include "core/media/ffmpeg/damaged_packet.h"
#include "core/media/file_check.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <string_view>

namespace rebuffer {

namespace {

constexpr std::size_t mostRemembered = 4096;
constexpr SimDuration worthReadingAnew = SimDuration::wholeSeconds(30);
/// Less than half a frame of any film; more than what a container rounds times by.
constexpr SimDuration sameInstant = SimDuration::milliseconds(2);
constexpr int longestSide = 16384;
constexpr std::int64_t mostPixels = std::int64_t{64} << 20;
constexpr SimDuration beforeAll = SimDuration::wholeSeconds(-100LL * 365 * 24 * 3600);

bool isTooLarge(const AVCodecParameters &picture)
{
    return picture.width > longestSide || picture.height > longestSide ||
           static_cast<std::int64_t>(picture.width) * picture.height > mostPixels;
}

// Where the library's index holds no more than the places it has been.
bool learnsIndexOnTheWay(const MediaInput &input)
{
    const std::string_view name = input.format()->iformat->name;
    return name == "mpegts" || name == "mpeg" || name == "ogg" || input.layout().isFragmented;
}

} // namespace

Result<std::unique_ptr<FrameSource>> FrameSource::open(const std::string &path, std::optional<std::size_t> track, bool spliced)
{
    std::unique_ptr<FrameSource> source(new FrameSource);
    source->m_isSpliced = spliced;
    source->m_wantedTrack = track;
    const std::string refusal = source->start(path);
    if (!refusal.empty())
        return Problem{refusal};
    return source;
}

// What is wrong, or nothing.
std::string FrameSource::start(const std::string &path)
{
    Result<std::unique_ptr<MediaInput>> input = MediaInput::open(path, {});
    if (!input)
        return input.problem();
    m_input = std::move(input).value();
    AVFormatContext *format = m_input->format();
    const auto track = trackToPlay(format, AVMEDIA_TYPE_VIDEO, m_wantedTrack);
    if (!track)
        return problemWith(path, "has no video track.").text;
    m_stream = m_input->stream(static_cast<unsigned>(*track));
    m_start = m_input->presentationStart();
    m_input->readFor(m_stream, m_isSpliced);
    m_packet.reset(av_packet_alloc());
    m_earliest = beforeAll;
    m_fed.clear();
    m_packetWaits = m_draining = false;
    const std::string refusal = openCodec();
    return refusal.empty() ? refusal : problemWith(path, refusal).text;
}

std::string FrameSource::openCodec()
{
    const AVCodecParameters &parameters = *m_stream->codecpar;
    if (isTooLarge(parameters))
        return "has pictures of " + std::to_string(parameters.width) + " x " + std::to_string(parameters.height) +
               ": they are too large to be shown.";
    const AVCodec *decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr)
        return std::string("has pictures that cannot be decoded here: ") + avcodec_get_name(parameters.codec_id) + ".";
    m_codec.reset(avcodec_alloc_context3(decoder));
    if (!m_codec || !m_packet || avcodec_parameters_to_context(m_codec.get(), &parameters) < 0)
        return "cannot be decoded: there is not enough memory.";
    m_codec->thread_count = 1;
    m_codec->max_pixels = mostPixels;
    // A damaged picture is shown as the decoder conceals it, not held back.
    m_codec->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
    m_codec->pkt_timebase = m_stream->time_base;
    if (avcodec_open2(m_codec.get(), decoder, nullptr) < 0)
        return std::string("has pictures that cannot be decoded: the ") + decoder->name + " decoder refuses them.";
    return {};
}

// Edit lists mark pictures that are decoded but not shown; the codec itself leaves those out.
bool FrameSource::next(AVFrame *frame)
{
    while (true) {
        const int result = avcodec_receive_frame(m_codec.get(), frame);
        if (result == av::endOfFile)
            return false;
        if (result >= 0) {
            stamp(*frame);
            const SimDuration pts = ptsOf(*frame);
            if (pts >= m_earliest) {
                m_earliest = pts;
                return true;
            }
        } else if (m_draining || !feed()) {
            return false;
        }
    }
}

// A packet that the codec refuses is damaged; the one after it may not be.
bool FrameSource::feed()
{
    if (!m_packetWaits && !readPacket()) {
        m_draining = true;
        return avcodec_send_packet(m_codec.get(), nullptr) >= 0;
    }
    m_packetWaits = false;
    sendPacket();
    return true;
}

void FrameSource::sendPacket()
{
    const SimDuration pts = ptsOfPacket();
    if (m_fed.size() >= mostRemembered)
        m_fed.erase(m_fed.begin(), m_fed.begin() + mostRemembered / 2);
    m_fed.push_back(pts);
    const DamagedUnit *damage = damageAt(pts);
    if (!damage || takeOutMissing(*m_packet, *m_stream->codecpar, *damage))
        avcodec_send_packet(m_codec.get(), m_packet.get());
}

SimDuration FrameSource::ptsOfPacket() const
{
    const std::int64_t ticks = m_packet->pts != av::noTime ? m_packet->pts : m_packet->dts;
    return ticks == av::noTime ? beforeAll : toDuration(ticks, m_stream->time_base) - m_start;
}

const DamagedUnit *FrameSource::damageAt(SimDuration pts) const
{
    const auto found = std::find_if(m_damage.begin(), m_damage.end(), [&](const DamagedUnit &unit) {
        return unit.pts - pts < sameInstant && pts - unit.pts < sameInstant;
    });
    return found == m_damage.end() ? nullptr : &*found;
}

bool FrameSource::setDamage(std::vector<DamagedUnit> damage)
{
    if (damage == m_damage)
        return false;
    std::swap(damage, m_damage); // now `damage` is what was said before
    const SimDuration since = m_damage.empty() ? beforeAll : m_damage.front().pts;
    return std::any_of(m_fed.begin(), m_fed.end(), [&](SimDuration pts) {
        if (pts < since)
            return false; // so long ago that it is no longer told
        const DamagedUnit *now = damageAt(pts);
        const auto before = std::find_if(damage.begin(), damage.end(), [&](const DamagedUnit &unit) {
            return unit.pts - pts < sameInstant && pts - unit.pts < sameInstant;
        });
        return before == damage.end() ? now != nullptr : !now || !(*now == *before);
    });
}

bool FrameSource::readPacket()
{
    while (m_input->read(m_packet.get())) {
        if (m_packet->stream_index == m_stream->index)
            return true;
    }
    return false;
}

// After this the frame's best guess is a time; a stream that tells none is counted through at its frame rate.
void FrameSource::stamp(AVFrame &frame) const
{
    if (frame.best_effort_timestamp != av::noTime)
        return;
    const AVRational rate = av_guess_frame_rate(m_input->format(), m_stream, nullptr);
    const SimDuration step = rate.num > 0 && rate.den > 0 ? toDuration(1, {rate.den, rate.num}) : SimDuration::milliseconds(40);
    frame.best_effort_timestamp = toTicks(m_earliest == beforeAll ? SimDuration::zero() : m_earliest + step);
}

SimDuration FrameSource::ptsOf(const AVFrame &frame) const
{
    return toDuration(frame.best_effort_timestamp, m_stream->time_base) - m_start;
}

std::int64_t FrameSource::toTicks(SimDuration time) const
{
    return av_rescale_q((time + m_start).toNanoseconds(), av::nanosecond, m_stream->time_base);
}

PictureShape FrameSource::shapeOf(AVFrame &frame) const
{
    const AVRational aspect = av_guess_sample_aspect_ratio(m_input->format(), m_stream, &frame);
    return rebuffer::shapeOf(frame.width, frame.height, aspect, turnOf(m_stream));
}

std::int64_t FrameSource::numberOf(SimDuration pts) const
{
    const AVRational rate = m_stream->avg_frame_rate;
    const bool isConstant = rate.num > 0 && rate.den > 0 && av_cmp_q(rate, m_stream->r_frame_rate) == 0;
    if (!isConstant || m_stream->start_time == av::noTime)
        return -1;
    const SimDuration first = toDuration(m_stream->start_time, m_stream->time_base) - m_start;
    return std::max<std::int64_t>(0, std::llround((pts - first).toSeconds() * av_q2d(rate)));
}

bool FrameSource::seek(SimDuration target, SimDuration limit)
{
    if (m_isSpliced)
        return skipTo(target, limit);
    if (m_stream->start_time == av::noTime)
        return false;
    // Reading a fragment again lists its pictures once more, marked as not to be shown; a new start has no memory.
    if (m_input->layout().isFragmented && !rewind())
        return false;
    if (av_seek_frame(m_input->format(), m_stream->index, toTicks(target), AVSEEK_FLAG_BACKWARD) < 0)
        return false;
    avcodec_flush_buffers(m_codec.get());
    m_fed.clear();
    m_packetWaits = m_draining = false;
    return goTo(limit);
}

/// The container looks for times, and here they come more than once: the key frames are counted instead, and reading
/// begins anew.
bool FrameSource::skipTo(SimDuration target, SimDuration limit)
{
    std::int64_t read = 0;
    std::int64_t wanted = -1;
    if (!rewind())
        return false;
    for (; readPacket() && ptsOfPacket() <= limit; ++read) {
        if ((m_packet->flags & AV_PKT_FLAG_KEY) != 0 && ptsOfPacket() <= target)
            wanted = read;
    }
    if (wanted < 0 || !rewind())
        return false;
    for (read = 0; read < wanted && readPacket(); ++read) {
    }
    return goTo(limit);
}

/// To the next key frame, if it is not after `limit`.
bool FrameSource::goTo(SimDuration limit)
{
    while (readPacket()) {
        const std::int64_t ticks = m_packet->pts != av::noTime ? m_packet->pts : m_packet->dts;
        const SimDuration pts = ticks == av::noTime ? limit : toDuration(ticks, m_stream->time_base) - m_start;
        const bool isKey = (m_packet->flags & AV_PKT_FLAG_KEY) != 0 && ticks != av::noTime;
        if (isKey || pts > limit) {
            // Pictures shown before the key frame but sent after it lack what they were made from.
            m_earliest = pts;
            m_packetWaits = true;
            // From a damaged key frame on the decoder would conceal with what came before, which is not there now.
            return isKey && pts <= limit && !damageAt(pts);
        }
    }
    return false;
}

bool FrameSource::rewind()
{
    const std::string path = m_input->path();
    return start(path).empty();
}

bool FrameSource::hasKeyFrameBetween(SimDuration from, SimDuration target) const
{
    if (m_isSpliced)
        return target - from > worthReadingAnew;
    if (learnsIndexOnTheWay(*m_input) || avformat_index_get_entries_count(m_stream) == 0)
        return true;
    const AVIndexEntry *entry = avformat_index_get_entry_from_timestamp(m_stream, toTicks(target), AVSEEK_FLAG_BACKWARD);
    return entry != nullptr && entry->timestamp > toTicks(from);
}

} // namespace rebuffer
