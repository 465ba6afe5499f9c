// Takes the class through the lessons: tells the page what it says of the film that is open, sets its network up when it is
// to be run, and watches the run for what the page waits for.
#pragma once

#include "ui/lesson/lesson.h"

#include <QObject>

#include <memory>

namespace rebuffer {

class LessonTab;
class SessionDriver;

class LessonGuide : public QObject {
    Q_OBJECT

public:
    /// Neither is owned; both outlive it.
    LessonGuide(SessionDriver &driver, LessonTab &tab, QObject *parent = nullptr);

    /// Turns to a lesson, from 0; nothing that runs is touched.
    void turnTo(int index);
    /// Sets up the network of the lesson that is open, and runs it from the beginning.
    void run();
    /// The session shown is a run of the lesson that is open.
    bool isTeaching() const { return m_teaching; }

signals:
    /// Just before the session is replaced by the lesson's.
    void aboutToRun();

private:
    void onSessionReplaced();
    void onFrame();
    std::optional<MediaFile> film() const;

    SessionDriver &m_driver;
    LessonTab &m_tab;
    std::optional<Lesson> m_lesson;
    MediaFile m_media; ///< the film that the lesson tells of
    bool m_starting = false;
    bool m_teaching = false;
    bool m_told = false;
    int m_frames = 0;
};

} // namespace rebuffer
