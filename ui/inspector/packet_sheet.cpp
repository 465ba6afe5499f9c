#include "ui/inspector/packet_sheet.h"

#include "ui/paint/text_label.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

QString elided(const QFont &font, const QString &text, double width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

/// In smaller letters where it is too wide.
void drawWhole(QPainter &painter, const QRectF &box, Qt::Alignment alignment, const QFont &font, const QString &text)
{
    TextLabel label;
    label.setFont(font);
    label.setBest({text}, box.width());
    label.draw(painter, box, alignment, painter.pen().color());
}

} // namespace

PacketSheet::PacketSheet(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Packet"));
}

void PacketSheet::setTheme(const Theme &theme)
{
    m_theme = theme;
    layOut();
}

void PacketSheet::setFacts(const PacketFacts &facts)
{
    m_facts = facts;
    setAccessibleDescription(facts.inWords());
    layOut();
}

/// A field of few bits has little room for its name.
bool PacketSheet::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto cell = std::find_if(m_geometry.cells.begin(), m_geometry.cells.end(),
                                   [&](const PacketCell &one) { return one.rect.contains(help->pos()); });
    if (cell == m_geometry.cells.end()) {
        QToolTip::hideText();
        return true;
    }
    const HeaderField &field = m_facts.headers[cell->header].fields[cell->field];
    QToolTip::showText(
        help->globalPos(),
        tr("%1: %2 (%3 bits)").arg(QString::fromStdString(field.name), QString::fromStdString(field.value)).arg(field.bits),
        this);
    return true;
}

void PacketSheet::resizeEvent(QResizeEvent *)
{
    layOut();
}

/// As large as its rows of twelve bytes leave room for, and never larger than a caption.
QFont PacketSheet::monoFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(m_theme.font(captionPoints).pointSizeF());
    const double wide =
        QFontMetricsF(font).horizontalAdvance(QString(8 + 2 + 3 * payloadPerRow - 1 + 2 + payloadPerRow, QLatin1Char('0')));
    if (wide > width() && width() > 0)
        font.setPointSizeF(std::max(5.0, font.pointSizeF() * width() / wide));
    return font;
}

PacketMetrics PacketSheet::metrics() const
{
    PacketMetrics metrics;
    metrics.title = std::ceil(QFontMetricsF(m_theme.font(titlePoints, QFont::Bold)).height());
    metrics.caption = std::ceil(QFontMetricsF(m_theme.font(captionPoints)).height());
    metrics.mono = std::ceil(QFontMetricsF(monoFont()).height());
    metrics.space = m_theme.space(1);
    metrics.titleWidth = QFontMetricsF(m_theme.font(titlePoints, QFont::Bold)).horizontalAdvance(m_facts.title);
    metrics.statusWidth =
        QFontMetricsF(m_theme.font(captionPoints, QFont::Bold)).horizontalAdvance(m_facts.status) + 4 * metrics.space;
    const QFontMetricsF caption(m_theme.font(captionPoints));
    for (const QString &sentence : m_facts.carries)
        metrics.carriedWidths.push_back(caption.horizontalAdvance(sentence));
    for (const PacketMoment &moment : m_facts.life)
        metrics.momentWidth =
            std::max({metrics.momentWidth, caption.horizontalAdvance(moment.name), caption.horizontalAdvance(moment.time)});
    return metrics;
}

void PacketSheet::layOut()
{
    m_geometry.compute(width(), m_facts, metrics());
    setMinimumHeight(static_cast<int>(std::ceil(m_geometry.height)) + m_theme.space(2));
    update();
}

QColor PacketSheet::toneColour(PacketFate fate) const
{
    switch (fate) {
    case PacketFate::Delivered: return m_theme.arriving;
    case PacketFate::Lost:
    case PacketFate::Dropped: return m_theme.loss;
    case PacketFate::OnItsWay: break;
    }
    return m_theme.data;
}

void PacketSheet::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    if (m_facts.title.isEmpty())
        return;
    painter.setLayoutDirection(Qt::LeftToRight); // bits and bytes run so in every language
    painter.setRenderHint(QPainter::Antialiasing);
    paintTitle(painter);
    paintLife(painter);
    paintHeaders(painter);
    paintPayload(painter, event->rect());
}

void PacketSheet::paintTitle(QPainter &painter) const
{
    const QFont font = m_theme.font(titlePoints, QFont::Bold);
    painter.setFont(font);
    painter.setPen(m_theme.text);
    painter.drawText(m_geometry.title, Qt::AlignLeft | Qt::AlignVCenter, m_facts.title);
    const QFont small = m_theme.font(captionPoints, QFont::Bold);
    const QRectF &pill = m_geometry.status;
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColour(m_facts.fate));
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setPen(m_theme.onAccent);
    painter.setFont(small);
    painter.drawText(pill, Qt::AlignCenter, m_facts.status);
}

