// Which packets the link loses: independently, or in bursts (Gilbert, 1960; Elliott, 1963).
#pragma once

#include "core/sim/random_stream.h"

namespace rebuffer {

/// Given as mean loss and mean burst length, both met by the process that results. With bursts it is the
/// two-state chain in which every packet of the bad state is lost: bursts are geometric with the mean asked for.
class LossModel {
public:
    explicit LossModel(RandomStream random) : m_random(random) {}

    /// `loss` from 0 to 1; `meanBurst` in packets, at least 1, or 0 for independent losses. Losses so dense
    /// that bursts of that mean cannot make them (loss / (1 - loss) > meanBurst) lengthen the bursts.
    void configure(double loss, double meanBurst);

    /// Decides on the next packet; draws from the stream unless no draw can matter.
    bool losesNext()
    {
        if (m_enterBad <= 0 && !m_bad)
            return false;
        m_bad = m_bad ? !m_random.chance(m_leaveBad) : m_random.chance(m_enterBad);
        return m_bad;
    }

private:
    RandomStream m_random;
    double m_enterBad = 0; // per packet, after one that was not lost
    double m_leaveBad = 1; // per packet, after one that was
    bool m_bad = false;
};

} // namespace rebuffer
