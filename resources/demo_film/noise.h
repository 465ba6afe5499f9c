// Smooth noise in three dimensions (the third is mostly time): value noise on the integer lattice,
// answering 0 to 1, the same on every call for the same point.
#pragma once

namespace rebuffer::film {

double noise(double x, double y, double z = 0);

// Octaves of noise on top of each other, each twice as fine and half as strong; 0 to 1.
double fractalNoise(double x, double y, double z, int octaves);

// 0 below `from`, 1 above `to`, smooth in between.
double ease(double from, double to, double value);

} // namespace rebuffer::film
