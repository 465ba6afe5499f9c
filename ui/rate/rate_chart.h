// The link's bandwidth over the time of the run, to be taken by the hand: points, levels and edges are dragged, points added by
// a double click or Insert and removed by a right click or Delete. It asks; what is true it is told.
#pragma once

#include "ui/rate/rate_geometry.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace rebuffer {

class RateChart : public QWidget {
    Q_OBJECT

public:
    explicit RateChart(QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    /// `seconds`: how far the axis reaches at least. While something is held, what is shown is the hand's.
    void setPlan(const RatePlan &plan, double seconds);
    void setNow(SimTime now);
    const RatePlan &plan() const { return m_plan; }
    const RateGeometry &geometry() const { return m_geometry; }
    /// The point that the keys move.
    std::optional<std::size_t> chosen() const { return m_chosen; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void edited(const rebuffer::RatePlan &plan);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void layOut();
    void choose(std::optional<std::size_t> point);
    void drag(QPointF to);
    /// As far as its neighbours let it; the first stays at the start.
    void move(std::size_t point, SimTime at, BitRate rate);
    void addAt(SimTime at, BitRate rate);
    void addBehindChosen();
    void remove(std::size_t point);
    bool chooseByKey(int key);
    bool moveByKey(int key, bool inTime);
    void describe();
    QString wordsOf(std::size_t point) const;
    void paintOutages(QPainter &painter) const;
    void paintSteps(QPainter &painter) const;
    void paintPoints(QPainter &painter) const;
    void paintWords(QPainter &painter) const;

    Theme m_theme;
    RatePlan m_plan;
    RateGeometry m_geometry;
    double m_seconds = 60;
    SimTime m_now;
    std::optional<std::size_t> m_chosen;
    std::optional<RateGrip> m_held;
    QPointF m_pressedAt;
    QPointF m_offset; ///< from where it was pressed to what was taken
    bool m_moved = false;
};

} // namespace rebuffer
