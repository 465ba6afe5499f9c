#include "ui/controls/reading_area.h"

#include <QEvent>
#include <QLayout>

#include <algorithm>

namespace rebuffer {

namespace {

/// A layout hears of new words in its parts when events are handled next, and those around it only then from it: from the
/// inside out, so that all know.
void settle(QWidget *widget)
{
    for (QObject *child : widget->children()) {
        if (auto *part = qobject_cast<QWidget *>(child); part && !part->isWindow() && !part->isHidden())
            settle(part);
    }
    if (widget->layout())
        widget->layout()->activate();
}

} // namespace

ReadingArea::ReadingArea(QWidget *parent) : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void ReadingArea::setPage(QWidget *page)
{
    page->setObjectName(QStringLiteral("scrolled"));
    setWidget(page);
    page->installEventFilter(this);
}

bool ReadingArea::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        fitSoon();
    return QScrollArea::eventFilter(watched, event);
}

void ReadingArea::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fit();
}

/// Once for all that changes together.
void ReadingArea::fitSoon()
{
    if (m_due)
        return;
    m_due = true;
    QMetaObject::invokeMethod(this, &ReadingArea::fit, Qt::QueuedConnection);
}

void ReadingArea::fit()
{
    m_due = false;
    if (!widget() || !widget()->layout())
        return;
    settle(widget());
    const int height = widget()->layout()->totalHeightForWidth(viewport()->width());
    if (height != widget()->minimumHeight())
        widget()->setMinimumHeight(std::max(0, height));
}

} // namespace rebuffer
