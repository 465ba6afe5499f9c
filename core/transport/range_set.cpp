#include "core/transport/range_set.h"

#include <algorithm>

namespace rebuffer {

std::size_t RangeSet::firstEndingAtOrAfter(std::int64_t position) const
{
    // Most insertions are at the end, where new data arrives: behind the last range, or making it longer.
    const std::size_t count = m_ranges.size();
    if (count == 0 || m_ranges[count - 1].end < position)
        return count;
    if (count == 1 || m_ranges[count - 2].end < position)
        return count - 1;
    const auto found = std::lower_bound(m_ranges.begin(), m_ranges.end(), position,
                                        [](const StreamRange &range, std::int64_t at) { return range.end < at; });
    return static_cast<std::size_t>(found - m_ranges.begin());
}

void RangeSet::replace(std::size_t first, std::size_t last, StreamRange whole)
{
    if (last == first + 1) { // nearly always
        m_covered += whole.size() - m_ranges[first].size();
        m_ranges[first] = whole;
        return;
    }
    const auto at = [this](std::size_t i) { return m_ranges.begin() + static_cast<std::ptrdiff_t>(i); };
    for (std::size_t i = first; i < last; ++i)
        m_covered -= m_ranges[i].size();
    m_covered += whole.size();
    if (first == last) {
        m_ranges.insert(at(first), whole);
        return;
    }
    m_ranges[first] = whole;
    m_ranges.erase(at(first + 1), at(last));
}

void RangeSet::eraseBefore(std::int64_t position)
{
    std::size_t gone = 0;
    while (gone < m_ranges.size() && m_ranges[gone].end <= position)
        m_covered -= m_ranges[gone++].size();
    m_ranges.erase(m_ranges.begin(), m_ranges.begin() + static_cast<std::ptrdiff_t>(gone));
    if (!m_ranges.empty() && m_ranges.front().begin < position) {
        m_covered -= position - m_ranges.front().begin;
        m_ranges.front().begin = position;
    }
}

bool RangeSet::contains(StreamRange range) const
{
    const std::size_t i = firstEndingAtOrAfter(range.end);
    return range.size() <= 0 || (i < m_ranges.size() && m_ranges[i].begin <= range.begin);
}

const StreamRange *RangeSet::holderOf(std::int64_t position) const
{
    const std::size_t i = firstEndingAtOrAfter(position + 1);
    return i < m_ranges.size() && m_ranges[i].begin <= position ? &m_ranges[i] : nullptr;
}

} // namespace rebuffer
