// From what a scenario names as its source to something that can be streamed.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"

#include <functional>
#include <optional>

namespace rebuffer {

/// Opens a film, any file as bytes, or synthetic media; a bulk source is std::nullopt. The problem is one line that
/// names the file, what is wrong with it and what to do. `keepGoing` as for openMedia().
Result<std::optional<MediaFile>> openSource(const SourceSpec &source, const std::function<bool()> &keepGoing = {});

} // namespace rebuffer
