#include "core/session/scenario.h"

namespace rebuffer {

LinkSettings UplinkSettings::over(const LinkSettings &link) const
{
    LinkSettings up = link;
    up.loss = 0;
    up.lossBurst = 0;
    const auto override = [](auto &target, const auto &mine) {
        if (mine)
            target = *mine;
    };
    override(up.rate, rate);
    override(up.traceFile, traceFile);
    override(up.delay, delay);
    override(up.jitter, jitter);
    override(up.jitterDistribution, jitterDistribution);
    override(up.reorder, reorder);
    override(up.loss, loss);
    override(up.lossBurst, lossBurst);
    override(up.queue, queue);
    override(up.queueDiscipline, queueDiscipline);
    override(up.overhead, overhead);
    return up;
}

} // namespace rebuffer
