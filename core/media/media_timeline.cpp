#include "core/media/media_timeline.h"

#include <algorithm>
#include <limits>

namespace rebuffer {

namespace {

constexpr SimDuration narrowestSlot = SimDuration::milliseconds(100);
constexpr SimDuration rateWindow = SimDuration::wholeSeconds(1);
constexpr std::int64_t mostSlots = 1'000'000; // 8 MB: a day of film at 100 ms
// Times are kept within this, so that sums of two of them cannot overflow whatever a damaged file says.
constexpr SimDuration longestFilm = SimDuration::wholeSeconds(100LL * 366 * 24 * 3600);
constexpr std::uint32_t noUnit = std::numeric_limits<std::uint32_t>::max();

// Written without position + size, which a damaged index can make overflow.
bool liesWithin(const AccessUnit &unit, Bytes fileSize)
{
    return unit.position >= Bytes(0) && unit.size >= Bytes(0) && unit.position <= fileSize &&
           unit.size <= fileSize - unit.position;
}

void keepTimesInRange(AccessUnit &unit)
{
    unit.dts = std::clamp(unit.dts, -longestFilm, longestFilm);
    unit.pts = std::clamp(unit.pts, -longestFilm, longestFilm);
    unit.duration = std::clamp(unit.duration, SimDuration::zero(), longestFilm - std::max(unit.pts, SimDuration::zero()));
}

bool beginsBefore(const AccessUnit &a, const AccessUnit &b)
{
    return a.position < b.position;
}

} // namespace

MediaTimeline::MediaTimeline(Contents contents) : m_contents(std::move(contents))
{
    m_contents.duration = std::clamp(m_contents.duration, SimDuration::zero(), longestFilm);
    std::for_each(m_contents.units.begin(), m_contents.units.end(), keepTimesInRange);
    m_contents.announced = std::clamp(m_contents.announced, m_contents.duration, longestFilm);
    dropForeignUnits();
    std::stable_sort(m_contents.units.begin(), m_contents.units.end(), beginsBefore);
    markOverlaps();
    countTracks();
    m_steps = stepsWith(m_contents.index.end);
    if (!m_contents.units.empty() && m_contents.index.end > m_contents.units.front().end())
        m_mediaSteps = stepsWith(Bytes(0));
    buildEnclosing();
    buildRates();
}

void MediaTimeline::dropForeignUnits()
{
    std::erase_if(m_contents.units, [this](const AccessUnit &unit) { return unit.track >= m_contents.tracks.size(); });
    const auto cut = [this](const AccessUnit &unit) { return !liesWithin(unit, m_contents.size); };
    for (const AccessUnit &unit : m_contents.units) {
        if (decidesPlayability(trackOf(unit).kind) && cut(unit))
            m_contents.duration = std::clamp(unit.pts, SimDuration::zero(), m_contents.duration);
    }
    std::erase_if(m_contents.units, cut);
}

// Of those whose pieces are known it is known what is theirs.
void MediaTimeline::markOverlaps()
{
    AccessUnit *furthest = nullptr;
    for (AccessUnit &unit : m_contents.units) {
        if (unit.pieces != 0)
            continue;
        unit.overlaps = furthest && furthest->end() > unit.position;
        if (unit.overlaps)
            furthest->overlaps = true;
        if (!furthest || unit.end() > furthest->end())
            furthest = &unit;
    }
}

void MediaTimeline::countTracks()
{
    std::vector<Bytes> sizes(m_contents.tracks.size());
    for (Track &track : m_contents.tracks) {
        track.duration = SimDuration::zero();
        track.unitCount = 0;
    }
    for (const AccessUnit &unit : m_contents.units) {
        Track &track = m_contents.tracks[unit.track];
        track.duration = std::max(track.duration, unit.presentedUntil());
        ++track.unitCount;
        sizes[unit.track] += unit.size;
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        Track &track = m_contents.tracks[i];
        track.size = track.size > Bytes(0) ? track.size : sizes[i];
    }
}

// A unit with an odd pts (negative, or beyond the end) cannot break the order: the steps are the minimum over
// all that is missing, which only grows, and are kept within the film.
std::vector<MediaTimeline::Step> MediaTimeline::stepsWith(Bytes mustHave) const
{
    std::vector<Step> needed; // what prefix each unit needs, and when it is due
    for (const AccessUnit &unit : m_contents.units) {
        if (decides(unit))
            needed.push_back({std::max(unit.end(), mustHave), unit.pts});
    }
    std::vector<Step> steps{{Bytes(0), SimDuration::zero()}};
    if (needed.empty())
        return steps;
    std::sort(needed.begin(), needed.end(), [](const Step &a, const Step &b) { return a.prefix < b.prefix; });

    // From the back, each due time becomes the earliest among the units from it on.
    SimDuration earliest = m_contents.duration;
    for (auto step = needed.rbegin(); step != needed.rend(); ++step) {
        earliest = std::min(earliest, step->playable);
        step->playable = std::max(earliest, SimDuration::zero());
    }
    steps.front().playable = needed.front().playable;
    for (std::size_t i = 0; i < needed.size(); ++i) {
        const SimDuration missing = i + 1 < needed.size() ? needed[i + 1].playable : m_contents.duration;
        const Bytes prefix = std::max(needed[i].prefix, Bytes(0));
        if (missing <= steps.back().playable)
            continue;
        if (prefix == steps.back().prefix)
            steps.back().playable = missing;
        else
            steps.push_back({prefix, missing});
    }
    steps.shrink_to_fit();
    return steps;
}

// The nearest unit before each that ends after it: where a byte lies beyond a unit's end, every unit between it
// and that one has ended too, so unitAt() climbs from the last unit begun and skips all of those.
void MediaTimeline::buildEnclosing()
{
    const std::vector<AccessUnit> &units = m_contents.units;
    m_enclosing.assign(units.size(), noUnit);
    for (std::size_t i = 1; i < units.size(); ++i) {
        std::uint32_t before = static_cast<std::uint32_t>(i - 1);
        while (before != noUnit && units[before].end() <= units[i].end())
            before = m_enclosing[before];
        m_enclosing[i] = before;
    }
}

void MediaTimeline::buildRates()
{
    const std::int64_t film = m_contents.duration.toNanoseconds();
    m_slot = std::max(narrowestSlot, SimDuration::nanoseconds(film / mostSlots + 1));
    const std::int64_t slot = m_slot.toNanoseconds();
    m_bytesDue.assign(static_cast<std::size_t>(std::max<std::int64_t>(1, (film + slot - 1) / slot)) + 1, 0);
    m_slotsInWindow = std::clamp<std::size_t>(static_cast<std::size_t>(rateWindow.toNanoseconds() / slot), 1, slotCount());

    // Where the container interleaves the pieces of units their ranges overlap: each byte is due once, with the
    // first unit that needs it.
    Bytes counted;
    for (const AccessUnit &unit : m_contents.units) {
        if (!decidesPlayability(trackOf(unit).kind) || unit.end() <= counted)
            continue;
        m_bytesDue[slotOf(unit.pts) + 1] += (unit.end() - std::max(counted, unit.position)).count();
        counted = unit.end();
    }
    for (std::size_t i = 1; i < m_bytesDue.size(); ++i)
        m_bytesDue[i] += m_bytesDue[i - 1];

    // The last slot may reach beyond the film; a shorter window would make its mean too large for a peak.
    const std::size_t wholeSlots = std::max(static_cast<std::size_t>(film / slot), m_slotsInWindow);
    for (std::size_t first = 0; first + m_slotsInWindow <= wholeSlots; ++first)
        m_peakRate = std::max(m_peakRate, rateOfSlots(first));
}

// What is due before the film starts is due when it starts.
std::size_t MediaTimeline::slotOf(SimDuration position) const
{
    const std::int64_t slot = std::max(position, SimDuration::zero()).toNanoseconds() / m_slot.toNanoseconds();
    return std::min(static_cast<std::size_t>(slot), slotCount() - 1);
}

BitRate MediaTimeline::rateOfSlots(std::size_t first) const
{
    const std::size_t begin = std::min(first, slotCount() - m_slotsInWindow);
    const std::size_t end = begin + m_slotsInWindow;
    const SimDuration until = std::min(m_slot * static_cast<std::int64_t>(end), m_contents.duration);
    return rebuffer::meanRate(Bytes(m_bytesDue[end] - m_bytesDue[begin]), until - m_slot * static_cast<std::int64_t>(begin));
}

BitRate MediaTimeline::meanRate() const
{
    return rebuffer::meanRate(m_contents.size, m_contents.duration);
}

SimDuration MediaTimeline::playableUntil(Bytes prefix, Index index) const
{
    const std::vector<Step> &all = steps(index);
    const auto after =
        std::upper_bound(all.begin() + 1, all.end(), prefix, [](Bytes bytes, const Step &step) { return bytes < step.prefix; });
    return (after - 1)->playable;
}

Bytes MediaTimeline::prefixFor(SimDuration position, Index index) const
{
    const std::vector<Step> &all = steps(index);
    const SimDuration wanted = std::min(position, m_contents.duration);
    const auto step =
        std::lower_bound(all.begin(), all.end(), wanted, [](const Step &s, SimDuration t) { return s.playable < t; });
    return step == all.end() ? m_contents.size : step->prefix;
}

Bytes MediaTimeline::startFor(SimDuration position) const
{
    // Of each track the latest unit from which it can be decoded up to `position`.
    std::vector<const AccessUnit *> entries(m_contents.tracks.size());
    for (const AccessUnit &unit : m_contents.units) {
        if (!decides(unit) || !unit.key || unit.pts > position)
            continue;
        const AccessUnit *&entry = entries[unit.track];
        if (!entry || unit.pts > entry->pts)
            entry = &unit;
    }
    Bytes start = m_contents.size;
    for (const AccessUnit *entry : entries) {
        if (entry)
            start = std::min(start, entry->position);
    }
    return start < m_contents.size ? start : Bytes(0);
}

BitRate MediaTimeline::rateAround(SimDuration position) const
{
    const std::size_t middle = slotOf(std::min(position, m_contents.duration) + m_slot / 2);
    return rateOfSlots(middle - std::min(middle, m_slotsInWindow / 2));
}

std::optional<std::size_t> MediaTimeline::chosenOf(TrackKind kind) const
{
    const std::vector<Track> &all = m_contents.tracks;
    const auto found =
        std::find_if(all.begin(), all.end(), [kind](const Track &track) { return track.kind == kind && track.chosen; });
    return found == all.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - all.begin()));
}

