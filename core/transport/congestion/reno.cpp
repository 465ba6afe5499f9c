// NewReno's window (RFC 5681): doubles a round in slow start, one packet a round after, halves at a loss.
#include "core/transport/congestion/congestion_control.h"

#include <algorithm>

namespace rebuffer {

namespace {

class Reno final : public CongestionControl {
public:
    std::string_view name() const override { return "reno"; }

    void onAck(const AckFacts &facts, CongestionWindow &window) override
    {
        if (facts.recovering || !facts.windowLimited)
            return;
        std::uint32_t acked = facts.delivered;
        if (window.inSlowStart())
            acked = window.growInSlowStart(acked);
        if (acked > 0)
            window.growAdditively(window.packets, acked);
    }

    std::uint32_t thresholdAfterLoss(const CongestionWindow &window, SimTime) override
    {
        m_halfOver = window.packets > 4 && window.packets % 2 == 1;
        return std::max(window.packets / 2, 2u);
    }

    void onUndone(const CongestionWindow &before, CongestionWindow &window) override
    {
        CongestionControl::onUndone(before, window);
        m_halfOver = false;
    }

    void onRecovered(CongestionWindow &window, SimTime) override
    {
        // RFC 5681 halves bytes: half of an odd window is no whole packet, and the half counts toward the next.
        if (m_halfOver)
            window.credit = window.packets / 2;
        m_halfOver = false;
    }

private:
    bool m_halfOver = false;
};

} // namespace

std::unique_ptr<CongestionControl> makeReno()
{
    return std::make_unique<Reno>();
}

} // namespace rebuffer
