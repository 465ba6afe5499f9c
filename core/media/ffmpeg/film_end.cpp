#include "core/media/ffmpeg/film_end.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace rebuffer {

namespace {

// A container that does not tell how long the file should be, and a film shorter by this than announced: it is cut.
constexpr SimDuration mostRounding = SimDuration::milliseconds(300);
// Where a film is cut, the tracks that went on to the cut all end within this; one that ended before was complete.
constexpr SimDuration interleaving = SimDuration::wholeSeconds(10);
constexpr SimDuration neighbourly = SimDuration::milliseconds(2); // containers with millisecond times round

// A picture may stand for hours; a longer leap of the times is damage.
constexpr SimDuration longestPause = SimDuration::wholeSeconds(24 * 3600);

using Units = std::vector<AccessUnit>;

bool isAbsurd(SimDuration told, SimDuration known)
{
    return told > known * 2 + SimDuration::wholeSeconds(10);
}

bool plays(const MediaTimeline::Contents &contents, const AccessUnit &unit)
{
    return decidesPlayability(contents.tracks[unit.track].kind);
}

// One unit with a damaged time must not make a film of years: what comes after a leap does not count. Pictures may be far
// apart, though, and the container tell of each the length that they usually have.
SimDuration endOfUnits(const MediaTimeline::Contents &contents)
{
    std::vector<std::pair<SimDuration, SimDuration>> shown; // from, until
    for (const AccessUnit &unit : contents.units) {
        if (plays(contents, unit))
            shown.emplace_back(unit.pts, unit.presentedUntil());
    }
    std::sort(shown.begin(), shown.end());
    SimDuration end;
    for (const auto &[from, until] : shown) {
        if (from > end + longestPause)
            break;
        end = std::max(end, until);
    }
    return end;
}

/// The units of one track that are whole, and when the first that may not be is due: the file ends within it.
struct TrackUnits {
    Units whole;
    SimDuration torn = SimDuration::max();
};

TrackUnits unitsOfTrack(const MediaTimeline::Contents &contents, std::size_t track)
{
    TrackUnits units;
    for (const AccessUnit &unit : contents.units) {
        if (unit.track != track)
            continue;
        if (unit.end() >= contents.size)
            units.torn = std::min(units.torn, unit.pts);
        else
            units.whole.push_back(unit);
    }
    return units;
}

// Where each picture stands for long, the next is not missing before it is due, though the container may tell less.
SimDuration lastStep(const Units &units)
{
    return units.size() > 1 ? units.back().dts - units[units.size() - 2].dts : SimDuration::zero();
}

// Up to where a track that is cut after its last unit shows every picture. What is missing comes after that unit in
// decoding order, so nothing before its decoding time is missing; from there on, what is there counts as long as
// one unit follows the other without a gap.
SimDuration endWithoutGap(TrackUnits track)
{
    Units &units = track.whole;
    if (units.empty())
        return SimDuration::zero();
    const SimDuration pause = std::max(neighbourly, lastStep(units));
    SimDuration end = units.back().dts + units.back().duration;
    std::sort(units.begin(), units.end(), [](const AccessUnit &a, const AccessUnit &b) { return a.pts < b.pts; });
    for (const AccessUnit &unit : units) {
        if (unit.pts <= end + pause)
            end = std::max(end, unit.presentedUntil());
    }
    return std::min(end, track.torn);
}

// The index of an MP4 that is not fragmented lists every unit there should be.
bool lacksListedUnits(AVStream *stream, Bytes fileSize)
{
    const int count = avformat_index_get_entries_count(stream);
    for (int i = count - 1; i >= 0; --i) {
        const AVIndexEntry *entry = avformat_index_get_entry(stream, i);
        if (entry != nullptr && entry->pos + entry->size > fileSize.count())
            return true;
    }
    return false;
}

std::vector<std::size_t> tracksThatPlay(const MediaTimeline::Contents &contents)
{
    std::vector<std::size_t> tracks;
    for (std::size_t i = 0; i < contents.tracks.size(); ++i) {
        if (decidesPlayability(contents.tracks[i].kind))
            tracks.push_back(i);
    }
    return tracks;
}

SimDuration longestLastStep(const MediaTimeline::Contents &contents)
{
    SimDuration longest;
    for (const std::size_t track : tracksThatPlay(contents))
        longest = std::max(longest, lastStep(unitsOfTrack(contents, track).whole));
    return longest;
}

SimDuration endOfCutFilm(const MediaInput &input, const MediaTimeline::Contents &contents, SimDuration last)
{
    SimDuration listed = last;
    SimDuration interleaved = last;
    bool lists = false;
    for (const std::size_t track : tracksThatPlay(contents)) {
        const SimDuration end = endWithoutGap(unitsOfTrack(contents, track));
        if (!input.layout().isFragmented && lacksListedUnits(input.stream(static_cast<unsigned>(track)), input.size())) {
            listed = std::min(listed, end);
            lists = true;
        }
        if (end > last - interleaving)
            interleaved = std::min(interleaved, end);
    }
    return std::max(lists ? listed : interleaved, SimDuration::zero());
}

// From a bit rate that is not constant libavformat guesses badly; any other figure is wrong only when it is absurd.
bool isBelievable(const MediaInput &input, SimDuration told, SimDuration end)
{
    const SimDuration difference = told > end ? told - end : end - told;
    if (input.format()->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE)
        return difference <= std::max(end / 20, SimDuration::milliseconds(100));
    return !isAbsurd(told, end);
}

} // namespace

FilmLength lengthOfFilm(const MediaInput &input, const MediaTimeline::Contents &contents)
{
    const SimDuration end = endOfUnits(contents);
    if (contents.spliced) // by its first and last time stamp it seems to last no longer than a part
        return {end, end};
    const std::int64_t micros = input.format()->duration;
    const SimDuration told = micros > 0 ? toDuration(micros, av::microsecond) : SimDuration::zero();
    const bool isGuess = input.format()->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
    const bool mayBeCut = input.stoppedByError() || !input.layout().tellsLength;
    const bool isShort = mayBeCut && !isGuess && told > end + mostRounding && told > end + longestLastStep(contents);
    if (input.layout().isCut || isShort)
        return {told, endOfCutFilm(input, contents, end)};
    // Some containers count from before the presentation's start: that time is told, and nobody waits for it.
    if (told > end + mostRounding && told - input.presentationStart() <= end + mostRounding)
        return {told, end};
    const SimDuration length = told > SimDuration::zero() && isBelievable(input, told, end) ? told : end;
    return {length, length};
}

} // namespace rebuffer
