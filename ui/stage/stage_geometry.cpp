#include "ui/stage/stage_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rebuffer {

namespace {

LegendKind legendKindOf(const PacketView &packet)
{
    switch (packet.mark) {
    case PacketMark::Stop: return LegendKind::Stop;
    case PacketMark::Go: return LegendKind::Go;
    case PacketMark::Gap: return LegendKind::Gap;
    case PacketMark::Duplicate: return LegendKind::Duplicate;
    case PacketMark::None: break;
    }
    if (packet.retransmission)
        return LegendKind::Retransmission;
    switch (packet.kind) {
    case PacketKind::Data: return LegendKind::Data;
    case PacketKind::Parity: return LegendKind::Parity;
    case PacketKind::Ack: return LegendKind::Ack;
    case PacketKind::Feedback: return LegendKind::Nack;
    case PacketKind::Handshake: return LegendKind::Handshake;
    case PacketKind::Request:
    case PacketKind::Response: return LegendKind::Request;
    case PacketKind::Probe: return LegendKind::Probe;
    }
    return LegendKind::Data;
}

void note(LegendSet &set, LegendKind kind)
{
    set.set(static_cast<std::size_t>(kind));
}

void noteLink(LegendSet &set, const LinkView &link)
{
    for (const PacketView &packet : link.inFlight)
        note(set, legendKindOf(packet));
    for (const PacketView &packet : link.queue)
        note(set, legendKindOf(packet));
    for (const SignalView &news : link.windowNews)
        note(set, legendKindOf(news.packet));
    for (const LostView &lost : link.lost)
        note(set, lost.atQueue ? LegendKind::Dropped : LegendKind::Lost);
}

/// What is let go first when the legend has too little room: the file map says it in its tooltip, too.
constexpr std::array lettingGo = {LegendKind::Index,   LegendKind::OnItsWay,  LegendKind::Received,
                                  LegendKind::Played,  LegendKind::Probe,     LegendKind::Flow,
                                  LegendKind::Request, LegendKind::Handshake, LegendKind::Gap};

} // namespace

LegendSet occurring(const Snapshot &snapshot)
{
    LegendSet set;
    noteLink(set, snapshot.down);
    noteLink(set, snapshot.up);
    if (snapshot.fileSize.count() > 0) {
        if (snapshot.played.count() > 0)
            note(set, LegendKind::Played);
        if (snapshot.received.count() > 0)
            note(set, LegendKind::Received);
        if (snapshot.sent > snapshot.received)
            note(set, LegendKind::OnItsWay);
        if (!snapshot.damaged.empty())
            note(set, LegendKind::Damaged);
        if (snapshot.indexBegin < snapshot.indexEnd)
            note(set, LegendKind::Index);
    }
    return set;
}

LegendSet occurred(const Summary &summary)
{
    LegendSet set;
    const auto noteIf = [&set](bool did, LegendKind kind) { set.set(static_cast<std::size_t>(kind), did); };
    noteIf(summary.dataPacketsSent > 0, LegendKind::Data);
    noteIf(summary.retransmissions > 0, LegendKind::Retransmission);
    noteIf(summary.dataPacketsLost > 0, LegendKind::Lost);
    noteIf(summary.dataPacketsDropped > 0, LegendKind::Dropped);
    noteIf(summary.meanRttMs > 0, LegendKind::Ack);
    return set;
}

void StageGeometry::compute(QSizeF size, const StageMetrics &metrics, const Snapshot &snapshot)
{
    const bool again =
        size != m_size || metrics.space != m_space || metrics.em != m_em || layout.hasPlayer() != snapshot.hasPlayer;
    if (again) {
        layout = layoutStage(size, metrics, snapshot.hasPlayer);
        ++revision;
        m_size = size;
        m_space = metrics.space;
        m_em = metrics.em;
    }
    map.compute(layout.map, layout.space, snapshot);
    queue.compute(layout.queueBox, layout.dropZone, layout.space, pace, snapshot.down, snapshot.now);
    const LaneView view{layout.space, moving ? pace : 0, keptOf(snapshot.now)};
    down.computeDown(layout.lane, view, snapshot.down);
    up.computeUp(layout.uplane, view, snapshot.up);
    upQueue.computeBack(layout.upQueue, layout.space, pace, snapshot.up, snapshot.now);
    computeLostBack(lostUp, up, pace, snapshot.up, snapshot.now);
    computeLost(lost, down, layout.lostZone, pace, snapshot.down, snapshot.now);
    if (snapshot.hasPlayer) {
        tank.compute(layout.tank, layout.markLabels, metrics.caption, snapshot);
        computeProgress(snapshot);
    }
    seen |= occurring(snapshot);
    if (down.flows())
        note(seen, LegendKind::Flow);
    if (again || seen != m_legendOf)
        computeLegend(metrics);
}

/// A quarter of what is seen is new at each frame of a sixtieth of a second.
double StageGeometry::keptOf(SimTime now)
{
    const double frames = std::isinf(pace) ? 1 : (now - m_lookedAt).toSeconds() / pace * 60;
    m_lookedAt = now;
    return frames >= 0 ? std::pow(0.75, frames) : 0;
}

