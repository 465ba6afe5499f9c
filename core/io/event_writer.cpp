#include "core/io/event_writer.h"

#include <cstdio>

namespace rebuffer {

namespace {

void appendTime(SimTime at, QByteArray &out)
{
    char text[40];
    const long long ns = at.toNanoseconds();
    const int length = std::snprintf(text, sizeof text, "{\"t\":%lld.%09lld", ns / 1'000'000'000, ns % 1'000'000'000);
    out.append(text, length);
}

void appendNumber(const char *name, std::int64_t value, QByteArray &out)
{
    out.append(",\"").append(name).append("\":").append(QByteArray::number(static_cast<qlonglong>(value)));
}

void appendWord(const char *name, const char *value, QByteArray &out)
{
    out.append(",\"").append(name).append("\":\"").append(value).append('"');
}

/// Text from outside (a file's name) may hold anything.
void appendText(const char *name, const char *value, QByteArray &out)
{
    out.append(",\"").append(name).append("\":\"");
    for (const char *c = value; *c; ++c) {
        if (*c == '"' || *c == '\\')
            out.append('\\').append(*c);
        else if (static_cast<unsigned char>(*c) < 0x20)
            out.append("\\u00").append(QByteArray(1, *c).toHex());
        else
            out.append(*c);
    }
    out.append('"');
}

void appendPacket(const Event &event, QByteArray &out)
{
    appendWord("dir", event.uplink ? "up" : "down", out);
    appendNumber("packet", static_cast<std::int64_t>(event.packet), out);
    appendWord("kind", nameOf(event.packetKind), out);
    if (event.payload > 0)
        appendNumber("position", event.position, out);
    if (event.packetKind == PacketKind::Ack)
        appendNumber("ack", event.ack, out);
    appendNumber("payload", event.payload, out);
    appendNumber("wire", event.wire, out);
    if (event.retransmission)
        out.append(",\"retransmission\":true");
}

} // namespace

void appendEventLine(const Event &event, QByteArray &out)
{
    appendTime(event.at, out);
    appendWord("event", nameOf(event.kind), out);
    if (event.packet > 0)
        appendPacket(event, out);
    switch (event.kind) {
    case EventKind::StateChanged:
        appendWord("state", nameOf(static_cast<PlayerState>(event.value)), out);
        break;
    case EventKind::StallBegan:
        appendNumber("position_ns", event.value, out);
        break;
    case EventKind::Seek:
        appendNumber("position_ns", event.value, out);
        out.append(event.ack ? ",\"buffered\":true" : ",\"buffered\":false");
        break;
    case EventKind::StallEnded:
        appendNumber("duration_ns", event.value, out);
        break;
    case EventKind::WindowChanged:
        appendNumber("packets", event.value, out);
        break;
    case EventKind::Timeout:
        appendNumber("next_ns", event.value, out);
        break;
    case EventKind::Handshake:
        appendWord("dir", event.uplink ? "up" : "down", out);
        break;
    default:
        break;
    }
    if (event.text)
        appendText("text", event.text, out);
    out.append('}');
}

Problem EventWriter::failure() const
{
    return Problem{m_file.fileName().toStdString() + ": cannot be written: " + m_file.errorString().toStdString()};
}

Result<bool> EventWriter::open()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return failure();
    return true;
}

void EventWriter::write(const Event &event)
{
    appendEventLine(event, m_block);
    m_block.append('\n');
    if (m_block.size() >= blockSize)
        flush();
}

void EventWriter::flush()
{
    m_file.write(m_block); // a failure is kept by QSaveFile and comes out in commit()
    m_block.clear();
}

Result<bool> EventWriter::commit()
{
    flush();
    if (!m_file.commit())
        return failure();
    return true;
}

} // namespace rebuffer
