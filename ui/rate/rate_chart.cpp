#include "ui/rate/rate_chart.h"

#include "ui/paint/words.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double keyFactor = 1.1;
constexpr SimDuration keyStep = SimDuration::milliseconds(500);
constexpr double leastKeyRate = 10'000; ///< bit/s: from nothing up, and down to nothing
/// Closer together on the mean, points are not drawn: the line is enough.
constexpr double leastGap = 5;
constexpr double aDrag = 2; ///< pixels; less is a click

Qt::CursorShape cursorFor(const std::optional<RateGrip> &grip)
{
    if (!grip)
        return Qt::ArrowCursor;
    switch (grip->part) {
    case RateGrip::Part::Point: return grip->step == 0 ? Qt::SizeVerCursor : Qt::SizeAllCursor;
    case RateGrip::Part::Level: return Qt::SizeVerCursor;
    case RateGrip::Part::Edge: return Qt::SizeHorCursor;
    }
    return Qt::ArrowCursor;
}

} // namespace

RateChart::RateChart(QWidget *parent) : QWidget(parent)
{
    m_plan.steps = {{SimTime::start(), BitRate::megabitsPerSecond(5)}};
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Bandwidth over time"));
    setToolTip(
        tr("Drag points, levels and edges; down to the floor is an outage. Double-click adds a point, right-click removes it."));
    setWhatsThis(tr("Left and Right choose a point, Up and Down change its rate, Ctrl+Left and Ctrl+Right move it in time, "
                    "Insert adds one behind it, Delete removes it"));
    describe();
}

QSize RateChart::sizeHint() const
{
    return {m_theme.space(40), m_theme.space(26)};
}

void RateChart::setTheme(const Theme &theme)
{
    m_theme = theme;
    updateGeometry();
    layOut();
}

void RateChart::setPlan(const RatePlan &plan, double seconds)
{
    if (m_held || (plan == m_plan && seconds == m_seconds))
        return;
    m_plan = plan;
    m_seconds = seconds;
    if (m_chosen && *m_chosen >= m_plan.steps.size())
        m_chosen.reset();
    layOut();
    describe();
}

/// Sixty times a second, and most of them nothing has moved.
void RateChart::setNow(SimTime now)
{
    const bool moves = std::floor(m_geometry.xOf(now)) != std::floor(m_geometry.xOf(m_now));
    m_now = now;
    if (!m_held && now.toSeconds() > m_geometry.end)
        layOut();
    else if (moves)
        update();
}

void RateChart::layOut()
{
    m_geometry.layOut(size(), QFontMetricsF(m_theme.font(captionPoints)).height(), m_theme.space(1));
    m_geometry.fit(m_plan, std::max(m_seconds, m_now.toSeconds() * 1.2));
    update();
}

void RateChart::resizeEvent(QResizeEvent *)
{
    layOut();
}

void RateChart::choose(std::optional<std::size_t> point)
{
    m_chosen = point;
    describe();
    update();
}

QString RateChart::wordsOf(std::size_t point) const
{
    const RatePlan::Step &step = m_plan.steps[point];
    return tr("from %1: %2").arg(clockText(step.at.sinceStart(), true), step.rate.isZero() ? tr("outage") : rateText(step.rate));
}

