#include "core/session/run_record.h"

#include "core/session/run_to.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr SimDuration minute = SimDuration::wholeSeconds(60);

} // namespace

SimTime endOfRecord(const std::optional<MediaFile> &media, SimTime atLeast)
{
    const SimDuration film = media ? media->timeline->duration() * 3 : SimDuration::zero();
    return std::max(SimTime::fromStart(film + minute), atLeast);
}

std::optional<RunRecord> recordRun(const Scenario &script, const std::optional<MediaFile> &media, SimTime atLeast,
                                   const std::atomic<bool> &stop)
{
    Session session(script, media);
    if (!runTo(session, endOfRecord(media, atLeast), &stop))
        return std::nullopt;
    return RunRecord{session.series(), session.summary()};
}

} // namespace rebuffer
