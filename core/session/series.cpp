#include "core/session/series.h"

#include <algorithm>

namespace rebuffer {

namespace {

double lowOf(double a, double b)
{
    return a == 0 ? b : b == 0 ? a : std::min(a, b); // 0 means no sample
}

} // namespace

SeriesBucket merged(const SeriesBucket &a, const SeriesBucket &b)
{
    SeriesBucket sum = b;
    if (a.hasBuffer && b.hasBuffer) {
        sum.bufferLow = std::min(a.bufferLow, b.bufferLow);
        sum.bufferHigh = std::max(a.bufferHigh, b.bufferHigh);
    } else if (a.hasBuffer) {
        sum.bufferLow = a.bufferLow;
        sum.bufferHigh = a.bufferHigh;
        sum.bufferLast = a.bufferLast;
        sum.hasBuffer = true;
    }
    sum.wireBytes += a.wireBytes;
    sum.goodputBytes += a.goodputBytes;
    sum.capacityBits += a.capacityBits;
    sum.neededBits += a.neededBits;
    sum.rttLow = lowOf(a.rttLow, b.rttLow);
    sum.rttHigh = std::max(a.rttHigh, b.rttHigh);
    sum.rttLast = b.rttLast > 0 ? b.rttLast : a.rttLast;
    sum.cwndLast = b.cwndLast > 0 ? b.cwndLast : a.cwndLast;
    sum.queueHigh = std::max(a.queueHigh, b.queueHigh);
    for (std::size_t i = 0; i < sum.limitTimes.size(); ++i)
        sum.limitTimes[i] += a.limitTimes[i];
    sum.lost += a.lost;
    sum.dropped += a.dropped;
    sum.retransmitted += a.retransmitted;
    sum.sent += a.sent;
    return sum;
}

Series::Series()
{
    m_buckets.reserve(capacity);
}

SeriesBucket &Series::open(SimTime now)
{
    auto index = static_cast<std::size_t>(now.toNanoseconds() / m_width.toNanoseconds());
    while (index >= capacity) {
        halve();
        index = static_cast<std::size_t>(now.toNanoseconds() / m_width.toNanoseconds());
    }
    if (index >= m_buckets.size())
        m_buckets.resize(index + 1);
    m_lastEnd = SimTime::fromStart(m_width * static_cast<std::int64_t>(m_buckets.size()));
    return m_buckets.back();
}

SeriesBucket &Series::upTo(SimTime now)
{
    at(now > SimTime() ? now - SimDuration::nanoseconds(1) : now);
    const std::int64_t end = now.toNanoseconds();
    const auto index = static_cast<std::size_t>(std::max<std::int64_t>(0, end - 1) / m_width.toNanoseconds());
    return m_buckets[std::min(index, m_buckets.size() - 1)];
}

void Series::setThresholds(const Thresholds &marks, SimTime now)
{
    if (m_thresholds.empty() || m_thresholds.back().marks != marks)
        m_thresholds.push_back({now, marks});
}

void Series::halve()
{
    const std::size_t pairs = (m_buckets.size() + 1) / 2;
    for (std::size_t i = 0; i < pairs; ++i) {
        const bool hasSecond = 2 * i + 1 < m_buckets.size();
        m_buckets[i] = hasSecond ? merged(m_buckets[2 * i], m_buckets[2 * i + 1]) : m_buckets[2 * i];
    }
    m_buckets.resize(pairs);
    m_width = m_width * 2;
}

} // namespace rebuffer
