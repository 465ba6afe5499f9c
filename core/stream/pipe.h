// Joins a Readable to a Writable: reads while the writable takes, stops when it says stop, goes on when it drains,
// and tells it the end once.
#pragma once

#include "core/stream/streams.h"

namespace rebuffer {

/// Both ends must outlive it. It registers itself as the writable's drain listener.
class Pipe : public DrainListener {
public:
    /// `chunk` is the most that is read at once.
    Pipe(Readable &from, Writable &to, Bytes chunk) : m_from(from), m_to(to), m_chunk(chunk) { m_to.setDrainListener(this); }
    ~Pipe() override { m_to.setDrainListener(nullptr); }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    /// Moves what can be moved now.
    void pump(SimTime now)
    {
        // A drain that happens during a write must not start a second loop inside this one.
        if (m_pumping)
            return;
        m_pumping = true;
        while (!m_to.needsDrain()) {
            const Chunk chunk = m_from.read(m_chunk, now);
            if (!chunk.empty())
                m_to.write(chunk, now);
            m_moved += chunk.size;
            if (m_from.atEnd())
                tellEnd(now);
            if (chunk.empty())
                break;
        }
        m_pumping = false;
    }

    /// So far.
    Bytes moved() const { return m_moved; }

    void onDrain(SimTime now) override { pump(now); }

private:
    void tellEnd(SimTime now)
    {
        if (!m_ended)
            m_to.end(now);
        m_ended = true;
    }

    Readable &m_from;
    Writable &m_to;
    Bytes m_chunk;
    Bytes m_moved;
    bool m_pumping = false;
    bool m_ended = false;
};

} // namespace rebuffer
