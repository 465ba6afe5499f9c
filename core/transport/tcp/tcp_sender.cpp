#include "core/transport/tcp/tcp_sender.h"

#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr std::uint32_t initialWindow = 10;
constexpr int roundTripsToRecover = 4;
constexpr std::uint32_t duplicateThreshold = 3;
constexpr std::uint32_t mostReorderSteps = 255;
constexpr int reorderMemory = 16; // recoveries

} // namespace

TcpSender::TcpSender(Link &downlink, Alarms alarms, std::unique_ptr<CongestionControl> control, TcpObserver &observer)
    : m_downlink(downlink), m_alarms(alarms), m_observer(observer), m_control(std::move(control)), m_board(tcp::maxSegment),
      m_packetiser(Bytes(tcp::maxSegment)), m_paced(m_control->paces())
{
}

void TcpSender::onEstablished(SimDuration rtt, std::uint32_t window, SimTime heard, SimTime now)
{
    m_established = true;
    m_rtt.sample(rtt, m_board.acknowledged(), m_board.sent());
    m_board.learnRtt(rtt);
    m_receiveWindow = window;
    m_windowEdge = window;
    m_echo = heard;
    m_deliveredAt = m_firstSentAt = m_lastSent = now;
    m_control->onEstablished(m_window, rtt, now);
}

void TcpSender::setCongestionControl(std::unique_ptr<CongestionControl> control, SimTime now)
{
    m_control = std::move(control);
    m_paced = m_control->paces();
    m_pace = {};
    m_window.credit = 0; // what the old one left open in the window must not bind the new one
    // The threshold stays: a slow start goes on, and after BBR, which has none, it begins (so in Linux).
    if (m_established)
        m_control->onEstablished(m_window, m_rtt.smoothed(), now);
    // A loss that meant nothing to the old one is being mended: the new one cuts the window for it in its own way.
    if (m_state == State::Recovery && m_window.threshold >= CongestionWindow::unset && !m_control->controlsWindow()) {
        CongestionWindow before = m_window;
        before.packets = std::max(m_window.packets, m_prrPriorWindow);
        cutWindow(before, now);
    }
}

// ---- Acknowledgements

void TcpSender::onAck(const Packet &ack, SimTime now)
{
    if (!m_established)
        return;
    const std::uint32_t priorInFlight = m_board.inFlight();
    const AckOutcome outcome = m_board.onAck(ack, now);
    takeWindow(ack);
    updateRtt(ack, outcome, now);
    m_delivered += outcome.delivered;
    if (outcome.delivered > 0)
        m_deliveredAt = now;
    adaptReordering(outcome);
    checkTailProbe(outcome, now);
    if (m_spurious.isPossible())
        undoIfSpurious(ack, outcome, now);
    const Losses losses = m_repairHeld ? Losses() : detectLosses(now);
    updateState(outcome, losses, now);
    updateWindow(outcome, losses.packets, priorInFlight, now);
    if (restartsTimer(outcome, now) || m_timer == Timer::ZeroWindow)
        armTimer(now);
    send(now);
    m_repairHeld = false;
}

/// Reports of what was sent after the oldest say nothing of it: they must not put its timeout off for ever.
bool TcpSender::restartsTimer(const AckOutcome &outcome, SimTime now)
{
    return outcome.advanced || (outcome.sackedNew && outcome.rtt > now - m_board.oldest().sentAt);
}

void TcpSender::takeWindow(const Packet &ack)
{
    if (ack.ack < m_board.acknowledged())
        return; // overtaken by a newer one
    m_receiveWindow = ack.window;
    m_windowEdge = std::max(m_windowEdge, ack.ack + ack.window);
    m_echo = std::max(m_echo, ack.sentAt);
}

/// Where all that was acknowledged had been repeated, the timestamp tells which copy is answered (RFC 7323, section 4.1):
/// else a timeout shorter than the round trip would never learn better.
void TcpSender::updateRtt(const Packet &ack, const AckOutcome &outcome, SimTime now)
{
    const bool isTimed = outcome.rtt > SimDuration::zero();
    if (!isTimed && !outcome.advanced)
        return;
    const SimDuration rtt = isTimed ? outcome.rtt : now - ack.echo;
    m_rtt.sample(rtt, m_board.acknowledged(), m_board.sent());
    m_observer.onRttSample(rtt, now);
}

