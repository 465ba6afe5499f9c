#include "core/media/ffmpeg/media_input.h"

#include "core/media/file_check.h"

extern "C" {
#include <libavutil/log.h>
#include <libavutil/mem.h>
}

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>

namespace rebuffer {

namespace {

constexpr int mostStreams = 64;
constexpr int mostFruitlessReads = 1000;
constexpr int readsBetweenQuestions = 64;
// The largest piece of memory that libav* may ask for: room for the index of a film of days, or for a picture of 8192 by
// 8192. A file of a few kilobytes can claim a hundred million units.
constexpr std::size_t largestPiece = 256 * 1024 * 1024;

constexpr const char *notMedia = "is not a film or a sound that can be played (its format is not known, or it is damaged); "
                                 "any file can be played as bytes, at a rate you give.";

int refuseToOpen(AVFormatContext *, AVIOContext **, const char *, int, AVDictionary **)
{
    return -EACCES;
}

std::string inWords(int error)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return text.data();
}

} // namespace

bool isPlayable(const AVStream *stream)
{
    const AVCodecParameters &codec = *stream->codecpar;
    if (codec.codec_id == AV_CODEC_ID_NONE || (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0)
        return false;
    return (codec.codec_type == AVMEDIA_TYPE_VIDEO && codec.width > 0 && codec.height > 0) ||
           (codec.codec_type == AVMEDIA_TYPE_AUDIO && codec.sample_rate > 0);
}

SimDuration toDuration(std::int64_t time, AVRational base)
{
    constexpr Int128 century = Int128{100} * 365 * 24 * 3600 * 1'000'000'000;
    if (base.num <= 0 || base.den <= 0)
        return SimDuration::zero();
    const Int128 doubled = static_cast<Int128>(time) * base.num * 2'000'000'000 / base.den;
    const Int128 nearest = (doubled + (doubled < 0 ? -1 : 1)) / 2;
    return SimDuration::nanoseconds(static_cast<std::int64_t>(std::clamp(nearest, -century, century)));
}

namespace {

/// Those are recipes for playing other files, which they open by ways of their own, or wait for without end.
bool opensOtherFiles(const AVInputFormat &format)
{
    static constexpr std::array lists{"concat", "dash", "hls", "imf", "sdp", "vobsub", "webm_dash_manifest"};
    return (format.flags & AVFMT_NOFILE) != 0 ||
           std::any_of(lists.begin(), lists.end(), [&](std::string_view one) { return one == format.name; });
}

/// The names of all formats that are a film by themselves, as libavformat wants them.
const std::string &formatsOfOneFile()
{
    static const std::string names = [] {
        std::string all;
        void *place = nullptr;
        while (const AVInputFormat *format = av_demuxer_iterate(&place)) {
            if (!opensOtherFiles(*format))
                all += (all.empty() ? "" : ",") + std::string(format->name);
        }
        return all;
    }();
    return names;
}

} // namespace

std::string tooLong()
{
    return "is too long: it holds more than " + std::to_string(mostUnits) + " pictures and sounds.";
}

MediaInput::MediaInput(std::string path, Bytes size, KeepGoing keepGoing)
    : m_path(std::move(path)), m_size(size), m_keepGoing(std::move(keepGoing))
{
}

MediaInput::~MediaInput()
{
    avformat_close_input(&m_format);
    avio_closep(&m_io);
}

int MediaInput::interrupted(void *self)
{
    auto *input = static_cast<MediaInput *>(self);
    if (!input->m_abandoned && input->m_keepGoing)
        input->m_abandoned = !input->m_keepGoing();
    return input->m_abandoned ? 1 : 0;
}

Result<std::unique_ptr<MediaInput>> MediaInput::open(const std::string &path, KeepGoing keepGoing)
{
    // The library's log and its limit are one for the whole process: what matters of it comes back as a Problem.
    av_log_set_level(AV_LOG_QUIET);
    av_max_alloc(largestPiece);
    const Result<Bytes> size = sizeOfReadableFile(path);
    if (!size)
        return Problem{size.problem()};
    std::unique_ptr<MediaInput> input(new MediaInput(path, *size, std::move(keepGoing)));
    input->m_layout = layoutOf(path);
    if (input->m_layout.index.end > *size)
        return problemWith(
            path, "cannot be played: it is cut in the middle of its index, without which nothing plays; get the whole file.");
    if (input->m_layout.listedUnits > mostUnits)
        return problemWith(path, tooLong());
    const std::string refusal = input->openContainer();
    if (input->m_abandoned)
        return problemWith(path, "was not opened: the reading was called off.");
    if (!refusal.empty())
        return problemWith(path, refusal);
    return input;
}

// What is wrong, or nothing. The file is opened here and handed in, so that libavformat never opens one by itself.
std::string MediaInput::openContainer()
{
    const AVIOInterruptCB callback{&MediaInput::interrupted, this};
    const std::string url = "file:" + m_path;
    if (const int error = avio_open2(&m_io, url.c_str(), AVIO_FLAG_READ, &callback, nullptr); error < 0)
        return "cannot be opened: " + inWords(error) + ".";
    m_format = avformat_alloc_context();
    if (m_format == nullptr)
        return "cannot be opened: there is not enough memory.";
    m_format->pb = m_io;
    m_format->interrupt_callback = callback;
    m_format->io_open = refuseToOpen;
    AVDictionary *options = nullptr;
    av_dict_set(&options, "format_whitelist", formatsOfOneFile().c_str(), 0);
    const int error = avformat_open_input(&m_format, url.c_str(), nullptr, &options);
    av_dict_free(&options);
    if (error < 0 && m_layout.lacksIndex)
        return "cannot be played: its index is missing, as it lies at the end and the file is cut; get the whole file.";
    if (error < 0)
        return notMedia;
    // What a plain text is taken for, by its name alone.
    if (std::string_view(m_format->iformat->name) == "tty")
        return notMedia;
    // Before each is looked into, which takes a decoder's memory; and after, as some show only then.
    if (std::string refusal = refuseTooMany(); !refusal.empty())
        return refusal;
    if (avformat_find_stream_info(m_format, nullptr) < 0)
        return notMedia;
    return refuseTooMany();
}

std::string MediaInput::refuseTooMany() const
{
    if (streamCount() <= mostStreams)
        return {};
    return "has " + std::to_string(streamCount()) + " tracks: at most " + std::to_string(mostStreams) + " are accepted.";
}

void MediaInput::followSplices()
{
    if ((m_format->iformat->flags & AVFMT_TS_DISCONT) != 0)
        m_splices.emplace();
}

void MediaInput::readFor(const AVStream *track, bool spliced)
{
    if (spliced)
        return followSplices();
    for (unsigned i = 0; i < streamCount(); ++i)
        stream(i)->discard = stream(i) == track ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
}

bool MediaInput::read(AVPacket *packet)
{
    for (int attempt = 0; attempt < mostFruitlessReads; ++attempt) {
        av_packet_unref(packet);
        if (++m_reads % readsBetweenQuestions == 0 && interrupted(this) != 0)
            return false;
        const int result = av_read_frame(m_format, packet);
        if (result >= 0) {
            const AVStream *from = stream(static_cast<unsigned>(packet->stream_index));
            if (m_splices)
                m_splices->apply(*packet, from->time_base, isPlayable(from));
            return true;
        }
        m_stoppedByError = result != av::endOfFile;
        if (result != -EAGAIN)
            return false;
    }
    return false;
}

SimDuration MediaInput::presentationStart() const
{
    SimDuration earliest = SimDuration::max();
    for (unsigned i = 0; i < streamCount(); ++i) {
        if (isPlayable(stream(i)) && stream(i)->start_time != av::noTime)
            earliest = std::min(earliest, toDuration(stream(i)->start_time, stream(i)->time_base));
    }
    return earliest == SimDuration::max() ? SimDuration::zero() : earliest;
}

} // namespace rebuffer
