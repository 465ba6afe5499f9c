#include "core/io/event_writer.h"

#include "core/session/run_to.h"

#include <QJsonDocument>

#include <charconv>
#include <cstring>
#include <string_view>

namespace rebuffer {

namespace {

/// A line under way, in room made for it beforehand: a long film has millions of lines, and asking for room (or
/// parsing a format) at each of their fields would cost more than the simulation they tell of.
class Line {
public:
    explicit Line(QByteArray &out) : m_out(out), m_start(out.size())
    {
        // resize() alone would make a block exactly as large as needed, and so copy it at each line.
        if (m_out.capacity() < m_start + longest)
            m_out.reserve(2 * (m_start + longest));
        m_out.resize(m_start + longest);
        m_end = m_out.data() + m_start;
    }

    /// Cuts off the room that was not used.
    void finish() { m_out.resize(m_end - m_out.constData()); }

    void put(std::string_view text)
    {
        std::memcpy(m_end, text.data(), text.size());
        m_end += text.size();
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

    void number(std::string_view name, std::int64_t value)
    {
        put(name);
        putNumber(value);
    }

    void word(std::string_view name, std::string_view value)
    {
        put(name);
        put(value);
        *m_end++ = '"';
    }

private:
    /// All fields of one event together are under 400 bytes; text of any length is added apart.
    static constexpr qsizetype longest = 512;
    static constexpr int longestNumber = 20;

    QByteArray &m_out;
    qsizetype m_start;
    char *m_end = nullptr;
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
    line.put(event.uplink ? ",\"dir\":\"up\"" : ",\"dir\":\"down\"");
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
        line.put(event.ack ? ",\"buffered\":true" : ",\"buffered\":false");
        break;
    case EventKind::StallEnded: line.number(",\"duration_ns\":", event.value); break;
    case EventKind::WindowChanged:
    case EventKind::WindowRestored: line.number(",\"packets\":", event.value); break;
    case EventKind::Timeout: line.number(",\"next_ns\":", event.value); break;
    case EventKind::Handshake: putDirection(event, line); break;
    default: break;
    }
}

} // namespace

void appendEventLine(const Event &event, QByteArray &out)
{
    Line line(out);
    line.put("{\"t\":");
    line.putTime(event.at);
    line.word(",\"event\":\"", nameOf(event.kind));
    if (event.packet > 0)
        putPacket(event, line);
    putValue(event, line);
    line.finish();
    if (event.text)
        appendText(event.text, out);
    out.append('}');
}

void EventWriter::write(const RunMark &mark)
{
    m_file.write(QJsonDocument(QJsonObject{{QStringLiteral("run"), toJson(mark)}}).toJson(QJsonDocument::Compact) + '\n');
}

void EventWriter::write(const Event &event)
{
    m_file.append([&](QByteArray &block) {
        appendEventLine(event, block);
        block.append('\n');
    });
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
            return Problem{path.toStdString() + ": stopped; nothing was written"};
    }
    return writer.commit();
}

} // namespace rebuffer
