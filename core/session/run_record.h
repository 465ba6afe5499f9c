// A run as it went, kept to be set beside another: its curves and its figures, to the end of its film.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"
#include "core/session/series.h"
#include "core/session/summary.h"

#include <atomic>
#include <optional>

namespace rebuffer {

struct RunRecord {
    Series series;
    Summary summary; ///< at the end of the record
};

/// How long a run is worth following: to the end of its film, or three times the film's length and a minute, if it does not
/// end before that; of endless bytes, a minute. Never less than `atLeast`.
SimTime endOfRecord(const std::optional<MediaFile> &media, SimTime atLeast);

/// Runs `script` to its end. Nothing if `stop` becomes true meanwhile.
std::optional<RunRecord> recordRun(const Scenario &script, const std::optional<MediaFile> &media, SimTime atLeast,
                                   const std::atomic<bool> &stop);

} // namespace rebuffer
