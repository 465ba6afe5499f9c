#include "core/net/link.h"

#include <algorithm>
#include <string>

namespace rebuffer {

namespace {

constexpr std::int64_t nanosecondsPerSecond = 1'000'000'000;

RandomStream streamFor(std::uint64_t seed, std::string_view link, std::string_view component)
{
    return RandomStream(seed, std::string(link) + "." + std::string(component));
}

} // namespace

Link::Link(const LinkSettings &settings, std::uint64_t seed, std::string_view name, Alarms alarms, std::uint64_t &packetsSoFar,
           PacketSink &sink, LinkObserver &observer)
    : m_settings(settings), m_loss(streamFor(seed, name, "loss")), m_delay(streamFor(seed, name, "jitter")),
      m_place(streamFor(seed, name, "place")), m_alarms(alarms), m_packetsSoFar(packetsSoFar), m_sink(sink), m_observer(observer)
{
    applyModels();
    followTrace(SimTime::start());
}

void Link::applyModels()
{
    m_loss.configure(m_settings.loss, m_settings.lossBurst);
    m_delay.configure(m_settings);
    m_queue.setLimit(m_settings.queue);
}

void Link::send(Packet &&packet, SimTime now)
{
    packet.number = ++m_packetsSoFar;
    packet.wire += static_cast<std::uint32_t>(m_settings.overhead.count());
    m_account.in += Bytes(packet.wire);
    m_observer.onLinkEvent(LinkEvent::Sent, packet, now);
    if (!m_busy) {
        if (m_spell.until < now)
            m_spell.from = now;
        m_spell.until = SimTime::never();
        start(packet, now);
    } else if (!m_queue.offer(packet, now)) {
        drop(packet, now);
    }
}

void Link::drop(const Packet &packet, SimTime now)
{
    m_account.dropped += Bytes(packet.wire);
    m_observer.onLinkEvent(LinkEvent::Dropped, packet, now);
}

void Link::configure(const LinkSettings &settings, SimTime now)
{
    settleWork(now);
    m_settings = settings;
    applyModels();
    followTrace(now);
    if (m_busy)
        scheduleEnd(now);
}

void Link::onRateChange(SimTime now)
{
    settleWork(now);
    followTrace(now);
    if (m_busy)
        scheduleEnd(now);
}

/// What has been sent of the packet on the wire was sent at the rate until now.
void Link::settleWork(SimTime now)
{
    if (!m_busy)
        return;
    const std::int64_t sent = (now - m_workFrom).toNanoseconds() * m_rate.toBitsPerSecond();
    m_workLeft = std::max<std::int64_t>(0, m_workLeft - sent);
    m_workFrom = now;
}

void Link::followTrace(SimTime now)
{
    m_rate = m_settings.trace ? m_settings.trace->rateAt(now) : m_settings.rate;
    if (m_settings.trace)
        m_alarms.rateChange.arm(m_settings.trace->nextChangeAfter(now));
    else
        m_alarms.rateChange.disarm();
}

void Link::start(const Packet &packet, SimTime now)
{
    m_sending = packet;
    m_busy = true;
    m_workLeft = Bytes(packet.wire).toBits() * nanosecondsPerSecond;
    m_workFrom = now;
    m_account.sending = Bytes(packet.wire);
    scheduleEnd(now);
}

void Link::scheduleEnd(SimTime now)
{
    const std::int64_t rate = m_rate.toBitsPerSecond();
    if (rate == 0)
        m_alarms.transmitted.disarm(); // an outage: the packet waits on the wire
    else
        m_alarms.transmitted.arm(now + SimDuration::nanoseconds((m_workLeft + rate - 1) / rate));
}

void Link::onTransmitted(SimTime now)
{
    m_busy = false;
    m_account.sending = Bytes(0);
    if (m_loss.losesNext()) [[unlikely]]
        doom(m_sending, now);
    else
        depart(m_sending, now);
    startNext(now);
}

void Link::startNext(SimTime now)
{
    while (!m_busy && !m_queue.empty()) {
        const Packet &packet = m_queue.take(now);
        const bool dropped =
            m_settings.queueDiscipline == QueueDiscipline::CoDel && m_codel.drops(now - packet.sentAt, m_queue.bytes(), now);
        if (dropped)
            drop(packet, now);
        else
            start(packet, now);
    }
    if (!m_busy)
        m_spell.until = now;
}

void Link::depart(const Packet &packet, SimTime now)
{
    SimTime arrives = now + m_delay.at(now);
    if (!m_settings.reorder)
        arrives = std::max(arrives, m_lastArrival);
    m_lastArrival = std::max(m_lastArrival, arrives);
    m_account.inFlight += Bytes(packet.wire);
    InFlight &flight = m_inFlight.pushSlot();
    flight.packet = packet;
    flight.departed = now;
    flight.arrives = arrives;
    if (sortInLast() == 0) // else the alarm stands for another already
        armArrival();
}

/// It travels as the others do, without jitter, up to the place where it is lost. Its jitter is drawn all the same: which
/// packets are lost changes nothing in the way of the others.
void Link::doom(const Packet &packet, SimTime now)
{
    m_account.inFlight += Bytes(packet.wire);
    m_delay.at(now);
    const std::int64_t way = m_settings.delay.toNanoseconds();
    const auto part = static_cast<std::int64_t>(m_place.uniform() * static_cast<double>(way));
    m_doomed.push({packet, now, now + m_settings.delay, now + SimDuration::nanoseconds(part)});
    for (std::size_t i = m_doomed.size() - 1; i > 0 && m_doomed[i].vanishes < m_doomed[i - 1].vanishes; --i)
        std::swap(m_doomed[i], m_doomed[i - 1]);
    armArrival();
}

void Link::armArrival()
{
    if (!m_inFlight.empty())
        m_alarms.arrival.arm(m_inFlight.front().arrives);
    if (!m_doomed.empty()) [[unlikely]]
        m_alarms.arrival.armNoLaterThan(m_doomed.front().vanishes);
}

/// The last to depart takes its place by arrival; without reordering it is there already. Returns that place.
std::size_t Link::sortInLast()
{
    std::size_t i = m_inFlight.size() - 1;
    for (; i > 0 && m_inFlight[i].arrives < m_inFlight[i - 1].arrives; --i)
        std::swap(m_inFlight[i], m_inFlight[i - 1]);
    return i;
}

void Link::onArrival(SimTime now)
{
    const bool vanishes = !m_doomed.empty() && m_doomed.front().vanishes <= now;
    if (vanishes)
        vanish(now);
    else
        deliver(now);
}

void Link::vanish(SimTime now)
{
    const Doomed lost = m_doomed.front();
    m_doomed.pop();
    armArrival();
    m_account.inFlight -= Bytes(lost.packet.wire);
    m_account.lost += Bytes(lost.packet.wire);
    const SimDuration way = lost.arrives - lost.departed;
    m_lostAt = way > SimDuration::zero() ? (lost.vanishes - lost.departed) / way : 1;
    m_observer.onLinkEvent(LinkEvent::Lost, lost.packet, now);
}

void Link::deliver(SimTime now)
{
    // Only a departure puts anything in its slot again, and none happens while a packet is delivered.
    const Packet &arrived = m_inFlight.front().packet;
    m_inFlight.pop();
    armArrival();
    m_account.inFlight -= Bytes(arrived.wire);
    m_account.delivered += Bytes(arrived.wire);
    m_observer.onLinkEvent(LinkEvent::Delivered, arrived, now);
    m_sink.onPacket(arrived, now);
}

LinkAccount Link::account() const
{
    return m_account;
}

double Link::sendingProgress(SimTime now) const
{
    if (!m_busy)
        return 0;
    const double total = static_cast<double>(Bytes(m_sending.wire).toBits()) * nanosecondsPerSecond;
    const double sent = (now - m_workFrom).toSeconds() * static_cast<double>(m_rate.toBitsPerSecond()) * nanosecondsPerSecond;
    return std::clamp(1 - (static_cast<double>(m_workLeft) - sent) / total, 0.0, 1.0);
}

} // namespace rebuffer
