#include "core/io/packet_capture.h"

#include "core/io/atomic_file.h"
#include "core/io/payload_bytes.h"
#include "core/session/pipeline.h"
#include "core/transport/wire/wire_image.h"

#include <QtEndian>

#include <algorithm>
#include <utility>

namespace rebuffer {

namespace {

constexpr quint16 rawIpv4 = 228; // LINKTYPE_IPV4
constexpr quint16 optionEnd = 0, optionName = 2, optionResolution = 9, optionComment = 1;

void append16(QByteArray &out, quint16 value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void append32(QByteArray &out, quint32 value)
{
    value = qToLittleEndian(value);
    out.append(reinterpret_cast<const char *>(&value), sizeof value);
}

void pad(QByteArray &out)
{
    while (out.size() % 4 != 0)
        out.append('\0');
}

void appendOption(QByteArray &out, quint16 code, const QByteArray &value)
{
    append16(out, code);
    append16(out, static_cast<quint16>(value.size()));
    out += value;
    pad(out);
}

QByteArray block(quint32 type, QByteArray body)
{
    pad(body);
    const auto length = static_cast<quint32>(body.size() + 12);
    QByteArray out;
    append32(out, type);
    append32(out, length);
    out += body;
    append32(out, length);
    return out;
}

QByteArray sectionHeader(const RunMark &mark)
{
    QByteArray body;
    append32(body, 0x1a2b3c4d);
    append16(body, 1);
    append16(body, 0);
    append32(body, 0xffffffff); // of unknown length
    append32(body, 0xffffffff);
    appendOption(body, optionComment,
                 "Simulated by Rebuffer " + mark.version.toUtf8() + ", seed " +
                     QByteArray::number(static_cast<qulonglong>(mark.scenario.seed)) + ", seen at the server");
    append32(body, optionEnd);
    return block(0x0a0d0d0a, body);
}

QByteArray interfaceDescription()
{
    QByteArray body;
    append16(body, rawIpv4);
    append16(body, 0);
    append32(body, 0); // no limit of length
    appendOption(body, optionName, "server");
    appendOption(body, optionResolution, QByteArray(1, 9)); // 10^-9 s
    append32(body, optionEnd);
    return block(1, body);
}

QByteArray enhancedPacket(SimTime at, const QByteArray &packet)
{
    const auto time = static_cast<quint64>(at.toNanoseconds());
    QByteArray body;
    append32(body, 0);
    append32(body, static_cast<quint32>(time >> 32));
    append32(body, static_cast<quint32>(time & 0xffffffff));
    append32(body, static_cast<quint32>(packet.size()));
    append32(body, static_cast<quint32>(packet.size()));
    body += packet;
    return block(6, body);
}

/// Hands the packets of a run on to the file as they pass the server.
class Capture {
public:
    Capture(Pipeline &run, const RunMark &mark, AtomicFile &out) : m_run(run), m_out(out), m_payload(run.media())
    {
        run.setPacketTap([this](bool uplink, LinkEvent event, const Packet &packet, SimTime now) {
            if (packet.number <= m_run.retired())
                return; // of a connection that both ends have forgotten
            follow();
            if (!uplink && event != LinkEvent::Delivered)
                protect(packet);
            if (event == (uplink ? LinkEvent::Delivered : LinkEvent::Sent))
                add(uplink, packet, now);
        });
        m_out.write(sectionHeader(mark));
        m_out.write(interfaceDescription());
    }

    const PayloadBytes &payload() const { return m_payload; }

private:
    void follow();
    void add(bool uplink, const Packet &packet, SimTime now);
    QByteArray payloadOf(bool uplink, const Packet &packet);
    void protect(const Packet &packet);

    Pipeline &m_run;
    AtomicFile &m_out;
    PayloadBytes m_payload;
    std::optional<Conversation> m_conversation;
    std::size_t m_request = 0;
    QByteArray m_parity;           // of the present group: the XOR of its payloads
    std::int64_t m_protected = -1; // the last packet in it
};

/// Another request is another conversation.
void Capture::follow()
{
    if (m_conversation && m_request == m_run.request())
        return;
    m_conversation = m_run.conversation();
    m_request = m_run.request();
    m_parity.clear();
    m_protected = -1;
}

void Capture::add(bool uplink, const Packet &packet, SimTime now)
{
    const QByteArray payload = payloadOf(uplink, packet);
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(payload.constData());
    const WireImage image = wireImage(packet, uplink, *m_conversation, {bytes, static_cast<std::size_t>(payload.size())});
    QByteArray whole(reinterpret_cast<const char *>(image.bytes.data()), static_cast<qsizetype>(image.bytes.size()));
    m_out.write(enhancedPacket(now, whole + payload));
}

QByteArray Capture::payloadOf(bool uplink, const Packet &packet)
{
    return packet.kind == PacketKind::Parity ? std::exchange(m_parity, {}) : m_payload.of(m_run, *m_conversation, uplink, packet);
}

/// What parity protects: every packet once, also those that the queue had no room for.
void Capture::protect(const Packet &packet)
{
    if (packet.kind != PacketKind::Data || packet.retransmission || !m_conversation->isRtp() || packet.sequence <= m_protected)
        return;
    m_protected = packet.sequence;
    const QByteArray payload = m_payload.ofStream(m_run, packet);
    m_parity.resize(std::max(m_parity.size(), payload.size()), '\0');
    for (qsizetype i = 0; i < payload.size(); ++i)
        m_parity[i] = static_cast<char>(m_parity[i] ^ payload[i]);
}

} // namespace

Result<bool> savePacketCapture(const QString &path, const RunMark &mark, const std::optional<MediaFile> &media,
                               std::optional<SimTime> until, const std::function<bool(SimTime now)> &keepGoing)
{
    if (mark.scenario.transport == TransportKind::Ideal)
        return Problem{"transport: ideal is a fluid pipe without packets to capture; give tcp-cubic, tcp-reno, tcp-bbr or rtp"};
    AtomicFile file(path);
    if (const auto opened = file.open(); !opened)
        return opened;
    Pipeline run(mark.scenario, media);
    Capture capture(run, mark, file);
    if (!capture.payload().hasFilm())
        return Problem{media->path + ": cannot be read: " + capture.payload().filmError().toStdString()};
    const SimTime end = until.value_or(SimTime::never());
    bool stopped = false;
    while (!run.ended() && run.nextEventTime() <= end && run.nextEventTime() != SimTime::never() && !stopped && !file.failed()) {
        run.advanceTo(run.nextEventTime());
        stopped = keepGoing && !keepGoing(run.now());
    }
    if (stopped)
        return Problem{path.toStdString() + ": stopped; it was not written"};
    return file.commit();
}

} // namespace rebuffer