SimDuration TcpSender::reorderWindow() const
{
    if (!m_board.reorderingSeen() && (m_state != State::Open || m_board.sacked() >= duplicateThreshold))
        return SimDuration::zero();
    return std::min(m_rtt.least() * m_reorderSteps / 4, m_rtt.smoothed());
}

/// RFC 8985, section 6.2 step 4: a step wider in each round trip that reports a needless repetition, and narrow again
/// after 16 recoveries without. A tail loss probe is meant to be needless.
void TcpSender::adaptReordering(const AckOutcome &outcome)
{
    m_duplicateSeen = m_duplicateSeen || (outcome.duplicateSeen && (m_probeEnd < 0 || m_probeWasNew));
    if (!outcome.newest)
        return;
    const bool isNewRound = outcome.newest->deliveredBefore >= m_widenedAt;
    if (m_duplicateSeen && isNewRound) {
        m_reorderSteps = std::min(m_reorderSteps + 1, mostReorderSteps);
        m_reorderMemory = reorderMemory;
        m_widenedAt = m_delivered;
    } else if (m_reorderMemory == 0) {
        m_reorderSteps = 1;
    }
    m_duplicateSeen = false;
}

TcpSender::Losses TcpSender::detectLosses(SimTime now)
{
    const SimTime before = m_nextLossCheck;
    const std::uint32_t repeated = m_board.repeated();
    const std::uint32_t lost = m_board.detectLosses(reorderWindow(), now, m_nextLossCheck);
    if (m_nextLossCheck != before)
        armTimer(now);
    return {lost, m_board.repeated() < repeated};
}

void TcpSender::updateState(const AckOutcome &outcome, const Losses &losses, SimTime now)
{
    if (m_state != State::Open && outcome.advanced && m_board.acknowledged() >= m_recoveryEnd)
        leaveRecovery(now);
    // Also for what was lost beyond the end of the recovery just over, although it has been sent again by now.
    const bool isNew = m_state == State::Open && m_board.unmended() > 0;
    // After a timeout slow start repairs; what it loses in turn says that the path cannot carry what it has grown to.
    if (isNew || (m_state == State::Loss && losses.ofRepairs))
        enterRecovery(now);
    else if (losses.ofRepairs && recoveryDrags(now))
        cutAgain(now);
}

/// Repairs are lost and lost again, round trip after round trip: the path has become narrower than the window that this
/// recovery settled for. A single one that is lost is chance, and costs nothing more (in Linux, either).
bool TcpSender::recoveryDrags(SimTime now) const
{
    return m_state == State::Recovery && !m_control->controlsWindow() &&
           now - m_reducedAt > m_rtt.smoothed() * roundTripsToRecover;
}

/// The loss of a repair is another sign of congestion (RFC 5681, section 4.3).
void TcpSender::cutAgain(SimTime now)
{
    m_prrDelivered = m_prrSent = 0;
    m_prrPriorWindow = m_window.packets;
    m_reducedAt = now;
    cutWindow(m_window, now);
}

void TcpSender::enterRecovery(SimTime now)
{
    m_state = State::Recovery;
    m_recoveryEnd = m_board.sent();
    m_reducedAt = now;
    m_prrDelivered = m_prrSent = 0;
    m_prrPriorWindow = m_window.packets;
    m_spurious.begin(m_window, m_board.acknowledged(), m_board.repeated());
    cutWindow(m_window, now);
    m_window.credit = 0;
}

/// To what congestion control makes of the window before; nothing is cut if a loss tells it nothing.
void TcpSender::cutWindow(const CongestionWindow &before, SimTime now)
{
    m_window.threshold = m_control->thresholdAfterLoss(before, now);
    if (m_window.threshold < CongestionWindow::unset)
        m_observer.onWindowCut(m_window.threshold, now);
}

void TcpSender::leaveRecovery(SimTime now)
{
    if (m_state == State::Recovery && !m_control->controlsWindow() && m_window.threshold < CongestionWindow::unset)
        m_window.packets = m_window.threshold;
    m_state = State::Open;
    m_reorderMemory = std::max(0, m_reorderMemory - 1);
    m_control->onRecovered(m_window, now);
}

