// Drives a Session by the wall clock: the only place where the two times meet. Owns the session, and is the one
// who changes it; everyone else asks, and is told.
#pragma once

#include "core/session/rate_plan.h"
#include "core/session/session.h"
#include "ui/speed.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

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
    /// What is shown: the run, or an earlier instant of it (see lookAt). nullptr until the first start().
    const Session *session() const { return shown(); }
    /// The run itself, at its newest instant.
    const Session *present() const { return m_session.get(); }
    /// The session's, or what the first one will be given.
    const Scenario &scenario() const;

    bool isRunning() const { return m_running; }
    bool hasEnded() const { return shown() && shown()->ended(); }
    bool isLookingBack() const { return m_past != nullptr; }
    Speed speed() const { return m_speed; }

    /// As the timer does sixty times a second: runs what `wall` stands for at the present speed.
    void tick(std::chrono::nanoseconds wall);
    /// Runs to `t`, or the end of the film, in steps short enough for every curve, playing or not. One frame.
    void advanceTo(SimTime t);
    /// The present instant once more, for whoever has begun to listen.
    void repeatFrame();
    /// The run from its beginning, with what was changed by hand as it is now, and the changes that the scenario itself makes.
    Scenario fromTheBeginning() const { return m_session ? again() : m_draft; }
    /// While on, a setting that is changed starts the film anew and plays it: with the run's script so far, but for that
    /// setting, which is so from beginning to end. Turning it on writes into the script what was done by hand until now.
    void setAnew(bool anew);
    bool isAnew() const { return m_anew; }
    /// What the scenario changes by itself while it runs, also what of it has been.
    const std::vector<TimedChange> &plannedChanges() const { return m_given.changes; }
    /// Of these what lies ahead comes in this run, and all of them when it is started again; what has been stays as it was.
    void setPlannedChanges(const std::vector<TimedChange> &planned);
    /// What the scenario is called and what is said of it.
    void setWords(const QString &title, const QString &notes);
    /// What is said of the link's rate over the whole run, in the scenario's words.
    RateScript rateScript() const;
    /// The same as steps until planEnd(). `averaged`: see RatePlan.
    RatePlan ratePlan(bool *averaged = nullptr) const;
    /// Somewhat later than the film is over, though it stalls.
    SimTime planEnd() const;
    /// The timer stays off: only tick() and advanceTo() move time. For tests and screenshots.
    void setManual(bool manual);
    /// Told every event of this session and those that follow; must not call back.
    void setEventListener(std::function<void(const Event &)> listener);

public slots:
    void play();
    void pause();
    void togglePlay();
    void step();
    /// On to the next line of the event log, the next data packet to arrive, or the film's next frame (at most 10 s
    /// away, for a film that stands still); then stands still.
    void stepEvent();
    void stepPacket();
    void stepFrame();
    /// A tenth of a second back, by looking.
    void stepBack();
    /// Shows the run as it was at `t`: its script is run again up to there, so everything is as it was. Nothing of the
    /// run is lost, until time goes on or a setting changes: then it goes on from there, and its old future is gone.
    void lookAt(SimTime t);
    /// Back to the newest instant.
    void lookAhead();
    /// From the start, with the same seed, what was changed by hand as it is now, and the changes that the scenario
    /// itself makes at their times; goes on if it was running.
    void restart();
    void setSpeed(Speed speed);
    /// What can change while it plays changes the running session, the rest starts it anew; a refusal changes nothing and is
    /// told. The viewer moves to that position of the film, now; a film that has ended goes on from there.
    void seek(SimDuration position);
    /// The same, that far from where the film is.
    void seekBy(SimDuration distance);
    void apply(const QString &key, const QString &value);
    /// The run as it would be if the link's rate had been so from its beginning, up to the present instant; goes on if it
    /// was running.
    void setRateScript(const rebuffer::RateScript &wanted);
    /// The link follows that trace from now on, and from the beginning when the run is started again.
    void followTrace(const QString &name, std::shared_ptr<const rebuffer::RateTrace> trace);

signals:
    void frame(const Snapshot &snapshot, const Summary &summary);
    /// The session is another, or gone back to its start.
    void sessionReplaced();
    /// Events of an earlier instant follow, from the run's beginning; then a frame.
    void pastBegins();
    /// It is over: the present is shown again, or (true) the past has become the present.
    void pastEnded(bool goesOnFromThere);
    /// By hand, and not by undoing: what it was, and what it is.
    void settingChanged(const QString &key, const QString &before, const QString &after);
    /// The same for the link's rate over time.
    void ratesChanged(const rebuffer::RateScript &before, const rebuffer::RateScript &after);
    /// Some setting may be another; also after a refusal, so that every control shows the truth.
    void scenarioChanged(const Scenario &scenario);
    void runningChanged(bool running);
    void speedChanged(Speed speed);
    void message(rebuffer::NoticeKind kind, const QString &text);

private:
    void run(SimTime until, std::chrono::nanoseconds budget);
    void setRunning(bool running);
    void emitFrame();
    void tellOfChangesMade();
    void onTimeout();
    void advance(SimTime t);
    void watch(Session &session);
    /// Runs event by event until `done`.
    void stepUntil(const std::function<bool()> &done);
    void goOnFromHere();
    Session *shown() const { return m_past ? m_past.get() : m_session.get(); }
    Scenario again() const;
    Result<bool> change(const std::string &key, const std::string &value);
    void changeRates(const RateScript &given, const RateScript &now);
    void runAgain(Scenario script);
    Result<bool> changeAnew(const std::string &key, const std::string &value);

    Scenario m_draft; // until there is a session
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Session> m_past; // while looking back
    Scenario m_given;                // as the run was started
    std::set<std::string> m_touched; // by hand, since
    std::uint64_t m_eventsSeen = 0;
    std::uint64_t m_arrivalsSeen = 0;
    std::ptrdiff_t m_changesTold = 0;
    Snapshot m_snapshot;
    std::function<void(const Event &)> m_listener;
    QTimer m_timer;
    QElapsedTimer m_clock;
    Speed m_speed;
    double m_remainder = 0; // of a nanosecond, in slow motion
    bool m_running = false;
    bool m_manual = false;
    bool m_anew = false;
};

} // namespace rebuffer
