#include "ui/timeline/timeline_curves.h"

#include <algorithm>
#include <cmath>

namespace rebuffer {

void Extent::add(double value)
{
    low = any ? std::min(low, value) : value;
    high = any ? std::max(high, value) : value;
    any = true;
}

void Extent::add(const Extent &other)
{
    if (!other.any)
        return;
    add(other.low);
    add(other.high);
}

namespace {

/// Up to here the recorder has filled its buckets, which it does in steps of the first width.
double lastTick(SimTime now)
{
    const double step = Series::firstWidth.toSeconds();
    return std::floor(now.toSeconds() / step + 1e-6) * step;
}

} // namespace

template <typename Do> void TimelineCurves::forAllSums(Do &&what)
{
    for (Sums *sums : {&m_wireBits, &m_capacityBits, &m_neededBits, &m_lost, &m_dropped})
        what(*sums);
    for (Sums &sums : m_limits)
        what(sums);
}

bool TimelineCurves::take(const Series &series, SimTime now)
{
    const auto &buckets = series.buckets();
    const double width = series.width().toSeconds();
    const bool goesOn = width == m_width && buckets.size() >= m_buckets.size() && lastTick(now) >= m_now && !m_buckets.empty();
    if (goesOn) {
        m_buckets.pop_back(); // it was still being filled
        m_arriving.pop_back();
        forAllSums([](Sums &sums) { sums.pop_back(); });
    } else {
        clear();
    }
    m_thresholds = series.thresholds();
    m_width = width;
    m_now = lastTick(now);
    for (std::size_t i = m_buckets.size(); i < buckets.size(); ++i)
        append(buckets[i]);
    return goesOn;
}

void TimelineCurves::clear()
{
    m_width = 0;
    m_now = 0;
    m_thresholds.clear();
    m_buckets.clear();
    m_arriving.clear();
    forAllSums([](Sums &sums) { sums.assign(1, 0); });
}

Thresholds TimelineCurves::thresholdsAt(double time) const
{
    Thresholds marks;
    for (const ThresholdStep &step : m_thresholds) {
        if (step.from.toSeconds() <= time || step == m_thresholds.front())
            marks = step.marks;
    }
    return marks;
}

void TimelineCurves::append(const SeriesBucket &bucket)
{
    SeriesBucket kept = bucket;
    if (!m_buckets.empty()) {
        const SeriesBucket &before = m_buckets.back();
        if (!kept.hasBuffer)
            kept.bufferLow = kept.bufferHigh = kept.bufferLast = before.bufferLast;
        if (kept.rttLast <= 0)
            kept.rttLow = kept.rttHigh = kept.rttLast = before.rttLast;
    }
    m_buckets.push_back(kept);
    const auto grow = [](Sums &sums, double by) { sums.push_back(sums.back() + by); };
    grow(m_wireBits, static_cast<double>(bucket.wireBytes) * 8);
    grow(m_capacityBits, bucket.capacityBits);
    grow(m_neededBits, bucket.neededBits);
    grow(m_lost, bucket.lost);
    grow(m_dropped, bucket.dropped);
    for (std::size_t i = 0; i < m_limits.size(); ++i)
        grow(m_limits[i], bucket.limitTimes[i].toSeconds());
    m_arriving.push_back(arrivingAt(endOf(m_buckets.size() - 1)));
}

std::size_t TimelineCurves::indexAt(double time) const
{
    const auto i = static_cast<std::size_t>(std::max(0.0, time / m_width));
    return std::min(i, m_buckets.size() - 1);
}

/// The last bucket reaches as far as it has been filled; one that has only just been opened has no length yet.
double TimelineCurves::endOf(std::size_t i) const
{
    const double end = static_cast<double>(i + 1) * m_width;
    return i + 1 < m_buckets.size() ? end : std::clamp(m_now, end - m_width, end);
}

double TimelineCurves::sumAt(const Sums &sums, double time) const
{
    if (m_buckets.empty() || time <= 0)
        return 0;
    const std::size_t i = indexAt(time);
    const double begin = static_cast<double>(i) * m_width;
    const double length = endOf(i) - begin;
    const double share = length > 0 ? std::clamp((time - begin) / length, 0.0, 1.0) : 1;
    return sums[i] + share * (sums[i + 1] - sums[i]);
}

double TimelineCurves::mean(const Sums &sums, double from, double to) const
{
    const double begin = std::max(0.0, from);
    const double end = std::min(to, m_now);
    return end > begin ? (sumAt(sums, end) - sumAt(sums, begin)) / (end - begin) : 0;
}

double TimelineCurves::bufferAt(double time) const
{
    if (m_buckets.empty())
        return 0;
    const std::size_t i = indexAt(time);
    const double begin = static_cast<double>(i) * m_width;
    const double length = endOf(i) - begin;
    const double share = length > 0 ? std::clamp((time - begin) / length, 0.0, 1.0) : 1;
    const double before = i > 0 ? m_buckets[i - 1].bufferLast : 0;
    return before + share * (m_buckets[i].bufferLast - before);
}

double TimelineCurves::arrivingAt(double time) const
{
    return (sumAt(m_wireBits, time) - sumAt(m_wireBits, time - window)) / window * 1e-6;
}

double TimelineCurves::rttAt(double time) const
{
    return m_buckets.empty() ? 0 : m_buckets[indexAt(time)].rttLast;
}

/// The ends of the stretch, and what lies between.
Extent TimelineCurves::buffer(double from, double to) const
{
    Extent extent;
    if (m_buckets.empty() || from > m_now)
        return extent;
    extent.add(bufferAt(from));
    extent.add(bufferAt(std::min(to, m_now)));
    for (std::size_t i = indexAt(from); i < m_buckets.size() && endOf(i) <= to; ++i) {
        if (static_cast<double>(i) * m_width < from || !m_buckets[i].hasBuffer)
            continue;
        extent.add(m_buckets[i].bufferLow);
        extent.add(m_buckets[i].bufferHigh);
    }
    return extent;
}

Extent TimelineCurves::arriving(double from, double to) const
{
    Extent extent;
    if (m_buckets.empty() || from > m_now)
        return extent;
    extent.add(arrivingAt(from));
    extent.add(arrivingAt(std::min(to, m_now)));
    for (std::size_t i = indexAt(from); i < m_buckets.size() && endOf(i) <= to; ++i)
        extent.add(m_arriving[i]);
    return extent;
}

Extent TimelineCurves::rtt(double from, double to) const
{
    Extent extent;
    if (m_buckets.empty() || from > m_now)
        return extent;
    for (std::size_t i = indexAt(from); i < m_buckets.size() && static_cast<double>(i) * m_width < to; ++i) {
        if (m_buckets[i].rttLast <= 0)
            continue;
        extent.add(m_buckets[i].rttLow);
        extent.add(m_buckets[i].rttHigh);
    }
    return extent;
}

Extent TimelineCurves::rttLine(double from, double to) const
{
    Extent extent;
    if (m_buckets.empty() || from > m_now)
        return extent;
    for (std::size_t i = indexAt(from); i < m_buckets.size() && static_cast<double>(i) * m_width < to; ++i)
        if (m_buckets[i].rttLast > 0)
            extent.add(m_buckets[i].rttLast);
    return extent;
}

double TimelineCurves::most(const Sums &sums, double from, double to) const
{
    double most = 0;
    if (m_buckets.empty() || from > m_now)
        return most;
    for (std::size_t i = indexAt(from); i < m_buckets.size() && static_cast<double>(i) * m_width < to; ++i) {
        if (const double length = endOf(i) - static_cast<double>(i) * m_width; length > 0)
            most = std::max(most, (sums[i + 1] - sums[i]) / length);
    }
    return most * 1e-6;
}

double TimelineCurves::mostCapacity(double from, double to) const
{
    return most(m_capacityBits, from, to);
}

double TimelineCurves::mostNeed(double from, double to) const
{
    return most(m_neededBits, from, to);
}

double TimelineCurves::capacity(double from, double to) const
{
    return mean(m_capacityBits, from, to) * 1e-6;
}

double TimelineCurves::need(double from, double to) const
{
    return mean(m_neededBits, from, to) * 1e-6;
}

double TimelineCurves::counted(const Sums &sums, double from, double to) const
{
    if (m_buckets.empty())
        return 0;
    const auto first = [&](double time) {
        const double i = std::ceil(time / m_width - 0.5);
        return static_cast<std::size_t>(std::clamp(i, 0.0, static_cast<double>(m_buckets.size())));
    };
    return sums[first(to)] - sums[first(from)];
}

LimitShares TimelineCurves::limits(double from, double to) const
{
    LimitShares shares{};
    double all = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        shares[i] = std::max(0.0, mean(m_limits[i], from, to));
        all += shares[i];
    }
    for (double &share : shares)
        share = all > 0 ? share / all : 0;
    return shares;
}

double TimelineCurves::lost(double from, double to) const
{
    return counted(m_lost, from, to);
}

double TimelineCurves::dropped(double from, double to) const
{
    return counted(m_dropped, from, to);
}

} // namespace rebuffer
