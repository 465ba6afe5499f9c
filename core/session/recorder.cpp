#include "core/session/recorder.h"

#include "core/session/experience.h"

#include <algorithm>
#include <span>

namespace rebuffer {

namespace {

constexpr std::int64_t ticksPerSecond = 1'000'000'000 / Recorder::tick.toNanoseconds();
constexpr Bytes largestFrame{1600}; // a full packet, and what a link usually adds

constexpr EventKind kindOf(LinkEvent event)
{
    return static_cast<EventKind>(event);
}
static_assert(kindOf(LinkEvent::Sent) == EventKind::Sent && kindOf(LinkEvent::Dropped) == EventKind::Dropped &&
              kindOf(LinkEvent::Lost) == EventKind::Lost && kindOf(LinkEvent::Delivered) == EventKind::Delivered);

} // namespace

void Recorder::onLink(bool uplink, LinkEvent event, const Packet &packet, SimTime now)
{
    logPacket(kindOf(event), uplink, packet, now);
    if (!uplink)
        countDownlink(event, packet, now);
    else if (event == LinkEvent::Sent && changesWindow(packet))
        keepSignal(uplink, packet, now);
}

void Recorder::onLoss(bool uplink, LinkEvent event, const Packet &packet, double place, SimTime now)
{
    onLink(uplink, event, packet, now);
    keepLoss(uplink, event == LinkEvent::Dropped, packet, place, now);
}

void Recorder::logPacket(EventKind kind, bool uplink, const Packet &packet, SimTime now)
{
    m_packetLogged = &packet;
    Event &event = m_log.place(); // filled in where it stands: this is done for every packet, thrice
    event.at = now;
    event.kind = kind;
    event.packetKind = packet.kind;
    event.uplink = uplink;
    event.retransmission = packet.retransmission;
    event.payload = packet.payload;
    event.wire = packet.wire;
    event.packet = packet.number;
    event.position = packet.position;
    event.ack = packet.ack;
    event.value = 0;
    event.text = nullptr;
    m_log.commit(event);
}

void Recorder::logValue(EventKind kind, std::int64_t value, SimTime now)
{
    Event &event = m_log.prepare(kind, now);
    event.value = value;
    m_log.commit(event);
}

void Recorder::logText(EventKind kind, bool uplink, const std::string &text, SimTime now)
{
    Event &event = m_log.prepare(kind, now);
    event.uplink = uplink;
    m_log.commitText(event, text);
}

void Recorder::countDownlink(LinkEvent event, const Packet &packet, SimTime now)
{
    if (packet.kind != PacketKind::Data || event == LinkEvent::Delivered)
        return;
    SeriesBucket &bucket = m_series.at(now);
    if (event == LinkEvent::Sent) {
        ++m_counts.sent;
        ++bucket.sent;
        m_counts.resent += packet.retransmission ? 1 : 0;
        bucket.retransmitted += packet.retransmission ? 1 : 0;
    } else if (event == LinkEvent::Lost) {
        ++m_counts.lost;
        ++bucket.lost;
    } else {
        ++m_counts.dropped;
        ++bucket.dropped;
    }
}

void Recorder::keepLoss(bool uplink, bool atQueue, const Packet &packet, double place, SimTime now)
{
    ++(atQueue ? m_droppedOf : m_lostOf)[uplink ? 1 : 0].total;
    if (m_losses.size() >= mostLosses)
        m_losses.pop();
    m_losses.push({{viewOf(packet, place), now, atQueue}, uplink});
}

void Recorder::keepSignal(bool uplink, const Packet &packet, SimTime now)
{
    if (m_signals.size() >= mostSignals)
        m_signals.pop();
    m_signals.push({{viewOf(packet, 0), now}, uplink});
}

void Recorder::recentLosses(bool uplink, SimTime now, LinkView &out) const
{
    const auto isRecent = [now](SimTime at) { return now - at <= SimDuration::wholeSeconds(1); };
    out.lost.clear();
    for (std::size_t i = 0; i < m_losses.size(); ++i) {
        if (m_losses[i].uplink == uplink && isRecent(m_losses[i].view.at))
            out.lost.push_back(m_losses[i].view);
    }
    out.windowNews.clear();
    for (std::size_t i = 0; i < m_signals.size(); ++i) {
        if (m_signals[i].uplink == uplink && isRecent(m_signals[i].view.sent))
            out.windowNews.push_back(m_signals[i].view);
    }
    out.lostRecently = m_lostOf[uplink ? 1 : 0].recent();
    out.droppedRecently = m_droppedOf[uplink ? 1 : 0].recent();
}

void Recorder::RecentCount::tick()
{
    atTick = total;
    growth.tick(total);
}

void Recorder::onMessage(const char *text, bool uplink, SimTime now)
{
    logText(EventKind::Handshake, uplink, text, now);
}

void Recorder::onRtt(SimDuration rtt, SimTime now)
{
    ++m_counts.rttSamples;
    m_counts.rttSum += rtt;
    SeriesBucket &bucket = m_series.at(now);
    const double ms = rtt.toMilliseconds();
    bucket.rttLow = bucket.rttLow == 0 ? ms : std::min(bucket.rttLow, ms);
    bucket.rttHigh = std::max(bucket.rttHigh, ms);
    bucket.rttLast = ms;
}

void Recorder::onWindowCut(std::uint32_t packets, SimTime now)
{
    logValue(EventKind::WindowChanged, packets, now);
}

void Recorder::onWindowRestored(std::uint32_t packets, SimTime now)
{
    logValue(EventKind::WindowRestored, packets, now);
}

void Recorder::onTimeout(SimDuration next, SimTime now)
{
    ++m_counts.timeouts;
    logValue(EventKind::Timeout, next.toNanoseconds(), now);
}

void Recorder::onBackpressure(bool on, SimTime now)
{
    logValue(on ? EventKind::BackpressureOn : EventKind::BackpressureOff, 0, now);
}

void Recorder::onSetting(const std::string &text, SimTime now)
{
    logText(EventKind::Setting, false, text, now);
}

void Recorder::onLate(const Packet &packet, SimTime now)
{
    ++m_counts.late;
    logPacket(EventKind::LateUnit, false, packet, now);
}

void Recorder::onSeek(SimDuration to, bool buffered, SimTime now)
{
    ++m_seekCount;
    m_playable = {};
    Event &event = m_log.prepare(EventKind::Seek, now);
    event.value = to.toNanoseconds();
    event.ack = buffered ? 1 : 0;
    m_log.commit(event);
}

void Recorder::onFirstByte(SimTime now)
{
    if (!m_firstByte)
        m_firstByte = now - m_requestedAt;
}

void Recorder::onState(PlayerState before, PlayerState after, SimDuration position, SimTime now)
{
    logValue(EventKind::StateChanged, static_cast<std::int64_t>(after), now);
    addPlayTime(now);
    m_state = after;
    m_running = after == PlayerState::Playing;
    if (after == PlayerState::Connecting)
        m_requestedAt = now;
    if (after == PlayerState::Playing && !m_startup)
        m_startup = now - m_requestedAt;
    if (before == PlayerState::Stalled)
        endStall(now);
    if (after == PlayerState::Stalled)
        beginStall(position, now);
    if (before == PlayerState::Seeking)
        m_seekTime += now - m_seekingSince;
    if (after == PlayerState::Seeking)
        m_seekingSince = now;
}

void Recorder::onPaused(bool paused, SimTime now)
{
    addPlayTime(now);
    m_running = !paused && m_state == PlayerState::Playing;
    logText(EventKind::Setting, false, paused ? "player paused" : "player goes on", now);
}

void Recorder::addPlayTime(SimTime now)
{
    if (m_running)
        m_playTime += now - m_playingSince;
    m_playingSince = now;
}

void Recorder::beginStall(SimDuration position, SimTime now)
{
    ++m_stallCount;
    m_stalledAt = now;
    if (m_stalls.size() < mostStalls)
        m_stalls.push_back({now, position, SimDuration::zero(), true});
    logValue(EventKind::StallBegan, position.toNanoseconds(), now);
}

void Recorder::endStall(SimTime now)
{
    m_stallTime += now - m_stalledAt;
    if (!m_stalls.empty() && m_stalls.back().open) {
        m_stalls.back().duration = now - m_stalledAt;
        m_stalls.back().open = false;
    }
    logValue(EventKind::StallEnded, (now - m_stalledAt).toNanoseconds(), now);
}

void Recorder::sample(const Sample &sample, SimTime now)
{
    addTo(m_series.upTo(now), sample, now - m_lastSample);
    for (auto *counts : {&m_lostOf, &m_droppedOf}) {
        for (RecentCount &count : *counts)
            count.tick();
    }
    for (std::size_t i = 0; i < m_limits.size(); ++i)
        m_limits[i].tick(sample.limitTimes[i].toNanoseconds());
    m_lastSample = now;
    m_lastLimitTimes = sample.limitTimes;
    m_lastWire = sample.onWire;
    m_lastInOrder = sample.inOrder;
    m_capacityBits += sample.capacity.toBitsPerSecond() / ticksPerSecond;
    m_capacity.tick(m_capacityBits);
    m_playable.tick(sample.playableUntil.toNanoseconds());
    m_wire.tick(sample.onWire.count());
    m_taken.tick(sample.taken.count());
}

/// What the sample tells of the span since the one before.
void Recorder::addTo(SeriesBucket &bucket, const Sample &sample, SimDuration span) const
{
    if (sample.hasBuffer) {
        const double level = sample.level.toSeconds();
        bucket.bufferLow = bucket.hasBuffer ? std::min(bucket.bufferLow, level) : level;
        bucket.bufferHigh = std::max(bucket.bufferHigh, level);
        bucket.bufferLast = level;
        bucket.hasBuffer = true;
    }
    const double seconds = span.toSeconds();
    bucket.capacityBits += static_cast<double>(sample.capacity.toBitsPerSecond()) * seconds;
    bucket.neededBits += static_cast<double>(sample.needed.toBitsPerSecond()) * seconds;
    bucket.cwndLast = sample.window;
    bucket.queueHigh = std::max(bucket.queueHigh, static_cast<double>(sample.queued.count()));
    bucket.wireBytes += (sample.onWire - m_lastWire).count();
    bucket.goodputBytes += (sample.inOrder - m_lastInOrder).count();
    for (std::size_t i = 0; i < m_lastLimitTimes.size(); ++i)
        bucket.limitTimes[i] += sample.limitTimes[i] - m_lastLimitTimes[i];
}

Series Recorder::seriesUntil(const Sample &sample, SimTime now) const
{
    Series series = m_series;
    if (now > m_lastSample)
        addTo(series.upTo(now), sample, now - m_lastSample);
    return series;
}

BitRate Recorder::overWindow(const Growth &growth)
{
    return meanRate(Bytes(growth.growth()), tick * static_cast<std::int64_t>(growth.span()));
}

/// A packet counts when its last bit has come; of the first one in the window a part came before it. So a full link seems
/// to carry up to a packet more than it can, which is not told.
BitRate Recorder::recentThroughput() const
{
    const std::int64_t beyond = m_wire.growth() * 8 - m_capacity.growth();
    const bool isFull = beyond > 0 && beyond <= largestFrame.toBits();
    return isFull ? BitRate::bitsPerSecond(m_capacity.growth() * ticksPerSecond / static_cast<std::int64_t>(m_capacity.span()))
                  : overWindow(m_wire);
}

double Recorder::recentPace() const
{
    const SimDuration window = tick * static_cast<std::int64_t>(m_playable.span());
    return window > SimDuration::zero() ? SimDuration::nanoseconds(m_playable.growth()) / window : 0;
}

LimitTimes Recorder::recentLimits() const
{
    LimitTimes times{};
    for (std::size_t i = 0; i < times.size(); ++i)
        times[i] = SimDuration::nanoseconds(m_limits[i].growth());
    return times;
}

void Recorder::measureFrom(SimTime now, Bytes onWire, Bytes inOrder)
{
    m_before = m_counts;
    m_measuredFrom = now;
    m_wireBefore = onWire;
    m_inOrderBefore = inOrder;
}

Summary Recorder::summary(SimTime now, SimDuration watched, Bytes onWire, Bytes inOrder, bool allArrived) const
{
    Summary s;
    s.now = now;
    s.state = m_state;
    s.startupDelay = m_startup;
    s.firstByte = m_firstByte;
    s.stallCount = m_stallCount;
    s.stalls = m_stalls;
    s.stallTime = m_stallTime;
    if (m_state == PlayerState::Stalled) {
        s.stallTime += now - m_stalledAt;
        if (!s.stalls.empty() && s.stalls.back().open)
            s.stalls.back().duration = now - m_stalledAt;
    }
    s.seekCount = m_seekCount;
    s.seekTime = m_state == PlayerState::Seeking ? m_seekTime + (now - m_seekingSince) : m_seekTime;
    s.playTime = m_running ? m_playTime + (now - m_playingSince) : m_playTime;
    if (s.playTime + s.stallTime > SimDuration::zero())
        s.rebufferRatio = s.stallTime / (s.playTime + s.stallTime);
    s.experience = experienceScore(m_startup.value_or(SimDuration::zero()), s.stalls, watched);
    s.bytesDelivered = inOrder;
    // Up to the last byte: the time it takes to play out what is there is not the network's.
    const SimDuration measured = (allArrived ? m_lastProgress : now) - m_measuredFrom;
    s.goodput = meanRate(inOrder - m_inOrderBefore, measured);
    s.throughput = meanRate(onWire - m_wireBefore, measured);
    if (const std::int64_t samples = m_counts.rttSamples - m_before.rttSamples; samples > 0)
        s.meanRttMs = (m_counts.rttSum - m_before.rttSum).toMilliseconds() / static_cast<double>(samples);
    s.dataPacketsSent = m_counts.sent - m_before.sent;
    s.dataPacketsEver = m_counts.sent;
    s.dataPacketsLost = m_counts.lost - m_before.lost;
    s.dataPacketsDropped = m_counts.dropped - m_before.dropped;
    s.retransmissions = m_counts.resent - m_before.resent;
    s.latePackets = m_counts.late - m_before.late;
    s.timeouts = m_counts.timeouts - m_before.timeouts;
    s.eventLogHash = m_log.hash();
    return s;
}

} // namespace rebuffer
