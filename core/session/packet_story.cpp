#include "core/session/packet_story.h"

#include "core/session/pipeline.h"

#include <algorithm>

namespace rebuffer {

namespace {

/// Watches a run for one packet.
class Witness {
public:
    Witness(Pipeline &run, std::uint64_t number, const PayloadReader &payload) : m_run(run), m_number(number), m_payload(payload)
    {
        run.setPacketTap(
            [this](bool uplink, LinkEvent event, const Packet &packet, SimTime now) { on(uplink, event, packet, now); });
    }

    bool isOnItsWay() const { return m_story.sent && !m_story.dropped && !m_story.lost && !m_story.delivered; }
    /// What the events do not say, looked up on the link between them.
    void look(SimTime now)
    {
        const Link &link = m_story.uplink ? m_run.uplink() : m_run.downlink();
        if (!m_story.serialised && link.sending() && link.sending()->number == m_number)
            m_story.serialised = now;
        for (std::size_t i = link.inFlightCount(); i-- > 0 && !m_story.departed;) {
            if (link.inFlight(i).packet.number == m_number)
                m_story.departed = link.inFlight(i).departed;
        }
        for (std::size_t i = link.doomedCount(); i-- > 0 && !m_story.departed;) {
            if (link.doomed(i).packet.number == m_number)
                m_story.departed = link.doomed(i).departed;
        }
    }
    std::optional<PacketStory> story() const { return m_story.sent ? std::optional(m_story) : std::nullopt; }

private:
    void on(bool uplink, LinkEvent event, const Packet &packet, SimTime now);
    void meet(bool uplink, const Packet &packet, SimTime now);
    void onItself(LinkEvent event, SimTime now);
    void onLater(bool uplink, LinkEvent event, const Packet &packet, SimTime now);
    bool hasSameBytes(const Packet &packet) const
    {
        return packet.kind == PacketKind::Data && packet.payload > 0 && packet.position == m_story.packet.position;
    }

    Pipeline &m_run;
    std::uint64_t m_number;
    const PayloadReader &m_payload;
    std::map<std::int64_t, std::uint64_t> m_carriers; // of the present request's data, by position
    std::size_t m_request = 0;
    PacketStory m_story;
};

void Witness::on(bool uplink, LinkEvent event, const Packet &packet, SimTime now)
{
    if (packet.number == m_number) {
        if (event == LinkEvent::Sent)
            meet(uplink, packet, now);
        onItself(event, now);
        return;
    }
    if (m_story.sent) {
        if (m_run.request() == m_request)
            onLater(uplink, event, packet, now);
        return;
    }
    if (event != LinkEvent::Sent || uplink || packet.kind != PacketKind::Data)
        return;
    if (m_request != m_run.request())
        m_carriers.clear();
    m_request = m_run.request();
    m_carriers[packet.position] = packet.number;
}

void Witness::meet(bool uplink, const Packet &packet, SimTime now)
{
    m_story.packet = packet;
    m_story.uplink = uplink;
    m_story.sent = now;
    m_story.hasHeaders = m_run.scenario().transport != TransportKind::Ideal;
    if (m_request != m_run.request())
        m_carriers.clear();
    m_request = m_run.request();
    if (m_payload)
        m_story.payload = m_payload(m_run, uplink, packet);
    if (m_story.hasHeaders)
        m_story.image = wireImage(packet, uplink, m_run.conversation(), m_story.payload);
    if (uplink || packet.kind != PacketKind::Data)
        return;
    m_story.fileOffset = m_run.fileOffsetOf(packet);
    m_story.headBytes = std::clamp<std::int64_t>(m_run.requested().begin.count() - m_story.fileOffset, 0, packet.payload);
    if (const auto before = m_carriers.find(packet.position); packet.retransmission && before != m_carriers.end())
        m_story.resends = before->second;
}

void Witness::onItself(LinkEvent event, SimTime now)
{
    switch (event) {
    case LinkEvent::Sent: break;
    case LinkEvent::Dropped: m_story.dropped = now; break;
    case LinkEvent::Lost:
        m_story.departed = m_story.lost = now; // it did use the link
        break;
    case LinkEvent::Delivered: m_story.delivered = now; break;
    }
}

void Witness::onLater(bool uplink, LinkEvent event, const Packet &packet, SimTime now)
{
    const bool isData = !m_story.uplink && m_story.packet.kind == PacketKind::Data;
    if (!isData)
        return;
    if (!uplink && event == LinkEvent::Sent && m_story.resentAs == 0 && hasSameBytes(packet)) {
        m_story.resentAs = packet.number;
        m_story.resent = now;
    }
    if (!uplink || event != LinkEvent::Delivered || packet.kind != PacketKind::Ack || m_story.acknowledged)
        return;
    const std::int64_t end = m_story.packet.position + m_story.packet.payload;
    bool covers = packet.ack >= end;
    for (std::size_t i = 0; i < packet.sackCount; ++i)
        covers =
            covers || (packet.ack + packet.sack[i].begin <= m_story.packet.position && packet.ack + packet.sack[i].end >= end);
    if (covers)
        m_story.acknowledged = now;
}

/// What is lost and not repeated by then is not repeated any more: TCP's longest timeout, RTP's patience.
constexpr SimDuration longestToRepeat = SimDuration::wholeSeconds(130);
constexpr SimDuration longestToRepair = SimDuration::wholeSeconds(10);

} // namespace

PacketStory PacketStory::asOf(SimTime now) const
{
    PacketStory then = *this;
    for (auto *moment : {&then.sent, &then.dropped, &then.serialised, &then.departed, &then.lost, &then.delivered,
                         &then.acknowledged, &then.resent}) {
        if (*moment && **moment > now)
            moment->reset();
    }
    if (!then.resent)
        then.resentAs = 0;
    return then;
}

bool PacketStory::isOver(SimTime now) const
{
    if (delivered && (acknowledged || !isTcpData()))
        return true;
    const bool isMissing = lost || dropped;
    return isMissing &&
           (resent || packet.kind != PacketKind::Data || now - *sent > (isTcpData() ? longestToRepeat : longestToRepair));
}

std::optional<PacketStory> tellPacket(const Scenario &scenario, const std::optional<MediaFile> &media, std::uint64_t number,
                                      SimTime until, const std::atomic<bool> *stop, const PayloadReader &payload)
{
    Pipeline run(scenario, media);
    Witness witness(run, number, payload);
    const auto stopped = [&] { return stop && *stop; };
    while (run.nextEventTime() <= until && !stopped()) {
        const SimTime next = run.nextEventTime();
        run.advanceTo(next);
        if (witness.isOnItsWay())
            witness.look(next);
    }
    return stopped() ? std::nullopt : witness.story();
}

} // namespace rebuffer
