#include "ui/timeline/timeline_canvas.h"

#include "core/session/series.h"
#include "ui/timeline/strip_painter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

// The link's capacity must fit its axis, too, unless that pressed all else flat.
constexpr double mostHeadroom = 5;

// What the axes show before there is anything to show.
constexpr double emptyRate = 6;  // Mbit/s
constexpr double emptyRtt = 200; // ms
constexpr double untilTimed = 3; // s, after which one who times round trips has timed one

} // namespace

TimelineCanvas::TimelineCanvas()
{
    m_curves.clear();
    m_ghost.clear();
    m_metrics = TimelineMetrics::of(m_theme);
    m_labels.setTheme(m_theme);
}

QRectF TimelineCanvas::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_metrics = TimelineMetrics::of(theme);
    m_labels.setTheme(theme);
    return setSize(m_geometry.card.size(), pixelRatio());
}

QRectF TimelineCanvas::setSize(QSizeF size, double pixelRatio)
{
    m_geometry.layOut(size, m_metrics);
    forgetScales();
    m_strip.resize(static_cast<int>(std::lround(m_geometry.strip.width() * pixelRatio)),
                   static_cast<int>(std::lround(m_geometry.strip.height() * pixelRatio)), pixelRatio);
    m_stripIsOld = true;
    refresh();
    return m_geometry.card;
}

QRectF TimelineCanvas::setData(const Series &series, const Summary &summary, const Snapshot &snapshot)
{
    if (snapshot.now.toSeconds() < m_curves.now())
        m_window.reset();
    const bool another = !m_curves.take(series, snapshot.now);
    const std::size_t markSteps = m_curves.thresholdSteps();
    if (another || m_marks != snapshot.marks || m_markSteps != markSteps || m_hasPlayer != snapshot.hasPlayer)
        m_stripIsOld = true;
    if (summary.stalls.size() != m_summary.stalls.size())
        m_labelsAreOld = true;
    m_summary = summary;
    m_marks = snapshot.marks;
    m_markSteps = markSteps;
    m_hasPlayer = snapshot.hasPlayer;
    m_filmRate = meanRate(snapshot.fileSize, snapshot.duration).toMegabitsPerSecond();
    m_linkRate = snapshot.down.rate.toMegabitsPerSecond();
    m_window.follow(m_curves.now(), snapshot.duration.toSeconds());
    return refresh();
}

QRectF TimelineCanvas::clear()
{
    m_curves.clear();
    m_summary = Summary();
    m_window.reset();
    forgetScales();
    m_stripIsOld = true;
    refresh();
    return m_geometry.card;
}

QRectF TimelineCanvas::setGhost(const RunRecord *ghost, const QString &letter)
{
    m_letter = ghost ? letter : QString();
    m_ghost.clear();
    if (ghost)
        m_ghost.take(ghost->series, ghost->summary.now);
    m_stripIsOld = true;
    refresh();
    return m_geometry.card;
}

/// The next ones are chosen afresh, whatever stood there before.
void TimelineCanvas::forgetScales()
{
    for (TimelinePane &pane : m_geometry.panes)
        pane.scale = {0, 1};
}

qint64 TimelineCanvas::columnOf(double time) const
{
    return static_cast<qint64>(std::floor(time / perColumn() + 1e-6));
}

QRectF TimelineCanvas::refresh()
{
    const bool moved = takeWindow();
    const qint64 origin = columnOf(m_geometry.begin + perColumn() / 2);
    const qint64 now = std::min(columnOf(m_curves.now()), origin + m_strip.width());
    if (!moved && now == m_drawnTo && !m_stripIsOld && !m_labelsAreOld)
        return {};
    const bool scaled = takeScales();
    m_stripIsOld = m_stripIsOld || scaled;
    const bool timed = isEmpty() || m_curves.now() < untilTimed || m_curves.rttAt(m_curves.now()) > 0;
    m_labelsAreOld = m_labelsAreOld || moved || m_stripIsOld || timed != m_timed;
    m_timed = timed;
    const qint64 before = m_drawnTo;
    const bool redrawn = drawStrip(now);
    const bool all = m_labelsAreOld || redrawn;
    if (m_labelsAreOld) {
        m_geometry.setBands(m_summary);
        m_labels.layOut(m_geometry, m_metrics, m_hasPlayer ? &m_marks : nullptr, m_linkRate, m_letter, m_timed);
        m_labelsAreOld = false;
    }
    return all ? m_geometry.card : columnsArea(before, m_drawnTo);
}

