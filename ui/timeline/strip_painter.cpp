#include "ui/timeline/strip_painter.h"

#include "ui/paint/limit_look.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

QColor withAlpha(QColor colour, int alpha)
{
    colour.setAlpha(alpha);
    return colour;
}

} // namespace

StripPainter::StripPainter(CurveStrip &strip, const TimelineGeometry &geometry, const TimelineCurves &curves,
                           const TimelineCurves &ghost, const Summary &summary, bool hasBuffer, const Theme &theme)
    : m_strip(strip), m_geometry(geometry), m_curves(curves), m_ghost(ghost), m_summary(summary), m_hasBuffer(hasBuffer),
      m_theme(theme), m_ratio(strip.image().devicePixelRatio()), m_perColumn((geometry.end - geometry.begin) / strip.width())
{
}

int StripPainter::thickness(double width) const
{
    return std::max(1, static_cast<int>(std::lround(width * (0.5 + m_theme.lineWidth / 2) * m_ratio)));
}

int StripPainter::reach() const
{
    return thickness(3) + 1;
}

StripPainter::Rows StripPainter::rowsOf(TimelinePaneKind kind) const
{
    const QRectF plot = m_geometry.pane(kind).plot.translated(0, -m_geometry.strip.top());
    return {static_cast<int>(std::lround(plot.top() * m_ratio)), static_cast<int>(std::lround(plot.bottom() * m_ratio))};
}

float StripPainter::yOf(TimelinePaneKind kind, double value) const
{
    return static_cast<float>((m_geometry.pane(kind).yOf(value) - m_geometry.strip.top()) * m_ratio);
}

void StripPainter::paint(qint64 first, qint64 last)
{
    const qint64 from = std::max(first, m_strip.origin());
    const qint64 to = std::min(last, m_strip.origin() + m_strip.width());
    if (from >= to)
        return;
    m_stall = 0;
    paintGround(from, to);
    for (int i = 0; i < timelinePanes; ++i)
        paintGrid(from, to, static_cast<TimelinePaneKind>(i));
    paintMarks(from, to);
    const double known = m_curves.empty() ? 0 : std::max(m_curves.now(), m_ghost.now());
    const qint64 drawn = std::min(to, static_cast<qint64>(known / m_perColumn) + 1 + reach()); // after that there is nothing
    if (from >= drawn)
        return;
    sample(from, drawn);
    for (qint64 column = from; column < drawn; ++column) {
        paintCurves(column);
        paintLosses(column);
        if (!m_geometry.limits.isEmpty())
            paintLimits(column);
    }
}

void StripPainter::setSample(Curve curve, TimelinePaneKind kind, qint64 column, int k, const Extent &extent)
{
    if (extent.any)
        m_samples[curve].set(column, k, yOf(kind, extent.high), yOf(kind, extent.low));
}

/// A curve of steps: the sample reaches from the value before to its own.
void StripPainter::setStep(Curve curve, TimelinePaneKind kind, qint64 column, int k, Extent extent, double &before)
{
    const double own = extent.high;
    if (extent.any && before >= 0)
        extent.add(before);
    before = extent.any ? own : -1;
    setSample(curve, kind, column, k, extent);
}

/// What is above the axis runs along its top; the label there says how much it is.
Extent StripPainter::shownRate(double value, bool always) const
{
    Extent extent;
    if (always || value > 0)
        extent.add(std::min(value, m_geometry.pane(TimelinePaneKind::Rate).scale.top));
    return extent;
}

void StripPainter::sample(qint64 first, qint64 last)
{
    const int margin = reach();
    for (CurveSamples &samples : m_samples)
        samples.begin(first, last, margin);
    double capacity = -1;
    double need = -1;
    double rtt = -1;
    double ghostRtt = -1;
    const double step = m_perColumn / CurveSamples::perColumn;
    for (qint64 column = first - margin; column < last + margin; ++column) {
        for (int k = 0; k < CurveSamples::perColumn; ++k) {
            const double from = timeOf(column) + k * step;
            const double to = from + step;
            if (from >= 0 && from < m_ghost.now())
                sampleGhost(column, k, from, to, ghostRtt);
            if (from < 0 || from >= m_curves.now())
                continue;
            if (m_hasBuffer)
                setSample(BufferCurve, TimelinePaneKind::Buffer, column, k, m_curves.buffer(from, to));
            setSample(ArrivingCurve, TimelinePaneKind::Rate, column, k, m_curves.arriving(from, to));
            setSample(RttRange, TimelinePaneKind::Rtt, column, k, m_curves.rtt(from, to));
            setStep(RttCurve, TimelinePaneKind::Rtt, column, k, m_curves.rttLine(from, to), rtt);
            setStep(CapacityCurve, TimelinePaneKind::Rate, column, k, shownRate(m_curves.capacity(from, to), true), capacity);
            setStep(NeedCurve, TimelinePaneKind::Rate, column, k, shownRate(m_curves.need(from, to), false), need);
        }
    }
}

