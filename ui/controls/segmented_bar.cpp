#include "ui/controls/segmented_bar.h"

#include "ui/controls/press_button.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QHBoxLayout>

namespace rebuffer {

SegmentedBar::SegmentedBar(QWidget *parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_group(new QButtonGroup(this))
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
    button->setToolTip(tooltip);
    button->setAccessibleDescription(tooltip);
    button->setCheckable(true);
    button->setProperty("segment", true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_group->addButton(button, count());
    // Long words get more of the room than short ones.
    m_row->addWidget(button, 2 + static_cast<int>(text.size()));
    return button;
}

int SegmentedBar::count() const
{
    return static_cast<int>(m_group->buttons().size());
}

PressButton *SegmentedBar::segment(int index) const
{
    return qobject_cast<PressButton *>(m_group->button(index));
}

void SegmentedBar::setCurrent(int index)
{
    m_current = index;
    for (QAbstractButton *button : m_group->buttons())
        button->setChecked(m_group->id(button) == index);
}

} // namespace rebuffer
