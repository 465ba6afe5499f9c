// The stage's geometry twin: everything it draws, as rectangles computed from size, text sizes and snapshot alone.
#pragma once

#include "core/session/snapshot.h"
#include "core/session/summary.h"
#include "ui/stage/lane_geometry.h"
#include "ui/stage/map_geometry.h"
#include "ui/stage/queue_geometry.h"
#include "ui/stage/stage_layout.h"
#include "ui/stage/tank_geometry.h"

#include <QPointF>
#include <QSizeF>

#include <bitset>
#include <optional>
#include <vector>

namespace rebuffer {

using LegendSet = std::bitset<legendKinds>;

struct LegendEntry {
    LegendKind kind = LegendKind::Data;
    QRectF swatch;
    QRectF word;
};

/// A packet that is drawn, and where.
struct PacketBox {
    QRectF rect;
    std::uint64_t number = 0;
};

struct StageGeometry {
    StageLayout layout;
    MapGeometry map;
    QueueGeometry queue;
    LaneGeometry down;
    LaneGeometry up;
    QueueGeometry upQueue;
    std::vector<LostShape> lost;   ///< fallen from the link
    std::vector<LostShape> lostUp; ///< on the way back
    TankGeometry tank;
    QRectF progressPlayed;
    QRectF progressHandle;   ///< at the position; empty where there is no film to move in
    QRectF progressWanted;   ///< where the viewer will be moved when the index has come; else empty
    QRectF progressBuffered; ///< from the position to what can be played
    LegendSet seen;          ///< what has occurred in this run so far
    std::vector<LegendEntry> legend;
    /// How fast time goes by, and whether it does: decides whether single packets can be seen, and how slowly a lost one falls.
    double pace = 1;
    bool moving = false;
    int revision = 0; ///< another one whenever layout or legend are other than before

    /// Lays out again only if size or text sizes changed since the last call. Reuses its memory.
    void compute(QSizeF size, const StageMetrics &metrics, const Snapshot &snapshot);
    /// Forgets the run: what the legend has seen, and whether packets flow.
    void reset();
    /// The packet drawn at a point, with some tolerance; the uppermost if there are several.
    std::optional<std::uint64_t> packetAt(QPointF point) const;
    /// Where that packet is drawn, if it is.
    std::optional<QRectF> placeOf(std::uint64_t number) const;
    /// On the bar under the picture, or near enough for a hand.
    bool isOnFilmBar(QPointF point) const;
    /// The position in a film of that length which the bar shows at `x`, which may lie beside it.
    SimDuration filmPositionAt(double x, SimDuration duration) const;

private:
    template <typename IsIt> std::optional<PacketBox> firstPacket(const IsIt &isIt) const;
    double keptOf(SimTime now);
    void computeProgress(const Snapshot &snapshot);
    void computeLegend(const StageMetrics &metrics);

    QSizeF m_size;
    double m_space = 0;
    double m_em = 0;
    LegendSet m_legendOf;
    SimTime m_lookedAt;
};

/// What of the legend's kinds is to be seen in this snapshot.
LegendSet occurring(const Snapshot &snapshot);
/// What of them has occurred in the run.
LegendSet occurred(const Summary &summary);

} // namespace rebuffer
