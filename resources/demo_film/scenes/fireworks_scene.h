// Fireworks over a city by the water, more and more of them, then the end card over the last embers.
// Busy, and quiet again in the last two seconds.
#pragma once

#include "resources/demo_film/light_field.h"
#include "resources/demo_film/random.h"
#include "resources/demo_film/scene.h"

#include <QPainter>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>

#include <vector>

namespace rebuffer::film {

class FireworksScene : public Scene {
public:
    FireworksScene();
    void step(const Moment &moment) override;
    void paint(QImage &stage, const Moment &moment) const override;

private:
    struct Shell {
        QPointF place, speed;
        double burstAt;
        Light paint;
        bool ring, willow;
    };
    struct Ember {
        QPointF place, speed;
        double born, life, drag;
        Light paint;
    };
    void launch(double time);
    void burst(const Shell &shell, double time);
    void moveShells(double time);
    void moveEmbers(double time);
    void paintEnd(QPainter &painter, const Moment &moment) const;

    Random m_random{88};
    LightField m_field;
    QPainterPath m_skyline;
    std::vector<QRectF> m_windows;
    std::vector<Shell> m_shells;
    std::vector<Ember> m_embers;
    double m_nextLaunch = -1;
};

} // namespace rebuffer::film