SimDuration MediaTimeline::nextPicture(SimDuration position) const
{
    const std::optional<std::size_t> pictures = pictureTrack();
    SimDuration next = duration();
    for (const AccessUnit &unit : m_contents.units) {
        if (unit.pts > position && (!pictures || unit.track == *pictures))
            next = std::min(next, unit.pts);
    }
    return next;
}

const AccessUnit *MediaTimeline::unitAt(Bytes offset) const
{
    const std::vector<AccessUnit> &units = m_contents.units;
    const auto after = std::upper_bound(units.begin(), units.end(), offset,
                                        [](Bytes bytes, const AccessUnit &unit) { return bytes < unit.position; });
    if (offset < Bytes(0) || after == units.begin())
        return nullptr;
    auto i = static_cast<std::uint32_t>(after - units.begin() - 1);
    while (i != noUnit && !holds(units[i], offset))
        i = units[i].end() <= offset ? m_enclosing[i] : i - 1; // before the first comes noUnit
    return i == noUnit ? nullptr : &units[i];
}

bool MediaTimeline::holds(const AccessUnit &unit, Bytes offset) const
{
    return offset < unit.end() &&
           !m_contents.pieces.all(unit, [&](ByteRange piece) { return offset < piece.begin || offset >= piece.end; });
}

} // namespace rebuffer
