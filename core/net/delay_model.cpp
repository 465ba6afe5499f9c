#include "core/net/delay_model.h"

#include "core/net/jitter_shape.h"

#include <algorithm>

namespace rebuffer {

void DelayModel::configure(const LinkSettings &settings)
{
    m_delay = settings.delay;
    m_jitter = settings.jitter;
    m_distribution = settings.jitterDistribution;
    m_reorder = settings.reorder;
    m_ordered.configure(m_jitter, m_distribution);
}

SimDuration DelayModel::drawn(SimTime now)
{
    const double deviations = m_reorder ? jitterDraw(m_random, m_distribution) : m_ordered.at(now);
    return std::max(SimDuration::zero(), SimDuration::seconds(m_delay.toSeconds() + m_jitter.toSeconds() * deviations));
}

} // namespace rebuffer
