#include "core/media/track_choice.h"

#include <algorithm>

namespace rebuffer {

namespace {

void choose(std::vector<Track> &tracks, const std::vector<std::size_t> &ofKind, TrackPick pick)
{
    const bool exists = pick.number <= static_cast<int>(ofKind.size());
    const bool knowsBest = std::any_of(ofKind.begin(), ofKind.end(), [&](std::size_t i) { return tracks[i].preferred; });
    for (std::size_t i = 0; i < ofKind.size(); ++i) {
        Track &track = tracks[ofKind[i]];
        if (pick.number == TrackPick::byItself || !exists)
            track.chosen = track.preferred || !knowsBest;
        else
            track.chosen = pick.number == static_cast<int>(i) + 1;
    }
}

bool sameChosen(const std::vector<Track> &a, const std::vector<Track> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Track &x, const Track &y) { return x.chosen == y.chosen; });
}

} // namespace

std::vector<std::size_t> tracksOfKind(const MediaTimeline &timeline, TrackKind kind)
{
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < timeline.tracks().size(); ++i) {
        if (timeline.tracks()[i].kind == kind)
            found.push_back(i);
    }
    return found;
}

MediaFile withTracks(MediaFile film, const TrackChoice &choice)
{
    std::vector<Track> tracks = film.timeline->tracks();
    choose(tracks, tracksOfKind(*film.timeline, TrackKind::Video), choice.video);
    choose(tracks, tracksOfKind(*film.timeline, TrackKind::Audio), choice.audio);
    if (sameChosen(tracks, film.timeline->tracks()))
        return film;
    MediaTimeline::Contents contents = film.timeline->contents();
    contents.tracks = std::move(tracks);
    film.timeline = std::make_shared<const MediaTimeline>(std::move(contents));
    return film;
}

} // namespace rebuffer
