#include "ui/timeline/timeline_view.h"

#include "ui/paint/text_label.h"
#include "ui/paint/words.h"
#include "ui/timeline/hover_card.h"
#include "ui/timeline/timeline_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <optional>

namespace rebuffer {

namespace {

constexpr double wheelFactor = 1.25; // of a notch
constexpr double keyFactor = 1.5;
constexpr double keyPan = 0.1;      // of what is shown
constexpr double dragThreshold = 4; // pixels
constexpr double markReach = 6;     // how near the mouse takes hold of it
constexpr int framesBetweenAccounts = 30;

} // namespace

struct TimelineView::Impl {
    TimelineCanvas canvas;
    QString invitation;
    std::optional<QPointF> cursor;
    QRectF cursorArea;               // where the crosshair and its card were painted last
    std::optional<QPointF> dragFrom; // where the mouse was when the run was last moved along
    bool dragged = false;
    bool scrubs = false; // the mouse moves the mark, not the run
    std::optional<double> mark;
    bool focusShown = false; // came by the keyboard
    int frame = 0;
    int stall = -1; // the one chosen last by key
};

TimelineView::TimelineView(QWidget *parent) : QWidget(parent), m_impl(std::make_unique<Impl>())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setLayoutDirection(Qt::LeftToRight); // as time goes, in every language
    setAccessibleDescription(tr("nothing yet"));
    setAccessibleName(tr("Timeline: buffer, rates and round-trip time of the run"));
    m_impl->invitation = tr("Press play: the run is drawn here");
}

TimelineView::~TimelineView() = default;

void TimelineView::setTheme(const Theme &theme)
{
    m_impl->canvas.setTheme(theme);
    updateGeometry();
    update();
}

void TimelineView::setInvitation(const QString &words)
{
    m_impl->invitation = words;
    update();
}

void TimelineView::setData(const Series &series, const Summary &summary, const Snapshot &snapshot)
{
    const bool wasLive = isLive();
    const QRectF another = m_impl->canvas.setData(series, summary, snapshot);
    if (!another.isEmpty())
        update(another.toAlignedRect());
    if (m_impl->cursor) // what the card says may be of the present, and stand there
        updateHover();
    if (isLive() != wasLive)
        emit liveChanged(isLive());
    if (++m_impl->frame % framesBetweenAccounts == 0)
        describe();
}

void TimelineView::clear()
{
    const bool wasLive = isLive();
    m_impl->canvas.clear();
    m_impl->mark.reset();
    m_impl->stall = -1;
    update();
    if (!wasLive)
        emit liveChanged(true);
}

void TimelineView::setGhost(const RunRecord *ghost, const QString &letter)
{
    m_impl->canvas.setGhost(ghost, letter);
    update();
}

bool TimelineView::hasGhost() const
{
    return m_impl->canvas.hasGhost();
}

bool TimelineView::isLive() const
{
    return m_impl->canvas.window().isLive();
}

void TimelineView::setLive(bool live)
{
    moveWindow([live](TimeWindow &window) { live ? window.goLive() : window.stop(); });
}

void TimelineView::setMark(std::optional<double> time)
{
    if (m_impl->mark == time)
        return;
    m_impl->mark = time;
    describe();
    update();
}

std::optional<double> TimelineView::mark() const
{
    return m_impl->mark;
}

bool TimelineView::holdsMark(QPointF at) const
{
    if (m_impl->canvas.isEmpty() || geometry().liveButton.contains(at))
        return false;
    if (geometry().timeLabels.contains(at))
        return true;
    return m_impl->mark && geometry().strip.contains(at) && std::abs(at.x() - geometry().xOf(*m_impl->mark)) <= markReach;
}

void TimelineView::look(double x)
{
    const QRectF &strip = geometry().strip;
    emit lookRequested(std::max(0.0, geometry().timeAt(std::clamp(x, strip.left(), strip.right()))));
}

void TimelineView::showWholeRun()
{
    moveWindow([](TimeWindow &window) { window.showWholeRun(); });
}

template <typename Move> void TimelineView::moveWindow(Move move)
{
    const bool wasLive = isLive();
    move(m_impl->canvas.window());
    if (!m_impl->canvas.refresh().isEmpty() || isLive() != wasLive)
        update();
    if (isLive() != wasLive)
        emit liveChanged(isLive());
}

const TimelineGeometry &TimelineView::geometry() const
{
    return m_impl->canvas.geometry();
}

const TimeWindow &TimelineView::window() const
{
    return m_impl->canvas.window();
}

QSize TimelineView::sizeHint() const
{
    return (QSizeF(790, 400) * (0.5 + m_impl->canvas.theme().textScale / 2)).toSize();
}

QSize TimelineView::minimumSizeHint() const
{
    return {360, static_cast<int>(60 + 180 * m_impl->canvas.theme().textScale)};
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    m_impl->canvas.setSize(size(), devicePixelRatioF());
}