void RateChart::describe()
{
    const QString words = m_chosen ? tr("point %1 of %2, %3").arg(*m_chosen + 1).arg(m_plan.steps.size()).arg(wordsOf(*m_chosen))
                                   : tr("%n point(s)", nullptr, static_cast<int>(m_plan.steps.size()));
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void RateChart::move(std::size_t point, SimTime at, BitRate rate)
{
    RatePlan::Step &step = m_plan.steps[point];
    if (point > 0) {
        const SimTime least = m_plan.steps[point - 1].at + RateGeometry::grain;
        const SimTime most =
            point + 1 < m_plan.steps.size() ? m_plan.steps[point + 1].at - RateGeometry::grain : SimTime::never();
        if (least <= most)
            step.at = std::clamp(at, least, most);
    }
    step.rate = rate;
    describe();
    update();
}

void RateChart::addAt(SimTime at, BitRate rate)
{
    const auto after =
        std::upper_bound(m_plan.steps.begin(), m_plan.steps.end(), at, [](SimTime t, const auto &step) { return t < step.at; });
    const bool tooNear = after == m_plan.steps.begin() || at - std::prev(after)->at < RateGeometry::grain ||
                         (after != m_plan.steps.end() && after->at - at < RateGeometry::grain);
    if (tooNear || m_plan.steps.size() >= RatePlan::most)
        return;
    const auto added = m_plan.steps.insert(after, {at, rate});
    choose(static_cast<std::size_t>(added - m_plan.steps.begin()));
    emit edited(m_plan);
}

/// Half-way to the next one, where nothing changes by it.
void RateChart::addBehindChosen()
{
    const std::size_t from = m_chosen.value_or(0);
    const double right = from + 1 < m_plan.steps.size() ? m_geometry.xOf(m_plan.steps[from + 1].at) : m_geometry.plot.right();
    addAt(m_geometry.timeAt((m_geometry.xOf(m_plan.steps[from].at) + right) / 2), m_plan.steps[from].rate);
}

/// The first one is where everything begins.
void RateChart::remove(std::size_t point)
{
    if (point == 0)
        return;
    m_plan.steps.erase(m_plan.steps.begin() + static_cast<std::ptrdiff_t>(point));
    choose(std::min(point, m_plan.steps.size() - 1));
    layOut();
    emit edited(m_plan);
}

void RateChart::mousePressEvent(QMouseEvent *event)
{
    const auto grip = m_geometry.gripAt(m_plan, event->position());
    if (event->button() == Qt::RightButton && grip && grip->part == RateGrip::Part::Point) {
        remove(grip->step);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    choose(grip ? std::optional(grip->step) : std::nullopt);
    m_held = grip;
    m_moved = false;
    m_pressedAt = event->position();
    if (grip)
        m_offset = m_geometry.pointOf(m_plan.steps[grip->step]) - event->position();
}

void RateChart::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_held) {
        setCursor(cursorFor(m_geometry.gripAt(m_plan, event->position())));
        return;
    }
    m_moved = m_moved || (event->position() - m_pressedAt).manhattanLength() > aDrag;
    if (m_moved)
        drag(event->position() + m_offset);
}

void RateChart::drag(QPointF to)
{
    const RatePlan::Step &step = m_plan.steps[m_held->step];
    const SimTime at = m_held->part == RateGrip::Part::Level ? step.at : m_geometry.timeAt(to.x());
    move(m_held->step, at, m_held->part == RateGrip::Part::Edge ? step.rate : m_geometry.rateAt(to.y()));
}

void RateChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_held)
        return;
    m_held.reset();
    if (!std::exchange(m_moved, false))
        return;
    layOut();
    emit edited(m_plan);
}

void RateChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_held.reset();
    if (event->button() != Qt::LeftButton)
        return;
    const auto grip = m_geometry.gripAt(m_plan, event->position());
    if (grip && grip->part != RateGrip::Part::Level)
        return;
    // On the line it stays on it.
    const BitRate rate = grip ? m_plan.steps[grip->step].rate : m_geometry.rateAt(event->position().y());
    addAt(m_geometry.timeAt(event->position().x()), rate);
}

bool RateChart::chooseByKey(int key)
{
    const std::size_t last = m_plan.steps.size() - 1;
    const std::size_t from = m_chosen.value_or(0);
    switch (key) {
    case Qt::Key_Left: choose(m_chosen && from > 0 ? from - 1 : 0); break;
    case Qt::Key_Right: choose(m_chosen ? std::min(from + 1, last) : 0); break;
    case Qt::Key_Home: choose(0); break;
    case Qt::Key_End: choose(last); break;
    default: return false;
    }
    return true;
}

bool RateChart::moveByKey(int key, bool inTime)
{
    if (!m_chosen)
        return false;
    const RatePlan::Step step = m_plan.steps[*m_chosen];
    const double bits = static_cast<double>(step.rate.toBitsPerSecond());
    if (key == Qt::Key_Up)
        move(*m_chosen, step.at, BitRate::bitsPerSecond(std::llround(std::max(bits * keyFactor, leastKeyRate))));
    else if (key == Qt::Key_Down)
        move(*m_chosen, step.at, BitRate::bitsPerSecond(bits <= leastKeyRate ? 0 : std::llround(bits / keyFactor)));
    else if (inTime && key == Qt::Key_Left)
        move(*m_chosen, step.at.sinceStart() < keyStep ? SimTime::start() : step.at - keyStep, step.rate);
    else if (inTime && key == Qt::Key_Right)
        move(*m_chosen, step.at + keyStep, step.rate);
    else
        return false;
    if (m_plan.steps[*m_chosen] == step)
        return true;
    layOut();
    emit edited(m_plan);
    return true;
}

