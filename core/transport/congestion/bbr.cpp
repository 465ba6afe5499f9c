// BBR version 1 (draft-cardwell-iccrg-bbr-congestion-control-00), as Linux has it: a model of the path, its bandwidth and
// its round trip, instead of a reaction to loss. Left out: its detection of token-bucket policers.
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/congestion/windowed_filter.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>
#include <array>

namespace rebuffer {

namespace {

constexpr double highGain = 2.885; // 2/ln 2: doubles the rate each round
constexpr double drainGain = 1000.0 / 2885;
constexpr double steadyWindowGain = 2;
constexpr std::array<double, 8> cycle{1.25, 0.75, 1, 1, 1, 1, 1, 1};
constexpr double pacingMargin = 0.99;
constexpr std::int64_t bandwidthRounds = 10;
constexpr std::int64_t aggregationRounds = 10;
constexpr std::uint32_t leastWindow = 4;
constexpr std::uint32_t burstAllowance = 3; // segments that sender and receiver may hold back, thrice
constexpr int fullRounds = 3;
constexpr double fullGrowth = 1.25;
constexpr SimDuration minRttLife = SimDuration::wholeSeconds(10);
constexpr SimDuration probeRttTime = SimDuration::milliseconds(200);
constexpr double mostAggregation = 0.1; // seconds of bandwidth

class Bbr final : public CongestionControl {
public:
    explicit Bbr(RandomStream random) : m_random(random) {}

    std::string_view name() const override { return "bbr"; }
    bool controlsWindow() const override { return true; }

    bool paces() const override { return true; }
    BitRate pacingRate() const override
    {
        const double packetsPerSecond = m_pacing;
        return BitRate::bitsPerSecond(
            std::max<std::int64_t>(1, static_cast<std::int64_t>(packetsPerSecond * tcp::maxSegment * 8)));
    }

    void onEstablished(const CongestionWindow &window, SimDuration rtt, SimTime now) override
    {
        m_minRtt = rtt;
        m_minRttAt = now;
        m_pacing = highGain * window.packets / std::max(rtt.toSeconds(), 1e-3);
    }

    void onAck(const AckFacts &facts, CongestionWindow &window) override
    {
        updateRound(facts);
        updateBandwidth(facts);
        updateAggregation(facts, window);
        updateCycle(facts);
        checkFullPipe(facts);
        checkDrain(facts);
        updateMinRtt(facts, window);
        updateGains();
        setPace();
        setWindow(facts, window);
    }

    std::uint32_t thresholdAfterLoss(const CongestionWindow &window, SimTime) override
    {
        saveWindow(window);
        return CongestionWindow::unset; // loss alone says nothing about the path
    }

    void onUndone(const CongestionWindow &, CongestionWindow &window) override
    {
        m_fullBandwidth = 0; // what was measured meanwhile was not the path
        m_fullCount = 0;
        window.packets = std::max(window.packets, m_priorWindow);
    }

    void onTimeout(SimTime) override
    {
        m_fullBandwidth = 0;
        m_roundStart = true;
        m_timedOut = true;
        m_wasRecovering = m_conserving = false;
    }

private:
    enum class Mode { Startup, Drain, ProbeBandwidth, ProbeRtt };

    double bandwidth() const { return m_bandwidth.best(); } // packets per second

    /// Packets in flight that fill the path at `gain` times its bandwidth.
    std::uint32_t inFlightFor(double gain) const
    {
        double packets = bandwidth() * m_minRtt.toSeconds() * gain;
        if (packets <= 0)
            return 10;
        packets += burstAllowance * segmentsPerBurst();
        auto whole = static_cast<std::uint32_t>(packets + 0.999999);
        whole = (whole + 1) & ~1u; // even, so that delayed acknowledgements keep flowing
        return m_mode == Mode::ProbeBandwidth && m_phase == 0 ? whole + 2 : whole;
    }
    /// Linux hands the device two segments at once above 1.2 Mbit/s, more at high rates (1 ms worth).
    std::uint32_t segmentsPerBurst() const
    {
        const double perMillisecond = m_pacing / 1000;
        const std::uint32_t least = m_pacing * tcp::maxSegment * 8 < 1.2e6 ? 1 : 2;
        return std::max(least, static_cast<std::uint32_t>(std::min(perMillisecond, 44.0)));
    }

