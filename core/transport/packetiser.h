// Bytes to packets: cuts the stream into payloads of at most one maximum segment size.
#pragma once

#include "core/stream/streams.h"

namespace rebuffer {

/// A Transform from chunks of the stream, which must follow on from each other, to payloads. Chunk boundaries
/// leave no trace: only the stream's last payload is short.
class Packetiser final : public Transform<Chunk, Chunk> {
public:
    explicit Packetiser(Bytes mostPayload) : m_mostPayload(mostPayload) {}

    void write(const Chunk &chunk, SimTime) override
    {
        if (m_waiting.empty())
            m_waiting.offset = chunk.offset;
        m_waiting.size += chunk.size;
    }
    /// Of payloads from here on.
    void setMostPayload(Bytes size) { m_mostPayload = size; }
    bool readable() const override { return !m_waiting.empty(); }
    /// A whole payload, or what is left.
    Chunk read(SimTime) override { return m_waiting.takeFront(m_mostPayload); }

    /// Is there enough for a payload of full size?
    bool holdsFullPayload() const { return m_waiting.size >= m_mostPayload; }
    /// Written and not yet read.
    Bytes waiting() const { return m_waiting.size; }

private:
    Bytes m_mostPayload;
    Chunk m_waiting;
};

} // namespace rebuffer
