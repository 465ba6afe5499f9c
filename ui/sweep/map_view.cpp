#include "ui/sweep/map_view.h"

#include "ui/sweep/map_colours.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace rebuffer {

MapView::MapView(QWidget *parent) : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Stall map: each cell is a run; arrow keys go from cell to cell, Enter opens the run"));
}

void MapView::setTheme(const Theme &theme)
{
    m_theme = theme;
    layOut();
    repaintCells();
}

void MapView::setGrid(SweepGrid grid)
{
    m_grid = std::move(grid);
    m_grid.cells.resize(m_grid.xAxis.values.size() * m_grid.yAxis.values.size());
    m_current = -1;
    layOut();
    repaintCells();
}

void MapView::setMeasure(SweepMeasure measure)
{
    m_measure = measure;
    repaintCells();
}

void MapView::fill(std::size_t cell, const CellFigures &figures)
{
    m_grid.cells[cell] = figures;
}

void MapView::showFilled()
{
    repaintCells();
    describe();
}

void MapView::setHere(std::optional<double> column, std::optional<double> row)
{
    m_hereColumn = column;
    m_hereRow = row;
    update();
}

std::optional<QPointF> MapView::here() const
{
    if (!m_hereColumn || !m_hereRow || m_geometry.isEmpty())
        return std::nullopt;
    return m_geometry.placeOf(*m_hereColumn, *m_hereRow);
}

/// The widest text at an axis decides.
void MapView::layOut()
{
    const QFontMetricsF metrics(m_theme.font(captionPoints));
    double widest = metrics.horizontalAdvance(QStringLiteral("100 %"));
    for (int i = 0; i < m_grid.columns(); ++i)
        widest = std::max(widest, metrics.horizontalAdvance(m_grid.xText(i)));
    for (int i = 0; i < m_grid.rows(); ++i)
        widest = std::max(widest, metrics.horizontalAdvance(m_grid.yText(i)));
    m_geometry.layOut(size(), m_grid.columns(), m_grid.rows(), QSizeF(widest, metrics.height()), m_theme.space(1));
    update();
}

void MapView::repaintCells()
{
    m_image = QImage();
    if (!m_geometry.isEmpty()) {
        m_most = m_grid.most(m_measure);
        m_image = QImage(m_grid.columns(), m_grid.rows(), QImage::Format_ARGB32_Premultiplied);
        m_image.fill(m_theme.sunken);
        for (std::size_t i = 0; i < m_grid.cells.size(); ++i) {
            if (!m_grid.cells[i])
                continue;
            const auto value = m_grid.value(i, m_measure);
            const QColor colour = value ? mapColour(m_theme, *value / m_most) : mapColourOfNothing(m_theme);
            m_image.setPixelColor(static_cast<int>(i) % m_grid.columns(),
                                  m_grid.rows() - 1 - static_cast<int>(i) / m_grid.columns(), colour);
        }
    }
    update();
}

void MapView::resizeEvent(QResizeEvent *)
{
    layOut();
}

