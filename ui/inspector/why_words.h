// Why it stalled, in plain words.
#pragma once

#include "core/session/stall_reason.h"

#include <QString>

namespace rebuffer {

/// "Why did it stall at 0:27.1?"
QString whyTitle(const StallReason &reason);
/// One or two sentences: what was given, what was needed, and why the one was less than the other.
QString whySentence(const StallReason &reason);
/// "start threshold 11.4 s instead of 2 s"; `before` is the scenario that stalled.
QString preventionText(const Prevention &prevention, const Scenario &before);

} // namespace rebuffer