void StageGeometry::reset()
{
    seen.reset();
    down.flow = up.flow = FlowReason::None;
}

void StageGeometry::computeProgress(const Snapshot &snapshot)
{
    const double duration = snapshot.duration.toSeconds();
    const auto share = [duration](SimDuration time) {
        return duration > 0 ? std::clamp(time.toSeconds() / duration, 0.0, 1.0) : 0.0;
    };
    const QRectF bar = layout.progress;
    const double played = share(snapshot.position);
    const double buffered = std::max(played, share(snapshot.playableUntil));
    progressPlayed = QRectF(bar.left(), bar.top(), played * bar.width(), bar.height());
    progressBuffered = QRectF(progressPlayed.right(), bar.top(), (buffered - played) * bar.width(), bar.height());
    const auto handleAt = [&](SimDuration time) {
        const double size = std::max(bar.height() + 2, 2.25 * layout.space);
        return QRectF(bar.left() + share(time) * bar.width() - size / 2, bar.center().y() - size / 2, size, size);
    };
    progressHandle = handleAt(snapshot.position);
    progressWanted = snapshot.wanted ? handleAt(*snapshot.wanted) : QRectF();
    if (duration <= 0 || snapshot.state == PlayerState::Idle || snapshot.state == PlayerState::Connecting)
        progressHandle = QRectF();
}

bool StageGeometry::isOnFilmBar(QPointF point) const
{
    const double reach = 1.5 * layout.space;
    return !progressHandle.isEmpty() && layout.progress.adjusted(-reach, -reach, reach, reach).contains(point);
}

SimDuration StageGeometry::filmPositionAt(double x, SimDuration duration) const
{
    const double share = std::clamp((x - layout.progress.left()) / layout.progress.width(), 0.0, 1.0);
    return SimDuration::milliseconds(static_cast<std::int64_t>(share * duration.toMilliseconds()));
}

void StageGeometry::computeLegend(const StageMetrics &metrics)
{
    m_legendOf = seen;
    ++revision;
    legend.clear();
    if (layout.legend.isEmpty())
        return;
    LegendSet shown = seen;
    const double swatch = 2.5 * layout.space;
    const double least = 2.5 * layout.space;
    const auto width = [&](std::size_t i) { return swatch + 1.5 * layout.space + metrics.legend[i]; };
    const auto total = [&] {
        double sum = -least;
        for (std::size_t i = 0; i < legendKinds; ++i)
            sum += shown[i] ? width(i) + least : 0;
        return sum;
    };
    for (LegendKind kind : lettingGo)
        if (total() > layout.legend.width())
            shown.reset(static_cast<std::size_t>(kind));
    const double slack = layout.legend.width() - total();
    const double gap =
        least + std::clamp(slack / static_cast<double>(std::max<std::size_t>(1, shown.count())), 0.0, 2.5 * layout.space);
    double x = layout.legend.left();
    for (std::size_t i = 0; i < legendKinds; ++i) {
        if (!shown[i])
            continue;
        const QRectF box(x, layout.legend.center().y() - swatch / 2, swatch, swatch);
        legend.push_back(
            {static_cast<LegendKind>(i), box,
             QRectF(box.right() + 1.5 * layout.space, layout.legend.top(), metrics.legend[i], layout.legend.height())});
        x += width(i) + gap;
    }
}

/// From the uppermost down, until `isIt` says so of its place and number.
template <typename IsIt> std::optional<PacketBox> StageGeometry::firstPacket(const IsIt &isIt) const
{
    const auto search = [&isIt](const auto &all, auto boxOf) -> std::optional<PacketBox> {
        const auto found = std::find_if(all.rbegin(), all.rend(), [&](const auto &one) { return isIt(boxOf(one)); });
        return found == all.rend() ? std::nullopt : std::optional(boxOf(*found));
    };
    const auto ofGone = [](const auto &gone) { return PacketBox{gone.packet.rect, gone.packet.number}; };
    const auto ofOne = [](const auto &packet) { return PacketBox{packet.rect, packet.number}; };
    if (const auto found = search(lost, ofGone))
        return found;
    for (const auto *gone : {&queue.dropped, &lostUp, &upQueue.dropped}) {
        if (const auto found = search(*gone, ofGone))
            return found;
    }
    for (const auto *packets : {&down.packets, &queue.packets, &up.packets, &upQueue.packets}) {
        if (const auto found = search(*packets, ofOne))
            return found;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> StageGeometry::packetAt(QPointF point) const
{
    const double tolerance = layout.space / 2;
    const auto found = firstPacket(
        [&](const PacketBox &box) { return box.rect.adjusted(-tolerance, -tolerance, tolerance, tolerance).contains(point); });
    return found ? std::optional(found->number) : std::nullopt;
}

std::optional<QRectF> StageGeometry::placeOf(std::uint64_t number) const
{
    const auto found = firstPacket([number](const PacketBox &box) { return box.number == number; });
    return found ? std::optional(found->rect) : std::nullopt;
}

} // namespace rebuffer
