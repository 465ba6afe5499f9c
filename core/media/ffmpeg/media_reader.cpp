#include "core/media/ffmpeg/media_reader.h"

#include "core/media/ffmpeg/film_end.h"
#include "core/media/ffmpeg/media_input.h"
#include "core/media/ffmpeg/track_facts.h"
#include "core/media/ffmpeg/unit_clock.h"
#include "core/media/ffmpeg/unit_locator.h"
#include "core/media/file_check.h"

#include <algorithm>
#include <optional>

namespace rebuffer {

namespace {

constexpr SimDuration longestFilm = SimDuration::wholeSeconds(7 * 24 * 3600);

std::string daysText(SimDuration span)
{
    return std::to_string(static_cast<std::int64_t>(span.toSeconds() / (24 * 3600))) + " days";
}

constexpr const char *cutTooEarly = "cannot be played: it is cut before its first picture or sound is whole.";

/// Reads every packet once and turns each into a unit.
class TimelineBuilder {
public:
    explicit TimelineBuilder(MediaInput &input);

    /// What is wrong, or nothing.
    std::string readAll();
    std::shared_ptr<const MediaTimeline> build();

private:
    void add(const AVPacket &packet);
    void prefer(AVMediaType type, std::vector<Track> &tracks) const;
    bool hasPlayableUnit() const;

    MediaInput &m_input;
    SimDuration m_start;
    UnitLocator m_locator;
    std::vector<UnitClock> m_clocks;
    std::vector<Bytes> m_codedBytes; // of each track
    std::vector<AccessUnit> m_units;
};

TimelineBuilder::TimelineBuilder(MediaInput &input)
    : m_input(input), m_start(input.presentationStart()), m_locator(input.path(), input.size(), input.format()->iformat->name)
{
}

std::string TimelineBuilder::readAll()
{
    const av::Packet packet(av_packet_alloc());
    m_input.followSplices();
    while (packet && m_input.read(packet.get())) {
        if (m_units.size() == mostUnits)
            return tooLong();
        add(*packet);
    }
    if (m_input.isAbandoned())
        return "was not opened: the reading was called off.";
    if (hasPlayableUnit())
        return {};
    return m_input.layout().isCut ? cutTooEarly : "cannot be played: there is neither a picture nor a sound in it.";
}

void TimelineBuilder::add(const AVPacket &packet)
{
    const auto track = static_cast<std::size_t>(packet.stream_index);
    const AVStream *stream = m_input.stream(static_cast<unsigned>(packet.stream_index));
    if (m_clocks.size() <= track) { // a transport stream may show a new track at any time
        m_clocks.resize(track + 1);
        m_codedBytes.resize(track + 1);
    }
    m_codedBytes[track] += Bytes(packet.size);
    AccessUnit unit;
    unit.track = static_cast<std::uint16_t>(track);
    unit.key = (packet.flags & AV_PKT_FLAG_KEY) != 0;
    m_units.push_back(unit);
    m_clocks[track].setTimes(m_units, m_units.size() - 1, packet, stream->time_base, m_start);
    m_locator.locate(m_units, m_units.size() - 1, packet, stream->id);
}

bool TimelineBuilder::hasPlayableUnit() const
{
    return std::any_of(m_units.begin(), m_units.end(),
                       [this](const AccessUnit &unit) { return isPlayable(m_input.stream(unit.track)); });
}

// As a player does that nobody tells which to play.
void TimelineBuilder::prefer(AVMediaType type, std::vector<Track> &tracks) const
{
    const std::optional<std::size_t> best = bestTrack(m_input.format(), type);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        if (m_input.stream(static_cast<unsigned>(i))->codecpar->codec_type == type)
            tracks[i].preferred = tracks[i].chosen = best == i;
    }
}

std::shared_ptr<const MediaTimeline> TimelineBuilder::build()
{
    m_locator.finish(m_units);
    MediaTimeline::Contents contents;
    contents.container = m_input.format()->iformat->name;
    contents.size = m_input.size();
    contents.index = m_input.layout().index;
    for (unsigned i = 0; i < m_input.streamCount(); ++i)
        contents.tracks.push_back(trackOf(m_input.format(), m_input.stream(i)));
    prefer(AVMEDIA_TYPE_VIDEO, contents.tracks);
    prefer(AVMEDIA_TYPE_AUDIO, contents.tracks);
    for (std::size_t i = 0; i < m_codedBytes.size(); ++i)
        contents.tracks[i].size = m_codedBytes[i];
    contents.units = std::move(m_units);
    contents.pieces = m_locator.takePieces();
    contents.spliced = m_input.isSpliced();
    const FilmLength length = lengthOfFilm(m_input, contents);
    contents.announced = length.announced;
    contents.duration = length.playable;
    return std::make_shared<const MediaTimeline>(std::move(contents));
}

} // namespace

Result<MediaFile> openMedia(const std::string &path, const std::function<bool()> &keepGoing)
{
    Result<std::unique_ptr<MediaInput>> input = MediaInput::open(path, keepGoing);
    if (!input)
        return Problem{input.problem()};
    TimelineBuilder builder(**input);
    const std::string refusal = builder.readAll();
    if (!refusal.empty())
        return problemWith(path, refusal);
    const std::shared_ptr<const MediaTimeline> timeline = builder.build();
    if (timeline->duration() <= SimDuration::zero())
        return problemWith(path, cutTooEarly);
    if (timeline->duration() > longestFilm)
        return problemWith(path, "cannot be played: by its time stamps it lasts " + daysText(timeline->duration()) +
                                     ", and a film of up to a week is played. They are damaged; FFmpeg can write it anew.");
    return MediaFile{path, fileName(path), timeline};
}

} // namespace rebuffer
