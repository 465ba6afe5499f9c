// Drives a Session by the wall clock: the only place where the two times meet. Owns the session, and is the one
// who changes it; everyone else asks, and is told.
#pragma once

#include "core/session/session.h"
#include "ui/speed.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace rebuffer {

enum class NoticeKind { Told, Problem };

class SessionDriver : public QObject {
    Q_OBJECT

public:
    /// What one press of Step runs.
    static constexpr SimDuration stepLength = SimDuration::milliseconds(100);
    /// A machine that slept has not missed a lesson: no tick stands for more than this.
    static constexpr std::chrono::milliseconds longestTick{250};

    explicit SessionDriver(Scenario scenario = {}, QObject *parent = nullptr);
    ~SessionDriver() override;

    /// A new run, at its start and paused; `media` as Session takes it.
    void start(Scenario scenario, std::optional<MediaFile> media);
    /// nullptr until the first start().
    const Session *session() const { return m_session.get(); }
    /// The session's, or what the first one will be given.
    const Scenario &scenario() const;

    bool isRunning() const { return m_running; }
    bool hasEnded() const { return m_session && m_session->ended(); }
    Speed speed() const { return m_speed; }

    /// As the timer does sixty times a second: runs what `wall` stands for at the present speed.
    void tick(std::chrono::nanoseconds wall);
    /// Runs to `t`, or the end of the film, in steps short enough for every curve, playing or not. One frame.
    void advanceTo(SimTime t);
    /// The present instant once more, for whoever has begun to listen.
    void repeatFrame();
    /// The timer stays off: only tick() and advanceTo() move time. For tests and screenshots.
    void setManual(bool manual);
    /// Told every event of this session and those that follow; must not call back.
    void setEventListener(std::function<void(const Event &)> listener);

public slots:
    void play();
    void pause();
    void togglePlay();
    void step();
    /// From the start, with the settings as they are now and the same seed; goes on if it was running.
    void restart();
    void setSpeed(Speed speed);
    /// Live keys change the running session, the others start it anew; a refusal changes nothing and is told.
    /// The viewer moves to that position of the film, now; a film that has ended goes on from there.
    void seek(SimDuration position);
    /// The same, that far from where the film is.
    void seekBy(SimDuration distance);
    void apply(const QString &key, const QString &value);

signals:
    void frame(const Snapshot &snapshot, const Summary &summary);
    /// The session is another, or gone back to its start.
    void sessionReplaced();
    /// Some setting may be another; also after a refusal, so that every control shows the truth.
    void scenarioChanged(const Scenario &scenario);
    void runningChanged(bool running);
    void speedChanged(Speed speed);
    void message(rebuffer::NoticeKind kind, const QString &text);

private:
    void run(SimTime until, std::chrono::nanoseconds budget);
    void setRunning(bool running);
    void emitFrame();
    void onTimeout();
    Scenario fresh() const;
    Result<bool> change(const std::string &key, const std::string &value);
    Result<bool> changeAnew(const std::string &key, const std::string &value);

    Scenario m_draft; // until there is a session
    std::unique_ptr<Session> m_session;
    Snapshot m_snapshot;
    std::function<void(const Event &)> m_listener;
    QTimer m_timer;
    QElapsedTimer m_clock;
    Speed m_speed;
    double m_remainder = 0; // of a nanosecond, in slow motion
    bool m_running = false;
    bool m_manual = false;
};

} // namespace rebuffer
