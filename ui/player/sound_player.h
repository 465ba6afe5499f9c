// Keeps the sound that is heard in step with the film: decides at every frame whether there is to be sound, which
// samples the device is given next, and why there is silence. Knows neither a device nor a decoder, only their faces.
#pragma once

#include "core/media/damaged_unit.h"
#include "core/playback/player_state.h"
#include "core/sim/sim_time.h"
#include "ui/player/sound_sink.h"

#include <memory>
#include <vector>

namespace rebuffer {

/// What decides about sound, at one instant.
struct SoundFacts {
    PlayerState state = PlayerState::Idle;
    SimDuration position;
    SimDuration playableUntil; ///< no sound from here on has arrived
    double speed = 1;          ///< of the film's clock against the listener's; 0: as fast as can be
    bool hasSound = false;     ///< the film has a sound track that is chosen and can be decoded
    bool running = false;
    bool past = false;                 ///< an earlier instant of the run is shown
    std::vector<MissingSound> missing; ///< of the track that is heard
};

enum class Silence { None, NoTrack, Past, Paused, Waiting, Ended, OtherSpeed, Muted, NoDevice };

/// The first reason that holds, muting and the device left out.
Silence whySilent(const SoundFacts &facts);

class SoundPlayer {
public:
    /// Sound is put right as soon as it is further from the picture than this.
    static constexpr SimDuration tolerance = SimDuration::milliseconds(20);
    /// How much is written ahead: a frame that comes late by as much is not heard.
    static constexpr SimDuration ahead = SimDuration::milliseconds(150);

    /// `source` must outlive it. Without a sink everything is decided alike, and nothing heard.
    explicit SoundPlayer(SampleSource &source) : m_source(source) {}

    void setSink(std::unique_ptr<SoundSink> sink);
    void setMuted(bool muted) { m_muted = muted; }
    /// 0 to 1.
    void setVolume(double volume);

    /// Once a frame, and whenever something changed: writes what is due. Why nothing is heard, or that it is.
    Silence follow(const SoundFacts &facts);

    /// By how much what was heard at the last frame was ahead of the picture, before it was put right; zero in silence.
    SimDuration offset() const { return m_offset; }
    /// How often the sound had to leap to get into step again, since the beginning.
    int leaps() const { return m_leaps; }

private:
    bool ready();
    void heedDevices();
    void silence();
    void keepInStep(std::int64_t position);
    void leapTo(std::int64_t sample);
    void writeUntil(std::int64_t end, const std::vector<MissingSound> &missing);

    SampleSource &m_source;
    std::unique_ptr<SoundSink> m_sink;
    std::vector<std::int16_t> m_samples;
    double m_volume = 1;
    bool m_muted = false;
    bool m_started = false;   // the sink is
    bool m_refused = false;   // the sink did, and is not asked again before there are other devices
    bool m_failed = false;    // the sink did while it played
    std::int64_t m_next = -1; // the sample to be written next; -1: none was
    bool m_starved = false;   // nothing was decoded yet of what was to be written
    SimDuration m_offset;
    int m_leaps = 0;
};

} // namespace rebuffer
