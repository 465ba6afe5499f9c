#include "core/session/run_to.h"

#include <algorithm>

namespace rebuffer {

namespace {

/// A curve's shortest bucket; and short enough to notice soon that nobody waits any more.
constexpr SimDuration step = Series::firstWidth;

} // namespace

void stepTowards(Session &session, SimTime t)
{
    session.advanceTo(std::min(session.now() + step, t));
}

bool runTo(Session &session, SimTime t, const std::atomic<bool> *stop)
{
    while (session.now() < t && !session.ended()) {
        if (stop && *stop)
            return false;
        stepTowards(session, t);
    }
    return true;
}

} // namespace rebuffer
