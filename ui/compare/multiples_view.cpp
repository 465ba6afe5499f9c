#include "ui/compare/multiples_view.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace rebuffer {

MultiplesView::MultiplesView(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("The buffer of every run, on the same axes"));
}

double MultiplesView::line() const
{
    return QFontMetrics(m_theme.font(captionPoints)).height();
}

void MultiplesView::setTheme(const Theme &theme)
{
    m_theme = theme;
    layOut();
}

void MultiplesView::setRuns(std::vector<Run> runs)
{
    const bool another = runs.size() != m_runs.size();
    m_runs = std::move(runs);
    double end = 1;
    double most = 1;
    QStringList words;
    for (const Run &run : m_runs) {
        words << run.title;
        for (const QPointF &point : run.buffer) {
            end = std::max(end, point.x());
            most = std::max(most, point.y());
        }
    }
    m_geometry.end = end;
    m_geometry.most = most;
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    if (another)
        updateGeometry();
    layOut();
}

void MultiplesView::layOut()
{
    m_geometry.layOut(size(), m_runs.size(), line(), m_theme.space(1));
    update();
}

QSize MultiplesView::sizeHint() const
{
    return {m_theme.space(40),
            static_cast<int>(MultiplesGeometry::heightOf(line(), m_theme.space(1)) * static_cast<double>(m_runs.size()))};
}

void MultiplesView::resizeEvent(QResizeEvent *)
{
    layOut();
}

void MultiplesView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (std::size_t i = 0; i < m_runs.size(); ++i)
        paintRun(painter, i);
}

void MultiplesView::paintRun(QPainter &painter, std::size_t index) const
{
    const Run &run = m_runs[index];
    const auto &chart = m_geometry.charts[index];
    painter.setFont(m_theme.font(captionPoints, QFont::DemiBold));
    painter.setPen(run.present ? m_theme.data : m_theme.text);
    painter.drawText(chart.title, Qt::AlignLeft | Qt::AlignVCenter, run.title);
    painter.fillRect(chart.plot, m_theme.sunken);
    for (const auto &[from, to] : run.stalls)
        painter.fillRect(m_geometry.bandOf(index, from, to), m_theme.lossSoft);
    QPolygonF curve;
    for (const QPointF &point : run.buffer)
        curve << m_geometry.pointOf(index, point.x(), point.y());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(run.present ? m_theme.data : m_theme.mutedText, 1)); // wider polylines are slow
    painter.drawPolyline(curve);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

} // namespace rebuffer
