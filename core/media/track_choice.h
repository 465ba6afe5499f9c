// Which of a film's tracks are played: of pictures one or none, of sound one or none.
#pragma once

#include "core/media/media_file.h"

#include <cstddef>
#include <vector>

namespace rebuffer {

/// Of one kind: the track that a player takes by itself, none, or the nth in the file's order, counted from 1.
struct TrackPick {
    static constexpr int byItself = -1;
    static constexpr int none = 0;

    int number = byItself;

    friend bool operator==(const TrackPick &, const TrackPick &) = default;
};

struct TrackChoice {
    TrackPick video;
    TrackPick audio;

    friend bool operator==(const TrackChoice &, const TrackChoice &) = default;
};

/// Indices into `timeline.tracks()`, in the file's order.
std::vector<std::size_t> tracksOfKind(const MediaTimeline &timeline, TrackKind kind);

/// The film with just these tracks played: only they decide what is playable. Where it has no such number, the track that
/// a player takes by itself. Its timeline is the very same one if these tracks are chosen already.
MediaFile withTracks(MediaFile film, const TrackChoice &choice);

} // namespace rebuffer
