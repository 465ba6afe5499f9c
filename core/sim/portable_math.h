// Logarithm, exponential and cube root from IEEE basic operations alone. The C library's differ in
// the last bit between machines, and one bit is enough to make two event logs differ.
#pragma once

namespace rebuffer::portable {

/// Natural logarithm of a positive, finite `x`; relative error below 1e-14.
double log(double x);
/// e to the power `x`, for |x| <= 700; relative error below 1e-13.
double exp(double x);
/// Cube root of any finite `x`; relative error below 1e-14.
double cbrt(double x);

} // namespace rebuffer::portable
