#include "ui/inspector/limit_bars.h"

#include "ui/paint/limit_look.h"
#include "ui/paint/words.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rebuffer {

void LimitBarsGeometry::compute(double width, double rowHeight, double space, double nameWidth, double valueWidth,
                                const LimitTimes &times)
{
    rows.clear();
    SimDuration all;
    for (const SimDuration time : times)
        all += time;
    for (const Limit limit : limitsInOrder) {
        const SimDuration time = times[static_cast<std::size_t>(limit)];
        if (all > SimDuration::zero() && time / all >= 0.005)
            rows.push_back({limit, time / all, {}, {}, {}, {}});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.share > b.share; });
    const double left = nameWidth + 2 * space;
    const double groove = std::max(1.0, width - left - valueWidth - 2 * space);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double y = static_cast<double>(i) * rowHeight;
        const double thick = 0.55 * rowHeight;
        rows[i].name = QRectF(0, y, nameWidth, rowHeight);
        rows[i].groove = QRectF(left, y + (rowHeight - thick) / 2, groove, thick);
        rows[i].bar = QRectF(rows[i].groove.topLeft(), QSizeF(rows[i].share * groove, thick));
        rows[i].value = QRectF(left + groove + 2 * space, y, valueWidth, rowHeight);
    }
}

LimitBars::LimitBars(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("What held the sender"));
}

void LimitBars::setTheme(const Theme &theme)
{
    m_theme = theme;
    layOut();
}

void LimitBars::setTimes(const LimitTimes &times)
{
    m_times = times;
    layOut();
    QStringList words;
    for (const LimitBarsGeometry::Row &row : m_geometry.rows)
        words << limitText(row.limit) + QLatin1Char(' ') + partText(row.share);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

void LimitBars::resizeEvent(QResizeEvent *)
{
    layOut();
}

void LimitBars::layOut()
{
    const QFontMetricsF metrics(m_theme.font(captionPoints));
    double name = 0;
    for (const Limit limit : limitsInOrder)
        name = std::max(name, metrics.horizontalAdvance(limitText(limit)));
    const double row = std::ceil(metrics.height()) + m_theme.space(1);
    m_geometry.compute(width(), row, m_theme.space(1), name, metrics.horizontalAdvance(QStringLiteral("100 %")), m_times);
    setFixedHeight(static_cast<int>(row * static_cast<double>(std::max<std::size_t>(1, m_geometry.rows.size()))));
    update();
}

void LimitBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(captionPoints));
    for (const LimitBarsGeometry::Row &row : m_geometry.rows) {
        painter.fillRect(row.groove, m_theme.sunken);
        // What is grey on the ribbon would vanish in its groove.
        const bool grey = row.limit == Limit::Application || row.limit == Limit::Connecting;
        painter.setBrushOrigin(row.bar.topLeft());
        painter.fillRect(row.bar, grey ? QBrush(m_theme.mutedText) : limitBrush(m_theme, row.limit));
        painter.setPen(m_theme.text);
        painter.drawText(row.name, Qt::AlignLeft | Qt::AlignVCenter, limitText(row.limit));
        painter.drawText(row.value, Qt::AlignRight | Qt::AlignVCenter, partText(row.share));
    }
}

} // namespace rebuffer
