// Still water that mirrors what is above it, in slow ripples that grow towards the viewer.
#pragma once

#include "resources/demo_film/colour.h"

namespace rebuffer::film {

struct Water {
    int line;         // the row where the water begins
    Light tint;       // what the depth adds
    double clearness; // share of the mirrored light that comes back, at the shore
    double roughness; // 1 is a calm harbour
    double reach = 1; // rows of air seen in one row of water: 1 in a true mirror, more shows more sky
};

// Overwrites everything from the water line down. `time` in seconds moves the ripples.
void paintWater(QImage &image, const Water &water, double time);

} // namespace rebuffer::film
