#include "ui/inspector/stream_card.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

constexpr int definitionFlags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap;
constexpr int unbounded = 10'000;

} // namespace

StreamCard::StreamCard(const QString &definition, const QString &tooltip, QWidget *parent)
    : QWidget(parent), m_definition(definition)
{
    setToolTip(tooltip);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void StreamCard::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_kind.setFont(theme.font(bodyPoints, QFont::Bold));
    m_state.setFont(theme.font(captionPoints, QFont::Bold));
    m_role.setFont(theme.font(captionPoints));
    m_holds.setFont(theme.font(captionPoints));
    layOut();
    updateGeometry();
}

void StreamCard::setFacts(const StreamFacts &facts)
{
    const bool moved = std::lround(facts.fill * width()) != std::lround(m_facts.fill * width());
    const bool same = facts.holds == m_facts.holds && facts.state == m_facts.state && facts.role == m_facts.role;
    if (same && !moved)
        return;
    m_facts = facts;
    setAccessibleName(facts.kind);
    setAccessibleDescription(facts.role + QStringLiteral(", ") + facts.holds + QStringLiteral(", ") + facts.state);
    layOut();
}

void StreamCard::resizeEvent(QResizeEvent *)
{
    layOut();
}

void StreamCard::layOut()
{
    const double room = width() - 2 * m_theme.space(2);
    m_state.setBest({m_facts.state}, room / 2);
    m_kind.setBest({m_facts.kind}, room - m_state.width() - m_theme.space(4));
    m_role.setBest({m_facts.role}, room);
    m_holds.setBest({m_facts.holds}, room);
    const QRect column(0, 0, static_cast<int>(room), unbounded);
    m_definitionHeight = QFontMetrics(m_theme.font(captionPoints)).boundingRect(column, definitionFlags, m_definition).height();
    update();
}

QSize StreamCard::minimumSizeHint() const
{
    const double body = QFontMetricsF(m_theme.font(bodyPoints, QFont::Bold)).height();
    const double caption = QFontMetricsF(m_theme.font(captionPoints)).height();
    return {m_theme.space(40), static_cast<int>(std::ceil(body + 2 * caption)) + m_theme.space(5)};
}

QSize StreamCard::sizeHint() const
{
    return minimumSizeHint() + QSize(m_theme.space(20), m_theme.space(3));
}

QColor StreamCard::stateColour() const
{
    return m_facts.saidStop ? m_theme.loss : m_facts.waits ? m_theme.capacity : m_theme.arriving;
}

void StreamCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.cardBorder, 1));
    painter.setBrush(m_theme.button);
    const double radius = m_theme.space(1) + 1;
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);

    const int margin = m_theme.space(2);
    const double barHeight = m_theme.space(2);
    QRectF line(margin, m_theme.space(1), width() - 2 * margin, m_kind.height());
    m_kind.draw(painter, line, Qt::AlignLeft | Qt::AlignVCenter, m_theme.text);
    paintSign(painter, line);
    line.translate(0, line.height());
    m_role.draw(painter, line, Qt::AlignLeft | Qt::AlignTop, m_theme.mutedText);
    const double holdsTop = height() - m_theme.space(1) - m_holds.height();
    const double roleEnd = line.top() + m_role.height();
    const double barTop = std::max(holdsTop - barHeight - m_theme.space(1), (roleEnd + holdsTop - barHeight) / 2);
    paintBar(painter, QRectF(margin, barTop, line.width(), barHeight));
    paintDefinition(painter, QRectF(margin, roleEnd, line.width(), barTop - roleEnd));
    m_holds.draw(painter, QRectF(margin, holdsTop, line.width(), m_holds.height()), Qt::AlignLeft | Qt::AlignTop, m_theme.text);
}

void StreamCard::paintDefinition(QPainter &painter, const QRectF &box) const
{
    if (m_definitionHeight > box.height())
        return;
    painter.setFont(m_theme.font(captionPoints));
    painter.setPen(m_theme.text);
    painter.drawText(box, definitionFlags, m_definition);
}

void StreamCard::paintBar(QPainter &painter, const QRectF &bar) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.sunken);
    painter.drawRoundedRect(bar, 3, 3);
    QRectF full = bar;
    full.setWidth(bar.width() * m_facts.fill);
    painter.setBrush(m_facts.saidStop ? m_theme.loss : m_theme.data);
    painter.drawRoundedRect(full, 3, 3);
}

/// A triangle goes on, two bars wait, a square stops: the word stands beside it.
void StreamCard::paintSign(QPainter &painter, const QRectF &box) const
{
    const QColor colour = stateColour();
    const double size = m_theme.space(2);
    const QRectF words = m_state.placed(box, Qt::AlignRight | Qt::AlignVCenter);
    const QRectF sign(words.left() - size - m_theme.space(1), box.center().y() - size / 2, size, size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    if (m_facts.saidStop) {
        painter.drawRect(sign);
    } else if (m_facts.waits) {
        painter.drawRect(QRectF(sign.left(), sign.top(), size * 0.36, size));
        painter.drawRect(QRectF(sign.right() - size * 0.36, sign.top(), size * 0.36, size));
    } else {
        painter.drawPolygon(QPolygonF({sign.topLeft(), QPointF(sign.right(), sign.center().y()), sign.bottomLeft()}));
    }
    m_state.draw(painter, box, Qt::AlignRight | Qt::AlignVCenter, m_facts.waits && !m_facts.saidStop ? m_theme.text : colour);
}

} // namespace rebuffer
