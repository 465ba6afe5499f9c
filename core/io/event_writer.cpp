#include "core/io/event_writer.h"

#include "core/session/run_to.h"

#include <QJsonDocument>

#include <charconv>
#include <cstring>
#include <string_view>

namespace rebuffer {

namespace {

/// A line under way, in room of its own: a long film has millions of lines, and asking for room (or parsing a format) at
/// each of their fields would cost more than the simulation they tell of. What is known beforehand comes as literals, whose
/// lengths the compiler knows too.
class Line {
public:
    void moveTo(QByteArray &out)
    {
        out.append(m_text, m_end - m_text);
        m_end = m_text;
    }

    template <std::size_t size> void put(const char (&literal)[size])
    {
        std::memcpy(m_end, literal, size - 1);
        m_end += size - 1;
    }

    void putName(std::string_view name)
    {
        std::memcpy(m_end, name.data(), name.size());
        m_end += name.size();
    }

    void putNumber(std::int64_t value) { m_end = std::to_chars(m_end, m_end + longestNumber, value).ptr; }

    /// Seconds with nine decimals.
    void putTime(SimTime at)
    {
        const std::int64_t ns = at.toNanoseconds();
        putNumber(ns / 1'000'000'000);
        *m_end++ = '.';
        auto rest = static_cast<std::uint32_t>(ns % 1'000'000'000);
        for (int place = 8; place >= 0; --place, rest /= 10)
            m_end[place] = static_cast<char>('0' + rest % 10);
        m_end += 9;
    }

    template <std::size_t size> void number(const char (&name)[size], std::int64_t value)
    {
        put(name);
        putNumber(value);
    }

    template <std::size_t size> void word(const char (&name)[size], std::string_view value)
    {
        put(name);
        putName(value);
        *m_end++ = '"';
    }

private:
    /// All fields of one event together are under 400 bytes; text of any length is added apart.
    static constexpr std::size_t longest = 512;
    static constexpr int longestNumber = 20;

    char m_text[longest];
    char *m_end = m_text;
};

/// Text from outside (a file's name) may hold anything, and be as long as it likes.
void appendText(const char *value, QByteArray &out)
{
    out.append(",\"text\":\"");
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

void putDirection(const Event &event, Line &line)
{
    line.word(",\"dir\":\"", event.uplink ? "up" : "down");
}

void putPacket(const Event &event, Line &line)
{
    putDirection(event, line);
    line.number(",\"packet\":", static_cast<std::int64_t>(event.packet));
    line.word(",\"kind\":\"", nameOf(event.packetKind));
    if (event.payload > 0)
        line.number(",\"position\":", event.position);
    if (event.packetKind == PacketKind::Ack)
        line.number(",\"ack\":", event.ack);
    line.number(",\"payload\":", event.payload);
    line.number(",\"wire\":", event.wire);
    if (event.retransmission)
        line.put(",\"retransmission\":true");
}

/// What only this kind of event has to say.
void putValue(const Event &event, Line &line)
{
    switch (event.kind) {
    case EventKind::StateChanged: line.word(",\"state\":\"", nameOf(static_cast<PlayerState>(event.value))); break;
    case EventKind::StallBegan: line.number(",\"position_ns\":", event.value); break;
    case EventKind::Seek:
        line.number(",\"position_ns\":", event.value);
        line.put(",\"buffered\":");
        line.putName(event.ack ? "true" : "false");
        break;
    case EventKind::StallEnded: line.number(",\"duration_ns\":", event.value); break;
    case EventKind::WindowChanged:
    case EventKind::WindowRestored: line.number(",\"packets\":", event.value); break;
    case EventKind::Timeout: line.number(",\"next_ns\":", event.value); break;
    case EventKind::Handshake: putDirection(event, line); break;
    default: break;
    }
}

/// An object that `end` closes, with the line's end or without it.
template <std::size_t size> void appendEvent(const Event &event, const char (&end)[size], QByteArray &out)
{
    Line line;
    line.put("{\"t\":");
    line.putTime(event.at);
    line.word(",\"event\":\"", nameOf(event.kind));
    if (event.packet > 0)
        putPacket(event, line);
    putValue(event, line);
    if (event.text) {
        line.moveTo(out);
        appendText(event.text, out);
    }
    line.put(end);
    line.moveTo(out);
}

} // namespace

void appendEventLine(const Event &event, QByteArray &out)
{
    appendEvent(event, "}", out);
}

void EventWriter::write(const RunMark &mark)
{
    m_file.write(QJsonDocument(QJsonObject{{QStringLiteral("run"), toJson(mark)}}).toJson(QJsonDocument::Compact) + '\n');
}

void EventWriter::write(const Event &event)
{
    m_file.append([&](QByteArray &block) { appendEvent(event, "}\n", block); });
}

Result<bool> saveEventLog(const QString &path, const RunMark &mark, const std::optional<MediaFile> &media, SimTime until,
                          const std::function<bool(SimTime now)> &keepGoing)
{
    EventWriter writer(path);
    if (const auto opened = writer.open(); !opened)
        return opened;
    writer.write(mark);
    Session run(mark.scenario, media);
    run.setEventListener([&writer](const Event &event) { writer.write(event); });
    run.advanceTo({}); // what happens at the very start
    while (run.now() < until && !writer.failed()) {
        stepTowards(run, until);
        if (keepGoing && !keepGoing(run.now()))
            return Problem{path.toStdString() + ": stopped; it was not written"};
    }
    return writer.commit();
}

} // namespace rebuffer
