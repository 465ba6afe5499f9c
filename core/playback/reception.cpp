#include "core/playback/reception.h"

#include <algorithm>

namespace rebuffer {

Reception::Reception(std::shared_ptr<const MediaTimeline> timeline)
    : m_timeline(std::move(timeline)), m_order(inOrder(TrackKind::Video)), m_sounds(inOrder(TrackKind::Audio)),
      m_others(inOrder(TrackKind::Bytes))
{
}

Reception::Order Reception::inOrder(TrackKind kind) const
{
    const auto &units = m_timeline->units();
    Order order;
    for (std::uint32_t i = 0; i < units.size(); ++i) {
        const Track &track = m_timeline->tracks()[units[i].track];
        if (track.kind == kind && track.chosen && units[i].size > Bytes(0))
            order.push_back(i);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return units[a].dts < units[b].dts; });
    return order;
}

std::size_t Reception::firstFrom(SimDuration dts, const Order &order) const
{
    const auto found =
        std::partition_point(order.begin(), order.end(), [&](std::uint32_t i) { return m_timeline->units()[i].dts < dts; });
    return static_cast<std::size_t>(found - order.begin());
}

void Reception::restart(SimDuration position)
{
    m_bytes.clear();
    m_hurt.clear();
    m_moving = false;
    m_newest = position;
    // Frames before it are decoded for those that need them, and not shown: they do not count.
    m_position = position;
    m_next = firstFrom(position, frames());
}

void Reception::onBytes(ByteRange bytes)
{
    const AccessUnit *of = m_timeline->unitAt(bytes.begin);
    if (of && isDecided(*of))
        return;
    if (of)
        m_newest = std::max(m_newest, of->dts);
    m_bytes.insert({bytes.begin.count(), bytes.end.count()});
}

void Reception::passTo(SimDuration position)
{
    m_position = position;
    m_moving = true;
    for (const Order &order = frames(); m_next < order.size(); ++m_next) {
        const AccessUnit &due = m_timeline->units()[order[m_next]];
        if (!isDecided(due))
            return;
        if (isWhole(due))
            continue;
        m_hurt.insert({due.position.count(), due.end().count()});
        if (damageOf(due).isLost())
            ++m_lost;
        else
            ++m_damaged;
    }
}

bool Reception::isWhole(const AccessUnit &unit) const
{
    return m_timeline->pieces().all(unit, [this](ByteRange piece) {
        return m_bytes.contains({piece.begin.count(), piece.end.count()});
    });
}

DamagedUnit Reception::damageOf(const AccessUnit &unit) const
{
    DamagedUnit damage{unit.dts, unit.pts, Bytes(0), {}};
    m_timeline->pieces().all(unit, [&](ByteRange piece) {
        addMissing(piece, damage);
        return true;
    });
    return damage;
}

/// The unit's next piece, which follows on the ones before it as if nothing lay between.
void Reception::addMissing(ByteRange piece, DamagedUnit &damage) const
{
    std::int64_t cursor = piece.begin.count();
    const std::int64_t pieceEnd = piece.end.count();
    const auto within = [&](std::int64_t at) { return damage.size + Bytes(at) - piece.begin; };
    const auto missingUpTo = [&](std::int64_t end) {
        if (end <= cursor)
            return;
        if (!damage.missing.empty() && damage.missing.back().end == within(cursor))
            damage.missing.back().end = within(end);
        else
            damage.missing.push_back({within(cursor), within(end)});
    };
    const auto &ranges = m_bytes.ranges();
    auto range = std::partition_point(ranges.begin(), ranges.end(), [&](const StreamRange &r) { return r.end <= cursor; });
    for (; range != ranges.end() && range->begin < pieceEnd; ++range) {
        missingUpTo(range->begin);
        cursor = std::max(cursor, range->end);
    }
    missingUpTo(pieceEnd);
    damage.size += piece.size();
}

void Reception::damagedUnits(SimDuration since, std::vector<DamagedUnit> &out) const
{
    out.clear();
    for (std::size_t i = firstFrom(since, m_order); i < m_order.size(); ++i) {
        const AccessUnit &candidate = unit(i);
        if (isYetToCome(candidate))
            return;
        if (!isWhole(candidate))
            out.push_back(damageOf(candidate));
    }
}

void Reception::missingSound(SimDuration since, std::vector<MissingSound> &out) const
{
    out.clear();
    for (std::size_t i = firstFrom(since, m_sounds); i < m_sounds.size(); ++i) {
        const AccessUnit &candidate = m_timeline->units()[m_sounds[i]];
        if (isYetToCome(candidate))
            return;
        if (!isWhole(candidate))
            out.push_back({candidate.track, candidate.pts, candidate.presentedUntil()});
    }
}

} // namespace rebuffer
