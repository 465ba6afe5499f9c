// Thousands of sparks on a swirling wind, which gather into a play triangle, scatter, and end as a
// spiral. Busy: nearly every pixel changes in every frame.
#pragma once

#include "resources/demo_film/light_field.h"
#include "resources/demo_film/scene.h"

#include <QPointF>

#include <vector>

namespace rebuffer::film {

class SparksScene : public Scene {
public:
    SparksScene();
    void step(const Moment &moment) override;
    void paint(QImage &stage, const Moment &moment) const override;

private:
    struct Spark {
        QPointF place, speed, goal;
        Light light;
        double radius; // of its place in the spiral
    };
    QPointF pull(const Spark &spark, const Moment &moment) const;

    std::vector<Spark> m_sparks;
    LightField m_field;
};

} // namespace rebuffer::film
