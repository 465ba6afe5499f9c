#include "core/session/scenario_keys.h"

#include "core/session/source_text.h"
#include "core/sim/quantity_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace rebuffer {

namespace {

using Set = Result<bool>;

std::string quoted(std::string_view text)
{
    return "\"" + std::string(text) + "\"";
}

/// Puts a parsed value where it belongs, or hands the problem on.
template <typename T, typename Target> Set put(const Result<T> &parsed, Target &target)
{
    if (!parsed)
        return Problem{parsed.problem()};
    target = *parsed;
    return true;
}

// ---- Words

template <typename E> struct Word {
    std::string_view text;
    E value;
};
template <typename E> Word(std::string_view, E) -> Word<E>; // which Clang 14 cannot tell from the members

constexpr std::array transports{Word{"tcp-cubic", TransportKind::TcpCubic}, Word{"tcp-reno", TransportKind::TcpReno},
                                Word{"tcp-bbr", TransportKind::TcpBbr}, Word{"rtp", TransportKind::Rtp},
                                Word{"ideal", TransportKind::Ideal}};
constexpr std::array deliveries{Word{"stream", DeliveryMode::Stream}, Word{"download", DeliveryMode::Download},
                                Word{"ranges", DeliveryMode::Ranges}};
constexpr std::array protocols{Word{"http", Protocol::Http}, Word{"https", Protocol::Https}, Word{"ftp", Protocol::Ftp}};
constexpr std::array jitters{Word{"normal", JitterDistribution::Normal}, Word{"uniform", JitterDistribution::Uniform},
                             Word{"pareto", JitterDistribution::Pareto}, Word{"exponential", JitterDistribution::Exponential}};
constexpr std::array disciplines{Word{"droptail", QueueDiscipline::DropTail}, Word{"codel", QueueDiscipline::CoDel}};
constexpr std::array playouts{Word{"fixed", PlayoutDelayMode::Fixed}, Word{"adaptive", PlayoutDelayMode::Adaptive}};

template <typename E, std::size_t N> Result<E> parseWord(std::string_view text, const std::array<Word<E>, N> &words)
{
    for (const Word<E> &word : words) {
        if (word.text == text)
            return word.value;
    }
    std::string accepted;
    for (const Word<E> &word : words) {
        if (!accepted.empty())
            accepted += ", ";
        accepted += word.text;
    }
    return Problem{quoted(text) + " is not known; give one of " + accepted};
}

template <typename E, std::size_t N> std::string wordFor(E value, const std::array<Word<E>, N> &words)
{
    for (const Word<E> &word : words) {
        if (word.value == value)
            return std::string(word.text);
    }
    return {};
}

// ---- Values of the link

Result<QueueLimit> parseQueue(std::string_view text)
{
    constexpr std::string_view unit = "packets";
    if (!text.ends_with(unit)) {
        const auto bytes = parseBytes(text);
        if (!bytes)
            return Problem{quoted(text) + " is not a queue's size; give one such as 64kB or 34packets"};
        return QueueLimit{QueueLimit::Unit::Bytes, bytes->count()};
    }
    const auto count = parseNumber(text.substr(0, text.size() - unit.size()));
    if (!count || *count < 0 || *count > 1e9 || *count != static_cast<double>(static_cast<std::int64_t>(*count)))
        return Problem{quoted(text) + " is not a whole number of packets; give one such as 34packets"};
    return QueueLimit{QueueLimit::Unit::Packets, static_cast<std::int64_t>(*count)};
}

std::string queueText(const QueueLimit &queue)
{
    return queue.unit == QueueLimit::Unit::Bytes ? toText(Bytes(queue.amount)) : std::to_string(queue.amount) + "packets";
}

Result<double> parseBurst(std::string_view text)
{
    if (text == "independent")
        return 0.0;
    const auto burst = parseNumber(text);
    if (!burst || *burst < 1 || *burst > 1e6)
        return Problem{quoted(text) + " is not a mean burst length; give packets from 1, such as 3, or independent"};
    return *burst;
}

std::string burstText(double burst)
{
    return burst == 0 ? "independent" : numberToText(burst);
}

Result<Bytes> parseOverhead(std::string_view text)
{
    const auto overhead = parseBytes(text);
    if (overhead && *overhead > Bytes(10'000))
        return Problem{quoted(text) + " is too large; give at most 10kB a packet, such as 2B"};
    return overhead;
}

constexpr std::string_view tracePrefix = "trace:";

/// A rate, or a trace by the name of its file; the file is read when the session is built.
template <typename Link> Set setRate(Link &link, std::string_view text)
{
    if (text.starts_with(tracePrefix)) {
        if (text == tracePrefix)
            return Problem{quoted(text) + " names no file; give trace:FILE, or trace:FILE#COLUMN for a table"};
        link.traceFile = std::string(text.substr(tracePrefix.size()));
        link.rate = BitRate();
        return true;
    }
    const Set done = put(parseRate(text), link.rate);
    if (done)
        link.traceFile = std::string();
    return done;
}

std::string rateText(BitRate rate, const std::string &traceFile)
{
    return traceFile.empty() ? toText(rate) : std::string(tracePrefix) + traceFile;
}

Result<SimDuration> parseDelay(std::string_view text)
{
    const auto delay = parseDuration(text);
    if (delay && *delay > SimDuration::wholeSeconds(60))
        return Problem{quoted(text) + " is too long; give at most 60s, such as 40ms"};
    return delay;
}

Result<std::uint32_t> parseFecGroup(std::string_view text)
{
    const auto size = parseNumber(text);
    if (!size || *size < 0 || *size > 48 || *size != static_cast<double>(static_cast<int>(*size)))
        return Problem{quoted(text) + " is not a group's size; give whole packets from 1 to 48, such as 5, or 0 for none"};
    return static_cast<std::uint32_t>(*size);
}

constexpr std::string_view trackByItself = "auto";
constexpr std::string_view noTrack = "none";
constexpr int mostTracks = 64; // as many as a film may have at all

Result<TrackPick> parseTrack(std::string_view text)
{
    if (text == trackByItself)
        return TrackPick{};
    if (text == noTrack)
        return TrackPick{TrackPick::none};
    const auto number = parseNumber(text);
    if (!number || *number < 1 || *number > mostTracks || *number != static_cast<double>(static_cast<int>(*number)))
        return Problem{quoted(text) + " is not a track; give auto, none, or which of them in the file's order, such as 2"};
    return TrackPick{static_cast<int>(*number)};
}

std::string trackText(TrackPick pick)
{
    if (pick.number == TrackPick::byItself)
        return std::string(trackByItself);
    return pick.number == TrackPick::none ? std::string(noTrack) : std::to_string(pick.number);
}

// ---- The table: a key a line, and what they have in common

// clang-format off
template <auto Parse, auto Member> Set setLink(Scenario &s, std::string_view v) { return put(Parse(v), s.link.*Member); }
template <auto Parse, auto Member> Set setUp(Scenario &s, std::string_view v)
{
    if (v != asLink)
        return put(Parse(v), s.uplink.*Member);
    (s.uplink.*Member).reset();
    return true;
}
Set setUpRate(Scenario &s, std::string_view v)
{
    if (v != asLink)
        return setRate(s.uplink, v);
    s.uplink.rate.reset();
    s.uplink.traceFile.reset();
    return true;
}
template <auto Parse, auto Member> Set setPlayer(Scenario &s, std::string_view v) { return put(Parse(v), s.player.*Member); }

template <auto Text, auto Member> std::string getLink(const Scenario &s) { return Text(s.link.*Member); }
template <auto Text, auto Member> std::string getUp(const Scenario &s) { return s.uplink.*Member ? Text(*(s.uplink.*Member)) : std::string(asLink); }
template <auto Text, auto Member> std::string getPlayer(const Scenario &s) { return Text(s.player.*Member); }

std::string durationText(SimDuration d) { return toText(d); }
std::string bytesText(Bytes b) { return toText(b); }
std::string boolText(bool b) { return b ? "true" : "false"; }
Result<JitterDistribution> parseJitter(std::string_view v) { return parseWord(v, jitters); }
std::string jitterText(JitterDistribution d) { return wordFor(d, jitters); }
Result<QueueDiscipline> parseDiscipline(std::string_view v) { return parseWord(v, disciplines); }
std::string disciplineText(QueueDiscipline d) { return wordFor(d, disciplines); }

constexpr std::string_view aRate = "a rate such as 5Mbit/s or 250kbit/s, 0 for an outage, or trace:FILE";
constexpr std::string_view aDelay = "a duration such as 40ms";
constexpr std::string_view aShare = "a share such as 0.5%";
constexpr std::string_view aBurst = "packets from 1, such as 3, or independent";
constexpr std::string_view aQueue = "a size such as 64kB or 34packets";
constexpr std::string_view anOverhead = "a size such as 2B";
constexpr std::string_view aTruth = "true or false";
constexpr std::string_view aTrack = "auto, none, or which of them in the file's order, such as 2";
constexpr std::string_view aJitter = "normal, uniform, pareto or exponential";

template <const auto &Words> ValueForm formOf()
{
    ValueForm form;
    for (const auto &word : Words)
        form = orWord(std::move(form), word.text);
    return form;
}
template <ValueForm (*Form)()> ValueForm upForm() { return orWord(Form(), asLink); }
ValueForm aRateForm() { return rateForm(true); }
ValueForm aDelayForm() { return durationForm(60); }
ValueForm aTimeForm() { return durationForm(100.0 * 86'400); }
ValueForm aMarkForm() { return {"(?!0*\\.?0*[a-z]*$)(?:" + aTimeForm().pattern + ")", {}, false}; } // none at zero leaves a buffer
ValueForm anOverheadForm() { return sizeForm(10'000); }
ValueForm aGroupForm() { return wholeForm(48); }
ValueForm aTrackForm() { return orWord(orWord(countForm(mostTracks), trackByItself), noTrack); }
ValueForm aSeedForm() { return wholeForm(9007199254740992.0); }

bool isTcp(TransportKind kind)
{
    return kind == TransportKind::TcpCubic || kind == TransportKind::TcpReno || kind == TransportKind::TcpBbr;
}

/// As it stands, digit by digit: a number with a point would round it. Only what is written otherwise, such as 1e3, is one.
std::optional<std::uint64_t> wholeNumberIn(std::string_view text, std::uint64_t most)
{
    std::uint64_t whole = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (end == text.data() + text.size())
        return error == std::errc() && whole <= most ? std::optional(whole) : std::nullopt;
    const auto number = parseNumber(text);
    if (!number || *number < 0 || *number > static_cast<double>(most) || *number != std::floor(*number))
        return std::nullopt;
    return static_cast<std::uint64_t>(*number);
}

Set setSeed(Scenario &s, std::string_view v)
{
    const auto seed = wholeNumberIn(v, 9007199254740992); // up to which all are numbers of JSON
    if (!seed)
        return Problem{quoted(v) + " is not a seed; give a whole number from 0 to 9007199254740992"};
    s.seed = *seed;
    return true;
}

constexpr std::array table{
    ScenarioKey{"source", "a file, bytes:FILE:1Mbit/s, cbr:1Mbit/s:60s or bulk", false, sourceForm,
                [](Scenario &s, std::string_view v) { return put(parseSource(v), s.source); },
                [](const Scenario &s) { return toText(s.source); }},
    ScenarioKey{videoTrackKey, aTrack, false, aTrackForm, [](Scenario &s, std::string_view v) { return put(parseTrack(v), s.tracks.video); },
                [](const Scenario &s) { return trackText(s.tracks.video); }},
    ScenarioKey{audioTrackKey, aTrack, false, aTrackForm, [](Scenario &s, std::string_view v) { return put(parseTrack(v), s.tracks.audio); },
                [](const Scenario &s) { return trackText(s.tracks.audio); }},
    ScenarioKey{"link.rate", aRate, true, aRateForm, [](Scenario &s, std::string_view v) { return setRate(s.link, v); },
                [](const Scenario &s) { return rateText(s.link.rate, s.link.traceFile); }},
    ScenarioKey{"link.delay", aDelay, true, aDelayForm, setLink<parseDelay, &LinkSettings::delay>, getLink<durationText, &LinkSettings::delay>},
    ScenarioKey{"link.jitter", aDelay, true, aDelayForm, setLink<parseDelay, &LinkSettings::jitter>, getLink<durationText, &LinkSettings::jitter>},
    ScenarioKey{"link.jitter_distribution", aJitter, true, formOf<jitters>, setLink<parseJitter, &LinkSettings::jitterDistribution>,
                getLink<jitterText, &LinkSettings::jitterDistribution>},
    ScenarioKey{"link.reorder", aTruth, true, truthForm, setLink<parseBool, &LinkSettings::reorder>, getLink<boolText, &LinkSettings::reorder>},
    ScenarioKey{"link.loss", aShare, true, shareForm, setLink<parseShare, &LinkSettings::loss>, getLink<shareToText, &LinkSettings::loss>},
    ScenarioKey{"link.loss_burst", aBurst, true, burstForm, setLink<parseBurst, &LinkSettings::lossBurst>, getLink<burstText, &LinkSettings::lossBurst>},
    ScenarioKey{"link.queue", aQueue, true, queueForm, setLink<parseQueue, &LinkSettings::queue>, getLink<queueText, &LinkSettings::queue>},
    ScenarioKey{"link.queue_discipline", "droptail or codel", true, formOf<disciplines>, setLink<parseDiscipline, &LinkSettings::queueDiscipline>,
                getLink<disciplineText, &LinkSettings::queueDiscipline>},
    ScenarioKey{"link.overhead", anOverhead, true, anOverheadForm, setLink<parseOverhead, &LinkSettings::overhead>, getLink<bytesText, &LinkSettings::overhead>},
    ScenarioKey{"uplink.rate", aRate, true, upForm<aRateForm>, setUpRate,
                [](const Scenario &s) { return s.uplink.rate ? rateText(*s.uplink.rate, *s.uplink.traceFile) : std::string(asLink); }},
    ScenarioKey{"uplink.delay", aDelay, true, upForm<aDelayForm>, setUp<parseDelay, &UplinkSettings::delay>, getUp<durationText, &UplinkSettings::delay>},
    ScenarioKey{"uplink.jitter", aDelay, true, upForm<aDelayForm>, setUp<parseDelay, &UplinkSettings::jitter>, getUp<durationText, &UplinkSettings::jitter>},
    ScenarioKey{"uplink.jitter_distribution", aJitter, true, upForm<formOf<jitters>>, setUp<parseJitter, &UplinkSettings::jitterDistribution>,
                getUp<jitterText, &UplinkSettings::jitterDistribution>},
    ScenarioKey{"uplink.reorder", aTruth, true, upForm<truthForm>, setUp<parseBool, &UplinkSettings::reorder>, getUp<boolText, &UplinkSettings::reorder>},
    ScenarioKey{"uplink.loss", aShare, true, upForm<shareForm>, setUp<parseShare, &UplinkSettings::loss>, getUp<shareToText, &UplinkSettings::loss>},
    ScenarioKey{"uplink.loss_burst", aBurst, true, upForm<burstForm>, setUp<parseBurst, &UplinkSettings::lossBurst>, getUp<burstText, &UplinkSettings::lossBurst>},
    ScenarioKey{"uplink.queue", aQueue, true, upForm<queueForm>, setUp<parseQueue, &UplinkSettings::queue>, getUp<queueText, &UplinkSettings::queue>},
    ScenarioKey{"uplink.queue_discipline", "droptail or codel", true, upForm<formOf<disciplines>>, setUp<parseDiscipline, &UplinkSettings::queueDiscipline>,
                getUp<disciplineText, &UplinkSettings::queueDiscipline>},
    ScenarioKey{"uplink.overhead", anOverhead, true, upForm<anOverheadForm>, setUp<parseOverhead, &UplinkSettings::overhead>, getUp<bytesText, &UplinkSettings::overhead>},
    ScenarioKey{"transport", "tcp-cubic, tcp-reno, tcp-bbr, rtp or ideal", false, formOf<transports>,
                [](Scenario &s, std::string_view v) { return put(parseWord(v, transports), s.transport); },
                [](const Scenario &s) { return wordFor(s.transport, transports); }},
    ScenarioKey{"delivery", "stream, download or ranges", false, formOf<deliveries>,
                [](Scenario &s, std::string_view v) { return put(parseWord(v, deliveries), s.delivery); },
                [](const Scenario &s) { return wordFor(s.delivery, deliveries); }},
    ScenarioKey{"protocol", "http, https or ftp", false, formOf<protocols>,
                [](Scenario &s, std::string_view v) { return put(parseWord(v, protocols), s.protocol); },
                [](const Scenario &s) { return wordFor(s.protocol, protocols); }},
    ScenarioKey{"rtp.nack", aTruth, false, truthForm, [](Scenario &s, std::string_view v) { return put(parseBool(v), s.rtp.nack); },
                [](const Scenario &s) { return boolText(s.rtp.nack); }},
    ScenarioKey{"rtp.fec", "packets that share one parity packet, 1 to 48, such as 5; 0 for none", false, aGroupForm,
                [](Scenario &s, std::string_view v) { return put(parseFecGroup(v), s.rtp.fecGroup); },
                [](const Scenario &s) { return std::to_string(s.rtp.fecGroup); }},
    ScenarioKey{"rtp.playout", "fixed (player.start from beginning to end) or adaptive (follows the network's jitter)", true, formOf<playouts>,
                [](Scenario &s, std::string_view v) { return put(parseWord(v, playouts), s.rtp.playout); },
                [](const Scenario &s) { return wordFor(s.rtp.playout, playouts); }},
    ScenarioKey{"player.start", "seconds of media such as 2s", true, aTimeForm, setPlayer<parseDuration, &PlayerSettings::start>,
                getPlayer<durationText, &PlayerSettings::start>},
    ScenarioKey{"player.resume", "seconds of media such as 4s", true, aTimeForm, setPlayer<parseDuration, &PlayerSettings::resume>,
                getPlayer<durationText, &PlayerSettings::resume>},
    ScenarioKey{"player.high_water", "seconds of media such as 15s", true, aMarkForm, setPlayer<parseDuration, &PlayerSettings::highWater>,
                getPlayer<durationText, &PlayerSettings::highWater>},
    ScenarioKey{"seed", "a whole number", false, aSeedForm, setSeed, [](const Scenario &s) { return std::to_string(s.seed); }},
};
// clang-format on

} // namespace

std::span<const ScenarioKey> scenarioKeys()
{
    return table;
}

const ScenarioKey *findScenarioKey(std::string_view name)
{
    for (const ScenarioKey &key : table) {
        if (key.name == name)
            return &key;
    }
    return nullptr;
}

namespace {

/// The names that stand where this one does: "start, resume, high_water" of player.
std::string namesBeside(std::string_view group)
{
    std::string names;
    std::string_view last;
    for (const ScenarioKey &key : table) {
        if (!key.name.starts_with(group))
            continue;
        const std::string_view own = key.name.substr(group.size());
        const std::string_view name = own.substr(0, own.find('.'));
        if (name != last)
            names += (names.empty() ? "" : ", ") + std::string(name);
        last = name;
    }
    return names;
}

Problem unknownKey(std::string_view key)
{
    const std::size_t dot = key.rfind('.');
    const std::string_view group = dot == std::string_view::npos ? std::string_view() : key.substr(0, dot + 1);
    const std::string names = namesBeside(group);
    const bool isGroup = !group.empty() && !names.empty();
    return Problem{std::string(key) + ": unknown key; " + (isGroup ? std::string(group.substr(0, dot)) : "a scenario") + " has " +
                   (isGroup ? names : namesBeside({}))};
}

} // namespace

Result<bool> setScenarioKey(Scenario &scenario, std::string_view key, std::string_view value)
{
    const ScenarioKey *found = findScenarioKey(key);
    if (key == seekKey)
        return Problem{std::string(key) +
                       ": is done at an instant; give it among changes, such as {\"at\": \"12s\", \"set\": \"" +
                       std::string(key) + "\", \"to\": \"60s\"}"};
    if (!found)
        return unknownKey(key);
    const Result<bool> done = found->set(scenario, value);
    if (!done)
        return Problem{std::string(key) + ": " + done.problem()};
    return true;
}

Result<bool> checkScenario(const Scenario &scenario)
{
    const auto problems = problemsOf(scenario);
    return problems.empty() ? Result<bool>(true) : Result<bool>(problems.front());
}

std::vector<Problem> problemsOf(const Scenario &scenario)
{
    std::vector<Problem> problems;
    const PlayerSettings &player = scenario.player;
    const auto mustNotExceed = [&](std::string_view key, SimDuration value) {
        if (value > player.highWater)
            problems.push_back({std::string(key) + ": " + toText(value) + " is above player.high_water (" +
                                toText(player.highWater) + "), where the player stops reading; give at most that"});
    };
    if (player.highWater <= SimDuration::zero()) {
        problems.push_back(
            {"player.high_water: " + toText(player.highWater) + " leaves no buffer; give seconds of media such as 15s"});
    } else {
        mustNotExceed("player.start", player.start);
        mustNotExceed("player.resume", player.resume);
    }
    if (std::holds_alternative<BulkSource>(scenario.source) && scenario.transport == TransportKind::Rtp)
        problems.push_back({"transport: rtp is paced by media time and bulk has none; give a film, or tcp-cubic"});
    return problems;
}

Result<SimDuration> parseSeek(std::string_view value)
{
    auto position = parseDuration(value);
    if (!position)
        return Problem{std::string(seekKey) + ": " + position.problem()};
    return position;
}

Result<bool> checkChange(const std::string &key, const std::string &value)
{
    if (key != seekKey) {
        Scenario scratch;
        return setScenarioKey(scratch, key, value);
    }
    const auto position = parseSeek(value);
    return position ? Result<bool>(true) : Result<bool>(Problem{position.problem()});
}

std::string asWritten(const std::string &key, const std::string &value)
{
    if (key == seekKey) {
        const auto position = parseSeek(value);
        return position ? toText(*position) : value;
    }
    Scenario scratch;
    if (!setScenarioKey(scratch, key, value))
        return value;
    const std::string text = findScenarioKey(key)->get(scratch);
    return text.empty() ? value : text; // what is unset by a word has none
}

Result<Scenario> changedWhileRunning(const Scenario &scenario, const std::string &key, const std::string &value)
{
    if (key == seekKey) {
        if (const auto position = parseSeek(value); !position)
            return Problem{position.problem()};
        return scenario;
    }
    Scenario changed = scenario;
    if (const auto set = setScenarioKey(changed, key, value); !set)
        return Problem{set.problem()};
    const bool otherControl = key == "transport" && isTcp(changed.transport) && isTcp(scenario.transport);
    if (!findScenarioKey(key)->live && !otherControl)
        return Problem{key + ": cannot change while the session runs; restart it with " + key + "=" + value};
    if (const auto fits = checkScenario(changed); !fits)
        return Problem{fits.problem()};
    return changed;
}

Result<bool> checkChanges(const Scenario &scenario)
{
    const auto problems = problemsOfChanges(scenario);
    return problems.empty() ? Result<bool>(true) : Result<bool>(problems.front());
}

std::vector<Problem> problemsOfChanges(const Scenario &scenario)
{
    std::vector<Problem> problems;
    Scenario state = scenario;
    state.changes.clear();
    for (const TimedChange &change : scenario.changes) {
        auto next = changedWhileRunning(state, change.key, change.value);
        if (next)
            state = std::move(next).value();
        else
            problems.push_back({"changes: at " + toText(change.at.sinceStart()) + ": " + next.problem()});
    }
    return problems;
}

} // namespace rebuffer
