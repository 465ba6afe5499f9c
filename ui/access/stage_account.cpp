#include "ui/access/stage_account.h"

#include "core/session/snapshot.h"
#include "ui/paint/words.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(StageAccount)
};

double ratio(double part, double whole)
{
    return whole > 0 ? std::clamp(part / whole, 0.0, 1.0) : 0;
}

double ratio(Bytes part, Bytes whole)
{
    return ratio(static_cast<double>(part.count()), static_cast<double>(whole.count()));
}

AccessiblePart server(const Snapshot &snapshot, const StageGeometry &geometry)
{
    const QString value = snapshot.fileSize > Bytes(0) ? Words::tr("%1 sent, %2 received, %3 played, of %4")
                                                             .arg(bytesText(snapshot.sent), bytesText(snapshot.received),
                                                                  bytesText(snapshot.played), bytesText(snapshot.fileSize))
                                                       : Words::tr("%1 sent").arg(bytesText(snapshot.sent));
    return {QAccessible::ProgressBar, Words::tr("Server, map of the file"), value, geometry.layout.map,
            ratio(snapshot.sent, snapshot.fileSize)};
}

AccessiblePart queue(const Snapshot &snapshot, const StageGeometry &geometry)
{
    const LinkView &down = snapshot.down;
    const QString value =
        Words::tr("%1 packets wait, %2; they add %3")
            .arg(countText(static_cast<quint64>(down.queuedPackets)), bytesText(down.queuedBytes), spanText(down.queueDelay));
    return {QAccessible::ProgressBar, Words::tr("Router queue"), value, geometry.layout.queueBox, down.queueFill};
}

AccessiblePart link(const Snapshot &snapshot, const StageGeometry &geometry)
{
    const LinkView &down = snapshot.down;
    const auto resent =
        std::count_if(down.inFlight.begin(), down.inFlight.end(), [](const PacketView &p) { return p.retransmission; });
    QString value =
        Words::tr("%1, %2 packets on their way").arg(rateText(down.rate), countText(static_cast<quint64>(down.packetsInFlight)));
    if (resent > 0)
        value += Words::tr(", %1 of them sent again").arg(resent);
    if (!down.lost.empty())
        value += Words::tr(", %1 lost or dropped in the last second").arg(down.lost.size());
    return {QAccessible::Graphic, Words::tr("Link"), value, geometry.layout.lane};
}

AccessiblePart wayBack(const Snapshot &snapshot, const StageGeometry &geometry)
{
    QString value =
        Words::tr("%1 acknowledgements on their way").arg(countText(static_cast<quint64>(snapshot.up.packetsInFlight)));
    if (snapshot.sender.smoothedRtt > SimDuration::zero())
        value += Words::tr(", round-trip time %1").arg(spanText(snapshot.sender.smoothedRtt));
    if (snapshot.up.queuedPackets > 0)
        value += Words::tr(", %1 wait to set out, for %2")
                     .arg(countText(static_cast<quint64>(snapshot.up.queuedPackets)), spanText(snapshot.up.queueDelay));
    return {QAccessible::Graphic, Words::tr("Way back"), value, geometry.layout.uplane.united(geometry.layout.upQueue)};
}

AccessiblePart tank(const Snapshot &snapshot, const StageGeometry &geometry)
{
    QString value = Words::tr("%1 of film; starts at %2, resumes at %3, says stop at %4")
                        .arg(secondsText(snapshot.level), thresholdText(snapshot.player.start),
                             thresholdText(snapshot.player.resume), thresholdText(snapshot.player.highWater));
    if (snapshot.streams.playbackBufferFull)
        value += Words::tr("; it said stop");
    return {QAccessible::ProgressBar, Words::tr("Playback buffer"), value, geometry.layout.tank,
            ratio(snapshot.level.toSeconds(), snapshot.player.highWater.toSeconds())};
}

QString stateText(PlayerState state)
{
    switch (state) {
    case PlayerState::Idle: return Words::tr("ready");
    case PlayerState::Connecting: return Words::tr("connecting");
    case PlayerState::Starting: return Words::tr("starting");
    case PlayerState::Playing: return Words::tr("playing");
    case PlayerState::Stalled: return Words::tr("stalled, buffering");
    case PlayerState::Seeking: return Words::tr("moved, buffering");
    case PlayerState::Ended: break;
    }
    return Words::tr("ended");
}

AccessiblePart player(const Snapshot &snapshot, const StageGeometry &geometry)
{
    QString value = stateText(snapshot.state);
    if (snapshot.damagedFrames + snapshot.lostFrames > 0)
        value += Words::tr(", %1 frames damaged, %2 missing").arg(snapshot.damagedFrames).arg(snapshot.lostFrames);
    return {QAccessible::Graphic, Words::tr("Player's picture"), value, geometry.layout.picture};
}

AccessiblePart filmBar(StageView &stage)
{
    const Snapshot &snapshot = stage.snapshot();
    QString value = Words::tr("%1 of %2").arg(clockText(snapshot.position), clockText(snapshot.duration));
    if (snapshot.wanted)
        value += Words::tr(", moves to %1 once the index has come").arg(clockText(*snapshot.wanted));
    const auto move = [view = QPointer<StageView>(&stage)](double share) {
        if (view && view->snapshot().duration > SimDuration::zero())
            emit view->seekRequested(SimDuration::seconds(share * view->snapshot().duration.toSeconds()));
    };
    return {QAccessible::Slider,
            Words::tr("Position in the film"),
            value,
            stage.geometry().layout.progress,
            ratio(snapshot.position.toSeconds(), snapshot.duration.toSeconds()),
            move};
}

} // namespace

AccessibleParts stageAccount(StageView &stage)
{
    const Snapshot &snapshot = stage.snapshot();
    const StageGeometry &geometry = stage.geometry();
    return {server(snapshot, geometry),
            queue(snapshot, geometry),
            link(snapshot, geometry),
            wayBack(snapshot, geometry),
            tank(snapshot, geometry),
            player(snapshot, geometry),
            filmBar(stage)};
}

} // namespace rebuffer
