// Which bytes of a live film came in time, and what that leaves of its pictures.
#pragma once

#include "core/media/damaged_unit.h"
#include "core/transport/range_set.h"

#include <memory>

namespace rebuffer {

/// Fed with what arrives and with the position as it moves on. A picture is decided when its decoding time has come:
/// what arrives of it later is as good as lost. What it holds grows with the losses, not with the film.
class Reception {
public:
    explicit Reception(std::shared_ptr<const MediaTimeline> timeline);

    /// From here on the film is played from `position`; what was before is forgotten, the counts are not.
    void restart(SimDuration position);
    void onBytes(ByteRange bytes);
    /// The film is at `position` now; never goes back but by restart().
    void passTo(SimDuration position);

    /// Has the film moved since the beginning, or since a restart?
    bool hasBegun() const { return m_moving; }

    /// Frames due so far of which a part is missing, and of which all is: pictures, or, in a film without any, the units
    /// of sound, or of whatever the film has.
    std::int64_t damagedFrames() const { return m_damaged; }
    std::int64_t lostFrames() const { return m_lost; }
    /// The bytes of those, whole frames of them.
    const RangeSet &hurt() const { return m_hurt; }
    /// Where the furthest bytes that have come end.
    Bytes furthest() const { return m_bytes.empty() ? Bytes(0) : Bytes(m_bytes.ranges().back().end); }

    /// The damaged pictures, in order of decoding, from `since` up to what has been sent by now (something that was
    /// sent later has arrived).
    void damagedUnits(SimDuration since, std::vector<DamagedUnit> &out) const;
    /// In the same way, the stretches whose sound did not come whole.
    void missingSound(SimDuration since, std::vector<MissingSound> &out) const;

private:
    using Order = std::vector<std::uint32_t>; // of units, by decoding time

    Order inOrder(TrackKind kind) const; // of the track that is played
    /// Those that are counted.
    const Order &frames() const { return !m_order.empty() ? m_order : !m_sounds.empty() ? m_sounds : m_others; }
    const AccessUnit &unit(std::size_t i) const { return m_timeline->units()[m_order[i]]; }
    std::size_t firstFrom(SimDuration dts, const Order &order) const;
    bool isYetToCome(const AccessUnit &unit) const { return unit.dts >= m_newest && !isDecided(unit); }
    bool isWhole(const AccessUnit &unit) const;
    DamagedUnit damageOf(const AccessUnit &unit) const;
    void addMissing(ByteRange piece, DamagedUnit &damage) const;
    bool isDecided(const AccessUnit &unit) const { return unit.dts <= m_position && m_moving; }

    std::shared_ptr<const MediaTimeline> m_timeline;
    Order m_order; // pictures
    Order m_sounds;
    Order m_others; // of a film that is neither
    RangeSet m_bytes;
    SimDuration m_position;
    SimDuration m_newest; // decoding time of the latest unit of which anything has arrived
    bool m_moving = false;
    std::size_t m_next = 0; // the first frame not decided, in frames()
    std::int64_t m_damaged = 0;
    std::int64_t m_lost = 0;
    RangeSet m_hurt;
};

} // namespace rebuffer
