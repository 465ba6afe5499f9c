// A source that has been opened: what it is called, what it holds, and its bytes for whoever asks.
#pragma once

#include "core/media/media_timeline.h"

#include <memory>
#include <string>

namespace rebuffer {

/// `path` is empty for synthetic media; `timeline` is never null.
struct MediaFile {
    std::string path; ///< as given, UTF-8
    std::string name; ///< for people: the file's name, or "1 Mbit/s for 60 s"
    std::shared_ptr<const MediaTimeline> timeline;
};

} // namespace rebuffer