void PacketSheet::paintHeaders(QPainter &painter) const
{
    const QFont caption = m_theme.font(captionPoints);
    const QFont strong = m_theme.font(captionPoints, QFont::Bold);
    painter.setFont(strong);
    painter.setPen(m_theme.text);
    for (std::size_t i = 0; i < m_geometry.headerTitles.size(); ++i) {
        const Header &header = m_facts.headers[i];
        painter.drawText(m_geometry.headerTitles[i], Qt::AlignLeft | Qt::AlignVCenter,
                         tr("%1 header, %2 B").arg(QString::fromStdString(header.name)).arg(header.bytes));
    }
    for (const PacketCell &cell : m_geometry.cells) {
        const HeaderField &field = m_facts.headers[cell.header].fields[cell.field];
        QColor ground = cell.header == 0 ? m_theme.data : m_theme.arriving;
        ground.setAlpha(36);
        painter.setPen(QPen(m_theme.cardBorder, 1));
        painter.setBrush(ground);
        const QRectF box = cell.rect.adjusted(0.5, 0.5, -0.5, -0.5);
        painter.drawRoundedRect(box, 2, 2);
        const QRectF inside = box.adjusted(1, m_theme.space(1) / 2.0, -1, -m_theme.space(1) / 2.0);
        painter.setPen(m_theme.mutedText);
        drawWhole(painter, inside, Qt::AlignHCenter | Qt::AlignTop, caption, QString::fromStdString(field.name));
        painter.setPen(m_theme.text);
        drawWhole(painter, inside, Qt::AlignHCenter | Qt::AlignBottom, strong, QString::fromStdString(field.value));
    }
}

void PacketSheet::paintPayload(QPainter &painter, const QRectF &region) const
{
    const QFont caption = m_theme.font(captionPoints);
    painter.setFont(m_theme.font(captionPoints, QFont::Bold));
    painter.setPen(m_theme.text);
    painter.drawText(m_geometry.payloadTitle, Qt::AlignLeft | Qt::AlignVCenter, m_facts.payloadTitle);
    painter.setFont(caption);
    painter.setPen(m_theme.mutedText);
    const double room =
        m_geometry.payloadTitle.width() - QFontMetricsF(painter.font()).horizontalAdvance(m_facts.payloadTitle) - 20;
    painter.drawText(m_geometry.payloadTitle, Qt::AlignRight | Qt::AlignVCenter, elided(caption, m_facts.payloadPlace, room));
    painter.setFont(monoFont());
    painter.setPen(m_theme.text);
    for (std::size_t i = 0; i < m_geometry.payloadRows.size(); ++i) {
        if (m_geometry.payloadRows[i].intersects(region)) // of 181, most are scrolled out of sight
            painter.drawText(m_geometry.payloadRows[i], Qt::AlignLeft | Qt::AlignVCenter,
                             m_facts.payloadRows[static_cast<qsizetype>(i)]);
    }
    if (m_geometry.carries.isEmpty())
        return;
    QColor ground = m_theme.data;
    ground.setAlpha(30);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(m_geometry.carries, m_theme.space(1), m_theme.space(1));
    painter.setPen(m_theme.text);
    painter.setFont(caption);
    for (std::size_t i = 0; i < m_geometry.carriesLines.size(); ++i)
        painter.drawText(m_geometry.carriesLines[i], Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap,
                         m_facts.carries[static_cast<qsizetype>(i)]);
}

void PacketSheet::paintLife(QPainter &painter) const
{
    if (m_geometry.moments.empty())
        return;
    painter.setFont(m_theme.font(captionPoints, QFont::Bold));
    painter.setPen(m_theme.text);
    painter.drawText(m_geometry.lifeTitle, Qt::AlignLeft | Qt::AlignVCenter, tr("Its life"));
    painter.setPen(QPen(m_theme.grid, 2));
    painter.drawLine(m_geometry.moments.front(), m_geometry.moments.back());
    const QFont caption = m_theme.font(captionPoints);
    for (std::size_t i = 0; i < m_geometry.moments.size(); ++i) {
        const PacketMoment &moment = m_facts.life[i];
        painter.setPen(Qt::NoPen);
        painter.setBrush(toneColour(moment.tone));
        const double radius = m_theme.space(1) + 1;
        painter.drawEllipse(m_geometry.moments[i], radius, radius);
        const QRectF &box = m_geometry.momentBoxes[i];
        painter.setFont(caption);
        painter.setPen(m_theme.text);
        const bool upright = m_geometry.lifeIsUpright;
        const Qt::Alignment name = upright ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignHCenter | Qt::AlignTop;
        const Qt::Alignment time = upright ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignHCenter | Qt::AlignBottom;
        painter.drawText(box, static_cast<int>(name), moment.name);
        painter.setPen(m_theme.mutedText);
        painter.drawText(box, static_cast<int>(time), moment.time);
    }
}

} // namespace rebuffer
