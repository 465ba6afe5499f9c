// Northern lights over snowy mountains, with a lit hut and a shooting star. Quiet: everything moves,
// but softly.
#pragma once

#include "resources/demo_film/scene.h"

#include <QPainter>
#include <QPainterPath>
#include <QPointF>

#include <vector>

namespace rebuffer::film {

class AuroraScene : public Scene {
public:
    AuroraScene();
    void paint(QImage &stage, const Moment &moment) const override;

private:
    struct Star {
        QPointF place;
        double size, brightness, phase;
    };
    void paintStars(QPainter &painter, double time) const;
    void paintLand(QPainter &painter) const;

    std::vector<Star> m_stars;
    std::vector<QPainterPath> m_ridges; // far to near
    QPainterPath m_snow;
    QPainterPath m_pines;
};

} // namespace rebuffer::film
