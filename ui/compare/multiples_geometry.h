// The geometry twin of the small multiples: one chart a run, under each other, all on the same two axes.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <vector>

namespace rebuffer {

struct MultiplesGeometry {
    struct Chart {
        QRectF title;
        QRectF plot;
    };

    double end = 1;  ///< seconds at a plot's right edge
    double most = 1; ///< seconds of media at its top
    std::vector<Chart> charts;

    /// `line`: the height of a line of text, `space`: a step of the spacing scale.
    void layOut(QSizeF size, std::size_t count, double line, double space);
    /// What a chart needs in height, its title included.
    static double heightOf(double line, double space) { return line + 10 * space; }
    QPointF pointOf(std::size_t chart, double time, double buffer) const;
    /// A stretch of time through the whole plot, as far as it is inside.
    QRectF bandOf(std::size_t chart, double from, double to) const;
};

} // namespace rebuffer
