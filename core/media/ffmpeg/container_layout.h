// What a container's outermost structure says of the file, read without libavformat, which does not tell: where the
// index of an MP4 lies, and whether the file is shorter than it was meant to be.
#pragma once

#include "core/media/media_timeline.h"

#include <cstdint>
#include <string>

namespace rebuffer {

/// Of ISO base media files (ISO/IEC 14496-12), Matroska (RFC 9559) and RIFF; of any other, all empty.
struct ContainerLayout {
    ByteRange index;               ///< the whole `moov` box, which may reach beyond a file that is cut; else [0, 0)
    std::uint64_t listedUnits = 0; ///< by that box's tables, of all tracks, whether they are in the file or not
    bool isFragmented = false;     ///< there are `moof` boxes: the index tells of no more than the start of the film
    bool lacksIndex = false;       ///< media without a `moov` box, in a file that is cut
    bool tellsLength = false;      ///< the structure says how long the file should be
    bool isCut = false;            ///< and it is shorter
};

/// All of it stays within the file's bounds, whatever the file says.
ContainerLayout layoutOf(const std::string &path);

} // namespace rebuffer
