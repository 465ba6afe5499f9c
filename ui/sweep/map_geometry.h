// The geometry twin of the stall map: plot, cells, axes and legend as rectangles, computed from sizes and numbers alone.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace rebuffer {

struct StallMapGeometry {
    struct Label {
        int index = 0; ///< column or row
        QRectF box;
    };

    int columns = 0;
    int rows = 0;
    QRectF plot;
    QRectF legend; ///< the bar of colours
    QRectF legendTop;
    QRectF legendBottom;
    QRectF xTitle;
    QRectF yTitle;
    std::vector<Label> xLabels;
    std::vector<Label> yLabels;

    /// `label`: the size of the longest text at an axis; `space`: a step of the spacing scale.
    void layOut(QSizeF size, int columnCount, int rowCount, QSizeF label, double space);
    bool isEmpty() const { return columns == 0 || rows == 0; }
    /// Row 0 is at the bottom. Cells touch: no pixel of the plot belongs to none.
    QRectF cell(int column, int row) const;
    /// -1 outside the plot.
    int cellAt(QPointF at) const;
    /// The middle of a place between cells, counted from the first one's.
    QPointF placeOf(double column, double row) const;
};

} // namespace rebuffer
