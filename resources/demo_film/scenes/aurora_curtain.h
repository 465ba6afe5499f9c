// One curtain of northern lights: hangs from a wandering lower edge, glows green there and fades to
// violet above, in rays that drift sideways.
#pragma once

#include "resources/demo_film/colour.h"

#include <vector>

namespace rebuffer::film {

class AuroraCurtain {
public:
    // `number` tells curtains apart; edge is the mean height of the lower edge in stage pixels.
    AuroraCurtain(int number, double edge, double strength, double time);

    Light lightAt(int x, int y) const;

private:
    struct Column {
        double edge, height, strength;
    };
    std::vector<Column> m_columns;
};

} // namespace rebuffer::film