/// Where only some of what was deemed lost turns out late, it depends on what has been done about it: if nothing of it is
/// out again, there is nothing to wait for; else no more is repaired on such evidence. After a timeout the first late
/// original is enough. So does Linux.
void TcpSender::undoIfSpurious(const Packet &ack, const AckOutcome &outcome, SimTime now)
{
    if (outcome.duplicateSeen)
        m_spurious.onDuplicate(outcome.duplicateEnd);
    // What was never deemed lost says nothing of what was, even if an answer to it moves the acknowledgement.
    const bool wasLate = outcome.advanced && outcome.lateCame && m_spurious.isPreceded(ack.echo);
    m_repairHeld = wasLate && m_state == State::Recovery && m_board.acknowledged() < m_recoveryEnd;
    if (!isSpurious(wasLate))
        return;
    if (m_spurious.isReported()) // the wider window does not help yet: it is kept for a recovery longer, as in Linux
        m_reorderMemory = std::min(m_reorderMemory + 1, reorderMemory);
    if (m_state == State::Loss || m_repairHeld)
        m_board.unmarkLost(m_state == State::Loss);
    undo(now);
}

bool TcpSender::isSpurious(bool wasLate) const
{
    if (m_spurious.isReported())
        return true;
    return wasLate && m_state != State::Open && (!m_repairHeld || m_board.repeated() == 0);
}

void TcpSender::undo(SimTime now)
{
    m_state = State::Open;
    m_control->onUndone(m_spurious.before(), m_window);
    m_window.threshold = std::max(m_window.threshold, m_spurious.before().threshold);
    m_spurious.forget();
    m_observer.onWindowRestored(m_window.packets, now);
}

void TcpSender::checkTailProbe(const AckOutcome &outcome, SimTime now)
{
    if (m_probeEnd < 0 || m_board.acknowledged() < m_probeEnd)
        return;
    // The probe has been answered. If it repeated a segment and nobody reports it as a duplicate, the original
    // was lost, and the loss must cost what a loss costs (RFC 8985, section 7.4.2).
    if (!m_probeWasNew && !outcome.duplicateSeen && m_state == State::Open) {
        enterRecovery(now);
        leaveRecovery(now);
        m_spurious.forget();
    }
    m_probeEnd = -1;
}

AckFacts TcpSender::factsOf(const AckOutcome &outcome, std::uint32_t newlyLost, std::uint32_t priorInFlight, SimTime now) const
{
    AckFacts facts;
    facts.now = now;
    facts.delivered = outcome.delivered;
    facts.newlyLost = newlyLost;
    facts.priorInFlight = priorInFlight;
    facts.inFlight = m_board.inFlight();
    facts.rtt = outcome.newestRtt;
    facts.smoothedRtt = m_rtt.smoothed();
    facts.windowLimited = m_window.inSlowStart() ? m_window.packets < 2 * m_mostOut : m_windowLimited;
    facts.recovering = m_state == State::Recovery;
    facts.timedOut = m_state == State::Loss;
    facts.acknowledged = m_board.acknowledged();
    facts.sent = m_board.sent();
    facts.totalDelivered = m_delivered;
    if (outcome.newest) {
        facts.priorDelivered = outcome.newest->deliveredBefore;
        const SimDuration sending = outcome.newest->sentAt - outcome.newest->firstSentAt;
        facts.interval = std::max(sending, now - outcome.newest->deliveredAt);
        facts.appLimited = outcome.newest->appLimited;
    }
    return facts;
}

void TcpSender::updateWindow(const AckOutcome &outcome, std::uint32_t newlyLost, std::uint32_t priorInFlight, SimTime now)
{
    if (outcome.newest)
        m_firstSentAt = std::max(m_firstSentAt, outcome.newest->sentAt);
    if (m_state == State::Recovery && !m_control->controlsWindow())
        reduceProportionally(outcome, newlyLost);
    if (outcome.delivered > 0 || newlyLost > 0)
        m_control->onAck(factsOf(outcome, newlyLost, priorInFlight, now), m_window);
}

