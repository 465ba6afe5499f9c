#include "ui/controls/segmented_bar.h"

#include "ui/controls/press_button.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>

#include <algorithm>

namespace rebuffer {

namespace {

/// What the style puts around the words of a segment, at both sides together.
constexpr int frame = 6;

} // namespace

SegmentedBar::SegmentedBar(QWidget *parent) : QWidget(parent), m_row(new QHBoxLayout(this)), m_group(new QButtonGroup(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(0);
    m_group->setExclusive(false);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idClicked, this, [this](int index) {
        setCurrent(m_current); // until the answer comes
        emit chosen(index);
    });
}

PressButton *SegmentedBar::addSegment(const QString &text, const QString &tooltip)
{
    auto *button = new PressButton(this);
    button->setText(text);
    button->setAccessibleName(text);
    m_texts << text;
    button->setToolTip(tooltip);
    button->setAccessibleDescription(tooltip);
    button->setCheckable(true);
    button->setAutoExclusive(true); // tells a screen reader that it is one of several; the group decides
    button->setProperty("segment", true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->installEventFilter(this);
    m_group->addButton(button, count());
    m_row->addWidget(button, 1);
    return button;
}

void SegmentedBar::setText(int index, const QString &text)
{
    m_texts[index] = text;
    segment(index)->setAccessibleName(text);
    elide(index);
}

/// Its letters are bold when it is down.
int SegmentedBar::wish(int index) const
{
    QFont bold = segment(index)->font();
    bold.setBold(true);
    return QFontMetrics(bold).horizontalAdvance(m_texts[index]) + frame;
}

/// Long words get more of the room than short ones.
void SegmentedBar::share()
{
    for (int i = 0; i < count(); ++i) {
        if (m_row->stretch(i) != wish(i))
            m_row->setStretch(i, wish(i));
    }
}

QSize SegmentedBar::sizeHint() const
{
    int width = 0;
    for (int i = 0; i < count(); ++i)
        width += std::max({wish(i) + 2 * frame, segment(i)->minimumWidth()});
    return {width, QWidget::sizeHint().height()};
}

void SegmentedBar::elide(int index)
{
    QPushButton *button = segment(index);
    QFont bold = button->font();
    bold.setBold(true);
    const int room = button->width() - frame;
    const QString fits = QFontMetrics(bold).elidedText(m_texts[index], Qt::ElideRight, room);
    if (button->text() != fits)
        button->setText(fits);
}

bool SegmentedBar::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize) {
        share();
        m_row->activate();
        for (int i = 0; i < count(); ++i)
            elide(i);
    }
    return done;
}

int SegmentedBar::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

PressButton *SegmentedBar::segment(int index) const
{
    return qobject_cast<PressButton *>(m_group->button(index));
}

bool SegmentedBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    const int right = layoutDirection() == Qt::RightToLeft ? -1 : 1;
    const int by = key == Qt::Key_Right ? right : key == Qt::Key_Left ? -right : 0;
    if (by == 0)
        return QWidget::eventFilter(watched, event);
    const int from = m_group->id(qobject_cast<QAbstractButton *>(watched));
    segment((from + by + count()) % count())->setFocus(Qt::TabFocusReason);
    return true;
}

void SegmentedBar::setCurrent(int index)
{
    m_current = index;
    setAccessibleDescription(index < 0 ? QString() : text(index));
    for (QAbstractButton *button : m_group->buttons())
        button->setChecked(m_group->id(button) == index);
}

} // namespace rebuffer