void TimelineView::setCursorAt(std::optional<QPointF> at)
{
    m_impl->cursor = at;
    updateHover();
}

void TimelineView::updateHover()
{
    update(m_impl->cursorArea.toAlignedRect());
    if (!m_impl->cursor || m_impl->canvas.isEmpty())
        return;
    // The card is about as large wherever it is; its exact place is known when it has been painted.
    const double reach = 320 * m_impl->canvas.theme().textScale;
    const double x = geometry().xOf(m_impl->canvas.readingAt(geometry().timeAt(m_impl->cursor->x())).time);
    const QRectF &strip = geometry().strip;
    update(QRectF(x - reach, strip.top() - 8, 2 * reach, strip.height() + 16).toAlignedRect());
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    Impl &d = *m_impl;
    const QPointF at = event->position();
    if (d.scrubs) {
        look(at.x());
        setCursorAt(geometry().strip.contains(at) ? std::optional(at) : std::nullopt);
        return;
    }
    if (d.dragFrom && (d.dragged || std::abs(at.x() - d.dragFrom->x()) >= dragThreshold)) {
        const double by = at.x() - d.dragFrom->x();
        d.dragged = true;
        d.dragFrom = at;
        setCursor(Qt::ClosedHandCursor);
        moveWindow([&](TimeWindow &window) { window.pan(-by / geometry().strip.width() * window.span()); });
    }
    const bool over = geometry().strip.contains(at);
    if (!d.dragged && holdsMark(at))
        setCursor(Qt::SizeHorCursor);
    else if (!d.dragged)
        setCursor(geometry().liveButton.contains(at) && !isLive() ? Qt::PointingHandCursor
                  : over                                          ? Qt::CrossCursor
                                                                  : Qt::ArrowCursor);
    setCursorAt(over ? std::optional(at) : std::nullopt);
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_impl->scrubs = holdsMark(event->position());
    m_impl->dragged = false;
    if (m_impl->scrubs)
        look(event->position().x());
    else
        m_impl->dragFrom = event->position();
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    Impl &d = *m_impl;
    if (event->button() == Qt::LeftButton)
        d.scrubs = false;
    if (event->button() != Qt::LeftButton || !d.dragFrom)
        return;
    const bool clicked = !d.dragged;
    d.dragFrom.reset();
    d.dragged = false;
    setCursor(Qt::CrossCursor);
    if (clicked)
        click(event->position());
}

void TimelineView::click(QPointF at)
{
    if (geometry().liveButton.contains(at)) {
        setLive(true);
        emit presentRequested();
        return;
    }
    if (m_impl->canvas.isEmpty() || !geometry().strip.contains(at))
        return;
    const int stall = m_impl->canvas.stallAt(at.x());
    if (stall >= 0)
        emit stallClicked(stall);
    else
        look(at.x());
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *)
{
    showWholeRun();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    const QRectF &strip = geometry().strip;
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        moveWindow([&](TimeWindow &window) { window.pan(-turned.x() / 120.0 * keyPan * window.span()); });
    } else if (turned.y() != 0) {
        const double at = geometry().timeAt(std::clamp(event->position().x(), strip.left(), strip.right()));
        moveWindow([&](TimeWindow &window) { window.zoom(std::pow(wheelFactor, turned.y() / 120.0), at); });
    }
    event->accept();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const double middle = m_impl->cursor ? geometry().timeAt(m_impl->cursor->x()) : (geometry().begin + geometry().end) / 2;
    const auto pan = [this](double share) { moveWindow([share](TimeWindow &window) { window.pan(share * window.span()); }); };
    const auto zoom = [this, middle](double factor) { moveWindow([=](TimeWindow &window) { window.zoom(factor, middle); }); };
    const int direction = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (direction != 0 && event->modifiers().testFlag(Qt::ShiftModifier)) {
        moveMark(direction * (event->modifiers().testFlag(Qt::ControlModifier) ? 10 : 1));
        return;
    }
    switch (event->key()) {
    case Qt::Key_N: chooseStall(event->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1); break;
    case Qt::Key_Left: pan(-keyPan); break;
    case Qt::Key_Right: pan(keyPan); break;
    case Qt::Key_PageUp: pan(-0.9); break;
    case Qt::Key_PageDown: pan(0.9); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Up: zoom(keyFactor); break;
    case Qt::Key_Minus:
    case Qt::Key_Down: zoom(1 / keyFactor); break;
    case Qt::Key_Home: showWholeRun(); break;
    case Qt::Key_End:
    case Qt::Key_L:
        setLive(true);
        emit presentRequested();
        break;
    default: QWidget::keyPressEvent(event); return;
    }
}