void TcpSender::reduceProportionally(const AckOutcome &outcome, std::uint32_t newlyLost)
{
    if (outcome.delivered == 0 && m_prrSent > 0)
        return;
    m_prrDelivered += outcome.delivered;
    const auto inFlight = static_cast<std::int64_t>(m_board.inFlight());
    const std::int64_t room = std::int64_t{m_window.threshold} - inFlight;
    std::int64_t allowed = 0;
    if (room < 0) {
        const std::uint64_t share = std::uint64_t{m_window.threshold} * m_prrDelivered + m_prrPriorWindow - 1;
        allowed = static_cast<std::int64_t>(share / m_prrPriorWindow) - m_prrSent;
    } else {
        // Slow start back to the threshold, one more while nothing else is lost (RFC 6937's SSRB).
        allowed = std::max<std::int64_t>(std::int64_t{m_prrDelivered} - m_prrSent, outcome.delivered);
        allowed = std::min(room, allowed + (outcome.advanced && newlyLost == 0 ? 1 : 0));
    }
    allowed = std::max<std::int64_t>(allowed, m_prrSent > 0 ? 0 : 1); // the fast retransmission itself
    m_window.packets = static_cast<std::uint32_t>(std::max<std::int64_t>(1, inFlight + allowed));
}

// ---- Sending

void TcpSender::send(SimTime now)
{
    if (!m_established)
        return;
    if (m_paced)
        m_pace = m_control->pacingRate();
    if (m_board.empty() && m_packetiser.readable())
        restartAfterIdle(now);
    const std::int64_t sentBefore = m_board.sent();
    while (sendOne(now)) {
    }
    validateWindow();
    beHeldBy(heldBy(), now);
    if (m_timer == Timer::Off)
        armTimer(now);
    else if (m_timer == Timer::TailProbe && m_board.sent() != sentBefore)
        putOffTailProbe(now);
}

Limit TcpSender::heldBy() const
{
    // To one that sets its window without regard to losses, mending them is no hindrance.
    const bool minds = m_state == State::Loss || (m_state == State::Recovery && !m_control->controlsWindow());
    if (minds)
        return Limit::Recovery;
    if (!m_packetiser.readable())
        return Limit::Application;
    if (!fitsReceiveWindow())
        return Limit::ReceiveWindow;
    return Limit::CongestionWindow;
}

namespace {

/// To the eye of the sender a window or a loss holds it; where a queue stands, it is the link. That is so of the client's
/// window too: a queue in which all of it stands would not go faster for a larger one.
constexpr bool mayBeTheLink(Limit limit)
{
    return limit == Limit::CongestionWindow || limit == Limit::ReceiveWindow || limit == Limit::Recovery;
}

/// Of the time in which a window or a recovery held the sender, the link takes what a standing queue had.
void settle(LimitClock &limits, SimTime queueStandsFrom, const Link &link, SimTime now)
{
    if (mayBeTheLink(limits.current()))
        limits.share(Limit::Link, queueStandsFrom, link.spell().until, now);
}

} // namespace

void TcpSender::beHeldBy(Limit limit, SimTime now)
{
    if (limit == m_limits.current())
        return;
    settle(m_limits, m_queueStandsFrom, m_downlink, now);
    m_limits.be(limit, now);
}

/// The queue that a burst makes is gone within a round trip; one that outlives it stands (Nichols and Jacobson, 2012):
/// then a larger window would bring nothing, and the link is what limits.
void TcpSender::beginSpell(SimTime now)
{
    settle(m_limits, m_queueStandsFrom, m_downlink, now);
    if (m_downlink.spell().until < now)
        m_queueStandsFrom = now + m_rtt.smoothed();
}

Limit TcpSender::limit(SimTime now) const
{
    const bool stands = !m_downlink.isIdle() && now >= m_queueStandsFrom;
    return mayBeTheLink(m_limits.current()) && stands ? Limit::Link : m_limits.current();
}

LimitTimes TcpSender::limitTimes(SimTime now) const
{
    LimitClock limits = m_limits;
    settle(limits, m_queueStandsFrom, m_downlink, now);
    return limits.times(now);
}

