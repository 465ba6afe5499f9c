// The timeline's geometry twin: panes, axes, ticks and bands as rectangles, and the way between times or values and
// pixels. Computed from sizes and numbers alone.
#pragma once

#include "core/session/summary.h"
#include "ui/theme/theme.h"
#include "ui/timeline/nice_scale.h"
#include "ui/timeline/time_window.h"

#include <QRectF>
#include <QSizeF>

#include <array>
#include <span>
#include <vector>

namespace rebuffer {

/// The sizes of text that the geometry reckons with, in device-independent pixels.
struct TimelineMetrics {
    double strong = 15;     ///< height of a line of strong caption text
    double caption = 14;    ///< height of a line of caption text
    double valueLabel = 30; ///< "1000"
    double timeLabel = 40;  ///< "12:30"
    double liveLabel = 30;  ///< "live"
    double space = 4;       ///< one step of the spacing scale

    static TimelineMetrics of(const Theme &theme);
};

enum class TimelinePaneKind { Buffer, Rate, Rtt, Count };
inline constexpr int timelinePanes = static_cast<int>(TimelinePaneKind::Count);

struct TimelinePane {
    QRectF title; ///< the line above the plot, as wide as it
    QRectF plot;
    ValueScale scale;

    double yOf(double value) const { return plot.bottom() - value / scale.top * plot.height(); }
    double valueAt(double y) const { return (plot.bottom() - y) / plot.height() * scale.top; }
    /// As many steps as their labels have room for.
    int mostSteps(double labelHeight) const;
};

struct TimeTick {
    double time = 0;
    double x = 0;
    QRectF label;
};

struct StallBand {
    QRectF rect;   ///< through all panes
    int stall = 0; ///< index into Summary::stalls
};

struct TimelineGeometry {
    QRectF card;
    QRectF strip; ///< from the first plot's top to the last one's bottom
    std::array<TimelinePane, timelinePanes> panes;
    QRectF limitsTitle; ///< over the ribbon of what held the sender; both empty where there is no room for it
    QRectF limits;      ///< the ribbon, between the panes of rate and RTT
    QRectF timeLabels;  ///< the row under the strip
    QRectF liveButton;
    double begin = 0; ///< the time at strip.left()
    double end = 60;  ///< the time at strip.right()
    double timeStep = 10;
    std::vector<TimeTick> ticks;
    std::vector<StallBand> stalls;
    QRectF startup; ///< before the first frame; may be empty

    const TimelinePane &pane(TimelinePaneKind kind) const { return panes[static_cast<std::size_t>(kind)]; }
    TimelinePane &pane(TimelinePaneKind kind) { return panes[static_cast<std::size_t>(kind)]; }
    double xOf(double time) const { return strip.left() + (time - begin) / (end - begin) * strip.width(); }
    double timeAt(double x) const { return begin + (x - strip.left()) / strip.width() * (end - begin); }

    void layOut(QSizeF size, const TimelineMetrics &metrics);
    void setWindow(double from, double to, const TimelineMetrics &metrics);
    /// Bands of what is to be seen of the stalls and the start-up; `now` ends those that last.
    void setBands(const Summary &summary);
    /// The stall whose band holds x, or -1.
    int stallAt(double x) const;
};

/// When the first frame came, or now if it has not come yet; seconds.
double startupEnd(const Summary &summary);
/// When a stall ended, or now; seconds.
double endOf(const Stall &stall, SimTime now);
/// Of one that lasts, now is a part.
bool isDuring(const Stall &stall, double time, SimTime now);

} // namespace rebuffer
