#include "ui/paint/text_label.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr double smallestShare = 0.55; // of the letters' size; below that nobody reads them from a chair

} // namespace

void TextLabel::setFont(const QFont &font)
{
    m_font = font;
    m_layout.setTextFormat(Qt::PlainText);
    m_layout.setPerformanceHint(QStaticText::AggressiveCaching);
    m_choiceWidth = -1;
    show(m_text, font);
}

bool TextLabel::setText(const QString &text)
{
    return show(text, m_font);
}

bool TextLabel::show(const QString &text, const QFont &font)
{
    if (text == m_text && font == m_shownFont && !m_size.isNull())
        return false;
    m_text = text;
    m_shownFont = font;
    m_layout.setText(text);
    m_layout.prepare(QTransform(), font);
    m_size = m_layout.size();
    m_drop = QFontMetricsF(m_font).ascent() - QFontMetricsF(font).ascent();
    return true;
}

bool TextLabel::setBest(const QStringList &choices, double width)
{
    if (choices == m_choices && width == m_choiceWidth)
        return false;
    m_choices = choices;
    m_choiceWidth = width;
    m_isCut = false;
    const QFontMetricsF metrics(m_font);
    for (const QString &choice : choices)
        if (!choice.isEmpty() && metrics.horizontalAdvance(choice) <= width)
            return setText(choice);
    const bool mayVanish = choices.isEmpty() || choices.back().isEmpty();
    const auto last = std::find_if(choices.rbegin(), choices.rend(), [](const QString &text) { return !text.isEmpty(); });
    return last == choices.rend() ? setText(QString()) : squeeze(*last, mayVanish, width);
}

bool TextLabel::squeeze(const QString &text, bool mayVanish, double width)
{
    if (m_keepsSize)
        return setText(QFontMetricsF(m_font).elidedText(text, Qt::ElideMiddle, width));
    const double share = width / QFontMetricsF(m_font).horizontalAdvance(text);
    if (share >= smallestShare) {
        QFont smaller = m_font;
        smaller.setPointSizeF(m_font.pointSizeF() * share);
        return show(text, smaller);
    }
    m_isCut = !mayVanish;
    return setText(mayVanish ? QString() : QFontMetricsF(m_font).elidedText(text, Qt::ElideRight, width));
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
    else
        at.ry() += m_drop;
    // Whole pixels: glyphs come out of the cache, and a line does not tremble when its neighbour changes.
    return {QPointF(std::round(at.x()), std::round(at.y())), m_size};
}

void TextLabel::draw(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QColor &colour) const
{
    if (m_text.isEmpty() || box.isEmpty())
        return;
    painter.setFont(m_shownFont);
    painter.setPen(colour);
    painter.drawStaticText(placed(box, alignment).topLeft(), m_layout);
}

} // namespace rebuffer
