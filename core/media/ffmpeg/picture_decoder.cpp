#include "core/media/ffmpeg/picture_decoder.h"

#include "core/media/ffmpeg/frame_scaler.h"
#include "core/media/ffmpeg/frame_source.h"

#include <algorithm>
#include <utility>

namespace rebuffer {

namespace {

constexpr SimDuration worthSeeking = SimDuration::wholeSeconds(2);
constexpr SimDuration firstMargin = SimDuration::wholeSeconds(1);
constexpr int marginGrowth = 4;
// Positions are kept within a century, so that differences between two of them cannot overflow.
constexpr SimDuration farthest = SimDuration::wholeSeconds(100LL * 365 * 24 * 3600);

} // namespace

struct PictureDecoder::Impl {
    explicit Impl(std::unique_ptr<FrameSource> frameSource) : source(std::move(frameSource)) {}

    /// A frame and when it is due; `ready` when it holds one.
    struct Slot {
        av::Frame frame{av_frame_alloc()};
        SimDuration pts;
        bool ready = false;
    };

    bool shouldSeek(SimDuration position) const;
    void seek(SimDuration position);
    void rewind();
    void settle(SimDuration position);
    bool fetch();
    void forget();

    std::unique_ptr<FrameSource> source;
    FrameScaler scaler;
    Slot current;
    Slot next;
    bool isFirst = true; // the current frame, or the one to come if there is none, is the film's first
    SimDuration sought;  // the position last sought: looking again soon after would find the same
    bool ended = false;
    bool isStale = false;  // what has been decoded was of units that came otherwise
    bool isBarren = false; // there is not one picture in it that decodes
};

bool PictureDecoder::Impl::shouldSeek(SimDuration position) const
{
    if (!current.ready)
        return position > worthSeeking;
    if (position < current.pts)
        return !isFirst;
    return position - std::max(current.pts, sought) > worthSeeking && source->hasKeyFrameBetween(current.pts, position);
}

// Where the container cannot tell its key frames apart a seek lands anywhere, or the first frame that comes out is
// later than the key frame: then further back, and at last from the start.
void PictureDecoder::Impl::seek(SimDuration position)
{
    sought = position;
    for (SimDuration margin; margin < position; margin = std::max(firstMargin, margin * marginGrowth)) {
        forget();
        isFirst = false;
        if (!source->seek(position - margin, position))
            continue;
        settle(position);
        if (current.ready && current.pts <= position)
            return;
    }
    rewind();
}

void PictureDecoder::Impl::rewind()
{
    forget();
    isFirst = true;
    ended = !source->rewind();
}

void PictureDecoder::Impl::forget()
{
    current.ready = next.ready = ended = false;
}

void PictureDecoder::Impl::settle(SimDuration position)
{
    while ((next.ready || fetch()) && (!current.ready || next.pts <= position)) {
        isFirst = isFirst && !current.ready;
        std::swap(current, next);
        next.ready = false;
    }
}

bool PictureDecoder::Impl::fetch()
{
    if (ended || !next.frame)
        return false;
    ended = !source->next(next.frame.get());
    next.ready = !ended;
    if (next.ready)
        next.pts = source->ptsOf(*next.frame);
    return next.ready;
}

PictureDecoder::PictureDecoder(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
PictureDecoder::~PictureDecoder() = default;
PictureDecoder::PictureDecoder(PictureDecoder &&) noexcept = default;
PictureDecoder &PictureDecoder::operator=(PictureDecoder &&) noexcept = default;

Result<std::unique_ptr<PictureDecoder>> PictureDecoder::open(const std::string &path, std::optional<std::size_t> track,
                                                             bool spliced)
{
    Result<std::unique_ptr<FrameSource>> source = FrameSource::open(path, track, spliced);
    if (!source)
        return Problem{source.problem()};
    auto impl = std::make_unique<Impl>(std::move(source).value());
    return std::unique_ptr<PictureDecoder>(new PictureDecoder(std::move(impl)));
}

void PictureDecoder::setDamage(std::vector<DamagedUnit> damage)
{
    if (!m_impl->source->setDamage(std::move(damage)))
        return;
    m_impl->isStale = true;
    m_impl->isBarren = false; // with other bytes it may have pictures
}

bool PictureDecoder::advanceTo(SimDuration asked)
{
    if (m_impl->isBarren)
        return false;
    const SimDuration position = std::clamp(asked, -farthest, farthest);
    const bool had = m_impl->current.ready;
    const SimDuration before = m_impl->current.pts;
    const bool wasStale = std::exchange(m_impl->isStale, false);
    if (wasStale || m_impl->shouldSeek(position))
        m_impl->seek(position);
    m_impl->settle(position);
    m_impl->isBarren = !m_impl->current.ready;
    return m_impl->current.ready && (!had || wasStale || m_impl->current.pts != before);
}

Picture PictureDecoder::picture(int maxWidth, int maxHeight)
{
    const Impl::Slot &shown = m_impl->current;
    if (!shown.ready)
        return {};
    Picture picture = m_impl->scaler.scale(*shown.frame, m_impl->source->shapeOf(*shown.frame), maxWidth, maxHeight);
    picture.pts = shown.pts;
    picture.frame = m_impl->source->numberOf(shown.pts);
    return picture;
}

SimDuration PictureDecoder::pts() const
{
    return m_impl->current.pts;
}

SimDuration PictureDecoder::nextPts() const
{
    return m_impl->next.ready ? m_impl->next.pts : SimDuration::max();
}

} // namespace rebuffer