void RateChart::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (moveByKey(event->key(), control) || (!control && chooseByKey(event->key())))
        return;
    if (event->key() == Qt::Key_Insert)
        addBehindChosen();
    else if (event->key() == Qt::Key_Delete && m_chosen)
        remove(*m_chosen);
    else
        QWidget::keyPressEvent(event);
}

void RateChart::focusInEvent(QFocusEvent *event)
{
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && !m_chosen)
        choose(0);
    update();
}

void RateChart::focusOutEvent(QFocusEvent *)
{
    update();
}

void RateChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF &plot = m_geometry.plot;
    painter.fillRect(plot, m_theme.sunken);
    paintOutages(painter);
    paintSteps(painter);
    const double now = m_geometry.xOf(m_now);
    if (now <= plot.right())
        painter.fillRect(QRectF(std::floor(now), plot.top(), 1, plot.height()), m_theme.text);
    paintPoints(painter);
    paintWords(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(hasFocus() ? m_theme.data : m_theme.cardBorder, hasFocus() ? 2 : 1));
    painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5));
}

/// Hatched, as colour alone tells not everybody.
void RateChart::paintOutages(QPainter &painter) const
{
    const QRectF &plot = m_geometry.plot;
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
        if (!m_plan.steps[i].rate.isZero())
            continue;
        const double left = m_geometry.xOf(m_plan.steps[i].at);
        const double right = i + 1 < m_plan.steps.size() ? m_geometry.xOf(m_plan.steps[i + 1].at) : plot.right();
        const QRectF span(left, plot.top(), right - left, plot.height());
        painter.fillRect(span, m_theme.lossSoft);
        painter.fillRect(span, QBrush(m_theme.loss, Qt::BDiagPattern));
    }
}

/// As filled bars: lines thicker than a pixel are slow to draw.
void RateChart::paintSteps(QPainter &painter) const
{
    const double half = m_theme.lineWidth;
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
        const QPointF from = m_geometry.pointOf(m_plan.steps[i]);
        const double right = i + 1 < m_plan.steps.size() ? m_geometry.xOf(m_plan.steps[i + 1].at) : m_geometry.plot.right();
        const double before = i > 0 ? m_geometry.pointOf(m_plan.steps[i - 1]).y() : from.y();
        painter.fillRect(QRectF(from, QPointF(right, from.y())).adjusted(-half, -half, half, half), m_theme.capacity);
        painter.fillRect(QRectF(from, QPointF(from.x(), before)).normalized().adjusted(-half, -half, half, half),
                         m_theme.capacity);
    }
}

void RateChart::paintPoints(QPainter &painter) const
{
    const bool sparse = m_geometry.plot.width() / static_cast<double>(m_plan.steps.size()) >= leastGap;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.text, m_theme.lineWidth));
    for (std::size_t i = 0; i < m_plan.steps.size(); ++i) {
        const bool chosen = m_chosen == i;
        if (!sparse && !chosen)
            continue;
        const double radius = (chosen ? 1.4 : 0.9) * m_theme.space(1);
        painter.setBrush(chosen ? m_theme.capacity : m_theme.card);
        painter.drawEllipse(m_geometry.pointOf(m_plan.steps[i]), radius, radius);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void RateChart::paintWords(QPainter &painter) const
{
    const QRectF &plot = m_geometry.plot;
    painter.setFont(m_theme.font(captionPoints));
    const QFontMetricsF metrics(painter.font());
    const QRectF above(plot.left(), 0, plot.width(), metrics.height());
    const QRectF below(plot.left(), plot.bottom() + m_theme.space(1), plot.width(), metrics.height());
    painter.setPen(m_chosen ? m_theme.text : m_theme.mutedText);
    const QString words =
        m_chosen ? wordsOf(*m_chosen) : tr("up to %1").arg(rateText(BitRate::megabitsPerSecond(m_geometry.top)));
    painter.drawText(above, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter,
                     metrics.elidedText(words, Qt::ElideRight, above.width()));
    painter.setPen(m_theme.mutedText);
    painter.drawText(below, Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter, clockText(SimDuration::zero()));
    painter.drawText(below, Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter,
                     clockText(SimDuration::seconds(m_geometry.end)));
}

} // namespace rebuffer
