#include "ui/report/recorded_run.h"

#include <algorithm>

namespace rebuffer {

RecordedRun RecordedRun::of(const Session &session)
{
    RecordedRun run{session.script(), session.media(), session.summary(), session.series(), {}, {}};
    session.snapshot(run.snapshot);
    return run;
}

bool RecordedRun::findReasons(std::size_t most, const std::atomic<bool> *stop)
{
    const std::size_t count = media ? std::min(most, summary.stalls.size()) : 0;
    while (reasons.size() < count) {
        const auto reason = whyStalled(script, *media, reasons.size(), stop);
        if (!reason)
            return !(stop && *stop);
        reasons.push_back(*reason);
    }
    return true;
}

} // namespace rebuffer
