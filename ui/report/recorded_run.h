// A run as it was at one instant, kept so that it can be drawn and told while the session goes on.
#pragma once

#include "core/session/session.h"
#include "core/session/stall_reason.h"

#include <atomic>
#include <cstddef>
#include <optional>
#include <vector>

namespace rebuffer {

struct RecordedRun {
    Scenario script; ///< runs it again
    std::optional<MediaFile> media;
    Summary summary;
    Series series;
    Snapshot snapshot;
    std::vector<StallReason> reasons; ///< of the first stalls

    static RecordedRun of(const Session &session);
    /// Runs it again to learn why its first stalls came about, so many at most; false if `stop` became true.
    bool findReasons(std::size_t most, const std::atomic<bool> *stop = nullptr);
};

} // namespace rebuffer
