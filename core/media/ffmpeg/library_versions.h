// Which FFmpeg libraries are running, and under which licence they were built.
#pragma once

#include <string>
#include <vector>

namespace rebuffer {

struct LibraryVersion {
    std::string name;    ///< "libavcodec"
    std::string version; ///< "59.37.100"
    std::string licence; ///< "LGPL version 2.1 or later"
};

std::vector<LibraryVersion> mediaLibraries();

} // namespace rebuffer
