#include "ui/paint/text_label.h"

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace rebuffer {

void TextLabel::setFont(const QFont &font)
{
    m_font = font;
    m_layout.setTextFormat(Qt::PlainText);
    m_layout.setPerformanceHint(QStaticText::AggressiveCaching);
    const QString text = m_text;
    m_text.clear();
    m_choiceWidth = -1;
    setText(text);
}

bool TextLabel::setText(const QString &text)
{
    if (text == m_text && !m_size.isNull())
        return false;
    m_text = text;
    m_layout.setText(text);
    m_layout.prepare(QTransform(), m_font);
    m_size = m_layout.size();
    return true;
}

bool TextLabel::setBest(const QStringList &choices, double width)
{
    if (choices == m_choices && width == m_choiceWidth)
        return false;
    m_choices = choices;
    m_choiceWidth = width;
    const QFontMetricsF metrics(m_font);
    for (const QString &choice : choices)
        if (metrics.horizontalAdvance(choice) <= width)
            return setText(choice);
    return setText(choices.isEmpty() ? QString() : metrics.elidedText(choices.back(), Qt::ElideRight, width));
}

double TextLabel::widthOf(const QString &text) const
{
    return QFontMetricsF(m_font).horizontalAdvance(text);
}

QRectF TextLabel::placed(const QRectF &box, Qt::Alignment alignment) const
{
    QPointF at = box.topLeft();
    if (alignment & Qt::AlignRight)
        at.setX(box.right() - m_size.width());
    else if (alignment & Qt::AlignHCenter)
        at.setX(box.center().x() - m_size.width() / 2);
    if (alignment & Qt::AlignVCenter)
        at.setY(box.center().y() - m_size.height() / 2);
    else if (alignment & Qt::AlignBottom)
        at.setY(box.bottom() - m_size.height());
    // Whole pixels: glyphs come out of the cache, and a line does not tremble when its neighbour changes.
    return {QPointF(std::round(at.x()), std::round(at.y())), m_size};
}

void TextLabel::draw(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QColor &colour) const
{
    if (m_text.isEmpty() || box.isEmpty())
        return;
    painter.setFont(m_font);
    painter.setPen(colour);
    painter.drawStaticText(placed(box, alignment).topLeft(), m_layout);
}

} // namespace rebuffer
