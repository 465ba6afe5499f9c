#include "core/playback/player.h"

#include <algorithm>

namespace rebuffer {

namespace {

/// A live film's pace while it makes up for a delay, in thousandths: what a viewer hardly notices.
constexpr int faster = 1100;
constexpr int slower = 900;

} // namespace

Player::Player(std::shared_ptr<const MediaTimeline> timeline, PlaybackBuffer &buffer, const PlayerSettings &settings,
               PlayoutMode mode, Alarm alarm, PlayerObserver &observer)
    : m_timeline(std::move(timeline)), m_buffer(buffer), m_settings(settings), m_mode(mode), m_alarm(alarm), m_observer(observer)
{
    m_buffer.setHighWater(mode == PlayoutMode::Stream ? settings.highWater : SimDuration::max());
}

void Player::onRequest(SimTime now)
{
    enter(PlayerState::Connecting, now);
}

void Player::onData(SimTime now)
{
    if (m_state == PlayerState::Connecting && !m_buffer.empty())
        enter(PlayerState::Starting, now);
    // While it plays, data only puts off what the alarm is for, and the alarm looks again when it rings.
    if (m_state != PlayerState::Playing || m_buffer.needsDrain() || m_paused)
        reconsider(now);
}

void Player::anchor(SimTime firstDue)
{
    m_firstDue = firstDue;
}

void Player::jump(SimDuration position, SimTime now)
{
    const bool moves = m_state == PlayerState::Playing && !m_paused;
    Playhead &head = m_buffer.playhead();
    head = {position, now, moves, head.permille};
    if (m_state == PlayerState::Ended && position < m_timeline->duration())
        enter(PlayerState::Seeking, now); // which ends at once, unless it is paused
    reconsider(now);
}

void Player::seek(SimTime now)
{
    m_firstDue = SimTime::never();
    if (m_state != PlayerState::Connecting && m_state != PlayerState::Starting)
        enter(PlayerState::Seeking, now);
    reconsider(now);
}

int Player::paceFor(SimDuration delay, SimTime now) const
{
    // Wide enough that an estimate which trembles does not make the pace tremble with it.
    const SimDuration tolerance = SimDuration::milliseconds(5) + delay / 16;
    const SimDuration behind = playoutDelay(now);
    if (behind > delay + tolerance)
        return faster;
    if (behind < delay - tolerance)
        return slower;
    const int pace = m_buffer.playhead().permille;
    // What is on its way there goes on until it has arrived, not merely come near.
    return (pace > 1000 && behind > delay) || (pace < 1000 && behind < delay) ? pace : 1000;
}

void Player::aimFor(SimDuration delay, SimTime now)
{
    if (m_state != PlayerState::Playing || m_paused)
        return;
    const int pace = paceFor(delay, now);
    if (pace == m_buffer.playhead().permille)
        return;
    m_buffer.playhead().setPace(pace, now);
    armForNext(now);
}

SimDuration Player::playoutDelay(SimTime now) const
{
    if (m_mode != PlayoutMode::Live || m_firstDue == SimTime::never())
        return SimDuration::zero();
    if (m_state != PlayerState::Playing && m_state != PlayerState::Ended)
        return m_settings.start;
    const SimTime watched = m_state == PlayerState::Ended ? m_stateSince : now;
    return (watched - m_firstDue) - position(watched);
}

void Player::configure(const PlayerSettings &settings, SimTime now)
{
    m_settings = settings;
    if (m_mode == PlayoutMode::Stream)
        m_buffer.setHighWater(settings.highWater);
    reconsider(now);
}

void Player::setPaused(bool paused, SimTime now)
{
    m_paused = paused;
    if (m_state == PlayerState::Playing) {
        if (paused)
            m_buffer.playhead().stop(now);
        else
            m_buffer.playhead().start(now);
    }
    reconsider(now);
}

SimDuration Player::position(SimTime now) const
{
    return std::min(m_buffer.playhead().at(now), m_timeline->duration());
}

SimTime Player::liveStart() const
{
    return m_firstDue == SimTime::never() ? m_firstDue : m_firstDue + m_buffer.playhead().position + m_settings.start;
}

double Player::waitProgress(SimTime now) const
{
    if (!waits())
        return 0;
    if (m_mode == PlayoutMode::Download)
        return std::min(1.0, static_cast<double>(m_buffer.received().count()) / static_cast<double>(m_timeline->size().count()));
    if (threshold() <= SimDuration::zero())
        return 1;
    return std::min(1.0, m_buffer.level(now) / threshold());
}

bool Player::mayPlay(SimTime now) const
{
    if (m_paused)
        return false;
    switch (m_mode) {
    case PlayoutMode::Download: return m_buffer.complete();
    case PlayoutMode::Live: return now >= liveStart();
    case PlayoutMode::Stream: break;
    }
    return m_buffer.complete() || (m_buffer.level(now) >= threshold() && m_buffer.level(now) > SimDuration::zero());
}

void Player::enter(PlayerState state, SimTime now)
{
    const PlayerState before = m_state;
    m_state = state;
    m_stateSince = now;
    m_observer.onStateChanged(before, state, now);
}

void Player::play(SimTime now)
{
    m_buffer.playhead().start(now);
    enter(PlayerState::Playing, now);
}

void Player::considerPlaying(SimTime now)
{
    const bool exhausted = m_mode != PlayoutMode::Live && m_buffer.level(now) <= SimDuration::zero();
    const bool over = m_buffer.playhead().at(now) >= m_timeline->duration() || (exhausted && m_buffer.complete());
    if (!over && !exhausted)
        return;
    m_buffer.playhead().stop(now);
    enter(over ? PlayerState::Ended : PlayerState::Stalled, now);
}

void Player::reconsider(SimTime now)
{
    if (m_state == PlayerState::Playing && !m_paused)
        considerPlaying(now);
    if (waits() && mayPlay(now))
        play(now);
    m_buffer.drainIfLow(now);
    armForNext(now);
}

void Player::armForNext(SimTime now)
{
    if (waits() && m_mode == PlayoutMode::Live && liveStart() > now) {
        m_alarm.arm(liveStart());
        return;
    }
    if (m_state != PlayerState::Playing || m_paused) {
        m_alarm.disarm();
        return;
    }
    const SimTime end = now + m_buffer.playhead().timeFor(m_timeline->duration() - m_buffer.playhead().at(now));
    SimTime next = m_mode == PlayoutMode::Live ? end : std::min(end, now + m_buffer.level(now));
    if (m_buffer.needsDrain())
        next = std::min(next, now + (m_buffer.level(now) - m_buffer.drainMark()));
    m_alarm.arm(std::max(now, next));
}

} // namespace rebuffer