    void updateRound(const AckFacts &facts)
    {
        m_roundStart = false;
        if (facts.priorDelivered >= 0 && facts.priorDelivered >= m_nextRound) {
            m_nextRound = facts.totalDelivered;
            ++m_rounds;
            m_roundStart = true;
            m_conserving = false;
        }
    }

    /// Short of data when the acknowledged packet was sent, or held back by ourselves: such a sample is no upper bound.
    bool isLimited(const AckFacts &facts) const { return facts.appLimited || facts.priorDelivered < m_heldBackUntil; }

    void updateBandwidth(const AckFacts &facts)
    {
        if (facts.priorDelivered < 0 || facts.interval <= SimDuration::zero() || facts.interval < m_minRtt)
            return;
        const double sample = static_cast<double>(facts.totalDelivered - facts.priorDelivered) / facts.interval.toSeconds();
        if (!isLimited(facts) || sample >= bandwidth())
            m_bandwidth.update(sample, m_rounds, bandwidthRounds);
    }

    /// How far acknowledgements come in lumps: what arrives beyond the bandwidth is allowed for in the window.
    void updateAggregation(const AckFacts &facts, const CongestionWindow &window)
    {
        const double expected = bandwidth() * (facts.now - m_aggregationSince).toSeconds();
        if (m_aggregated <= expected) {
            m_aggregated = 0;
            m_aggregationSince = facts.now;
            m_aggregated += facts.delivered;
            m_extra.update(std::min<double>(m_aggregated, window.packets), m_rounds, aggregationRounds);
            return;
        }
        m_aggregated += facts.delivered;
        const double extra = std::min<double>(m_aggregated - expected, window.packets);
        m_extra.update(extra, m_rounds, aggregationRounds);
    }

    std::uint32_t aggregationAllowance() const
    {
        if (!m_pipeFull)
            return 0;
        return static_cast<std::uint32_t>(std::min(m_extra.best(), bandwidth() * mostAggregation));
    }

    void updateCycle(const AckFacts &facts)
    {
        if (m_mode != Mode::ProbeBandwidth || !phaseIsOver(facts))
            return;
        m_phase = (m_phase + 1) % cycle.size();
        m_phaseSince = facts.now;
    }

    bool phaseIsOver(const AckFacts &facts) const
    {
        const bool fullLength = facts.now - m_phaseSince > m_minRtt;
        const double gain = cycle[m_phase];
        if (gain > 1)
            return fullLength && (facts.newlyLost > 0 || facts.priorInFlight >= inFlightFor(gain));
        if (gain < 1)
            return fullLength || facts.priorInFlight <= inFlightFor(1);
        return fullLength;
    }

    void checkFullPipe(const AckFacts &facts)
    {
        if (m_pipeFull || !m_roundStart || isLimited(facts))
            return;
        if (bandwidth() >= m_fullBandwidth * fullGrowth) {
            m_fullBandwidth = bandwidth();
            m_fullCount = 0;
            return;
        }
        m_pipeFull = ++m_fullCount >= fullRounds;
    }

    void checkDrain(const AckFacts &facts)
    {
        if (m_mode == Mode::Startup && m_pipeFull)
            m_mode = Mode::Drain;
        if (m_mode == Mode::Drain && facts.inFlight <= inFlightFor(1))
            enterProbeBandwidth(facts.now);
    }

    void enterProbeBandwidth(SimTime now)
    {
        m_mode = Mode::ProbeBandwidth;
        // Any phase but the draining one, so that flows do not probe in step.
        const std::size_t back = m_random.below(cycle.size() - 1);
        m_phase = (cycle.size() - back) % cycle.size();
        m_phaseSince = now;
    }

    void updateMinRtt(const AckFacts &facts, CongestionWindow &window)
    {
        const bool expired = facts.now - m_minRttAt > minRttLife;
        if (facts.rtt > SimDuration::zero() && (facts.rtt < m_minRtt || expired)) {
            m_minRtt = facts.rtt;
            m_minRttAt = facts.now;
        }
        if (expired && m_mode != Mode::ProbeRtt) {
            m_mode = Mode::ProbeRtt;
            saveWindow(window);
            m_probeRttDone = SimTime::never();
        }
        if (m_mode == Mode::ProbeRtt)
            probeRtt(facts, window);
    }

