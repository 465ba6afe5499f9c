// Opens any file that FFmpeg's libavformat demuxes and builds its MediaTimeline by reading every packet once.
#pragma once

#include "core/media/media_file.h"
#include "core/sim/result.h"

#include <functional>
#include <string>

namespace rebuffer {

/// Reads the whole index of the film at `path` (UTF-8, a regular file).
///
/// The units are the packets libavformat reports, one for one, with their file positions; times are shifted so
/// that the film's presentation starts at zero. A packet's range holds its bytes exactly where the container keeps
/// them in one piece. Where it cuts them up the range is that of the container's packets or pages that hold them (Ogg,
/// MPEG-PS), and in MPEG-TS goes on to the start of the same track's next packet's data, as a receiver needs.
/// Refuses, in one sentence that names the file, what is wrong and what to do: no such file, a directory, an
/// empty file, no permission, not media, no playable track, an unreadable index. A truncated film gives the
/// part whose bytes are there. `keepGoing`, if set, is asked now and then; false abandons the read.
Result<MediaFile> openMedia(const std::string &path, const std::function<bool()> &keepGoing = {});

} // namespace rebuffer
