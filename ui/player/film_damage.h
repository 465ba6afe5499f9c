// What a lossy network left of a film, as it is handed from the session to the picture's thread.
#pragma once

#include "core/media/damaged_unit.h"

#include <vector>

namespace rebuffer {

/// Sorted by dts; all units that are not named are whole.
struct FilmDamage {
    std::vector<DamagedUnit> units;
};

} // namespace rebuffer
