#include "ui/controls/status_pill.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double narrowest = 0.75;

} // namespace

StatusPill::StatusPill(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("State"));
    setToolTip(tr("What the player is doing"));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void StatusPill::setTheme(const Theme &theme)
{
    m_theme = theme;
    fitFont();
    updateGeometry();
    update();
}

/// Where it has been made narrower than it would be, its letters are smaller by as much.
void StatusPill::fitFont()
{
    const double share = std::min(1.0, width() / static_cast<double>(sizeHint().width()));
    m_words.setFont(m_theme.font(titlePoints * std::max(narrowest, share), QFont::Bold));
}

QSize StatusPill::minimumSizeHint() const
{
    return {static_cast<int>(narrowest * sizeHint().width()), sizeHint().height()};
}

void StatusPill::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitFont();
}

void StatusPill::setStatus(const RunStatus &status)
{
    if (status == m_status)
        return;
    m_status = status;
    m_words.setText(status.words);
    setAccessibleDescription(status.words);
    update();
}

QSize StatusPill::sizeHint() const
{
    const QFontMetricsF metrics(m_theme.font(titlePoints, QFont::Bold));
    const double width = metrics.horizontalAdvance(widestStatus()) + m_theme.space(6);
    return {static_cast<int>(std::ceil(width)), static_cast<int>(std::ceil(metrics.height())) + m_theme.space(3)};
}

void StatusPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const bool inked = m_status.colour == &Theme::text || m_status.colour == &Theme::mutedText;
    const QColor words = inked ? m_theme.card : m_theme.onAccent;
    painter.setBrush(readable(m_theme.*m_status.colour, words));
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    m_words.draw(painter, rect(), Qt::AlignCenter, words);
}

} // namespace rebuffer
