// A dive into the Mandelbrot set, ten thousand times closer in twelve seconds. Busy: every pixel is
// new detail and everything moves outward.
#pragma once

#include "resources/demo_film/scene.h"

namespace rebuffer::film {

class FractalScene : public Scene {
public:
    void paint(QImage &stage, const Moment &moment) const override;
};

} // namespace rebuffer::film
