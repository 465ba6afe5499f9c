// The film's format, in one place: picture, pace and sound. Everything that draws, counts or encodes
// takes its figures from here. Sizes are pixels, rates are per second.
#pragma once

#include <cstdint>

namespace rebuffer::film {

inline constexpr int pictureWidth = 1280;
inline constexpr int pictureHeight = 720;

// The scenes play on the stage, the upper part of the picture; the burn-in (clock, frame number,
// progress) has the band below it to itself. 592 is a whole number of 16-pixel macroblocks, so a
// storm on the stage does not spill its coding noise into the band.
inline constexpr int stageHeight = 592;
inline constexpr int bandHeight = pictureHeight - stageHeight;

inline constexpr int framesPerSecond = 25;
inline constexpr int filmSeconds = 100;
inline constexpr int frameCount = filmSeconds * framesPerSecond;

inline constexpr int sampleRate = 48000;
inline constexpr std::int64_t sampleCount = std::int64_t{filmSeconds} * sampleRate;

} // namespace rebuffer::film
