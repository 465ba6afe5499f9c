// The two ends of a stream, as plain as can be: a source that can run dry and a tank that can be emptied by hand.
#pragma once

#include "core/stream/streams.h"

#include <algorithm>
#include <vector>

namespace rebuffer::testing {

/// Gives bytes that the test has made available.
class Tap final : public Readable {
public:
    explicit Tap(Bytes total, Bytes available) : m_total(total), m_available(available) {}

    void letFlow(Bytes more) { m_available = std::min(m_total, m_available + more); }
    Chunk read(Bytes atMost, SimTime) override
    {
        const Chunk chunk{m_given, std::min(atMost, m_available - m_given)};
        m_given = chunk.end();
        return chunk;
    }
    bool atEnd() const override { return m_given == m_total; }
    Bytes given() const { return m_given; }

private:
    Bytes m_total;
    Bytes m_available;
    Bytes m_given;
};

/// Holds what is written until the test takes it out; full at its mark.
class Tank final : public Writable {
public:
    explicit Tank(Bytes mark) : m_mark(mark) {}

    void takeOut(Bytes size, SimTime now)
    {
        m_level -= std::min(size, m_level);
        if (m_level < m_mark)
            drained(now);
    }
    void lowerMark(Bytes mark)
    {
        m_mark = mark;
        if (isFull())
            filled();
    }
    void end(SimTime) override { ++m_ends; }

    Bytes level() const { return m_level; }
    int ends() const { return m_ends; }
    const std::vector<Chunk> &writes() const { return m_writes; }
    /// All writes follow on from each other, from the first byte.
    bool isContiguous() const
    {
        Bytes next;
        for (const Chunk &chunk : m_writes) {
            if (chunk.offset != next)
                return false;
            next = chunk.end();
        }
        return true;
    }
    Bytes received() const { return m_writes.empty() ? Bytes() : m_writes.back().end(); }

protected:
    void accept(Chunk chunk, SimTime) override
    {
        m_level += chunk.size;
        m_writes.push_back(chunk);
    }
    bool isFull() const override { return m_level >= m_mark; }

private:
    Bytes m_mark;
    Bytes m_level;
    int m_ends = 0;
    std::vector<Chunk> m_writes;
};

} // namespace rebuffer::testing
