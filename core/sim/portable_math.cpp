#include "core/sim/portable_math.h"

#include <cmath>

namespace rebuffer::portable {

namespace {
constexpr double ln2High = 6.93147180369123816490e-01;
constexpr double ln2Low = 1.90821492927058770002e-10;
} // namespace

double log(double x)
{
    int exponent = 0;
    double m = std::frexp(x, &exponent); // exact
    if (m < 0.70710678118654752440) {
        m *= 2;
        --exponent;
    }
    // ln m = 2 atanh(z), z = (m-1)/(m+1), |z| <= 0.172: eleven odd terms reach 1e-17.
    const double z = (m - 1) / (m + 1);
    const double z2 = z * z;
    double sum = 0;
    for (int k = 21; k >= 1; k -= 2)
        sum = sum * z2 + 1.0 / k;
    return exponent * ln2High + (2 * z * sum + exponent * ln2Low);
}

double exp(double x)
{
    const double k = std::floor(x / (ln2High + ln2Low) + 0.5);
    const double r = (x - k * ln2High) - k * ln2Low; // |r| <= 0.35
    double sum = 1;
    for (int n = 16; n >= 1; --n)
        sum = 1 + r * sum / n;
    return std::ldexp(sum, static_cast<int>(k)); // exact
}

double cbrt(double x)
{
    if (x == 0)
        return 0;
    int exponent = 0;
    double m = std::frexp(std::fabs(x), &exponent);
    while (exponent % 3 != 0) {
        m /= 2;
        ++exponent;
    }
    double y = 0.3 + 0.75 * m; // within a factor 1.6 of the root on [0.125, 1)
    for (int i = 0; i < 7; ++i)
        y = (2 * y + m / (y * y)) / 3;
    y = std::ldexp(y, exponent / 3);
    return x < 0 ? -y : y;
}

} // namespace rebuffer::portable
