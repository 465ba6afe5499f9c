// The pipeline as the stage draws it.
#include "core/session/pipeline.h"

#include <algorithm>

namespace rebuffer {

namespace {

constexpr std::int64_t finestDamage = 8192; // parts of a file

void describeQueue(const RouterQueue &queue, BitRate rate, LinkView &out)
{
    out.queue.clear();
    for (std::size_t i = 0; i < std::min(queue.packets(), Snapshot::drawn); ++i)
        out.queue.push_back(viewOf(queue.at(i), 0));
    out.queuedPackets = static_cast<std::int64_t>(queue.packets());
    out.queuedBytes = queue.bytes();
    out.queueLimit = queue.limit();
    out.queueFill = queue.fill();
    out.queueDelay = rate.isZero() ? SimDuration::zero() : transmissionTime(queue.bytes(), rate);
}

double shareOf(SimTime departed, SimTime arrives, SimTime now)
{
    const SimDuration whole = arrives - departed;
    return whole > SimDuration::zero() ? std::clamp((now - departed) / whole, 0.0, 1.0) : 1;
}

/// Both lists are in order of arrival, or nearly: those that will be lost take their places among the others.
void listFlight(const Link &link, SimTime now, std::vector<PacketView> &out)
{
    for (std::size_t i = 0; i < link.inFlightCount(); ++i) {
        const Link::InFlight &flight = link.inFlight(i);
        out.push_back(viewOf(flight.packet, shareOf(flight.departed, flight.arrives, now)));
    }
    for (std::size_t i = 0; i < link.doomedCount(); ++i) {
        const Link::Doomed &doomed = link.doomed(i);
        const PacketView view = viewOf(doomed.packet, shareOf(doomed.departed, doomed.arrives, now));
        const auto behind =
            std::find_if(out.begin(), out.end(), [&](const PacketView &other) { return other.progress < view.progress; });
        out.insert(behind, view);
    }
}

void addToCell(std::vector<FlowCell> &cells, const Packet &packet, double share)
{
    FlowCell &cell = cells[std::min(cells.size() - 1, static_cast<std::size_t>(share * static_cast<double>(cells.size())))];
    const double bits = packet.wire * 8.0;
    cell.bits += bits;
    cell.resent += packet.retransmission ? bits : 0;
}

void fillCells(const Link &link, SimTime now, std::vector<FlowCell> &out)
{
    out.assign(Snapshot::cells, FlowCell());
    for (std::size_t i = 0; i < link.inFlightCount(); ++i) {
        const Link::InFlight &flight = link.inFlight(i);
        addToCell(out, flight.packet, shareOf(flight.departed, flight.arrives, now));
    }
    for (std::size_t i = 0; i < link.doomedCount(); ++i) {
        const Link::Doomed &doomed = link.doomed(i);
        addToCell(out, doomed.packet, shareOf(doomed.departed, doomed.arrives, now));
    }
}

void describeFlight(const Link &link, SimTime now, LinkView &out)
{
    out.inFlight.clear();
    out.cells.clear();
    const std::size_t count = link.inFlightCount() + link.doomedCount();
    out.packetsInFlight = static_cast<std::int64_t>(count);
    if (count > Snapshot::drawn)
        fillCells(link, now, out.cells);
    else
        listFlight(link, now, out.inFlight);
}

void describeLink(const Link &link, SimTime now, LinkView &out)
{
    out.rate = link.rate();
    out.delay = link.settings().delay;
    describeQueue(link.queue(), out.rate, out);
    describeFlight(link, now, out);
    out.sending.reset();
    if (const Packet *sending = link.sending())
        out.sending = viewOf(*sending, link.sendingProgress(now));
}

} // namespace

SimDuration Pipeline::uplinkWait() const
{
    const Bytes waiting = m_up.queue().bytes();
    if (waiting == Bytes(0))
        return {};
    return m_up.rate().isZero() ? SimDuration::wholeSeconds(3600) : transmissionTime(waiting, m_up.rate());
}

void Pipeline::snapshot(Snapshot &out) const
{
    const ConnectionStatus status = m_connection->status(m_now);
    out.now = m_now;
    describePlayer(out);
    describeFile(out, status);
    describeLink(m_down, m_now, out.down);
    describeLink(m_up, m_now, out.up);
    for (PacketView &packet : out.down.inFlight) {
        if (packet.retransmission && m_connection->hasArrived(packet.position, packet.payload))
            packet.mark = PacketMark::Duplicate;
    }
    m_recorder.recentLosses(false, m_now, out.down);
    m_recorder.recentLosses(true, m_now, out.up);
    describeStreams(out, status);
    out.throughput = m_recorder.recentThroughput();
    out.fill = m_recorder.recentReading();
    out.fillPace = m_recorder.recentPace();
}

void Pipeline::describePlayer(Snapshot &out) const
{
    out.hasPlayer = m_player != nullptr;
    out.player = m_scenario.player;
    out.marks = thresholdsOf(m_scenario);
    if (!m_player)
        return;
    out.state = m_player->state();
    out.position = position();
    out.pictureFrom = pictureFrom();
    out.wanted = m_wanted;
    out.duration = m_media->timeline->duration();
    out.level = out.state == PlayerState::Ended ? SimDuration::zero() : m_buffer->level(m_now);
    out.playableUntil = m_buffer->playableUntil();
    out.resumeProgress = m_player->waitProgress(m_now);
    const Reception *reception = m_buffer->reception();
    out.damagedFrames = reception ? reception->damagedFrames() : 0;
    out.lostFrames = reception ? reception->lostFrames() : 0;
    out.playoutDelay = m_player->playoutDelay(m_now);
    out.waited = out.state == PlayerState::Stalled ? m_now - m_player->stateSince() : SimDuration::zero();
    const bool draining = out.state == PlayerState::Playing && !m_player->isPaused();
    out.drainPace = draining ? static_cast<double>(m_buffer->playhead().permille) / 1000 : 0;
    out.drain = draining ? m_media->timeline->rateAround(out.position) : BitRate();
}

void Pipeline::describeFile(Snapshot &out, const ConnectionStatus &status) const
{
    out.sent = status.fileSentUntil;
    out.received = status.fileBytesDelivered;
    if (!m_media)
        return;
    describeRun(out, status);
    const MediaTimeline &timeline = *m_media->timeline;
    out.fileSize = timeline.size();
    out.indexBegin = timeline.index().begin;
    out.indexEnd = timeline.index().end;
    const bool begun = out.state == PlayerState::Playing || out.state == PlayerState::Stalled || out.state == PlayerState::Ended;
    const Bytes watched = timeline.prefixFor(out.position, MediaTimeline::Index::InHand);
    describeDamage(out);
    out.played = begun ? std::clamp(watched, out.runBegin, out.received) : out.runBegin;
}

/// Frames that lie close together are one: nobody sees a finer difference on a map of the whole file.
void Pipeline::describeDamage(Snapshot &out) const
{
    out.damaged.clear();
    const Reception *reception = m_buffer->reception();
    if (!reception)
        return;
    out.received = std::max(out.runBegin, reception->furthest());
    out.sent = std::max(out.sent, out.received);
    const Bytes close(out.fileSize.count() / finestDamage);
    for (const StreamRange &range : reception->hurt().ranges()) {
        if (!out.damaged.empty() && Bytes(range.begin) - out.damaged.back().end < close)
            out.damaged.back().end = Bytes(range.end);
        else
            out.damaged.push_back({Bytes(range.begin), Bytes(range.end)});
    }
}

/// What the present request brings: more of the run, or an index out of its turn.
void Pipeline::describeRun(Snapshot &out, const ConnectionStatus &status) const
{
    const ByteRange run = m_buffer->run();
    const ByteRange fetch = m_fetches[m_nextFetch - 1].bytes;
    const bool isIndex = fetch == m_media->timeline->index() && fetch.begin > run.end;
    const Bytes arrived = std::min(fetch.end, fetch.begin + status.fileBytesDelivered);
    const Bytes sent = std::max(fetch.begin, status.fileSentUntil);
    out.runBegin = run.begin;
    out.received = isIndex ? run.end : std::max(run.end, arrived);
    out.sent = isIndex ? run.end : std::max(out.received, sent);
    out.indexReceived = isIndex ? arrived : m_buffer->indexOutOfTurn().end;
    out.indexSent = isIndex ? std::max(arrived, sent) : out.indexReceived;
}

void Pipeline::damagedUnits(std::vector<DamagedUnit> &out) const
{
    out.clear();
    if (const Reception *reception = m_buffer ? m_buffer->reception() : nullptr)
        reception->damagedUnits(position() - SimDuration::wholeSeconds(20), out);
}

void Pipeline::missingSound(std::vector<MissingSound> &out) const
{
    out.clear();
    if (const Reception *reception = m_buffer ? m_buffer->reception() : nullptr)
        reception->missingSound(position() - SimDuration::wholeSeconds(1), out);
}

void Pipeline::describeStreams(Snapshot &out, const ConnectionStatus &status) const
{
    out.sender.cwnd = status.window;
    out.sender.ssthresh = status.threshold;
    out.sender.inFlight = status.inFlight;
    out.sender.receiveWindow = status.receiveWindow;
    out.sender.smoothedRtt = status.smoothedRtt;
    out.sender.timeout = status.timeout;
    out.sender.recovering = status.recovering;
    out.sender.limit = status.limit;
    out.sender.recentLimits = m_recorder.recentLimits();
    out.sender.blockedByReceiver = status.blockedByReceiver;
    out.streams.readBySource = m_source.position();
    out.streams.sendBuffer = status.unsent;
    out.streams.sendBufferLimit = status.sendBufferLimit;
    out.streams.sendBufferFull = m_connection->needsDrain();
    out.streams.reassembly = status.early;
    out.streams.receiveBuffer = status.unread;
    out.streams.playbackBufferFull = m_buffer && m_buffer->needsDrain();
}

} // namespace rebuffer
