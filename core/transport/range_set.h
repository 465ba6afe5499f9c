// Which bytes of a stream are there: a sorted set of disjoint ranges. The receiver's reassembly queue and
// the sender's SACK scoreboard are both one of these.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rebuffer {

/// [begin, end) of a stream, in bytes.
struct StreamRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    std::int64_t size() const { return end - begin; }
    friend bool operator==(const StreamRange &, const StreamRange &) = default;
};

/// Ranges that touch are one. Work per insertion grows with the number of holes, not of bytes.
class RangeSet {
public:
    /// Adds a range and returns the whole range it is now part of. `onNew(begin, end)` is called for each run
    /// in it that was not there before, in order.
    template <typename OnNew> StreamRange insert(StreamRange range, OnNew onNew)
    {
        std::size_t first = firstEndingAtOrAfter(range.begin);
        std::size_t last = first;
        StreamRange whole = range;
        std::int64_t cursor = range.begin;
        for (; last < m_ranges.size() && m_ranges[last].begin <= range.end; ++last) {
            const StreamRange &old = m_ranges[last];
            if (cursor < old.begin)
                onNew(cursor, old.begin);
            cursor = old.end > cursor ? old.end : cursor;
            whole.begin = old.begin < whole.begin ? old.begin : whole.begin;
            whole.end = old.end > whole.end ? old.end : whole.end;
        }
        if (cursor < range.end)
            onNew(cursor, range.end);
        replace(first, last, whole);
        return whole;
    }
    StreamRange insert(StreamRange range)
    {
        return insert(range, [](std::int64_t, std::int64_t) {});
    }

    /// Forgets everything before `position`.
    void eraseBefore(std::int64_t position);
    void clear()
    {
        m_ranges.clear();
        m_covered = 0;
    }

    bool empty() const { return m_ranges.empty(); }
    /// Bytes in all ranges.
    std::int64_t covered() const { return m_covered; }
    bool contains(StreamRange range) const;
    /// The range in which that byte lies, or nullptr.
    const StreamRange *holderOf(std::int64_t position) const;
    /// Sorted, disjoint, not touching.
    const std::vector<StreamRange> &ranges() const { return m_ranges; }

private:
    std::size_t firstEndingAtOrAfter(std::int64_t position) const;
    void replace(std::size_t first, std::size_t last, StreamRange whole);

    std::vector<StreamRange> m_ranges;
    std::int64_t m_covered = 0;
};

} // namespace rebuffer
