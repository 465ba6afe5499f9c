// How long the film is: what its container says, as long as the file bears it out.
#pragma once

#include "core/media/ffmpeg/media_input.h"
#include "core/media/media_timeline.h"

namespace rebuffer {

/// What the container says the film lasts, and how much of that is in the file: less if it is cut, or counted from
/// before the film begins.
struct FilmLength {
    SimDuration announced;
    SimDuration playable;
};

/// Announced is what libavformat tells, which is ffprobe's; playable the same or, of a file that is cut, the end of what
/// plays without a gap. If what is told cannot be true (years, for a minute of units) or is not told, both are the end of
/// the last unit. `contents` is complete but for these, its units in reading order; times count from the start of the
/// presentation.
FilmLength lengthOfFilm(const MediaInput &input, const MediaTimeline::Contents &contents);

} // namespace rebuffer
