// A rate over time as a trace that can be read again: rows of seconds and Mbit/s.
#pragma once

#include "core/session/rate_plan.h"

#include <QByteArray>

namespace rebuffer {

/// Exact to the nanosecond and the bit per second; read as a trace it is the same until `until` at least.
QByteArray traceToText(const RatePlan &plan, SimTime until);

} // namespace rebuffer
