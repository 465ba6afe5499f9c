// The film's sound: soft chords that change with the scenes, a tick that begins on the very sample
// at which each second begins, and a higher, longer tone instead of it at every tenth second.
#pragma once

#include <cstdint>

namespace rebuffer::film {

struct StereoSample {
    float left, right; // -1 to 1
};

// A pure function of the sample's number since the start of the film.
StereoSample soundAt(std::int64_t sample);

} // namespace rebuffer::film
