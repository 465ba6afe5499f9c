#include "ui/controls/preset_box.h"

#include <QPainter>
#include <QStyledItemDelegate>
#include <QWheelEvent>

namespace rebuffer {

PresetBox::PresetBox(QWidget *parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setItemDelegate(new QStyledItemDelegate(this));                        // the default one leaves the style sheet's spacing out
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // never wider than the panel
    setMinimumContentsLength(8);
}

void PresetBox::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void PresetBox::paintEvent(QPaintEvent *event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.mutedText);
    const double half = m_theme.space(1);
    const double x = layoutDirection() == Qt::RightToLeft ? m_theme.space(3) : width() - m_theme.space(3);
    const QPointF middle(x, height() / 2.0);
    painter.drawPolygon(
        QPolygonF({middle + QPointF(-half, -half * 0.6), middle + QPointF(half, -half * 0.6), middle + QPointF(0, half * 0.7)}));
}

void PresetBox::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the panel scrolls; a whole network is not to change by that
}

} // namespace rebuffer
