// The sender's one timer, and the five things that it waits for.
#include "core/transport/tcp/tcp_sender.h"
#include "core/transport/tcp/tcp_sizes.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr SimDuration delayedAck = SimDuration::milliseconds(200); // RFC 8985's worst-case receiver
constexpr SimDuration timerGrain = SimDuration::milliseconds(2);

} // namespace

bool TcpSender::wantsTailProbe() const
{
    return m_state == State::Open && m_board.sacked() == 0 && m_probeEnd < 0 && m_rtt.smoothed() > SimDuration::zero();
}

SimDuration TcpSender::probeTimeout() const
{
    const SimDuration ackAllowance = m_board.outstanding() == 1 ? delayedAck : timerGrain;
    return std::min(m_rtt.smoothed() * 2 + ackAllowance, m_rtt.timeout());
}

/// From now on; where another timer had taken its place, from when the oldest segment was sent, so that the others
/// cannot put it off for ever.
SimTime TcpSender::timeoutAt(SimTime now, Timer before)
{
    const bool stoodBack = before == Timer::Reordering || before == Timer::TailProbe;
    return std::max(now, (stoodBack ? m_board.oldest().sentAt : now) + m_rtt.timeout());
}

void TcpSender::armTimer(SimTime now)
{
    const Timer before = m_timer;
    if (m_board.empty()) {
        m_timer = blockedByReceiver() ? Timer::ZeroWindow : Timer::Off;
    } else if (m_nextLossCheck != SimTime::never() && m_nextLossCheck < timeoutAt(now, before)) {
        m_timer = Timer::Reordering;
    } else {
        m_timer = wantsTailProbe() ? Timer::TailProbe : Timer::Retransmission;
    }
    switch (m_timer) {
    case Timer::Off: m_alarms.retransmission.disarm(); break;
    case Timer::Reordering: m_alarms.retransmission.arm(std::max(now, m_nextLossCheck)); break;
    case Timer::TailProbe: m_alarms.retransmission.arm(now + probeTimeout()); break;
    case Timer::Retransmission: m_alarms.retransmission.arm(timeoutAt(now, before)); break;
    case Timer::ZeroWindow: m_alarms.retransmission.arm(now + m_rtt.timeout(m_windowProbes)); break;
    }
}

/// The tail begins with what was sent last (RFC 8985, section 7.2); the oldest segment's timeout it may not outlast.
void TcpSender::putOffTailProbe(SimTime now)
{
    m_alarms.retransmission.arm(std::max(now, std::min(now + probeTimeout(), m_board.oldest().sentAt + m_rtt.timeout())));
}

void TcpSender::onRetransmissionAlarm(SimTime now)
{
    const Timer rang = m_timer;
    m_timer = Timer::Off;
    switch (rang) {
    case Timer::Off: break;
    case Timer::Reordering: {
        m_nextLossCheck = SimTime::never();
        const Losses losses = detectLosses(now);
        updateState({}, losses, now);
        updateWindow({}, losses.packets, m_board.inFlight() + losses.packets, now);
        armTimer(now);
        send(now);
        break;
    }
    case Timer::TailProbe: sendTailProbe(now); break;
    case Timer::Retransmission: onTimeout(now); break;
    case Timer::ZeroWindow: sendWindowProbe(now); break;
    }
}

void TcpSender::onTimeout(SimTime now)
{
    // One cut for one window of data, however many timers it takes to get it across.
    if (m_state == State::Open || m_board.acknowledged() >= m_recoveryEnd) {
        m_spurious.begin(m_window, m_board.acknowledged(), m_board.repeated());
        m_window.threshold = m_control->thresholdAfterLoss(m_window, now);
        m_recoveryEnd = m_board.sent();
    }
    m_rtt.backOff();
    m_board.markLostAtTimeout(now);
    m_state = State::Loss;
    m_window.packets = m_board.inFlight() + 1; // besides what may yet arrive, one
    m_window.credit = 0;
    m_probeEnd = -1;
    m_nextLossCheck = SimTime::never();
    m_nextPaced = now;
    m_control->onTimeout(now);
    m_observer.onWindowCut(m_window.packets, now);
    m_observer.onTimeout(m_rtt.timeout(), now);
    send(now);
    armTimer(now);
}

void TcpSender::sendTailProbe(SimTime now)
{
    m_probeEnd = m_board.sent();
    m_probeWasNew = m_packetiser.readable() && fitsReceiveWindow();
    if (m_probeWasNew)
        sendNew(now);
    else
        resend(m_board.newest(), now);
    m_probeEnd = m_board.sent();
    armTimer(now);
}

void TcpSender::sendWindowProbe(SimTime now)
{
    // One byte's worth of nothing: it makes the receiver say what its window is.
    Packet probe;
    probe.kind = PacketKind::Probe;
    probe.position = m_board.sent() - 1;
    probe.wire = tcp::headers;
    probe.sentAt = now;
    probe.echo = m_echo;
    ++m_windowProbes; // nothing was lost: the retransmission timer has no part in this
    handOver(std::move(probe), now);
    armTimer(now);
}

} // namespace rebuffer
