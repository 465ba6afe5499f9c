// Packets to bytes: puts payloads back in order, keeps those that came too early until the hole before them is filled.
#pragma once

#include "core/stream/streams.h"
#include "core/transport/range_set.h"

namespace rebuffer {

/// A Transform from payloads in any order, with repeats, to the stream in order.
class Reassembler final : public Transform<Chunk, Chunk> {
public:
    void write(const Chunk &payload, SimTime) override
    {
        const StreamRange range{payload.offset.count(), payload.end().count()};
        if (range.end <= m_next)
            return;
        if (range.begin > m_next) {
            m_early.insert(range);
            return;
        }
        m_next = range.end;
        if (!m_early.empty())
            joinEarly();
    }
    bool readable() const override { return m_read < m_next; }
    /// All that is in order.
    Chunk read(SimTime) override { return readUpTo(Bytes(m_next - m_read)); }
    /// At most `atMost` of it.
    Chunk readUpTo(Bytes atMost)
    {
        Chunk inOrder{Bytes(m_read), Bytes(m_next - m_read)};
        const Chunk taken = inOrder.takeFront(atMost);
        m_read = taken.end().count();
        return taken;
    }

    /// The first byte not yet received in order.
    std::int64_t next() const { return m_next; }
    /// In order, not read yet.
    Bytes unread() const { return Bytes(m_next - m_read); }
    /// Beyond the first hole.
    const RangeSet &early() const { return m_early; }

private:
    void joinEarly()
    {
        const StreamRange &first = m_early.ranges().front();
        if (first.begin <= m_next && first.end > m_next)
            m_next = first.end;
        m_early.eraseBefore(m_next);
    }

    std::int64_t m_next = 0;
    std::int64_t m_read = 0;
    RangeSet m_early;
};

} // namespace rebuffer