/// By hundredths of what is shown; at the run's end it is let go of.
void TimelineView::moveMark(int hundredths)
{
    if (m_impl->canvas.isEmpty())
        return;
    const double now = m_impl->canvas.now();
    const double to = m_impl->mark.value_or(now) + hundredths * (geometry().end - geometry().begin) / 100;
    if (to < now)
        emit lookRequested(std::max(0.0, to));
    else if (m_impl->mark)
        emit presentRequested();
}

/// The stall after or before the one chosen last; round again at the ends.
void TimelineView::chooseStall(int step)
{
    const int count = m_impl->canvas.stallCount();
    if (count == 0)
        return;
    int &chosen = m_impl->stall;
    if (chosen < 0)
        chosen = step > 0 ? count - 1 : 0; // one step on, and round, is the first; one step back the last
    chosen = (chosen + step + count) % count;
    emit stallClicked(chosen);
}

void TimelineView::leaveEvent(QEvent *)
{
    setCursorAt(std::nullopt);
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    const Qt::FocusReason reason = event->reason();
    m_impl->focusShown = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    update();
}

void TimelineView::focusOutEvent(QFocusEvent *)
{
    m_impl->focusShown = false;
    update();
}

void TimelineView::describe()
{
    if (m_impl->canvas.isEmpty())
        return;
    const TimelineReading now = m_impl->canvas.readingAt(m_impl->mark.value_or(m_impl->canvas.now()));
    setAccessibleDescription(now.title() + QStringLiteral("; ") + now.lines().join(QStringLiteral("; ")));
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    Impl &d = *m_impl;
    if (devicePixelRatioF() != d.canvas.pixelRatio())
        d.canvas.setSize(size(), devicePixelRatioF());
    QPainter painter(this);
    const QRectF region = event->rect();
    if (!geometry().strip.contains(region))
        paintCard(painter);
    d.canvas.paint(painter, region);
    if (d.canvas.isEmpty())
        paintInvitation(painter);
    else if (region.intersects(geometry().liveButton))
        paintLiveButton(painter);
    if (d.mark && !d.canvas.isEmpty())
        paintMark(painter);
    if (d.cursor && !d.canvas.isEmpty())
        d.cursorArea = paintHover(painter, d.canvas, *d.cursor);
}

void TimelineView::paintCard(QPainter &painter) const
{
    const Theme &theme = m_impl->canvas.theme();
    const bool focus = m_impl->focusShown;
    const double radius = 2 * m_impl->canvas.metrics().space;
    const double inset = focus ? 1 : 0.5;
    painter.fillRect(rect(), theme.window);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(focus ? theme.data : theme.cardBorder, focus ? 2 : 1));
    painter.setBrush(theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineView::paintLiveButton(QPainter &painter) const
{
    const Theme &theme = m_impl->canvas.theme();
    const QRectF box = geometry().liveButton;
    TextLabel label;
    label.setFont(theme.font(captionPoints, QFont::DemiBold));
    const bool live = isLive() && !m_impl->mark;
    label.setText(live ? tr("● live") : tr("▶ live"));
    if (!live) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.data);
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    label.draw(painter, box, live ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignCenter, live ? theme.arriving : theme.onAccent);
}

void TimelineView::paintMark(QPainter &painter) const
{
    const TimelineGeometry &g = geometry();
    const double x = g.xOf(*m_impl->mark);
    if (x < g.strip.left() - 1 || x > g.strip.right() + 1)
        return;
    const Theme &theme = m_impl->canvas.theme();
    painter.fillRect(QRectF(std::round(x) - 1, g.strip.top(), 2, g.strip.height()), theme.data);
    TextLabel label;
    label.setFont(theme.font(captionPoints, QFont::DemiBold));
    label.setText(clockText(SimDuration::seconds(*m_impl->mark), true));
    const double space = m_impl->canvas.metrics().space;
    QRectF box = label.placed(QRectF(x, g.timeLabels.top(), 0, g.timeLabels.height()), Qt::AlignCenter)
                     .adjusted(-2 * space, 0, 2 * space, 0);
    box.moveLeft(std::clamp(box.left(), g.strip.left(), std::max(g.strip.left(), g.strip.right() - box.width())));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.data);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    painter.setRenderHint(QPainter::Antialiasing, false);
    label.draw(painter, box, Qt::AlignCenter, theme.onAccent);
}

void TimelineView::paintInvitation(QPainter &painter) const
{
    const Theme &theme = m_impl->canvas.theme();
    TextLabel label;
    label.setFont(theme.font(titlePoints));
    label.setText(m_impl->invitation);
    const QRectF &plot = geometry().pane(TimelinePaneKind::Buffer).plot;
    const double space = m_impl->canvas.metrics().space;
    painter.fillRect(label.placed(plot, Qt::AlignCenter).adjusted(-space, 0, space, 0), theme.card);
    label.draw(painter, plot, Qt::AlignCenter, theme.mutedText);
}

} // namespace rebuffer
