#include "core/io/event_writer.h"

#include "core/session/run_to.h"

#include <QJsonDocument>

#include <array>
#include <cstring>
#include <string_view>

namespace rebuffer {

namespace {

/// The digits of 0 to 9999, four each: a division in ten thousand parts costs as much as one in ten.
constexpr std::size_t fours = 10'000;
constexpr auto digits = [] {
    std::array<char, 4 * fours + 4> all{}; // and room to read four from the last one's last
    for (std::size_t i = 0; i < fours; ++i) {
        for (std::size_t place = 4, rest = i; place-- > 0; rest /= 10)
            all[4 * i + place] = static_cast<char>('0' + rest % 10);
    }
    return all;
}();

constexpr std::size_t packetKinds = static_cast<std::size_t>(PacketKind::Parity) + 1;

/// A short word that is copied whole, whatever its length is: two instructions for a call.
struct Name {
    static constexpr std::size_t longest = 16;
    std::array<char, longest> text{};
    std::size_t size = 0;
};

/// Names by their number.
template <typename Kind, std::size_t count> std::array<Name, count> names()
{
    std::array<Name, count> all;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view name = nameOf(static_cast<Kind>(i));
        all[i].size = name.copy(all[i].text.data(), Name::longest);
    }
    return all;
}
const auto eventNames = names<EventKind, static_cast<std::size_t>(EventKind::Count)>();
const auto packetNames = names<PacketKind, packetKinds>();

/// A line under way, put in room that is there already: a long film has millions of lines, and asking for room (or parsing a
/// format) at each of their fields would cost more than the simulation they tell of. What is known beforehand comes as
/// literals, whose lengths the compiler knows too.
class Line {
public:
    /// All fields of one event together are under 400 bytes; text of any length is added apart.
    static constexpr std::size_t longest = 512;

    /// `room` for the longest line.
    explicit Line(char *room) : m_end(room) {}

    char *end() const { return m_end; }

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

    template <std::size_t size> void word(const char (&name)[size], const Name &value)
    {
        put(name);
        std::memcpy(m_end, value.text.data(), Name::longest);
        m_end += value.size;
        *m_end++ = '"';
    }

    void putNumber(std::int64_t value)
    {
        if (value < 0)
            *m_end++ = '-';
        const auto bits = static_cast<std::uint64_t>(value);
        putDigits(value < 0 ? 0 - bits : bits);
    }

    /// Seconds with nine decimals.
    void putTime(SimTime at)
    {
        const auto ns = static_cast<std::uint64_t>(at.toNanoseconds());
        putDigits(ns / 1'000'000'000);
        const auto rest = static_cast<std::uint32_t>(ns % 1'000'000'000);
        *m_end++ = '.';
        *m_end++ = static_cast<char>('0' + rest / (fours * fours));
        putFour(rest / fours % fours);
        putFour(rest % fours);
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
    void putFour(std::size_t value)
    {
        std::memcpy(m_end, &digits[4 * value], 4);
        m_end += 4;
    }

    void putDigits(std::uint64_t value)
    {
        if (value >= fours) {
            putDigits(value / fours);
            return putFour(value % fours);
        }
        const std::size_t zeros = value < 10 ? 3 : value < 100 ? 2 : value < 1000 ? 1 : 0;
        std::memcpy(m_end, &digits[4 * value + zeros], 4);
        m_end += 4 - zeros;
    }

    char *m_end;
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
    if (event.uplink)
        line.put(",\"dir\":\"up\"");
    else
        line.put(",\"dir\":\"down\"");
}

void putPacket(const Event &event, Line &line)
{
    putDirection(event, line);
    line.number(",\"packet\":", static_cast<std::int64_t>(event.packet));
    line.word(",\"kind\":\"", packetNames[static_cast<std::size_t>(event.packetKind)]);
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

/// All but its text and the bracket that closes it.
char *putFields(const Event &event, char *room)
{
    Line line(room);
    line.put("{\"t\":");
    line.putTime(event.at);
    line.word(",\"event\":\"", eventNames[static_cast<std::size_t>(event.kind)]);
    if (event.packet > 0)
        putPacket(event, line);
    putValue(event, line);
    return line.end();
}

} // namespace

void appendEventLine(const Event &event, QByteArray &out)
{
    std::array<char, Line::longest> room;
    out.append(room.data(), putFields(event, room.data()) - room.data());
    if (event.text)
        appendText(event.text, out);
    out.append('}');
}

void EventWriter::write(const RunMark &mark)
{
    flush();
    m_file.write(QJsonDocument(QJsonObject{{QStringLiteral("run"), toJson(mark, m_file.path())}}).toJson(QJsonDocument::Compact) +
                 '\n');
}

void EventWriter::write(const Event &event)
{
    if (m_lines.size() - m_filled < Line::longest)
        flush();
    if (event.text) { // seldom, and of any length
        flush();
        QByteArray line;
        appendEventLine(event, line);
        return m_file.write(line + '\n');
    }
    char *end = putFields(event, &m_lines[m_filled]);
    *end++ = '}';
    *end++ = '\n';
    m_filled = static_cast<std::size_t>(end - m_lines.data());
}

void EventWriter::flush()
{
    m_file.write(QByteArray::fromRawData(m_lines.data(), static_cast<qsizetype>(m_filled)));
    m_filled = 0;
}

Result<bool> EventWriter::commit()
{
    flush();
    return m_file.commit();
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
