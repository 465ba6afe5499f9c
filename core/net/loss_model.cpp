#include "core/net/loss_model.h"

#include <algorithm>

namespace rebuffer {

void LossModel::configure(double loss, double meanBurst)
{
    if (loss >= 1) {
        m_enterBad = 1;
        m_leaveBad = 0;
    } else if (meanBurst < 1) {
        // Independent: the chance is the same whatever came before.
        m_enterBad = loss;
        m_leaveBad = 1 - loss;
    } else {
        // Stationary share of the bad state: enter / (enter + leave) = loss, with leave = 1 / meanBurst.
        const double odds = loss / (1 - loss);
        const double burst = std::max(meanBurst, odds);
        m_leaveBad = 1 / burst;
        m_enterBad = odds * m_leaveBad;
    }
    if (loss <= 0)
        m_bad = false;
}

} // namespace rebuffer