void MapView::setCurrent(int cell)
{
    if (cell == m_current)
        return;
    m_current = cell;
    setCursor(cell >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    describe();
    update();
}

void MapView::describe()
{
    const QString words =
        m_current < 0 ? QString() : m_grid.lines(static_cast<std::size_t>(m_current)).join(QStringLiteral(", "));
    if (words == accessibleDescription())
        return;
    setAccessibleDescription(words);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void MapView::mouseMoveEvent(QMouseEvent *event)
{
    setCurrent(m_geometry.cellAt(event->position()));
}

void MapView::mouseReleaseEvent(QMouseEvent *event)
{
    const int cell = m_geometry.cellAt(event->position());
    if (event->button() == Qt::LeftButton && cell >= 0)
        emit cellChosen(cell);
}

void MapView::leaveEvent(QEvent *)
{
    if (!hasFocus())
        setCurrent(-1);
}

void MapView::focusInEvent(QFocusEvent *event)
{
    const bool byKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    if (byKey && m_current < 0 && !m_geometry.isEmpty())
        setCurrent(0);
    update();
}

void MapView::focusOutEvent(QFocusEvent *)
{
    setCurrent(-1);
    update(); // without the frame, whether a cell was chosen or not
}

void MapView::keyPressEvent(QKeyEvent *event)
{
    if (m_geometry.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const int from = std::max(0, m_current);
    int column = from % m_grid.columns();
    int row = from / m_grid.columns();
    switch (event->key()) {
    case Qt::Key_Left: --column; break;
    case Qt::Key_Right: ++column; break;
    case Qt::Key_Up: ++row; break;
    case Qt::Key_Down: --row; break;
    case Qt::Key_Home: column = 0; break;
    case Qt::Key_End: column = m_grid.columns() - 1; break;
    case Qt::Key_Return:
    case Qt::Key_Enter: emit cellChosen(from); return;
    default: QWidget::keyPressEvent(event); return;
    }
    setCurrent(std::clamp(row, 0, m_grid.rows() - 1) * m_grid.columns() + std::clamp(column, 0, m_grid.columns() - 1));
}

void MapView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(captionPoints));
    if (m_geometry.isEmpty()) {
        painter.setPen(m_theme.mutedText);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Choose two settings and press Run: each cell will be a whole run of the film."));
        return;
    }
    painter.drawImage(m_geometry.plot, m_image);
    painter.setPen(QPen(hasFocus() ? m_theme.data : m_theme.cardBorder, 1));
    painter.drawRect(m_geometry.plot.adjusted(-1, -1, 0, 0));
    paintAxes(painter);
    paintLegend(painter);
    paintMarks(painter);
    if (m_current >= 0)
        paintCard(painter);
}

void MapView::paintAxes(QPainter &painter) const
{
    painter.setPen(m_theme.mutedText);
    for (const StallMapGeometry::Label &label : m_geometry.xLabels)
        painter.drawText(label.box, Qt::AlignCenter, m_grid.xText(label.index));
    for (const StallMapGeometry::Label &label : m_geometry.yLabels)
        painter.drawText(label.box, Qt::AlignRight | Qt::AlignVCenter, m_grid.yText(label.index));
    painter.setFont(m_theme.font(captionPoints, QFont::DemiBold));
    painter.setPen(m_theme.text);
    painter.drawText(m_geometry.xTitle, Qt::AlignCenter, m_grid.x.is.label);
    painter.drawText(m_geometry.yTitle, Qt::AlignLeft | Qt::AlignVCenter, tr("↑ %1").arg(m_grid.y.is.label));
    painter.setFont(m_theme.font(captionPoints));
}

void MapView::paintLegend(QPainter &painter) const
{
    const QRectF &bar = m_geometry.legend;
    const int height = static_cast<int>(bar.height());
    for (int y = 0; y < height; ++y) // "not at all" as high as a letter, so that it is seen
        painter.fillRect(QRectF(bar.left(), bar.bottom() - y - 1, bar.width(), 1),
                         mapColour(m_theme, y < m_theme.space(2) ? 0 : static_cast<double>(y) / height));
    painter.setPen(m_theme.mutedText);
    painter.drawText(m_geometry.legendTop, Qt::AlignLeft | Qt::AlignTop, measureText(m_measure, m_most));
    painter.drawText(m_geometry.legendBottom, Qt::AlignLeft | Qt::AlignBottom, measureText(m_measure, 0));
}

void MapView::paintMarks(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (const auto at = here()) {
        const double radius = m_theme.space(2);
        painter.setPen(QPen(m_theme.card, 4));
        painter.drawEllipse(*at, radius, radius);
        painter.setPen(QPen(m_theme.text, 2));
        painter.drawEllipse(*at, radius, radius);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_current < 0)
        return;
    const QRectF cell = m_geometry.cell(m_current % m_grid.columns(), m_current / m_grid.columns());
    painter.setPen(QPen(m_theme.card, 3));
    painter.drawRect(cell);
    painter.setPen(QPen(m_theme.text, 1));
    painter.drawRect(cell);
}

/// In the colours of the other side, beside its cell.
void MapView::paintCard(QPainter &painter) const
{
    QStringList lines = m_grid.lines(static_cast<std::size_t>(m_current));
    const QRectF cell = m_geometry.cell(m_current % m_grid.columns(), m_current / m_grid.columns());
    if (const auto at = here(); at && m_geometry.cellAt(*at) == m_current)
        lines.prepend(tr("you are here"));
    const QFontMetricsF metrics(m_theme.font(captionPoints));
    double width = 0;
    for (const QString &line : lines)
        width = std::max(width, metrics.horizontalAdvance(line));
    const double pad = m_theme.space(2);
    QRectF card(0, 0, width + 2 * pad, metrics.height() * static_cast<double>(lines.size()) + 2 * pad);
    const bool right = cell.right() + pad + card.width() <= m_geometry.plot.right();
    card.moveLeft(right ? cell.right() + pad : std::max(0.0, cell.left() - pad - card.width()));
    card.moveTop(std::clamp(cell.center().y() - card.height() / 2, 0.0, std::max(0.0, height() - card.height())));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.text);
    painter.drawRoundedRect(card, m_theme.space(1), m_theme.space(1));
    painter.setPen(m_theme.card);
    QRectF row(card.left() + pad, card.top() + pad, width + 1, metrics.height());
    for (const QString &line : lines) {
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, line);
        row.translate(0, metrics.height());
    }
}

} // namespace rebuffer
