// The server's reading end: gives the file's bytes in order, chunk by chunk.
#pragma once

#include "core/stream/streams.h"

#include <algorithm>
#include <limits>

namespace rebuffer {

/// A Readable over the bytes of a file or of a part of it, or over endless bytes.
class MediaSource final : public Readable {
public:
    static MediaSource ofFile(Bytes size) { return ofPart(Bytes(0), size); }
    static MediaSource ofPart(Bytes begin, Bytes end) { return MediaSource(begin, end); }
    static MediaSource endless() { return ofPart(Bytes(0), Bytes(std::numeric_limits<std::int64_t>::max())); }

    Chunk read(Bytes atMost, SimTime) override
    {
        const Chunk chunk{m_next, std::min(atMost, m_end - m_next)};
        m_next = chunk.end();
        return chunk;
    }
    bool atEnd() const override { return m_next >= m_end; }
    /// The next byte to be read.
    Bytes position() const { return m_next; }

private:
    MediaSource(Bytes begin, Bytes end) : m_end(end), m_next(begin) {}

    Bytes m_end;
    Bytes m_next;
};

} // namespace rebuffer
