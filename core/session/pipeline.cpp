#include "core/session/pipeline.h"

#include "core/session/scenario_keys.h"
#include "core/sim/quantity_text.h"
#include "core/transport/tcp/tcp_connection.h"

#include <algorithm>
#include <utility>

namespace rebuffer {

namespace {

constexpr Bytes chunkSize = Bytes(64 * 1024);

/// Less than a frame or so in hand would be lost to the next breath of the network.
constexpr SimDuration leastPlayoutDelay = SimDuration::milliseconds(20);

} // namespace

Pipeline::Pipeline(Scenario scenario, std::optional<MediaFile> media)
    : m_scenario(std::move(scenario)),
      m_media(media ? std::optional(withTracks(std::move(*media), m_scenario.tracks)) : std::nullopt), m_downEnd(*this, false),
      m_upEnd(*this, true),
      m_down(downSettings(), m_scenario.seed, "down", linkAlarms(Slot::DownTransmitted, Slot::DownArrival, Slot::DownRate),
             m_packets, m_downEnd, m_downEnd),
      m_up(upSettings(), m_scenario.seed, "up", linkAlarms(Slot::UpTransmitted, Slot::UpArrival, Slot::UpRate), m_packets,
           m_upEnd, m_upEnd),
      m_source(m_media ? MediaSource::ofFile(m_media->timeline->size()) : MediaSource::endless())
{
    m_fetches = m_media ? fetchesFor(*m_media->timeline, m_scenario) : std::vector<Fetch>(1);
    if (m_media)
        makePlayer();
    connect(m_fetches[m_nextFetch++]);
    alarm(Slot::Begin).arm(m_now);
}

void Pipeline::makePlayer()
{
    const bool lossy = m_scenario.transport == TransportKind::Rtp;
    m_buffer = std::make_unique<PlaybackBuffer>(m_media->timeline,
                                                lossy ? PlaybackBuffer::Filling::WithHoles : PlaybackBuffer::Filling::InOrder);
    m_player = std::make_unique<Player>(m_media->timeline, *m_buffer, m_scenario.player, playoutMode(m_scenario),
                                        alarm(Slot::Player), *this);
    m_recorder.onThresholds(thresholdsOf(m_scenario), m_now);
}

LinkSettings Pipeline::downSettings() const
{
    const LinkSettings link = withTrace(m_scenario.link, m_scenario.traces);
    return m_scenario.transport == TransportKind::Ideal ? idealised(link) : link;
}

LinkSettings Pipeline::upSettings() const
{
    return withTrace(m_scenario.uplink.over(m_scenario.link), m_scenario.traces);
}

// ---- Requests

/// Each request has a connection of its own.
void Pipeline::connect(const Fetch &fetch)
{
    const ConnectionAlarms alarms{alarm(Slot::Exchange), alarm(Slot::Retransmission), alarm(Slot::Pacing),
                                  alarm(Slot::DelayedAck)};
    m_connectedAt = m_now;
    ++m_requests;
    if (m_media)
        m_source = MediaSource::ofPart(fetch.bytes.begin, fetch.bytes.end);
    m_connection = makeConnection(m_scenario, m_media, fetch, m_down, m_up, alarms, *this);
    m_serverPipe = std::make_unique<Pipe>(m_source, *m_connection, chunkSize);
    m_clientPipe = std::make_unique<Pipe>(*m_connection, m_buffer ? static_cast<Writable &>(*m_buffer) : m_sink, chunkSize);
}

/// Both ends forget it at once; what is still on the links travels on and is nobody's any more.
void Pipeline::disconnect()
{
    const ConnectionStatus status = m_connection->status(m_now);
    m_limitsBefore = limitTimes(status);
    m_deliveredBefore += status.fileBytesDelivered;
    m_retired = m_packets;
    m_takenBefore += m_clientPipe->moved();
    m_serverPipe.reset();
    m_clientPipe.reset();
    m_connection.reset();
    for (const Slot slot : {Slot::Exchange, Slot::Retransmission, Slot::Pacing, Slot::DelayedAck, Slot::Fetch})
        alarm(slot).disarm();
}

/// A connection has this as its user, so it is not taken away while it speaks: the alarm rings when it has finished.
void Pipeline::considerNextFetch()
{
    if (isNextFetchDue())
        alarm(Slot::Fetch).arm(m_now);
}

void Pipeline::fetchNext()
{
    disconnect();
    connect(m_fetches[m_nextFetch++]);
    m_connection->open(m_now);
}

Conversation Pipeline::conversation() const
{
    if (m_scenario.transport == TransportKind::Ideal)
        return Conversation({}, false, 0);
    return Conversation(exchangeFor(m_scenario, m_media, m_fetches[m_nextFetch - 1]), m_scenario.transport == TransportKind::Rtp,
                        static_cast<std::uint32_t>(request()));
}

Result<bool> Pipeline::seek(SimDuration wanted)
{
    const std::string key(seekKey);
    if (!m_player)
        return Problem{key + ": endless bytes have no place to move to; give a film"};
    if (!m_begun)
        return Problem{key + ": the film has not been asked for yet; press play first, or give a time after 0s"};
    m_wanted = std::clamp(wanted, SimDuration::zero(), m_media->timeline->duration());
    if (mayMove())
        moveToWanted();
    return true;
}

/// Without the film's index nobody knows where in the file a time is: the viewer's wish is kept until it has come.
void Pipeline::considerWanted()
{
    if (mayMove())
        alarm(Slot::Fetch).arm(m_now);
}

bool Pipeline::mayMove() const
{
    return m_wanted && m_buffer->hasIndex() && m_player->state() != PlayerState::Idle;
}

void Pipeline::moveToWanted()
{
    const SimDuration position = *std::exchange(m_wanted, std::nullopt);
    const bool buffered = isBuffered(position);
    m_recorder.onSeek(position, buffered, m_now);
    if (buffered)
        m_player->jump(position, m_now);
    else
        fetchFrom(position);
    afterReading();
}

/// A live film is played at the sender's pace, wherever that is: its sender has to be asked.
bool Pipeline::isBuffered(SimDuration position) const
{
    switch (playoutMode(m_scenario)) {
    case PlayoutMode::Live: return false;
    case PlayoutMode::Download: return true; // it is fetched whole before anything plays
    case PlayoutMode::Stream: break;
    }
    return position >= m_buffer->playableFrom() && (position < m_buffer->playableUntil() || m_buffer->complete());
}

void Pipeline::fetchFrom(SimDuration position)
{
    m_leftAt = pictureFrom();
    disconnect();
    m_fetches = fetchesFrom(*m_media->timeline, position);
    if (m_scenario.transport == TransportKind::Rtp)
        m_fetches = {{{m_fetches.front().bytes.begin, m_media->timeline->size()}, position}};
    m_nextFetch = 0;
    m_liveAnchor.reset();
    m_buffer->restart(m_fetches.front().bytes.begin, position, m_now);
    connect(m_fetches[m_nextFetch++]);
    m_player->seek(m_now);
    m_connection->open(m_now);
}

// ---- Time

void Pipeline::advanceTo(SimTime t)
{
    m_until = t;
    while (m_queue.nextTime() <= m_until) {
        m_now = m_queue.nextTime();
        ++m_events;
        dispatch(static_cast<Slot>(m_queue.pop()));
    }
    m_now = std::max(m_now, m_until);
}

void Pipeline::dispatch(Slot slot)
{
    static_assert(static_cast<std::size_t>(Slot::Begin) == EventQueue::quickSlots);
    switch (slot) {
    case Slot::Begin: begin(); break;
    case Slot::DownTransmitted:
        m_down.onTransmitted(m_now);
        if (m_down.isIdle())
            m_connection->onDownlinkIdle(m_now);
        break;
    case Slot::DownArrival: m_down.onArrival(m_now); break;
    case Slot::DownRate: m_down.onRateChange(m_now); break;
    case Slot::UpRate: m_up.onRateChange(m_now); break;
    case Slot::UpTransmitted: m_up.onTransmitted(m_now); break;
    case Slot::UpArrival: m_up.onArrival(m_now); break;
    case Slot::Exchange: m_connection->onAlarm(ConnectionAlarm::Exchange, m_now); break;
    case Slot::Retransmission: m_connection->onAlarm(ConnectionAlarm::Retransmission, m_now); break;
    case Slot::Pacing: m_connection->onAlarm(ConnectionAlarm::Pacing, m_now); break;
    case Slot::DelayedAck: m_connection->onAlarm(ConnectionAlarm::DelayedAck, m_now); break;
    case Slot::Player:
        m_player->onAlarm(m_now);
        afterReading();
        break;
    case Slot::Fetch:
        if (mayMove())
            moveToWanted();
        else if (isNextFetchDue())
            fetchNext();
        break;
    case Slot::Sample: takeSample(); break;
    case Slot::Change:
        // After all else of this instant, as a hand would that moves something when time stands still.
        if (m_queue.nextTime() == m_now)
            alarm(Slot::Change).arm(m_now);
        else
            applyDueChanges();
        break;
    case Slot::Measure: measureFrom(m_now); break;
    }
}

void Pipeline::begin()
{
    m_begun = true;
    m_asBegun = m_scenario;
    applyDueChanges();
    takeSample();
    if (m_player)
        m_player->onRequest(m_now);
    m_connection->open(m_now);
}

void Pipeline::takeSample()
{
    if (m_buffer)
        m_buffer->passHoles(m_now);
    m_recorder.sample(sampleNow(), m_now);
    alarm(Slot::Sample).arm(m_now + Recorder::tick);
}

Recorder::Sample Pipeline::sampleNow() const
{
    const ConnectionStatus status = m_connection->status(m_now);
    Recorder::Sample sample;
    sample.hasBuffer = m_player && m_player->state() != PlayerState::Ended;
    if (sample.hasBuffer) {
        sample.level = m_buffer->level(m_now);
        sample.needed = m_media->timeline->rateAround(position());
    }
    if (m_buffer)
        sample.playableUntil = m_buffer->playableUntil();
    sample.capacity = m_down.rate();
    sample.window = status.window;
    sample.limitTimes = limitTimes(status);
    sample.queued = m_down.queue().bytes();
    sample.onWire = bytesOnWire();
    sample.inOrder = bytesInOrder(status);
    sample.taken = m_takenBefore + m_clientPipe->moved();
    return sample;
}

// ---- What arrives

void Pipeline::LinkEnd::onLinkEvent(LinkEvent event, const Packet &packet, SimTime now)
{
    if (event == LinkEvent::Lost || event == LinkEvent::Dropped) [[unlikely]]
        onLoss(event, packet, now);
    else
        m_pipeline.m_recorder.onLink(m_uplink, event, packet, now);
}

void Pipeline::LinkEnd::onLoss(LinkEvent event, const Packet &packet, SimTime now)
{
    const Link &link = m_uplink ? m_pipeline.m_up : m_pipeline.m_down;
    m_pipeline.m_recorder.onLoss(m_uplink, event, packet, link.lostAt(), now);
}

/// The log's listener, with the packet that the line is of: those who do not look pay nothing for those who do.
void Pipeline::setPacketTap(PacketTap tap)
{
    setEventListener([this, tap = std::move(tap)](const Event &event) {
        switch (event.kind) {
        case EventKind::Sent: return tap(event.uplink, LinkEvent::Sent, *m_recorder.packetLogged(), event.at);
        case EventKind::Dropped: return tap(event.uplink, LinkEvent::Dropped, *m_recorder.packetLogged(), event.at);
        case EventKind::Lost: return tap(event.uplink, LinkEvent::Lost, *m_recorder.packetLogged(), event.at);
        case EventKind::Delivered: return tap(event.uplink, LinkEvent::Delivered, *m_recorder.packetLogged(), event.at);
        default: break;
        }
    });
}

void Pipeline::LinkEnd::onPacket(const Packet &packet, SimTime now)
{
    if (packet.number <= m_pipeline.m_retired) [[unlikely]]
        return;
    if (m_uplink)
        m_pipeline.m_connection->onUplinkPacket(packet, now);
    else
        m_pipeline.onDownlinkArrival(packet);
}

void Pipeline::onDownlinkArrival(const Packet &packet)
{
    const bool isLate = m_scenario.transport == TransportKind::Rtp && packet.kind == PacketKind::Data && notePlayout(packet);
    const Bytes before = isLate ? m_connection->status(m_now).fileBytesDelivered : Bytes(0);
    m_connection->onDownlinkPacket(packet, m_now);
    if (isLate)
        m_late += m_connection->status(m_now).fileBytesDelivered - before;
}

/// By the clock of an undisturbed path, as the two ends' synchronised clocks would give it.
SimTime Pipeline::undisturbedArrival(const Packet &packet) const
{
    const BitRate rate = m_down.rate();
    const SimDuration sending = rate.isZero() ? SimDuration::zero() : transmissionTime(Bytes(packet.wire), rate);
    return std::min(m_now, packet.sentAt + sending + m_down.settings().delay);
}

/// True: its playing time is over.
bool Pipeline::notePlayout(const Packet &packet)
{
    if (!m_liveAnchor) {
        m_liveAnchor = undisturbedArrival(packet) - packet.mediaTime;
        m_player->anchor(*m_liveAnchor);
    }
    const bool isLate = m_player->state() == PlayerState::Playing && packet.mediaTime < position();
    if (isLate)
        m_recorder.onLate(packet, m_now);
    m_playoutDelay.onPacket(m_now - (*m_liveAnchor + packet.mediaTime));
    const bool follows = m_scenario.rtp.playout == PlayoutDelayMode::Adaptive;
    m_player->aimFor(follows ? m_playoutDelay.target(leastPlayoutDelay) : m_player->playoutDelay(m_now), m_now);
    return isLate;
}

void Pipeline::onReadable(SimTime now)
{
    m_recorder.onProgress(now);
    m_clientPipe->pump(now);
    if (!m_player)
        return;
    if (!m_buffer->empty())
        m_recorder.onFirstByte(now);
    m_player->onData(now);
    considerWanted();
    afterReading();
}

void Pipeline::afterReading()
{
    noteBackpressure();
    considerNextFetch();
}

void Pipeline::noteBackpressure()
{
    if (m_buffer->needsDrain() == m_backpressure)
        return;
    m_backpressure = !m_backpressure;
    m_recorder.onBackpressure(m_backpressure, m_now);
}

void Pipeline::onStateChanged(PlayerState before, PlayerState after, SimTime now)
{
    m_buffer->passHoles(now);
    m_recorder.onState(before, after, position(), now);
    if (after == PlayerState::Ended)
        m_until = now; // whoever ran up to here, in whatever steps, has run the same events
}

// ---- Changes

Result<bool> Pipeline::apply(const std::string &key, const std::string &value)
{
    const Result<bool> done = change(key, value);
    if (!done || !m_begun)
        return done;
    auto &changes = m_scenario.changes;
    changes.insert(changes.begin() + static_cast<std::ptrdiff_t>(m_nextChange), {m_now, key, asWritten(key, value)});
    ++m_nextChange;
    return done;
}

Scenario Pipeline::script() const
{
    if (!m_begun)
        return m_scenario;
    Scenario script = m_asBegun;
    script.changes = m_scenario.changes;
    script.traces = m_scenario.traces;
    return script;
}

void Pipeline::setWords(const std::string &title, const std::string &notes)
{
    for (Scenario *scenario : {&m_scenario, &m_asBegun}) {
        scenario->title = title;
        scenario->notes = notes;
    }
}

Result<bool> Pipeline::change(const std::string &key, const std::string &value)
{
    const Result<Scenario> changed = changedWhileRunning(m_scenario, key, value);
    if (!changed)
        return Problem{changed.problem()};
    if (key == seekKey) {
        if (const auto moved = seek(*parseSeek(value)); !moved)
            return moved;
    }
    if (const auto there = checkTraces(*changed); !there)
        return there;
    putIntoEffect(*changed);
    if (m_begun) // else it is but how the run begins
        m_recorder.onSetting(key + "=" + asWritten(key, value), m_now);
    return true;
}

void Pipeline::putIntoEffect(const Scenario &changed)
{
    if (changed.transport != m_scenario.transport)
        static_cast<TcpConnection &>(*m_connection).setCongestionControl(makeControl(changed), m_now);
    const LinkSettings upBefore = upSettings();
    const LinkSettings downBefore = downSettings();
    const PlayerSettings playerBefore = m_scenario.player;
    m_scenario = changed;
    if (downSettings() != downBefore)
        m_down.configure(downSettings(), m_now);
    if (upSettings() != upBefore)
        m_up.configure(upSettings(), m_now);
    if (m_player && m_scenario.player != playerBefore) {
        m_player->configure(m_scenario.player, m_now);
        m_recorder.onThresholds(thresholdsOf(m_scenario), m_now);
        afterReading();
    }
}

void Pipeline::applyDueChanges()
{
    const auto &changes = m_scenario.changes;
    while (m_nextChange < changes.size() && changes[m_nextChange].at <= m_now) {
        const TimedChange due = changes[m_nextChange++];
        change(due.key, due.value); // checked when the scenario was read; a refusal leaves things as they are
    }
    if (m_nextChange < changes.size())
        alarm(Slot::Change).arm(changes[m_nextChange].at);
}

void Pipeline::setPlayerPaused(bool paused)
{
    if (!m_player || paused == m_player->isPaused())
        return;
    m_player->setPaused(paused, m_now);
    m_recorder.onPaused(paused, m_now);
    afterReading();
}

// ---- Figures

void Pipeline::measureFrom(SimTime t)
{
    if (t > m_now) {
        alarm(Slot::Measure).arm(t);
        return;
    }
    m_down.measureFrom(m_now);
    m_recorder.measureFrom(m_now, bytesOnWire(), bytesInOrder(m_connection->status(m_now)));
}

Summary Pipeline::summary() const
{
    const ConnectionStatus status = m_connection->status(m_now);
    const bool isLiveOver = ended() && m_scenario.transport == TransportKind::Rtp; // what is missing will not come any more
    const bool allArrived =
        isLiveOver || (m_media && m_nextFetch == m_fetches.size() && status.fileBytesDelivered >= m_fetches.back().bytes.size());
    Summary s = m_recorder.summary(m_now, position(), bytesOnWire(), bytesInOrder(status), allArrived);
    s.limitTimes = limitTimes(status);
    s.playoutDelay = m_player ? m_player->playoutDelay(m_now) : SimDuration::zero();
    s.jitter = status.jitter;
    s.timestampJitter = status.timestampJitter;
    if (const Reception *reception = m_buffer ? m_buffer->reception() : nullptr) {
        s.damagedFrames = reception->damagedFrames();
        s.lostFrames = reception->lostFrames();
    }
    s.seed = m_scenario.seed;
    s.meanQueueBytes = m_down.queue().meanBytes(m_now);
    s.maxQueueBytes = m_down.queue().mostBytes().count();
    s.events = m_events;
    return s;
}

/// A connection's clock has run since the beginning; before it was there others did.
LimitTimes Pipeline::limitTimes(const ConnectionStatus &status) const
{
    LimitTimes times = status.limitTimes;
    times[static_cast<std::size_t>(Limit::Connecting)] -= m_connectedAt.sinceStart();
    for (std::size_t i = 0; i < times.size(); ++i)
        times[i] += m_limitsBefore[i];
    return times;
}

SimDuration Pipeline::position() const
{
    return m_player ? m_player->position(m_now) : SimDuration::zero();
}

std::optional<SimDuration> Pipeline::pictureFrom() const
{
    const PlayerState state = m_player->state();
    const bool begins = state == PlayerState::Connecting || state == PlayerState::Starting || state == PlayerState::Seeking;
    return begins && m_buffer->playableUntil() <= position() ? m_leftAt : position();
}

} // namespace rebuffer
