// The film's programme: which scene plays when, and how finely the encoder should code it.
#pragma once

#include "resources/demo_film/film_format.h"
#include "resources/demo_film/scene.h"

#include <memory>
#include <span>

namespace rebuffer::film {

struct SceneSlot {
    const char *name;
    int fromSecond;
    int toSecond;
    bool busy;
    // Quantiser steps relative to the encoder's choice, at the slot's first and last frame. Below
    // zero is finer and costs more bits: quiet scenes get the care their gradients need, storms less.
    double quantAtStart;
    double quantAtEnd;
    std::unique_ptr<Scene> (*make)();

    int firstFrame() const { return fromSecond * framesPerSecond; }
    int endFrame() const { return toSecond * framesPerSecond; }
    // Every scene but the first is mixed in over the last frames of the one before.
    int firstShownFrame() const;
};

// In order of time, without gaps, from 0 to the end of the film.
std::span<const SceneSlot> programme();

} // namespace rebuffer::film
