// CUBIC (RFC 9438) with its Reno-friendly region, fast convergence and HyStart++.
#include "core/sim/portable_math.h"
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/congestion/hystart.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr double scale = 0.4;                                          // RFC 9438's C, packets per second cubed
constexpr double decrease = 717.0 / 1024;                              // beta, 0.7 as Linux holds it
constexpr double friendlyGrowth = 3 * (1 - decrease) / (1 + decrease); // Reno-friendly packets a round
constexpr std::uint32_t slowestGrowth = 100;                           // windows per packet when the curve lies below
constexpr double firstGrowth = 20; // packets acknowledged per increase before any loss was seen

class Cubic final : public CongestionControl {
public:
    std::string_view name() const override { return "cubic"; }

    void onAck(const AckFacts &facts, CongestionWindow &window) override
    {
        if (facts.rtt > SimDuration::zero() && (m_leastRtt == SimDuration::zero() || facts.rtt < m_leastRtt))
            m_leastRtt = facts.rtt;
        if (facts.recovering || !facts.windowLimited)
            return;
        std::uint32_t acked = facts.delivered;
        if (window.inSlowStart())
            acked = growInSlowStart(facts, window);
        if (acked > 0)
            window.growAdditively(ackedPerIncrease(facts.now, acked, window.packets), acked);
    }

    std::uint32_t thresholdAfterLoss(const CongestionWindow &window, SimTime) override
    {
        m_inEpoch = false;
        const double packets = window.packets;
        // Fast convergence: a flow whose window shrank since the last loss makes room for others.
        m_lastMost = packets < m_lastMost ? packets * (1 + decrease) / 2 : packets;
        return std::max(static_cast<std::uint32_t>(packets * decrease), 2u);
    }

    void onTimeout(SimTime) override
    {
        m_inEpoch = false;
        m_lastMost = 0;
        m_leastRtt = SimDuration::zero();
        m_hyStart.reset();
    }

    void onRestart(SimDuration idle, SimTime) override
    {
        // Idle time is not growing time.
        if (m_inEpoch)
            m_epoch += idle;
    }

private:
    std::uint32_t growInSlowStart(const AckFacts &facts, CongestionWindow &window)
    {
        const std::uint32_t left = window.growInSlowStart(m_hyStart.onAck(facts, window));
        if (m_hyStart.slowStartEnded()) {
            window.threshold = std::min(window.threshold, window.packets);
            m_hyStart.reset();
        }
        return left;
    }

    void startEpoch(SimTime now, std::uint32_t packets)
    {
        m_inEpoch = true;
        m_epoch = now;
        m_renoPackets = packets;
        m_renoCredit = 0;
        m_origin = std::max(m_lastMost, static_cast<double>(packets));
        m_inflection = portable::cbrt((m_origin - packets) / scale);
    }

    /// Where the cubic curve is one RTT from now (RFC 9438, section 4.2).
    double target(SimTime now) const
    {
        const double t = (now - m_epoch + m_leastRtt).toSeconds() - m_inflection;
        return m_origin + scale * t * t * t;
    }

    std::uint32_t ackedPerIncrease(SimTime now, std::uint32_t acked, std::uint32_t packets)
    {
        if (!m_inEpoch)
            startEpoch(now, packets);
        const double window = packets;
        const double aim = target(now);
        double perIncrease = aim > window ? window / (aim - window) : slowestGrowth * window;
        if (m_lastMost == 0)
            perIncrease = std::min(perIncrease, firstGrowth);
        perIncrease = std::min(perIncrease, renoFriendly(acked, window));
        return std::max(static_cast<std::uint32_t>(perIncrease), 2u);
    }

    /// Never slower than Reno with the same decrease would be (section 4.3).
    double renoFriendly(std::uint32_t acked, double window)
    {
        m_renoCredit += acked;
        const double perPacket = window / friendlyGrowth;
        while (m_renoCredit > perPacket) {
            m_renoCredit -= perPacket;
            m_renoPackets += 1;
        }
        return m_renoPackets > window ? window / (m_renoPackets - window) : slowestGrowth * window;
    }

    HyStart m_hyStart;
    SimDuration m_leastRtt;
    SimTime m_epoch;
    bool m_inEpoch = false;
    double m_lastMost = 0;   // W_max; 0: no loss yet
    double m_origin = 0;     // where the curve is flat
    double m_inflection = 0; // K: seconds from the epoch's start to the flat
    double m_renoPackets = 0;
    double m_renoCredit = 0;
};

} // namespace

std::unique_ptr<CongestionControl> makeCubic()
{
    return std::make_unique<Cubic>();
}

} // namespace rebuffer
