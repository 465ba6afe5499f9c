// A storm of confetti: it starts with a few pieces and grows until the encoder has hardly a still
// pixel left. Busy, and steadily more so.
#pragma once

#include "resources/demo_film/colour.h"
#include "resources/demo_film/scene.h"

#include <QPainter>
#include <QPointF>

#include <vector>

namespace rebuffer::film {

class ConfettiScene : public Scene {
public:
    ConfettiScene();
    void step(const Moment &moment) override;
    void paint(QImage &stage, const Moment &moment) const override;

private:
    struct Piece {
        QPointF place, speed;
        double nearness; // 0 far and small, 1 near and large
        double turn, turnSpeed;
        double flip, flipSpeed;
        double arrives; // seconds into the scene
        double aspect;
        Light paint;
    };
    void paintPiece(QPainter &painter, const Piece &piece) const;

    std::vector<Piece> m_pieces; // far ones first, so that near ones cover them
};

} // namespace rebuffer::film
