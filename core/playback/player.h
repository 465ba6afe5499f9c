// The player: waits for enough, plays, runs dry, waits again.
#pragma once

#include "core/playback/playback_buffer.h"
#include "core/playback/player_state.h"
#include "core/sim/event_queue.h"

namespace rebuffer {

class PlayerObserver {
public:
    virtual ~PlayerObserver() = default;
    virtual void onStateChanged(PlayerState before, PlayerState after, SimTime now) = 0;
};

/// When it may begin, and whether it ever waits.
enum class PlayoutMode : std::uint8_t {
    Stream,   ///< starts at its threshold, stalls when dry
    Download, ///< starts when the whole film is there
    Live,     ///< starts a fixed delay after the first packet was due, and never waits for anyone (RTP)
};

/// A state machine over the buffer's level. Owns nothing but its clock; one alarm, for whatever comes next: the end,
/// running dry, or the buffer falling to its drain mark.
class Player {
public:
    Player(std::shared_ptr<const MediaTimeline> timeline, PlaybackBuffer &buffer, const PlayerSettings &settings,
           PlayoutMode mode, Alarm alarm, PlayerObserver &observer);

    /// The film has been asked for.
    void onRequest(SimTime now);
    /// The buffer has been written to.
    void onData(SimTime now);
    void onAlarm(SimTime now) { reconsider(now); }
    /// Live only: when the first packet would have arrived on an undisturbed path.
    void anchor(SimTime firstDue);
    /// Live only: play this far behind from now on. A film already playing gets there by a tenth faster or slower.
    void aimFor(SimDuration delay, SimTime now);
    /// Live only: how far behind an undisturbed path it plays.
    SimDuration playoutDelay(SimTime now) const;

    void configure(const PlayerSettings &settings, SimTime now);
    /// Stops the film without a stall, and lets it go on. The buffer goes on filling.
    void setPaused(bool paused, SimTime now);
    bool isPaused() const { return m_paused; }
    /// The viewer moves to a position that is buffered: at no cost.
    void jump(SimDuration position, SimTime now);
    /// The viewer has moved to where the buffer has been restarted.
    void seek(SimTime now);

    PlayerState state() const { return m_state; }
    SimDuration position(SimTime now) const;
    const PlayerSettings &settings() const { return m_settings; }
    /// Share of the threshold waited for, 0 to 1, while Starting or Stalled; else 0.
    double waitProgress(SimTime now) const;
    SimTime stateSince() const { return m_stateSince; }

private:
    void reconsider(SimTime now);
    void enter(PlayerState state, SimTime now);
    void play(SimTime now);
    bool mayPlay(SimTime now) const;
    SimTime liveStart() const;
    bool waits() const
    {
        return m_state == PlayerState::Starting || m_state == PlayerState::Stalled || m_state == PlayerState::Seeking;
    }
    SimDuration threshold() const { return m_state == PlayerState::Stalled ? m_settings.resume : m_settings.start; }
    void considerPlaying(SimTime now);
    void armForNext(SimTime now);
    int paceFor(SimDuration delay, SimTime now) const;

    std::shared_ptr<const MediaTimeline> m_timeline;
    PlaybackBuffer &m_buffer;
    PlayerSettings m_settings;
    PlayoutMode m_mode;
    Alarm m_alarm;
    PlayerObserver &m_observer;
    PlayerState m_state = PlayerState::Idle;
    SimTime m_stateSince;
    SimTime m_firstDue = SimTime::never(); // of a live film
    bool m_paused = false;
};

} // namespace rebuffer
