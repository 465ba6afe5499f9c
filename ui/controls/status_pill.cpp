#include "ui/controls/status_pill.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace rebuffer {

StatusPill::StatusPill(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("State"));
    setToolTip(tr("What the player is doing"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusPill::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_words.setFont(theme.font(titlePoints, QFont::Bold));
    updateGeometry();
    update();
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
    painter.setBrush(m_theme.*m_status.colour);
    painter.drawRoundedRect(rect(), height() / 2.0, height() / 2.0);
    const bool inked = m_status.colour == &Theme::text || m_status.colour == &Theme::mutedText;
    m_words.draw(painter, rect(), Qt::AlignCenter, inked ? m_theme.card : m_theme.onAccent);
}

} // namespace rebuffer
