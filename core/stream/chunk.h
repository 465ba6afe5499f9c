// The small collection of bytes that travels along a stream: a reference to a run of the source's bytes.
#pragma once

#include "core/sim/units.h"

namespace rebuffer {

/// Bytes [offset, offset + size) of the source; whoever wants to see them asks the source. Never copied.
struct Chunk {
    Bytes offset;
    Bytes size;

    bool empty() const { return size == Bytes(0); }
    Bytes end() const { return offset + size; }
    /// Splits off the first `n` bytes, at most all of it.
    Chunk takeFront(Bytes n)
    {
        const Bytes taken = n < size ? n : size;
        const Chunk front{offset, taken};
        offset += taken;
        size -= taken;
        return front;
    }
};

} // namespace rebuffer