    void probeRtt(const AckFacts &facts, CongestionWindow &window)
    {
        m_heldBackUntil = facts.totalDelivered + facts.inFlight;
        if (m_probeRttDone == SimTime::never()) {
            if (facts.inFlight > leastWindow)
                return;
            m_probeRttDone = facts.now + probeRttTime;
            m_probeRttRound = false;
            m_nextRound = facts.totalDelivered;
            return;
        }
        m_probeRttRound = m_probeRttRound || m_roundStart;
        if (!m_probeRttRound || facts.now < m_probeRttDone)
            return;
        m_minRttAt = facts.now;
        window.packets = std::max(window.packets, m_priorWindow);
        if (m_pipeFull)
            enterProbeBandwidth(facts.now);
        else
            m_mode = Mode::Startup;
    }

    void updateGains()
    {
        switch (m_mode) {
        case Mode::Startup: m_pacingGain = m_windowGain = highGain; break;
        case Mode::Drain:
            m_pacingGain = drainGain;
            m_windowGain = highGain;
            break;
        case Mode::ProbeBandwidth:
            m_pacingGain = cycle[m_phase];
            m_windowGain = steadyWindowGain;
            break;
        case Mode::ProbeRtt: m_pacingGain = m_windowGain = 1; break;
        }
    }

    void setPace()
    {
        const double rate = m_pacingGain * bandwidth() * pacingMargin;
        if (m_pipeFull || rate > m_pacing)
            m_pacing = rate;
    }

    void setWindow(const AckFacts &facts, CongestionWindow &window)
    {
        if (facts.delivered > 0 && !recoverWindow(facts, window)) {
            const std::uint32_t aim = inFlightFor(m_windowGain) + aggregationAllowance();
            if (m_pipeFull)
                window.packets = std::min(window.packets + facts.delivered, aim);
            else if (window.packets < aim || facts.totalDelivered < 10)
                window.packets += facts.delivered;
        }
        window.packets = std::max(window.packets, leastWindow);
        if (m_mode == Mode::ProbeRtt)
            window.packets = std::min(window.packets, leastWindow);
    }

    /// Fast recovery: what is lost leaves the window, and for one round as much goes out as comes in. A recovery that
    /// begins with the very acknowledgement that ends another is the same one here: on a path that always loses some,
    /// a round of conservation for each would keep the window from ever growing.
    bool recoverWindow(const AckFacts &facts, CongestionWindow &window)
    {
        if (facts.newlyLost > 0)
            window.packets = std::max(1u, window.packets - std::min(window.packets, facts.newlyLost));
        if (facts.recovering && !m_wasRecovering) {
            m_wasRecovering = m_conserving = true;
            m_timedOut = false;
            m_nextRound = facts.totalDelivered;
            window.packets = facts.inFlight + facts.delivered;
        } else if ((m_wasRecovering || m_timedOut) && !facts.recovering && !facts.timedOut) {
            window.packets = std::max(window.packets, m_priorWindow);
            m_conserving = m_wasRecovering = m_timedOut = false;
        }
        if (!m_conserving)
            return false;
        window.packets = std::max(window.packets, facts.inFlight + facts.delivered);
        return true;
    }

    void saveWindow(const CongestionWindow &window)
    {
        const bool fresh = !m_wasRecovering && !m_timedOut && m_mode != Mode::ProbeRtt;
        m_priorWindow = fresh ? window.packets : std::max(m_priorWindow, window.packets);
    }

    RandomStream m_random;
    Mode m_mode = Mode::Startup;
    WindowedMaximum m_bandwidth; // packets per second, over rounds
    WindowedMaximum m_extra;     // packets, over rounds
    SimDuration m_minRtt;
    SimTime m_minRttAt;
    std::int64_t m_nextRound = 0; // delivered count that ends this round
    std::int64_t m_rounds = 0;
    bool m_roundStart = false;

    double m_pacing = 0; // packets per second
    double m_pacingGain = highGain;
    double m_windowGain = highGain;
    std::size_t m_phase = 0;
    SimTime m_phaseSince;

    double m_fullBandwidth = 0;
    int m_fullCount = 0;
    bool m_pipeFull = false;

    SimTime m_probeRttDone = SimTime::never();
    bool m_probeRttRound = false;
    std::int64_t m_heldBackUntil = 0; // samples of what was sent before this many were delivered are of our own making

    double m_aggregated = 0;
    SimTime m_aggregationSince;

    std::uint32_t m_priorWindow = 0;
    bool m_conserving = false;
    bool m_wasRecovering = false;
    bool m_timedOut = false;
};

} // namespace

std::unique_ptr<CongestionControl> makeBbr(RandomStream random)
{
    return std::make_unique<Bbr>(random);
}

} // namespace rebuffer
