// The playback buffer as a tank: the level and the three marks on one scale of seconds of media.
#pragma once

#include "core/session/snapshot.h"

#include <QRectF>

#include <array>

namespace rebuffer {

enum class TankMark { Start, Resume, HighWater, Count };
inline constexpr int tankMarks = static_cast<int>(TankMark::Count);

struct TankGeometry {
    struct Mark {
        bool isInForce = false;
        double y = 0; ///< true to scale
        QRectF label; ///< as near to it as the other labels allow
    };

    QRectF inside;
    double scale = 1; ///< seconds of media from bottom to top
    QRectF level;
    std::array<Mark, tankMarks> marks;
    bool low = false; ///< stalled, or about to be

    void compute(const QRectF &tank, const QRectF &labels, double labelHeight, const Snapshot &snapshot);
    double yOf(double seconds) const { return inside.bottom() - seconds / scale * inside.height(); }
};

/// Playing with less than a quarter of what it would wait for after a stall, while more of the film is to come.
bool isBufferLow(const Snapshot &snapshot);

} // namespace rebuffer
