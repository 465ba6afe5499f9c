// Running a session on in steps short enough for every one of its curves: the one loop for whoever is not led by a clock.
#pragma once

#include "core/session/session.h"

#include <atomic>

namespace rebuffer {

/// One such step towards `t`, and never beyond it; also past the end of the film.
void stepTowards(Session &session, SimTime t);

/// To `t` or to the end of the film, whichever comes first. False if `stop` became true before; the session then stands
/// somewhere on the way, and can be run on.
bool runTo(Session &session, SimTime t, const std::atomic<bool> *stop = nullptr);

} // namespace rebuffer
