#include "core/session/run_record.h"

#include "core/session/session.h"

#include <algorithm>

namespace rebuffer {

namespace {

/// Short enough for every curve, and to notice soon that nobody waits any more.
constexpr SimDuration step = SimDuration::milliseconds(20);
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
    const SimTime end = endOfRecord(media, atLeast);
    while (session.now() < end && !session.ended()) {
        if (stop)
            return std::nullopt;
        session.advanceTo(std::min(session.now() + step, end));
    }
    return RunRecord{session.series(), session.summary()};
}

} // namespace rebuffer
