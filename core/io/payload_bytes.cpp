#include "core/io/payload_bytes.h"

#include "core/transport/tcp/tcp_sizes.h"
#include "core/transport/wire/tls_records.h"

#include <algorithm>

namespace rebuffer {

namespace {

bool isSecret(const Pipeline &run, const Conversation &conversation)
{
    return run.scenario().protocol == Protocol::Https && !conversation.isRtp();
}

QByteArray handshake(const ExchangeStep &step, bool uplink)
{
    return QByteArray::fromStdString(uplink ? tls::clientHello(step.questionBytes) : tls::serverFlight(step.answerBytes));
}

QByteArray message(const Pipeline &run, const Conversation &conversation, bool uplink, const Packet &packet)
{
    if (packet.kind == PacketKind::Feedback || packet.sequence >= conversation.steps())
        return {};
    if (isSecret(run, conversation))
        return QByteArray::fromStdString(tls::clientFlight(packet.payload));
    return QByteArray::fromStdString(messageText(conversation.said(packet.sequence), uplink));
}

/// The response as TLS records, in as many bytes.
QByteArray records(const Pipeline &run, const Packet &packet)
{
    const ByteRange part = run.requested();
    const auto head = static_cast<std::int64_t>(run.responseHead().size());
    const std::int64_t begin = run.fileOffsetOf(packet) - part.begin.count() + head;
    return QByteArray::fromStdString(tls::records(begin, packet.payload, head + part.size().count()));
}

} // namespace

PayloadBytes::PayloadBytes(const std::optional<MediaFile> &media) : m_named(media && !media->path.empty())
{
    if (!m_named)
        return;
    m_film.setFileName(QString::fromStdString(media->path));
    m_filmIsThere = m_film.open(QIODevice::ReadOnly);
}

QByteArray PayloadBytes::of(const Pipeline &run, const Conversation &conversation, bool uplink, const Packet &packet)
{
    const auto size = static_cast<qsizetype>(packet.payload);
    if (size == 0 || packet.kind == PacketKind::Parity)
        return {};
    if (packet.kind == PacketKind::Data)
        return isSecret(run, conversation) ? records(run, packet) : ofStream(run, packet);
    const bool isHandshake = packet.kind == PacketKind::Handshake;
    QByteArray said =
        isHandshake ? handshake(conversation.said(packet.sequence), uplink) : message(run, conversation, uplink, packet);
    said = said.mid(uplink ? 0 : static_cast<qsizetype>(packet.position) * tcp::maxSegment, size);
    return said + QByteArray(size - said.size(), '\0');
}

QByteArray PayloadBytes::ofStream(const Pipeline &run, const Packet &packet)
{
    const auto size = static_cast<qsizetype>(packet.payload);
    const std::int64_t begin = run.requested().begin.count();
    const std::int64_t offset = run.fileOffsetOf(packet);
    QByteArray bytes;
    if (offset < begin) {
        const QByteArray head = QByteArray::fromStdString(run.responseHead());
        bytes = head.mid(head.size() - (begin - offset), size);
    }
    const std::int64_t from = std::max(offset, begin);
    if (m_filmIsThere && bytes.size() < size && m_film.seek(from))
        bytes += m_film.read(size - bytes.size());
    return bytes + QByteArray(size - bytes.size(), '\0');
}

} // namespace rebuffer
