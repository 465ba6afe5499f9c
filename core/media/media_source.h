// The server's reading end: gives the file's bytes in order, chunk by chunk.
#pragma once

#include "core/stream/streams.h"

#include <algorithm>
#include <limits>

namespace rebuffer {

/// A Readable over the bytes of a file, or over endless bytes.
class MediaSource final : public Readable {
public:
    static MediaSource ofFile(Bytes size) { return MediaSource(size); }
    static MediaSource endless() { return MediaSource(Bytes(std::numeric_limits<std::int64_t>::max())); }

    Chunk read(Bytes atMost, SimTime) override
    {
        const Chunk chunk{m_next, std::min(atMost, m_size - m_next)};
        m_next = chunk.end();
        return chunk;
    }
    bool atEnd() const override { return m_next >= m_size; }
    /// Read so far.
    Bytes position() const { return m_next; }

private:
    explicit MediaSource(Bytes size) : m_size(size) {}

    Bytes m_size;
    Bytes m_next;
};

} // namespace rebuffer
