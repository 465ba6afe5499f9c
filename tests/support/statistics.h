// What a sample must look like if it comes from a given distribution, and how far chance may take it from there.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace rebuffer::statistics {

/// Critical values at 1 %.
inline constexpr double kolmogorovSmirnovLimit = 1.628; ///< of the distance times the root of the sample's size
inline constexpr double normalQuantile99 = 2.3263478740408408;

struct Moments {
    double mean = 0;
    double deviation = 0;
};

inline Moments momentsOf(const std::vector<double> &sample)
{
    double mean = 0;
    for (const double x : sample)
        mean += x;
    mean /= static_cast<double>(sample.size());
    double squares = 0;
    for (const double x : sample)
        squares += (x - mean) * (x - mean);
    return {mean, std::sqrt(squares / static_cast<double>(sample.size() - 1))};
}

/// The largest distance between the sample's distribution and `cdf`, times the root of the sample's size
/// (Kolmogorov and Smirnov): to be below kolmogorovSmirnovLimit in 99 of 100 samples.
template <typename Cdf> double kolmogorovSmirnov(std::vector<double> sample, Cdf cdf)
{
    std::sort(sample.begin(), sample.end());
    const double n = static_cast<double>(sample.size());
    double distance = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double expected = cdf(sample[i]);
        distance = std::max(distance, expected - static_cast<double>(i) / n);
        distance = std::max(distance, static_cast<double>(i + 1) / n - expected);
    }
    return distance * std::sqrt(n);
}

inline double chiSquare(const std::vector<double> &observed, const std::vector<double> &expected)
{
    double sum = 0;
    for (std::size_t i = 0; i < observed.size(); ++i)
        sum += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
    return sum;
}

/// The 99 % point of chi-square with `degrees` of freedom (Wilson and Hilferty's approximation, good to 1 %).
inline double chiSquareLimit(std::size_t degrees)
{
    const double k = static_cast<double>(degrees);
    const double root = 1 - 2 / (9 * k) + normalQuantile99 * std::sqrt(2 / (9 * k));
    return k * root * root * root;
}

inline double normalCdf(double x)
{
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

} // namespace rebuffer::statistics
