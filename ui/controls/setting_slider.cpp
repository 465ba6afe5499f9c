#include "ui/controls/setting_slider.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace rebuffer {

SettingSlider::SettingSlider(QWidget *parent) : QSlider(Qt::Horizontal, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SettingSlider::setTheme(const Theme &theme, const QColor &accent)
{
    m_theme = theme;
    m_accent = accent;
    updateGeometry();
    update();
}

int SettingSlider::radius() const
{
    return m_theme.space(2) - 1;
}

int SettingSlider::xOf(int position) const
{
    const double share = (position - minimum()) / double(std::max(1, maximum() - minimum()));
    const int along = radius() + 1 + static_cast<int>(std::lround(share * (width() - 2 * radius() - 2)));
    return isRightToLeft() ? width() - along : along;
}

int SettingSlider::positionAt(double x) const
{
    const double along = isRightToLeft() ? width() - x : x;
    const double share = (along - radius() - 1) / std::max(1, width() - 2 * radius() - 2);
    return minimum() + static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * (maximum() - minimum())));
}

QSize SettingSlider::sizeHint() const
{
    return {m_theme.space(40), 2 * radius() + 2};
}

QSize SettingSlider::minimumSizeHint() const
{
    return {m_theme.space(16), 2 * radius() + 2};
}

void SettingSlider::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int x = xOf(sliderPosition());
    const double middle = height() / 2.0;
    const double half = 2 * m_theme.textScale;
    const QColor accent = isEnabled() ? m_accent : m_theme.cardBorder;

    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.sunken);
    painter.drawRoundedRect(QRectF(1, middle - half, width() - 2, 2 * half), half, half);
    painter.setBrush(accent);
    const double from = isRightToLeft() ? x : 1;
    painter.drawRoundedRect(QRectF(from, middle - half, isRightToLeft() ? width() - 1 - x : x, 2 * half), half, half);

    const double ring = (hasFocus() || underMouse() ? 3.5 : 2.5) * m_theme.textScale;
    painter.setPen(QPen(hasFocus() ? m_theme.text : accent, ring));
    painter.setBrush(hasFocus() ? accent : m_theme.card);
    const double r = radius() - ring / 2;
    painter.drawEllipse(QPointF(x, middle), r, r);
}

void SettingSlider::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    setSliderDown(true);
    setSliderPosition(positionAt(event->position().x()));
}

void SettingSlider::mouseMoveEvent(QMouseEvent *event)
{
    if (isSliderDown())
        setSliderPosition(positionAt(event->position().x()));
}

void SettingSlider::mouseReleaseEvent(QMouseEvent *)
{
    setSliderDown(false);
}

void SettingSlider::mouseDoubleClickEvent(QMouseEvent *)
{
    setSliderDown(false);
    emit resetRequested();
}

void SettingSlider::wheelEvent(QWheelEvent *event)
{
    // The panel scrolls under the mouse; only a slider that was chosen may move.
    const int turned = event->angleDelta().y();
    if (hasFocus() && turned != 0)
        emit stepRequested(turned > 0 ? 1 : -1);
    else
        event->ignore();
}

void SettingSlider::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Right: emit stepRequested(isRightToLeft() ? -1 : 1); return;
    case Qt::Key_Left: emit stepRequested(isRightToLeft() ? 1 : -1); return;
    case Qt::Key_Up: emit stepRequested(1); return;
    case Qt::Key_Down: emit stepRequested(-1); return;
    case Qt::Key_Backspace:
    case Qt::Key_Delete: emit resetRequested(); return;
    case Qt::Key_PageUp: emit stepRequested(10); return;
    case Qt::Key_PageDown: emit stepRequested(-10); return;
    default: QSlider::keyPressEvent(event);
    }
}

void SettingSlider::enterEvent(QEnterEvent *event)
{
    QSlider::enterEvent(event);
    update();
}

void SettingSlider::leaveEvent(QEvent *event)
{
    QSlider::leaveEvent(event);
    update();
}

} // namespace rebuffer
