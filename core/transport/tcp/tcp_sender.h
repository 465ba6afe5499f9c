// The server's end of TCP: what may be sent now, what has to be sent again, and when to stop waiting.
#pragma once

#include "core/net/link.h"
#include "core/sim/event_queue.h"
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/limits.h"
#include "core/transport/packetiser.h"
#include "core/transport/tcp/rtt_estimator.h"
#include "core/transport/tcp/scoreboard.h"
#include "core/transport/tcp/spurious_recovery.h"

#include <memory>
#include <utility>

namespace rebuffer {

/// Told what a sender decides, for the record.
class TcpObserver {
public:
    virtual ~TcpObserver() = default;
    /// The congestion window was cut: at a loss, a timeout, or a probe that found one.
    virtual void onWindowCut(std::uint32_t packets, SimTime now) = 0;
    /// The cut was for nothing: what had been deemed lost was late.
    virtual void onWindowRestored(std::uint32_t packets, SimTime now) = 0;
    virtual void onTimeout(SimDuration nextTimeout, SimTime now) = 0;
    virtual void onRttSample(SimDuration rtt, SimTime now) = 0;
};

/// Loss recovery with SACK, RACK and tail loss probes (RFC 2018, 8985), proportional rate reduction (RFC 6937),
/// retransmission timeouts (RFC 6298), zero-window probes (RFC 9293 3.8.6.1), window restart after idleness
/// (RFC 2861's mildest form), a needless recovery or timeout taken back (RFC 3522, RFC 3708). One timer serves all of
/// them, one more the pacing.
class TcpSender {
public:
    enum class State : std::uint8_t {
        Open,     ///< nothing amiss
        Recovery, ///< fast recovery until everything out at its start is acknowledged
        Loss,     ///< after a timeout, until the same
    };
    struct Alarms {
        Alarm retransmission;
        Alarm pacing;
    };

    /// Segments go to `downlink`; neither it nor `observer` is owned.
    TcpSender(Link &downlink, Alarms alarms, std::unique_ptr<CongestionControl> control, TcpObserver &observer);

    /// The SYN, ACK was lost more than once: the first flight is one segment (RFC 5681, 3.1; so lenient is Linux).
    void beginWithOne() { m_window.packets = 1; }
    /// From the handshake: the first round trip, the client's window, and when its last segment was sent.
    void onEstablished(SimDuration rtt, std::uint32_t window, SimTime heard, SimTime now);
    /// More of the stream; send() puts it on its way.
    void write(Bytes size, SimTime now)
    {
        m_packetiser.write({Bytes(m_written), size}, now);
        m_written += size.count();
    }
    /// Nothing more will be written: the last segment says so.
    void finish() { m_finished = true; }

    /// All that was written has been acknowledged, and no more will be.
    bool isDone() const { return m_finished && m_board.empty() && !m_packetiser.readable(); }

    void onAck(const Packet &ack, SimTime now);
    void onRetransmissionAlarm(SimTime now);
    void onPacingAlarm(SimTime now) { send(now); }
    /// Sends what window and pace allow.
    void send(SimTime now);

    /// Another congestion control from here on; the connection and its window stay.
    void setCongestionControl(std::unique_ptr<CongestionControl> control, SimTime now);

    Bytes unsent() const { return m_packetiser.waiting(); }
    const CongestionWindow &window() const { return m_window; }
    const RttEstimator &rtt() const { return m_rtt; }
    const Scoreboard &scoreboard() const { return m_board; }
    State state() const { return m_state; }
    std::uint32_t receiveWindow() const { return m_receiveWindow; }
    /// There is something to send and the receiver has no room for it.
    bool blockedByReceiver() const { return m_packetiser.readable() && !fitsReceiveWindow(); }
    SimDuration timeout() const { return m_rtt.timeout(); }
    /// What holds it back now.
    Limit limit(SimTime now) const;
    /// How long each thing has.
    LimitTimes limitTimes(SimTime now) const;

private:
    /// What has just been found missing.
    struct Losses {
        std::uint32_t packets = 0;
        bool ofRepairs = false; ///< some of it had been sent again before
    };
    enum class Timer : std::uint8_t { Off, Retransmission, TailProbe, Reordering, ZeroWindow };

