#include "ui/timeline/timeline_geometry.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr std::array paneShares = {0.45, 0.33, 0.22};

/// The ribbon's name and legend give way when the three plots together would have less than this, in steps of the spacing
/// scale; then the ribbon itself.
constexpr double leastPlotsWithLegend = 44;
constexpr double leastPlots = 30;

} // namespace

TimelineMetrics TimelineMetrics::of(const Theme &theme)
{
    const QFontMetricsF strong(theme.font(captionPoints, QFont::DemiBold));
    const QFontMetricsF caption(theme.font(captionPoints));
    TimelineMetrics metrics;
    metrics.strong = std::ceil(strong.height());
    metrics.caption = std::ceil(caption.height());
    metrics.valueLabel = std::ceil(caption.horizontalAdvance(QStringLiteral("1000")));
    metrics.timeLabel = std::ceil(caption.horizontalAdvance(QStringLiteral("12:30")));
    metrics.liveLabel = std::ceil(strong.horizontalAdvance(QStringLiteral("● live")));
    metrics.space = theme.space(1);
    return metrics;
}

int TimelinePane::mostSteps(double labelHeight) const
{
    return std::clamp(static_cast<int>(plot.height() / (1.5 * labelHeight)), 1, 6);
}

void TimelineGeometry::layOut(QSizeF size, const TimelineMetrics &metrics)
{
    const double space = metrics.space;
    card = QRectF(QPointF(0, 0), size);
    const QRectF inside = card.adjusted(3 * space, 2.5 * space, -4 * space, -2 * space);
    const double left = std::round(inside.left() + metrics.valueLabel + 2 * space);
    const double width = std::max(1.0, std::round(inside.right()) - left);
    timeLabels = QRectF(left, inside.bottom() - metrics.caption, width, metrics.caption);

    const double titleRow = metrics.strong + space;
    const double gap = space;
    const double labels = timeLabels.top() - space;
    const double room = labels - inside.top() - timelinePanes * titleRow - (timelinePanes - 1) * gap;
    const double ribbon = std::round(2.5 * space);
    const bool hasLegend = room - titleRow - ribbon - gap >= leastPlotsWithLegend * space;
    const double ribbonTitle = hasLegend ? titleRow : space;
    const double ribbonRow = ribbonTitle + ribbon + gap;
    const bool hasRibbon = room - ribbonRow >= leastPlots * space;
    const double plots = std::max(3.0, hasRibbon ? room - ribbonRow : room);
    limitsTitle = limits = QRectF();
    double y = inside.top();
    for (std::size_t i = 0; i < panes.size(); ++i) {
        panes[i].title = QRectF(left, std::round(y), width, metrics.strong);
        const double top = std::round(y + titleRow);
        const double height = std::max(1.0, std::round(paneShares[i] * plots));
        panes[i].plot = QRectF(left, top, width, height);
        y = top + height + gap;
        if (hasRibbon && static_cast<TimelinePaneKind>(i) == TimelinePaneKind::Rate) {
            if (hasLegend)
                limitsTitle = QRectF(left, std::round(y), width, metrics.strong);
            limits = QRectF(left, std::round(y + ribbonTitle), width, ribbon);
            y += ribbonRow;
        }
    }
    strip = QRectF(left, panes.front().plot.top(), width, panes.back().plot.bottom() - panes.front().plot.top());
    const double button = metrics.liveLabel + 4 * space;
    liveButton = QRectF(left + width - button, panes.front().title.top() - space / 2, button, metrics.strong + space);
}

void TimelineGeometry::setWindow(double from, double to, const TimelineMetrics &metrics)
{
    begin = from;
    end = to;
    const double label = metrics.timeLabel + 5 * metrics.space;
    timeStep = niceTimeStep(to - from, static_cast<int>(strip.width() / label));
    ticks.clear();
    for (double i = std::ceil(from / timeStep - 1e-9); i * timeStep <= to + 1e-9 * timeStep; ++i) {
        const double x = xOf(i * timeStep);
        // The outermost labels stay inside the card rather than centred.
        const double width = metrics.timeLabel + 2 * metrics.space;
        const double at = std::clamp(x - width / 2, card.left(), std::max(card.left(), card.right() - width));
        ticks.push_back({i * timeStep, x, QRectF(at, timeLabels.top(), width, timeLabels.height())});
    }
}

void TimelineGeometry::setBands(const Summary &summary)
{
    const auto band = [this](double from, double to) {
        const double left = std::max(strip.left(), xOf(from));
        const double right = std::min(strip.right(), xOf(to));
        return right > left ? QRectF(left, strip.top(), right - left, strip.height()) : QRectF();
    };
    startup = band(0, startupEnd(summary));
    stalls.clear();
    for (std::size_t i = 0; i < summary.stalls.size(); ++i) {
        const Stall &stall = summary.stalls[i];
        const QRectF rect = band(stall.at.toSeconds(), endOf(stall, summary.now));
        if (!rect.isEmpty())
            stalls.push_back({rect, static_cast<int>(i)});
    }
}

int TimelineGeometry::stallAt(double x) const
{
    for (const StallBand &band : stalls)
        if (x >= band.rect.left() - 1 && x <= band.rect.right() + 1)
            return band.stall;
    return -1;
}

double startupEnd(const Summary &summary)
{
    if (summary.startupDelay)
        return summary.startupDelay->toSeconds();
    const bool waits = summary.state == PlayerState::Connecting || summary.state == PlayerState::Starting;
    return waits ? summary.now.toSeconds() : 0;
}

double endOf(const Stall &stall, SimTime now)
{
    return stall.open ? now.toSeconds() : (stall.at + stall.duration).toSeconds();
}

bool isDuring(const Stall &stall, double time, SimTime now)
{
    return time >= stall.at.toSeconds() && (time < endOf(stall, now) || (stall.open && time <= now.toSeconds()));
}

} // namespace rebuffer
