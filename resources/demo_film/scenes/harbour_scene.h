// A harbour at dusk: the sun sinks, windows and stars light up, a ship with containers crosses, and
// still water mirrors it all. Quiet: slow gradients, little motion.
#pragma once

#include "resources/demo_film/scene.h"

#include <QPainter>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <vector>

namespace rebuffer::film {

class HarbourScene : public Scene {
public:
    HarbourScene();
    void paint(QImage &stage, const Moment &moment) const override;

private:
    struct Window {
        QRectF pane;
        double litFrom; // share of the scene at which someone switches the light on
    };
    struct Star {
        QPointF place;
        double brightness;
    };
    void buildTown();
    void paintStars(QPainter &painter, double dusk) const;
    void paintTown(QPainter &painter, const Moment &moment) const;

    QPainterPath m_farHills;
    QPainterPath m_nearHills;
    QPainterPath m_town;
    std::vector<Window> m_windows;
    std::vector<Star> m_stars;
};

} // namespace rebuffer::film
