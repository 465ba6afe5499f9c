// The calm title card: a tank that fills while soft waves pass behind the name. Quiet: few bits.
#pragma once

#include "resources/demo_film/scene.h"

#include <QPainter>
#include <QPointF>

#include <vector>

namespace rebuffer::film {

class TitleScene : public Scene {
public:
    TitleScene();
    void paint(QImage &stage, const Moment &moment) const override;

private:
    struct Bubble {
        QPointF start;
        double radius, speed, phase;
    };
    void paintBubbles(QPainter &painter, double time) const;

    std::vector<Bubble> m_bubbles;
};

} // namespace rebuffer::film
