// Takes the class through the lessons: has each made for the film that is open, sets its network up when it is to be run,
// and watches the run for what the page waits for. What takes trial runs is done on threads of its own.
#pragma once

#include "ui/errand.h"
#include "ui/lesson/lesson.h"

#include <QObject>

#include <deque>
#include <optional>

namespace rebuffer {

class LessonTab;
class SessionDriver;

class LessonGuide : public QObject {
    Q_OBJECT

public:
    /// Neither is owned; both outlive it.
    LessonGuide(SessionDriver &driver, LessonTab &tab, QObject *parent = nullptr);

    /// Turns to a lesson, from 0; nothing that runs is touched. Its text may follow a moment later.
    void turnTo(int index);
    /// Sets up the network of the lesson that is open, and runs it from the beginning; as soon as it has been made.
    void run();
    /// The session shown is a run of the lesson that is open.
    bool isTeaching() const { return m_teaching; }
    /// Waits until all that has been seen is told.
    void finish();

signals:
    /// Just before the session is replaced by the lesson's.
    void aboutToRun();

private:
    void show(const Lesson &lesson);
    void onSessionReplaced();
    void onFrame();
    void forget();
    void judgeNext();
    void tell(const Observation &observation, const RunSeen &run);
    std::optional<MediaFile> film() const;

    SessionDriver &m_driver;
    LessonTab &m_tab;
    std::optional<Lesson> m_lesson; ///< nothing while it is being made
    SourceSpec m_source;            ///< the film that the lesson tells of
    MediaFile m_media;
    bool m_runWanted = false; ///< when it has been made
    bool m_starting = false;
    bool m_teaching = false;
    bool m_told = false;
    int m_frames = 0;
    std::deque<RunSeen> m_seen; ///< not judged yet: in order, so that what is told does not depend on the threads
    Errand m_making;
    Errand m_judging;
};

} // namespace rebuffer
