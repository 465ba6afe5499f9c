// Whether a film has the tracks that a scenario wants played: only the opened film can tell.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"

#include <optional>

namespace rebuffer {

/// The problem names the key, what was given and what the film has; also when nothing would be left to play.
/// `media` is what scenario.source names, opened.
Result<bool> checkTracks(const Scenario &scenario, const std::optional<MediaFile> &media);

} // namespace rebuffer
