#include "ui/lesson_guide.h"

#include "core/media/synthetic_media.h"
#include "core/session/comparison.h"
#include "ui/inspector/lesson_tab.h"
#include "ui/session_driver.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr int framesPerLook = 15;
/// Most lessons are made in less: then the page turns at once.
constexpr int shortWaitMs = 20;
/// Where nothing is open, or only endless bytes are.
constexpr BitRate plainRate = BitRate::megabitsPerSecond(2);
constexpr SimDuration plainLength = SimDuration::wholeSeconds(100);

/// The same but for what was changed on the way.
bool isRunOf(const Scenario &lesson, const Scenario &scenario)
{
    return scenario.title == lesson.title && scenario.source == lesson.source && !lesson.title.empty();
}

} // namespace

LessonGuide::LessonGuide(SessionDriver &driver, LessonTab &tab, QObject *parent)
    : QObject(parent), m_driver(driver), m_tab(tab), m_making(this), m_judging(this)
{
    connect(&m_tab, &LessonTab::turned, this, &LessonGuide::turnTo);
    connect(&m_tab, &LessonTab::runRequested, this, &LessonGuide::run);
    connect(&m_driver, &SessionDriver::sessionReplaced, this, &LessonGuide::onSessionReplaced);
    connect(&m_driver, &SessionDriver::frame, this, &LessonGuide::onFrame);
    connect(&m_driver, &SessionDriver::pastEnded, this, [this](bool goesOnFromThere) {
        if (goesOnFromThere) // what was seen of the future that is gone counts no more
            forget();
    });
    turnTo(0);
}

std::optional<MediaFile> LessonGuide::film() const
{
    const Session *session = m_driver.session();
    return session ? session->media() : std::nullopt;
}

void LessonGuide::forget()
{
    m_judging.giveUp();
    m_seen.clear();
}

void LessonGuide::turnTo(int index)
{
    const int bounded = std::clamp(index, 0, lessonCount - 1);
    const auto open = film();
    m_source = open ? m_driver.scenario().source : SourceSpec(ConstantRateSource{plainRate, plainLength});
    m_media = open ? *open : constantRateMedia(plainRate, plainLength);
    m_lesson.reset();
    m_teaching = m_runWanted = false;
    forget();
    const auto make = [bounded, source = m_source, media = m_media](const StopFlag &stop) {
        return makeLesson(bounded, source, media, &stop);
    };
    m_tab.setComing(bounded, lessonTitles().at(bounded));
    m_making.ask(make, [this](const Lesson &lesson) { show(lesson); });
    m_making.finish(shortWaitMs);
}

void LessonGuide::show(const Lesson &lesson)
{
    m_lesson = lesson;
    m_tab.setLesson(m_tab.index(), lesson);
    if (m_runWanted)
        run();
}

void LessonGuide::run()
{
    m_runWanted = !m_lesson;
    if (!m_lesson)
        return;
    emit aboutToRun();
    m_starting = true;
    m_driver.start(m_lesson->scenario, m_media);
    m_starting = false;
    m_teaching = true;
    m_told = false;
    forget();
    m_tab.setRunning();
    m_driver.setSpeed(m_lesson->speed);
    m_driver.play();
}

/// Run again by hand it is the lesson's still; anything else is not, and another film tells another story.
void LessonGuide::onSessionReplaced()
{
    if (m_starting)
        return;
    forget();
    const bool again = m_teaching && isRunOf(m_lesson->scenario, m_driver.scenario());
    m_teaching = again;
    m_told = false;
    if (again)
        m_tab.setRunning();
    else if (film() && m_driver.scenario().source != m_source)
        turnTo(m_tab.index());
}

void LessonGuide::onFrame()
{
    if (!m_teaching || m_told || m_driver.isLookingBack())
        return;
    if (m_driver.isRunning() && ++m_frames % framesPerLook != 0)
        return;
    const Session &session = *m_driver.session();
    if (!m_seen.empty() && m_seen.back().now == session.now())
        return;
    m_seen.push_back(RunSeen::of(session));
    if (!m_judging.isBusy())
        judgeNext();
}

void LessonGuide::judgeNext()
{
    if (m_seen.empty())
        return;
    const RunSeen run = m_seen.front();
    const auto judge = [observe = m_lesson->observe, run](const StopFlag &stop) { return observe(run, &stop); };
    m_judging.ask(judge, [this, run](const std::optional<Observation> &seen) {
        m_seen.pop_front();
        if (seen)
            tell(*seen, run);
        else
            judgeNext();
    });
}

void LessonGuide::tell(const Observation &observation, const RunSeen &run)
{
    m_told = true;
    m_seen.clear();
    m_tab.setObservation(observation, !differingSettings(m_lesson->scenario, run.script).empty());
}

void LessonGuide::finish()
{
    m_making.finish();
    m_judging.finish();
}

} // namespace rebuffer
