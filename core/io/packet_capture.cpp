#include "core/io/packet_capture.h"

#include "core/io/atomic_file.h"
#include "core/session/pipeline.h"
#include "core/transport/wire/tls_records.h"
#include "core/transport/wire/wire_image.h"

#include <QFile>
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
    Capture(Pipeline &run, const RunMark &mark, AtomicFile &out) : m_run(run), m_out(out)
    {
        if (run.media() && !run.media()->path.empty()) {
            m_film.setFileName(QString::fromStdString(run.media()->path));
            m_filmIsThere = m_film.open(QIODevice::ReadOnly);
        }
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

    bool hasFilm() const { return m_filmIsThere || !m_run.media() || m_run.media()->path.empty(); }
    QString filmError() const { return m_film.errorString(); }

private:
    void follow();
    void add(bool uplink, const Packet &packet, SimTime now);
    QByteArray payloadOf(bool uplink, const Packet &packet);
    QByteArray streamBytes(const Packet &packet);
    QByteArray messageBytes(bool uplink, const Packet &packet) const;
    QByteArray handshakeBytes(bool uplink, const Packet &packet) const;
    QByteArray recordBytes(const Packet &packet) const;
    void protect(const Packet &packet);
    bool isSecret() const { return m_run.scenario().protocol == Protocol::Https && !m_conversation->isRtp(); }

    Pipeline &m_run;
    AtomicFile &m_out;
    QFile m_film;
    bool m_filmIsThere = false;
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
    const auto size = static_cast<qsizetype>(packet.payload);
    if (size == 0)
        return {};
    if (packet.kind == PacketKind::Parity)
        return std::exchange(m_parity, {});
    if (packet.kind == PacketKind::Data)
        return isSecret() ? recordBytes(packet) : streamBytes(packet);
    QByteArray said = packet.kind == PacketKind::Handshake ? handshakeBytes(uplink, packet) : messageBytes(uplink, packet);
    said = said.mid(uplink ? 0 : static_cast<qsizetype>(packet.position) * 1448, size);
    return said + QByteArray(size - said.size(), '\0');
}

QByteArray Capture::messageBytes(bool uplink, const Packet &packet) const
{
    if (packet.kind == PacketKind::Feedback || packet.sequence >= m_conversation->steps())
        return {};
    if (isSecret())
        return QByteArray::fromStdString(tls::clientFlight(packet.payload));
    return QByteArray::fromStdString(messageText(m_conversation->said(packet.sequence), uplink));
}

QByteArray Capture::handshakeBytes(bool uplink, const Packet &packet) const
{
    const ExchangeStep &step = m_conversation->said(packet.sequence);
    return QByteArray::fromStdString(uplink ? tls::clientHello(step.questionBytes) : tls::serverFlight(step.answerBytes));
}

/// The response as TLS records, in as many bytes.
QByteArray Capture::recordBytes(const Packet &packet) const
{
    const ByteRange part = m_run.requested();
    const auto head = static_cast<std::int64_t>(m_run.responseHead().size());
    const std::int64_t begin = m_run.fileOffsetOf(packet) - part.begin.count() + head;
    return QByteArray::fromStdString(tls::records(begin, packet.payload, head + part.size().count()));
}

/// What parity protects: every packet once, also those that the queue had no room for.
void Capture::protect(const Packet &packet)
{
    if (packet.kind != PacketKind::Data || packet.retransmission || !m_conversation->isRtp() || packet.sequence <= m_protected)
        return;
    m_protected = packet.sequence;
    const QByteArray payload = streamBytes(packet);
    m_parity.resize(std::max(m_parity.size(), payload.size()), '\0');
    for (qsizetype i = 0; i < payload.size(); ++i)
        m_parity[i] = static_cast<char>(m_parity[i] ^ payload[i]);
}

QByteArray Capture::streamBytes(const Packet &packet)
{
    const auto size = static_cast<qsizetype>(packet.payload);
    const std::int64_t begin = m_run.requested().begin.count();
    const std::int64_t offset = m_run.fileOffsetOf(packet);
    const QByteArray head = QByteArray::fromStdString(m_run.responseHead());
    QByteArray bytes;
    if (offset < begin)
        bytes = head.mid(head.size() - (begin - offset), size);
    const std::int64_t from = std::max(offset, begin);
    if (m_filmIsThere && bytes.size() < size && m_film.seek(from))
        bytes += m_film.read(size - bytes.size());
    return bytes + QByteArray(size - bytes.size(), '\0');
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
    if (!capture.hasFilm())
        return Problem{media->path + ": cannot be read: " + capture.filmError().toStdString()};
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
