// Sound for the window: follows the driver's frames, and tells the control why there is silence.
#pragma once

#include "core/session/snapshot.h"
#include "ui/player/sound_player.h"
#include "ui/player/sound_worker.h"

#include <QObject>

#include <memory>
#include <optional>

class QAction;

namespace rebuffer {

class SessionDriver;
class SoundControl;

class SoundDesk : public QObject {
    Q_OBJECT

public:
    /// All three must outlive it.
    SoundDesk(SessionDriver &driver, SoundControl *control, QAction *mute, QObject *parent = nullptr);

    /// Until there is one nothing is heard, and all else is as if it were.
    void setSink(std::unique_ptr<SoundSink> sink);
    Silence silence() const { return m_silence; }
    const SoundPlayer &player() const { return m_player; }

signals:
    /// Once, when sound was to be heard and could not: a line for people.
    void deviceMissing(const QString &line);

private:
    void openFilm();
    void onFrame(const Snapshot &snapshot);
    void tell(Silence why);

    SessionDriver &m_driver;
    SoundControl *m_control;
    SoundWorker m_worker;
    SoundPlayer m_player;
    SoundFacts m_facts;
    std::optional<std::size_t> m_track; ///< the one that is heard
    Silence m_silence = Silence::NoTrack;
    bool m_told = false;
};

} // namespace rebuffer
