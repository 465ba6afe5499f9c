// What held the sender, as bars: each as long as its share of the time.
#pragma once

#include "core/transport/limits.h"
#include "ui/theme/theme.h"

#include <QRectF>
#include <QWidget>

#include <vector>

namespace rebuffer {

/// The geometry twin: a row for each limit that took any time, longest first.
struct LimitBarsGeometry {
    struct Row {
        Limit limit = Limit::Link;
        double share = 0; ///< 0 to 1
        QRectF name;
        QRectF groove;
        QRectF bar;
        QRectF value;
    };
    std::vector<Row> rows;

    void compute(double width, double rowHeight, double space, double nameWidth, double valueWidth, const LimitTimes &times);
};

class LimitBars : public QWidget {
    Q_OBJECT

public:
    explicit LimitBars(QWidget *parent = nullptr);
    void setTheme(const Theme &theme);
    void setTimes(const LimitTimes &times);
    const LimitBarsGeometry &geometryTwin() const { return m_geometry; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();

    Theme m_theme;
    LimitTimes m_times{};
    LimitBarsGeometry m_geometry;
};

} // namespace rebuffer
