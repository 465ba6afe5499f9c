// The stall map: every cell a run. Hovering tells its figures, a click or Enter asks for that run, the arrow keys go from
// cell to cell.
#pragma once

#include "ui/sweep/map_geometry.h"
#include "ui/sweep/sweep_grid.h"
#include "ui/theme/theme.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace rebuffer {

class MapView : public QWidget {
    Q_OBJECT

public:
    explicit MapView(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// An empty map of these axes.
    void setGrid(SweepGrid grid);
    void setMeasure(SweepMeasure measure);
    /// Fills in one cell; call show() when all that have come are in.
    void fill(std::size_t cell, const CellFigures &figures);
    void showFilled();
    /// Where the run in the window stands, if it is on the map.
    void setHere(std::optional<double> column, std::optional<double> row);

    const SweepGrid &grid() const { return m_grid; }
    const StallMapGeometry &geometry() const { return m_geometry; }
    /// The cell under the mouse or the keys; -1: none.
    int current() const { return m_current; }
    std::optional<QPointF> here() const;

    QSize minimumSizeHint() const override { return {240, 140}; }

signals:
    void cellChosen(int cell);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void layOut();
    void repaintCells();
    void setCurrent(int cell);
    void describe();
    void paintAxes(QPainter &painter) const;
    void paintLegend(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintCard(QPainter &painter) const;

    Theme m_theme;
    SweepGrid m_grid;
    SweepMeasure m_measure = SweepMeasure::RebufferRatio;
    StallMapGeometry m_geometry;
    QImage m_image; // a pixel a cell
    double m_most = 1;
    std::optional<double> m_hereColumn;
    std::optional<double> m_hereRow;
    int m_current = -1;
};

} // namespace rebuffer