/// True if the axis shows another stretch of the run than before. It moves by whole columns, so that what is drawn
/// can be moved along instead of being drawn again.
bool TimelineCanvas::takeWindow()
{
    const double column = m_window.span() / m_strip.width();
    const double begin = std::round(m_window.begin() / column) * column;
    const double end = begin + m_window.span();
    const auto near = [column](double a, double b) { return std::abs(a - b) < column / 4; };
    if (near(begin, m_geometry.begin) && near(end, m_geometry.end) && !m_stripIsOld)
        return false;
    if (!near(m_window.span(), m_geometry.end - m_geometry.begin))
        m_stripIsOld = true;
    m_geometry.setWindow(begin, end, m_metrics);
    return true;
}

/// True if an axis has another scale than before.
bool TimelineCanvas::takeScales()
{
    const double from = m_geometry.begin;
    const double to = m_geometry.end;
    const auto adapt = [&](TimelinePaneKind kind, double value) {
        TimelinePane &pane = m_geometry.pane(kind);
        return adaptScale(pane.scale, value, pane.mostSteps(m_metrics.caption));
    };
    const double marked = m_marks.most().toSeconds();
    const double flow = std::max(
        {m_curves.arriving(from, to).high, m_ghost.arriving(from, to).high, m_curves.mostNeed(from, to), m_filmRate, 0.1});
    const double capacity = m_curves.mostCapacity(from, to);
    const double rate = isEmpty() ? emptyRate : capacity <= mostHeadroom * flow ? std::max(flow, capacity) : flow;
    const double rtt = isEmpty() ? emptyRtt : std::max({m_curves.rtt(from, to).high, m_ghost.rtt(from, to).high, 20.0});

    bool changed =
        adapt(TimelinePaneKind::Buffer, std::max({m_curves.buffer(from, to).high, m_ghost.buffer(from, to).high, marked}) * 1.05);
    changed = adapt(TimelinePaneKind::Rate, 1.08 * rate) || changed;
    changed = adapt(TimelinePaneKind::Rtt, 1.08 * rtt) || changed;
    return changed;
}

/// True if more was drawn than the columns up to `now`.
bool TimelineCanvas::drawStrip(qint64 now)
{
    const qint64 origin = columnOf(m_geometry.begin + perColumn() / 2);
    const qint64 end = origin + m_strip.width();
    StripPainter painter(m_strip, m_geometry, m_curves, m_ghost, m_summary, m_hasPlayer, m_theme);
    const qint64 shift = origin - m_strip.origin();
    const bool all = m_stripIsOld || std::abs(shift) >= m_strip.width();
    m_strip.scrollTo(origin);
    m_stripIsOld = false;
    if (all) {
        painter.paint(origin, end);
    } else {
        if (shift > 0)
            painter.paint(end - shift - painter.reach(), end);
        else if (shift < 0)
            painter.paint(origin, origin - shift + painter.reach());
        if (now != m_drawnTo || shift != 0)
            painter.paint(std::min(m_drawnTo, now) - painter.reach(), now + 1 + painter.reach());
    }
    m_drawnTo = now;
    return all || shift != 0;
}

QRectF TimelineCanvas::columnsArea(qint64 first, qint64 last) const
{
    const double reach = 8 * m_theme.lineWidth;
    const QRectF &strip = m_geometry.strip;
    const auto x = [&](qint64 column) { return strip.left() + static_cast<double>(column - m_strip.origin()) / pixelRatio(); };
    const double left = std::max(strip.left(), x(first) - reach);
    const double right = std::min(strip.right(), x(last) + reach);
    return {left, strip.top(), std::max(1.0, right - left), strip.height()};
}

TimelineReading TimelineCanvas::readingAt(double time) const
{
    return TimelineReading::at(std::clamp(time, 0.0, m_curves.now()), 1.5 * perColumn(), m_curves, m_summary);
}

int TimelineCanvas::stallAt(double x)
{
    m_geometry.setBands(m_summary);
    return m_geometry.stallAt(x);
}

void TimelineCanvas::paint(QPainter &painter, const QRectF &region) const
{
    const QRectF seen = region.intersected(m_geometry.strip);
    if (!seen.isEmpty()) {
        const double ratio = pixelRatio();
        const QRectF source((seen.topLeft() - m_geometry.strip.topLeft()) * ratio, seen.size() * ratio);
        painter.drawImage(seen, m_strip.image(), source);
    }
    m_labels.draw(painter, region);
}

} // namespace rebuffer
