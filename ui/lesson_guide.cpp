#include "ui/lesson_guide.h"

#include "core/session/comparison.h"
#include "core/media/synthetic_media.h"
#include "ui/inspector/lesson_tab.h"
#include "ui/session_driver.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr int framesPerLook = 15;
/// Where nothing is open, or only endless bytes are.
constexpr BitRate plainRate = BitRate::megabitsPerSecond(2);
constexpr SimDuration plainLength = SimDuration::wholeSeconds(100);

/// The same but for what was changed on the way.
bool isRunOf(const Scenario &lesson, const Scenario &scenario)
{
    return scenario.title == lesson.title && scenario.source == lesson.source && !lesson.title.empty();
}

} // namespace

LessonGuide::LessonGuide(SessionDriver &driver, LessonTab &tab, QObject *parent) : QObject(parent), m_driver(driver), m_tab(tab)
{
    connect(&m_tab, &LessonTab::turned, this, &LessonGuide::turnTo);
    connect(&m_tab, &LessonTab::runRequested, this, &LessonGuide::run);
    connect(&m_driver, &SessionDriver::sessionReplaced, this, &LessonGuide::onSessionReplaced);
    connect(&m_driver, &SessionDriver::frame, this, &LessonGuide::onFrame);
    turnTo(0);
}

std::optional<MediaFile> LessonGuide::film() const
{
    const Session *session = m_driver.session();
    return session ? session->media() : std::nullopt;
}

void LessonGuide::turnTo(int index)
{
    const auto open = film();
    const SourceSpec source = open ? m_driver.scenario().source : SourceSpec(ConstantRateSource{plainRate, plainLength});
    m_media = open ? *open : constantRateMedia(plainRate, plainLength);
    m_lesson = makeLesson(std::clamp(index, 0, lessonCount - 1), source, m_media);
    m_teaching = false;
    m_tab.setLesson(std::clamp(index, 0, lessonCount - 1), *m_lesson);
}

void LessonGuide::run()
{
    emit aboutToRun();
    m_starting = true;
    m_driver.start(m_lesson->scenario, m_media);
    m_starting = false;
    m_teaching = true;
    m_told = false;
    m_tab.setRunning();
    m_driver.setSpeed(m_lesson->speed);
    m_driver.play();
}

/// Run again by hand it is the lesson's still; anything else is not, and another film tells another story.
void LessonGuide::onSessionReplaced()
{
    if (m_starting)
        return;
    const bool again = m_teaching && isRunOf(m_lesson->scenario, m_driver.scenario());
    m_teaching = again;
    m_told = false;
    if (again)
        m_tab.setRunning();
    else if (film() && m_driver.scenario().source != m_lesson->scenario.source)
        turnTo(m_tab.index());
}

void LessonGuide::onFrame()
{
    if (!m_teaching || m_told || m_driver.isLookingBack())
        return;
    if (m_driver.isRunning() && ++m_frames % framesPerLook != 0)
        return;
    const Session &session = *m_driver.session();
    const auto seen = m_lesson->observe(session);
    if (!seen)
        return;
    m_told = true;
    m_tab.setObservation(*seen, !differingSettings(m_lesson->scenario, session.script()).empty());
}

} // namespace rebuffer
