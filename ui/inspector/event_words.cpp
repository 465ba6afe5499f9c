#include "ui/inspector/event_words.h"

#include "ui/paint/words.h"

#include <QCoreApplication>

namespace rebuffer {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Events)
};

QString packetName(const Event &event)
{
    const QString number = countText(event.packet);
    switch (event.packetKind) {
    case PacketKind::Data: return event.retransmission ? Words::tr("Repeat %1").arg(number) : Words::tr("Packet %1").arg(number);
    case PacketKind::Ack: return Words::tr("ACK %1").arg(number);
    case PacketKind::Handshake: return Words::tr("Handshake %1").arg(number);
    case PacketKind::Request: return Words::tr("Request %1").arg(number);
    case PacketKind::Response: return Words::tr("Response %1").arg(number);
    case PacketKind::Probe: return Words::tr("Window probe %1").arg(number);
    case PacketKind::Feedback: return Words::tr("NACK %1").arg(number);
    case PacketKind::Parity: return Words::tr("Parity %1").arg(number);
    }
    return number;
}

QString describePacket(const Event &event)
{
    const QString name = packetName(event);
    switch (event.kind) {
    case EventKind::Sent: return Words::tr("%1 sent, %2").arg(name, bytesText(Bytes(event.wire)));
    case EventKind::Dropped: return Words::tr("%1: queue full").arg(name);
    case EventKind::Lost: return Words::tr("%1 lost on link").arg(name);
    default: return Words::tr("%1 arrived").arg(name);
    }
}

QString describeState(const Event &event)
{
    switch (static_cast<PlayerState>(event.value)) {
    case PlayerState::Idle: return Words::tr("Player idle");
    case PlayerState::Connecting: return Words::tr("Player asks for the film");
    case PlayerState::Starting: return Words::tr("First byte here; filling up");
    case PlayerState::Playing: return Words::tr("Playing");
    case PlayerState::Stalled: return Words::tr("Player waits: buffering");
    case PlayerState::Ended: return Words::tr("The film has ended");
    case PlayerState::Seeking: return Words::tr("Asks for another part of the film");
    }
    return {};
}

} // namespace

NotedEvent NotedEvent::of(const Event &event)
{
    NotedEvent noted{event, event.text ? QString::fromUtf8(event.text) : QString()};
    noted.event.text = nullptr;
    return noted;
}

QString describe(const NotedEvent &noted)
{
    const Event &event = noted.event;
    switch (event.kind) {
    case EventKind::Sent:
    case EventKind::Dropped:
    case EventKind::Lost:
    case EventKind::Delivered: return describePacket(event);
    case EventKind::Handshake: return noted.text;
    case EventKind::StateChanged: return describeState(event);
    case EventKind::StallBegan: return Words::tr("Stall: the buffer ran dry");
    case EventKind::StallEnded: return Words::tr("Stall over, the film goes on");
    case EventKind::BackpressureOn: return Words::tr("Buffer full: says stop");
    case EventKind::BackpressureOff: return Words::tr("Buffer drained: go on");
    case EventKind::WindowChanged: return Words::tr("Sender slows: cwnd %1").arg(event.value);
    case EventKind::WindowRestored: return Words::tr("Nothing was lost, only late: cwnd back to %1").arg(event.value);
    case EventKind::Timeout: return Words::tr("Timeout; the next in %1").arg(spanText(SimDuration::nanoseconds(event.value)));
    case EventKind::Setting: return Words::tr("Set %1").arg(noted.text);
    case EventKind::LateUnit: return Words::tr("A frame came too late");
    case EventKind::Seek: {
        const QString to = clockText(SimDuration::nanoseconds(event.value), true);
        return event.ack ? Words::tr("Moved to %1, which was buffered").arg(to)
                         : Words::tr("Moved to %1; the buffer is emptied").arg(to);
    }
    case EventKind::Count: break;
    }
    return {};
}

bool isNotable(const Event &event)
{
    // The stall's own line says it.
    if (event.kind == EventKind::StateChanged && static_cast<PlayerState>(event.value) == PlayerState::Stalled)
        return false;
    return event.kind != EventKind::Sent && event.kind != EventKind::Delivered;
}

QColor colourOf(const Event &event, const Theme &theme)
{
    switch (event.kind) {
    case EventKind::Lost:
    case EventKind::Dropped:
    case EventKind::StallBegan:
    case EventKind::Timeout:
    case EventKind::LateUnit: return theme.loss;
    case EventKind::WindowChanged:
    case EventKind::BackpressureOn: return theme.capacity;
    case EventKind::StallEnded:
    case EventKind::WindowRestored:
    case EventKind::BackpressureOff: return theme.arriving;
    case EventKind::Seek:
    case EventKind::Setting: return theme.need;
    case EventKind::Sent: return event.retransmission ? theme.capacity : theme.data;
    case EventKind::Delivered: return event.packetKind == PacketKind::Ack ? theme.arriving : theme.data;
    default: return theme.data;
    }
}

} // namespace rebuffer
