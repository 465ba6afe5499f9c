#include "core/session/thresholds.h"

#include <algorithm>

namespace rebuffer {

SimDuration Thresholds::most() const
{
    SimDuration most;
    for (const auto &mark : all())
        most = std::max(most, mark.value_or(SimDuration::zero()));
    return most;
}

Thresholds thresholdsOf(const Scenario &scenario)
{
    if (scenario.transport == TransportKind::Rtp)
        return {scenario.player.start, {}, {}};
    if (scenario.delivery == DeliveryMode::Download)
        return {};
    return Thresholds::of(scenario.player);
}

} // namespace rebuffer
