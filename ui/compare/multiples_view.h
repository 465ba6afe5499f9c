// Every run's playback buffer as a small chart, under each other on the same axes, so that more than two can be told apart.
#pragma once

#include "ui/compare/multiples_geometry.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace rebuffer {

class MultiplesView : public QWidget {
    Q_OBJECT

public:
    struct Run {
        QString title;                                 ///< "A · 2 freezes"
        std::vector<QPointF> buffer;                   ///< seconds, seconds of media; ascending
        std::vector<std::pair<double, double>> stalls; ///< from, to
        bool present = false;                          ///< the one that is going on
    };

    explicit MultiplesView(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setRuns(std::vector<Run> runs);
    const MultiplesGeometry &geometry() const { return m_geometry; }
    std::size_t count() const { return m_runs.size(); }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    double line() const;
    void layOut();
    void paintRun(QPainter &painter, std::size_t index) const;

    Theme m_theme;
    std::vector<Run> m_runs;
    MultiplesGeometry m_geometry;
};

} // namespace rebuffer
