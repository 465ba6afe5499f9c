// How much of what is asked for again may be sent again: a full link drops packets because there are too many of them,
// and repairing all of them would make more.
#pragma once

#include <algorithm>

namespace rebuffer {

/// One repair for every two media packets sent, saved up for a burst of losses. Losses at random of up to a third can be
/// repaired so, repetitions lost in their turn included.
class RepairAllowance {
public:
    static constexpr int mostSaved = 128; ///< repairs

    void onMediaSent() { m_halves = std::min(m_halves + 1, 2 * mostSaved); }
    /// Takes one; false if there is none left.
    bool take()
    {
        if (m_halves < 2)
            return false;
        m_halves -= 2;
        return true;
    }

private:
    int m_halves = 2 * mostSaved;
};

} // namespace rebuffer
