// The four kinds of stream, after Node.js, and the contract that ties them: a full one says "stop", and
// "drained, go on" later. Pipe (pipe.h) joins a Readable to a Writable and keeps that contract.
#pragma once

#include "core/sim/sim_time.h"
#include "core/stream/chunk.h"

namespace rebuffer {

/// Told when a Writable that answered false may be written to again.
class DrainListener {
public:
    virtual ~DrainListener() = default;
    virtual void onDrain(SimTime now) = 0;
};

/// Gives bytes on request, in order.
class Readable {
public:
    virtual ~Readable() = default;
    /// The next bytes, at most `atMost`; empty when there are none at present.
    virtual Chunk read(Bytes atMost, SimTime now) = 0;
    /// Nothing will ever come again.
    virtual bool atEnd() const = 0;
};

/// Takes bytes in order, and says when it has enough.
class Writable {
public:
    virtual ~Writable() = default;

    /// Takes all of `chunk`, always. True: go on. False: its high-water mark is reached; write no more until
    /// the drain listener is called.
    bool write(Chunk chunk, SimTime now)
    {
        accept(chunk, now);
        if (isFull())
            m_needsDrain = true;
        return !m_needsDrain;
    }
    /// Nothing more will be written.
    virtual void end(SimTime) {}
    /// write() answered false and drain has not come yet.
    bool needsDrain() const { return m_needsDrain; }
    /// One listener, not owned; nullptr for none.
    void setDrainListener(DrainListener *listener) { m_listener = listener; }

protected:
    virtual void accept(Chunk chunk, SimTime now) = 0;
    /// At or above the high-water mark.
    virtual bool isFull() const = 0;
    /// To be called by the subclass when it has fallen below its high-water mark.
    void drained(SimTime now)
    {
        if (!m_needsDrain)
            return;
        m_needsDrain = false;
        if (m_listener)
            m_listener->onDrain(now);
    }
    /// To be called by the subclass when its high-water mark has been lowered under what it holds.
    void filled() { m_needsDrain = true; }

private:
    DrainListener *m_listener = nullptr;
    bool m_needsDrain = false;
};

/// Takes bytes in one form and gives them in another: written at one end, read at the other.
template <typename In, typename Out> class Transform {
public:
    virtual ~Transform() = default;
    /// Takes one piece.
    virtual void write(const In &piece, SimTime now) = 0;
    /// Is there one to read?
    virtual bool readable() const = 0;
    /// Makes the next piece; only when readable().
    virtual Out read(SimTime now) = 0;
};

/// Both at once: what is written at this end comes out at the other, and the other way round.
class Duplex : public Readable, public Writable {};

} // namespace rebuffer