/// What the two runs have in common but for the setting that is compared: what the link could carry, what the film needs, is
/// left out.
void StripPainter::sampleGhost(qint64 column, int k, double from, double to, double &rttBefore)
{
    if (m_hasBuffer)
        setSample(GhostBuffer, TimelinePaneKind::Buffer, column, k, m_ghost.buffer(from, to));
    setSample(GhostArriving, TimelinePaneKind::Rate, column, k, m_ghost.arriving(from, to));
    setStep(GhostRtt, TimelinePaneKind::Rtt, column, k, m_ghost.rttLine(from, to), rttBefore);
}

QColor StripPainter::groundAt(double time)
{
    while (m_stall < m_summary.stalls.size() && endOf(m_summary.stalls[m_stall], m_summary.now) <= time)
        ++m_stall;
    if (m_stall < m_summary.stalls.size() && m_summary.stalls[m_stall].at.toSeconds() <= time)
        return m_theme.lossSoft;
    if (time < startupEnd(m_summary))
        return m_theme.sunken;
    return m_theme.card;
}

/// A column's later edge decides, so that a band never runs ahead of now.
void StripPainter::paintGround(qint64 first, qint64 last)
{
    for (qint64 begin = first; begin < last;) {
        const QColor colour = groundAt(timeOf(begin) + m_perColumn);
        qint64 end = begin + 1;
        while (end < last && groundAt(timeOf(end) + m_perColumn) == colour)
            ++end;
        m_strip.fill(begin, end, 0, m_strip.height(), colour);
        begin = end;
    }
}

void StripPainter::paintGrid(qint64 first, qint64 last, TimelinePaneKind kind)
{
    const ValueScale &scale = m_geometry.pane(kind).scale;
    const int thick = std::max(1, static_cast<int>(std::lround(m_ratio)));
    const int bottom = rowsOf(kind).bottom;
    for (int i = 0; i <= scale.steps(); ++i) {
        const int y = std::min(static_cast<int>(std::lround(yOf(kind, i * scale.step))), bottom - thick);
        m_strip.fill(first, last, y, y + thick, withAlpha(m_theme.mutedText, i == 0 ? 110 : 45));
    }
}

void StripPainter::paintMarks(qint64 first, qint64 last)
{
    if (!m_hasBuffer)
        return;
    const auto pitch = static_cast<qint64>(std::lround(9 * m_ratio));
    const qint64 dash = pitch * 6 / 10;
    for (qint64 begin = first / pitch * pitch; begin < last; begin += pitch) {
        if (begin + dash > first)
            paintMarksOf(std::max(begin, first), std::min(begin + dash, last), m_curves.thresholdsAt(timeOf(begin)));
    }
}

void StripPainter::paintMarksOf(qint64 first, qint64 last, const Thresholds &marks)
{
    const int thick = thickness(1.2);
    const auto paint = [&](const std::optional<SimDuration> &at, const QColor &colour) {
        if (!at)
            return;
        const int y =
            static_cast<int>(std::lround(yOf(TimelinePaneKind::Buffer, at->toSeconds()) - static_cast<float>(thick) / 2));
        if (y >= 0)
            m_strip.fill(first, last, y, y + thick, colour);
    };
    paint(marks.start, m_theme.mutedText);
    paint(marks.resume, m_theme.arriving);
    paint(marks.highWater, m_theme.arriving);
}

Stroke StripPainter::strokeOf(Curve curve) const
{
    const double scale = (0.5 + m_theme.lineWidth / 2) * m_ratio;
    const int dash = static_cast<int>(std::lround(7 * m_ratio));
    const int ghostDash = static_cast<int>(std::lround(5 * m_ratio));
    switch (curve) {
    case GhostBuffer: return {m_theme.mutedText, 1.8 * scale, ghostDash, ghostDash * 4 / 5};
    case GhostArriving:
    case GhostRtt: return {m_theme.mutedText, 1.2 * scale, ghostDash, ghostDash * 4 / 5};
    case BufferCurve: return {m_theme.data, 2.2 * scale, 0, 0};
    case ArrivingCurve: return {m_theme.arriving, 2.2 * scale, 0, 0};
    case CapacityCurve: return {m_theme.capacity, 2.2 * scale, dash, dash * 5 / 7};
    case NeedCurve: return {m_theme.need, 1.3 * scale, 0, 0};
    case RttCurve: return {m_theme.rtt, 1.6 * scale, 0, 0};
    case RttRange:
    case CurveCount: break;
    }
    return {};
}