bool TcpSender::sendOne(SimTime now)
{
    if (m_board.inFlight() >= m_window.packets || !mayBePaced(now))
        return false;
    if (Segment *lost = m_repairHeld ? nullptr : m_board.nextLost()) {
        resend(*lost, now);
        return true;
    }
    // A short segment waits while others are out, unless it is the last (Nagle, RFC 896).
    const bool worthwhile = m_packetiser.holdsFullPayload() || (m_packetiser.readable() && (m_finished || m_board.empty()));
    if (!worthwhile || !fitsReceiveWindow())
        return false;
    sendNew(now);
    return true;
}

bool TcpSender::mayBePaced(SimTime now)
{
    if (m_pace.isZero() || now >= m_nextPaced)
        return true;
    m_alarms.pacing.arm(m_nextPaced);
    return false;
}

bool TcpSender::fitsReceiveWindow() const
{
    const Bytes payload = std::min(m_packetiser.waiting(), Bytes(tcp::maxSegment));
    return m_board.sent() + payload.count() <= m_windowEdge;
}

void TcpSender::stamp(Segment &segment, SimTime now)
{
    if (m_board.inFlight() == 0)
        m_firstSentAt = m_deliveredAt = now;
    segment.deliveredBefore = m_delivered;
    segment.deliveredAt = m_deliveredAt;
    segment.firstSentAt = m_firstSentAt;
    segment.appLimited = m_delivered < m_appLimitedUntil;
}

void TcpSender::sendNew(SimTime now)
{
    const Chunk payload = m_packetiser.read(now);
    Segment segment;
    segment.begin = payload.offset.count();
    segment.length = static_cast<std::uint32_t>(payload.size.count());
    segment.sentAt = now;
    segment.last = m_finished && !m_packetiser.readable();
    stamp(segment, now);
    m_board.onSent(segment);
    transmit(segment, false, now);
}

void TcpSender::resend(Segment &segment, SimTime now)
{
    stamp(segment, now);
    m_board.onResent(segment, now);
    if (m_spurious.isPossible())
        m_spurious.onRepeated(now);
    if (&segment == &m_board.oldest() && m_timer == Timer::Retransmission)
        armTimer(now);
    transmit(segment, true, now);
}

void TcpSender::transmit(const Segment &segment, bool again, SimTime now)
{
    Packet packet;
    packet.kind = PacketKind::Data;
    packet.position = segment.begin;
    packet.payload = segment.length;
    packet.wire = segment.length + tcp::headers;
    packet.sentAt = now;
    packet.echo = m_echo;
    packet.retransmission = again;
    packet.last = segment.last;
    ++m_prrSent;
    m_windowProbes = 0;
    m_lastSent = now;
    if (!m_pace.isZero())
        m_nextPaced = std::max(now, m_nextPaced) + transmissionTime(Bytes(packet.payload), m_pace);
    handOver(std::move(packet), now);
}

void TcpSender::restartAfterIdle(SimTime now)
{
    const SimDuration idle = now - m_lastSent;
    if (m_control->controlsWindow() || idle < m_rtt.timeout() || m_window.packets <= initialWindow)
        return;
    // The window of long ago says little about now: it halves for every timeout spent idle.
    m_window.threshold = std::max(m_window.threshold, m_window.packets * 3 / 4);
    for (SimDuration left = idle; left >= m_rtt.timeout() && m_window.packets > initialWindow; left -= m_rtt.timeout())
        m_window.packets = std::max(initialWindow, m_window.packets / 2);
    m_control->onRestart(idle, now);
}

void TcpSender::validateWindow()
{
    const bool full = m_board.inFlight() >= m_window.packets;
    if (!full && !m_packetiser.readable())
        m_appLimitedUntil = m_delivered + m_board.inFlight();
    // The strongest sign within a window's worth of data counts (RFC 7661's intent).
    if (m_board.acknowledged() >= m_usageEnd || full || (!m_windowLimited && m_board.outstanding() > m_mostOut)) {
        m_windowLimited = full;
        m_mostOut = m_board.outstanding();
        m_usageEnd = m_board.sent();
    }
}

} // namespace rebuffer
