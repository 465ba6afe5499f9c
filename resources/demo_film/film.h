// The film as pictures: draws any frame, scenes and burn-in together. Frames are cheapest in order;
// a jump replays its scene from the start, since scenes remember where their sparks are.
#pragma once

#include "resources/demo_film/programme.h"

#include <QImage>

#include <memory>
#include <vector>

namespace rebuffer::film {

class Film {
public:
    Film();

    QImage picture(int frame);
    // Quantiser steps relative to the encoder's choice for this frame's stage; see SceneSlot.
    static double quantOffset(int frame);

private:
    struct Playing {
        std::unique_ptr<Scene> scene;
        int nextStep = 0;
    };
    QImage stage(int frame);
    QImage sceneImage(std::size_t index, int frame);

    std::vector<Playing> m_playing; // one for each slot of the programme
};

} // namespace rebuffer::film