void StripPainter::paintCurves(qint64 column)
{
    const Rows buffer = rowsOf(TimelinePaneKind::Buffer);
    const Rows rate = rowsOf(TimelinePaneKind::Rate);
    const Rows rtt = rowsOf(TimelinePaneKind::Rtt);
    const int over = thickness(1.2); // a line on a plot's edge is not cut in half
    m_strip.fillUnder(column, m_samples[BufferCurve], buffer.bottom, withAlpha(m_theme.data, 48));
    m_strip.stroke(column, m_samples[GhostBuffer], strokeOf(GhostBuffer), buffer.top - over, buffer.bottom + over);
    m_strip.stroke(column, m_samples[GhostArriving], strokeOf(GhostArriving), rate.top - over, rate.bottom + over);
    m_strip.stroke(column, m_samples[GhostRtt], strokeOf(GhostRtt), rtt.top - over, rtt.bottom + over);
    m_strip.stroke(column, m_samples[BufferCurve], strokeOf(BufferCurve), buffer.top - over, buffer.bottom + over);
    m_strip.stroke(column, m_samples[NeedCurve], strokeOf(NeedCurve), rate.top - over, rate.bottom + over);
    m_strip.stroke(column, m_samples[ArrivingCurve], strokeOf(ArrivingCurve), rate.top - over, rate.bottom + over);
    m_strip.stroke(column, m_samples[CapacityCurve], strokeOf(CapacityCurve), rate.top - over, rate.bottom + over);
    m_strip.fillBetween(column, m_samples[RttRange], withAlpha(m_theme.rtt, 70));
    m_strip.stroke(column, m_samples[RttCurve], strokeOf(RttCurve), rtt.top - over, rtt.bottom + over);
}

/// Lost on the link: a long tick. Dropped at the queue: a short one above it.
void StripPainter::paintLosses(qint64 column)
{
    const double to = timeOf(column) + m_perColumn;
    const double from = to - m_perColumn * thickness(1.6);
    const Rows rows = rowsOf(TimelinePaneKind::Rtt);
    const int height = std::min(static_cast<int>(std::lround(9 * m_ratio)), (rows.bottom - rows.top) / 2);
    if (m_curves.lost(from, to) > 0)
        m_strip.fill(column, column + 1, rows.bottom - height, rows.bottom, m_theme.loss);
    if (m_curves.dropped(from, to) > 0)
        m_strip.fill(column, column + 1, rows.bottom - height * 8 / 5, rows.bottom - height * 11 / 10, m_theme.loss);
}

/// A stack, each thing as high as its part of the column's time.
void StripPainter::paintLimits(qint64 column)
{
    const double to = timeOf(column) + m_perColumn;
    if (to > m_curves.now())
        return;
    // No finer than the recorder writes, and of what has been: a column once drawn stays true.
    const LimitShares shares = m_curves.limits(to - std::max(m_perColumn, m_curves.bucketWidth()), to);
    const QRectF ribbon = m_geometry.limits.translated(0, -m_geometry.strip.top());
    double held = 0;
    int from = static_cast<int>(std::lround(ribbon.bottom() * m_ratio));
    for (const Limit limit : limitsInOrder) {
        held += shares[static_cast<std::size_t>(limit)];
        const int above = static_cast<int>(std::lround((ribbon.bottom() - held * ribbon.height()) * m_ratio));
        if (above < from)
            paintLimit(column, above, from, limit);
        from = above;
    }
}

/// In points, so that a pattern is as coarse on every screen; it moves with the time that it stands for.
void StripPainter::paintLimit(qint64 column, int top, int bottom, Limit limit)
{
    const QColor ink = limitColour(m_theme, limit);
    const QColor ground = limitGround(m_theme, limit);
    const int x = static_cast<int>(std::floor(static_cast<double>(column % 100'000) / m_ratio));
    for (int y = top; y < bottom; ++y) {
        const bool inked = isLimitInked(limit, x, static_cast<int>(std::floor(y / m_ratio)));
        m_strip.fill(column, column + 1, y, y + 1, inked ? ink : ground);
    }
}

} // namespace rebuffer
