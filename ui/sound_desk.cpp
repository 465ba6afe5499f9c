#include "ui/sound_desk.h"

#include "core/media/ffmpeg/sound_decoder.h"
#include "ui/controls/sound_control.h"
#include "ui/session_driver.h"
#include "ui/sound_words.h"

#include <QAction>

#include <algorithm>

namespace rebuffer {

namespace {

/// The hand expects equal steps to sound equal.
double loudnessOf(int percent)
{
    const double share = percent / 100.0;
    return share * share;
}

} // namespace

SoundDesk::SoundDesk(SessionDriver &driver, SoundControl *control, QAction *mute, QObject *parent)
    : QObject(parent), m_driver(driver), m_control(control), m_player(m_worker)
{
    connect(&driver, &SessionDriver::frame, this, &SoundDesk::onFrame);
    connect(&driver, &SessionDriver::sessionReplaced, this, &SoundDesk::openFilm);
    connect(control, &SoundControl::volumeChanged, this, [this](int percent) { m_player.setVolume(loudnessOf(percent)); });
    connect(mute, &QAction::toggled, this, [this](bool muted) {
        m_player.setMuted(muted);
        tell(m_player.follow(m_facts));
    });
    tell(Silence::NoTrack);
}

void SoundDesk::setSink(std::unique_ptr<SoundSink> sink)
{
    m_player.setSink(std::move(sink));
}

void SoundDesk::openFilm()
{
    const auto &media = m_driver.session()->media();
    m_track = media ? media->timeline->soundTrack() : std::nullopt;
    m_worker.open(m_track ? media->path : std::string(), m_track, m_track && media->timeline->isSpliced());
}

void SoundDesk::onFrame(const Snapshot &snapshot)
{
    m_facts.state = snapshot.state;
    m_facts.position = snapshot.position;
    m_facts.playableUntil = snapshot.playableUntil;
    m_facts.speed = m_driver.speed().factor;
    m_facts.hasSound = m_track && m_worker.hasSound();
    m_facts.running = m_driver.isRunning();
    m_facts.past = m_driver.isLookingBack();
    m_driver.session()->missingSound(m_facts.missing);
    std::erase_if(m_facts.missing, [this](const MissingSound &gap) { return gap.track != m_track; });
    // What is waited for or paused at is decoded by the time that it is to be heard.
    if (m_facts.hasSound && whySilent(m_facts) != Silence::None && whySilent(m_facts) != Silence::OtherSpeed)
        m_worker.prepare(sampleAt(snapshot.position));
    tell(m_player.follow(m_facts));
}

void SoundDesk::tell(Silence why)
{
    m_silence = why;
    m_control->setReason(briefSilence(why), fullSilence(why));
    if (why == Silence::NoDevice && !std::exchange(m_told, true))
        emit deviceMissing(tr("No sound: this machine has no sound device that can be used. All else works."));
}

} // namespace rebuffer
