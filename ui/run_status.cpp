#include "ui/run_status.h"

#include "ui/paint/words.h"

#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunStatus)
};

/// The figure beside it rounds to tenths of a second; a clock cuts off.
constexpr SimDuration halfATenth = SimDuration::milliseconds(50);

RunStatus playerStatus(const Snapshot &snapshot)
{
    switch (snapshot.state) {
    case PlayerState::Idle:
    case PlayerState::Connecting: return {Words::tr("CONNECTING"), &Theme::data};
    case PlayerState::Starting: return {Words::tr("STARTING… %1").arg(wholeShareText(snapshot.resumeProgress)), &Theme::data};
    case PlayerState::Playing: return {Words::tr("PLAYING"), &Theme::arriving};
    case PlayerState::Stalled:
        return {Words::tr("BUFFERING… %1").arg(clockText(snapshot.waited + halfATenth, true)), &Theme::loss};
    case PlayerState::Seeking: return {Words::tr("SEEKING… %1").arg(wholeShareText(snapshot.resumeProgress)), &Theme::data};
    case PlayerState::Ended: break;
    }
    return {Words::tr("ENDED"), &Theme::text};
}

} // namespace

RunStatus runStatus(const Snapshot &snapshot, bool running, bool ended)
{
    if (ended)
        return {Words::tr("ENDED"), &Theme::text};
    if (!running && snapshot.now == SimTime::start())
        return {Words::tr("READY"), &Theme::data};
    if (!running)
        return {Words::tr("PAUSED"), &Theme::mutedText};
    return snapshot.hasPlayer ? playerStatus(snapshot) : RunStatus{Words::tr("SENDING"), &Theme::arriving};
}

RunStatus pastStatus(SimTime at)
{
    return {Words::tr("BACK AT %1").arg(clockText(at.sinceStart(), true)), &Theme::data};
}

RunStatus openingStatus()
{
    return {Words::tr("OPENING…"), &Theme::mutedText};
}

RunStatus emptyStatus()
{
    return {Words::tr("NO FILM"), &Theme::mutedText};
}

QString widestStatus()
{
    return Words::tr("BUFFERING… %1").arg(QStringLiteral("00:00.0"));
}

} // namespace rebuffer
