#include "ui/figures/figure_card.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

FigureCard::FigureCard(const QString &name, const QString &widest, const QString &definition, QWidget *parent)
    : QWidget(parent), m_nameText(name), m_widest(widest)
{
    setToolTip(definition);
    setAccessibleName(name);
    setAccessibleDescription(QStringLiteral("–"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FigureCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    setScale(m_scale);
    updateGeometry();
}

void FigureCard::setScale(double scale)
{
    m_scale = scale;
    m_value.setFont(valueFont(scale));
    if (m_value.text().isEmpty())
        m_value.setText(QStringLiteral("–"));
    m_name.setFont(nameFont(scale));
    layName();
    update();
}

QFont FigureCard::valueFont(double scale) const
{
    return m_theme.font(figurePoints * scale, QFont::Bold);
}

/// The name gives way later than the value: it is small already.
QFont FigureCard::nameFont(double scale) const
{
    return m_theme.font(captionPoints * std::min(1.0, scale + 0.2));
}

void FigureCard::setValue(const QString &value, const QColor &colour, const QString &aside)
{
    const bool changed = m_value.setText(value);
    if (!changed && colour == m_colour && aside == m_aside)
        return;
    m_colour = colour;
    m_aside = aside;
    setAccessibleDescription(aside.isEmpty() ? value : value + QStringLiteral("; ") + aside);
    layName();
    update();
}

int FigureCard::widthFor(double scale) const
{
    const double value = QFontMetricsF(valueFont(scale)).horizontalAdvance(m_widest);
    const double name = QFontMetricsF(nameFont(scale)).horizontalAdvance(m_nameText);
    return static_cast<int>(std::ceil(std::max(value, name))) + 2 * m_theme.space(2) + 2;
}

int FigureCard::room() const
{
    return width() - 2 * m_theme.space(2) - 2;
}

bool FigureCard::isWhole(const QString &value) const
{
    return m_name.text().startsWith(m_nameText) && QFontMetricsF(valueFont(m_scale)).horizontalAdvance(value) <= room();
}

QSize FigureCard::sizeHint() const
{
    const double text = QFontMetricsF(nameFont(1)).height() + QFontMetricsF(valueFont(1)).height();
    return {widthFor(1), static_cast<int>(std::ceil(text)) + m_theme.space(4)};
}

void FigureCard::resizeEvent(QResizeEvent *)
{
    layName();
}

void FigureCard::layName()
{
    QStringList choices{m_nameText};
    if (!m_aside.isEmpty())
        choices.prepend(m_nameText + QStringLiteral(" · ") + m_aside);
    m_name.setBest(choices, room());
}

void FigureCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.cardBorder, 1));
    painter.setBrush(m_theme.card);
    const double radius = m_theme.space(2);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const int margin = m_theme.space(2) + 1;
    const QRectF inside = QRectF(rect()).adjusted(margin, m_theme.space(2) - 1, -margin, 1 - m_theme.space(2));
    m_name.draw(painter, inside, Qt::AlignLeft | Qt::AlignTop, m_theme.mutedText);
    m_value.draw(painter, inside, Qt::AlignLeft | Qt::AlignBottom,
                 m_colour.isValid() ? readable(m_colour, m_theme.card, leastContrastOfLarge) : m_theme.text);
}

} // namespace rebuffer