    // Acknowledgements.
    bool restartsTimer(const AckOutcome &outcome, SimTime now);
    void takeWindow(const Packet &ack);
    void updateRtt(const Packet &ack, const AckOutcome &outcome, SimTime now);
    Losses detectLosses(SimTime now);
    SimDuration reorderWindow() const;
    void updateState(const AckOutcome &outcome, const Losses &losses, SimTime now);
    bool recoveryDrags(SimTime now) const;
    void cutAgain(SimTime now);
    void enterRecovery(SimTime now);
    void cutWindow(const CongestionWindow &before, SimTime now);
    void leaveRecovery(SimTime now);
    void undoIfSpurious(const Packet &ack, const AckOutcome &outcome, SimTime now);
    bool isSpurious(bool wasLate) const;
    void undo(SimTime now);
    void adaptReordering(const AckOutcome &outcome);
    void checkTailProbe(const AckOutcome &outcome, SimTime now);
    void updateWindow(const AckOutcome &outcome, std::uint32_t newlyLost, std::uint32_t priorInFlight, SimTime now);
    void reduceProportionally(const AckOutcome &outcome, std::uint32_t newlyLost);
    AckFacts factsOf(const AckOutcome &outcome, std::uint32_t newlyLost, std::uint32_t priorInFlight, SimTime now) const;

    // Sending.
    bool sendOne(SimTime now);
    bool mayBePaced(SimTime now);
    bool fitsReceiveWindow() const;
    void resend(Segment &segment, SimTime now);
    void sendNew(SimTime now);
    void transmit(const Segment &segment, bool again, SimTime now);
    void stamp(Segment &segment, SimTime now);
    /// To the link; what is put on an idle one may begin another spell of its work.
    void handOver(Packet &&packet, SimTime now)
    {
        if (m_downlink.isIdle()) [[unlikely]]
            beginSpell(now);
        m_downlink.send(std::move(packet), now);
    }
    void restartAfterIdle(SimTime now);
    void validateWindow();

    // Accounts.
    Limit heldBy() const;
    void beHeldBy(Limit limit, SimTime now);
    void beginSpell(SimTime now);

    // The timer.
    void armTimer(SimTime now);
    SimTime timeoutAt(SimTime now, Timer before);
    void putOffTailProbe(SimTime now);
    bool wantsTailProbe() const;
    SimDuration probeTimeout() const;
    void onTimeout(SimTime now);
    void sendTailProbe(SimTime now);
    void sendWindowProbe(SimTime now);

    Link &m_downlink;
    Alarms m_alarms;
    TcpObserver &m_observer;
    std::unique_ptr<CongestionControl> m_control;
    CongestionWindow m_window;
    RttEstimator m_rtt;
    Scoreboard m_board;
    Packetiser m_packetiser;
    std::int64_t m_written = 0;
    bool m_finished = false;
    bool m_established = false;

    std::int64_t m_windowEdge = 0;     // the receiver takes bytes before this
    std::uint32_t m_receiveWindow = 0; // as last advertised
    SimTime m_echo;                    // the client's last timestamp

    State m_state = State::Open;
    std::int64_t m_recoveryEnd = 0; // recovery lasts until this is acknowledged
    std::uint32_t m_prrDelivered = 0;
    std::uint32_t m_prrSent = 0;
    SimTime m_reducedAt; // when this recovery last cut the window
    std::uint32_t m_prrPriorWindow = 0;
    SpuriousRecovery m_spurious;
    std::uint32_t m_reorderSteps = 1; // RACK's reordering window in quarters of the least RTT
    int m_reorderMemory = 0;          // recoveries until it is narrow again
    bool m_repairHeld = false;        // nothing is deemed lost nor sent again just now
    bool m_duplicateSeen = false;     // and not yet acted upon
    std::int64_t m_widenedAt = 0;     // had been delivered when it was made wider

    Timer m_timer = Timer::Off;
    SimTime m_nextLossCheck = SimTime::never();
    int m_windowProbes = 0;       // since the last segment
    std::int64_t m_probeEnd = -1; // a tail loss probe is out; what was sent when it left
    bool m_probeWasNew = false;

    LimitClock m_limits;
    SimTime m_queueStandsFrom; // in the link's present spell of work
    SimTime m_lastSent;
    BitRate m_pace;       // zero: as the window allows
    bool m_paced = false; // congestion control ever gives one
    SimTime m_nextPaced;
    bool m_windowLimited = false;
    std::uint32_t m_mostOut = 0;
    std::int64_t m_usageEnd = 0;

    // Delivery rate (draft-cheng-iccrg-delivery-rate-estimation).
    std::int64_t m_delivered = 0;
    SimTime m_deliveredAt;
    SimTime m_firstSentAt;
    std::int64_t m_appLimitedUntil = 0; // samples are app-limited until this many are delivered
};

} // namespace rebuffer
