// How long the film is: what its container says, as long as the file bears it out.
#pragma once

#include "core/media/ffmpeg/media_input.h"
#include "core/media/media_timeline.h"

namespace rebuffer {

/// The duration libavformat tells, which is ffprobe's. Of a file that is cut, the end of what can be played without
/// a gap. If what is told cannot be true (years, for a minute of units) or is not told, the end of the last unit.
/// `contents` is complete but for its duration, its units in reading order; times count from the start of the
/// presentation.
SimDuration durationOfFilm(const MediaInput &input, const MediaTimeline::Contents &contents);

} // namespace rebuffer
