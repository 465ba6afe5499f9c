// The tank: what has arrived of the film and not been played yet. A Writable with its high-water mark in seconds of media.
#pragma once

#include "core/media/media_timeline.h"
#include "core/stream/streams.h"

#include <memory>

namespace rebuffer {

/// Where playback is: a position in the film that moves with time, or stands still.
struct Playhead {
    SimDuration position; ///< at `since`
    SimTime since;
    bool moving = false;
    int permille = 1000;  ///< of the film's own pace

    SimDuration at(SimTime now) const { return moving ? position + (now - since) * permille / 1000 : position; }
    /// How long it takes to play this much, rounded up.
    SimDuration timeFor(SimDuration media) const
    {
        return permille == 1000 ? media : SimDuration::nanoseconds((media.toNanoseconds() * 1000 + permille - 1) / permille);
    }
    void start(SimTime now) { *this = {at(now), now, true, permille}; }
    void stop(SimTime now) { *this = {at(now), now, false, permille}; }
    void setPace(int ofThousand, SimTime now) { *this = {at(now), now, moving, ofThousand}; }
};

/// Fed with chunks of the file. In order they extend the prefix, on which playableUntil() rests; with holes (a lossy
/// stream) it goes as far as the latest unit of which anything came.
class PlaybackBuffer final : public Writable {
public:
    enum class Filling { InOrder, WithHoles };

    PlaybackBuffer(std::shared_ptr<const MediaTimeline> timeline, Filling filling);

    /// Full at or above this much media; SimDuration::max() for never.
    void setHighWater(SimDuration highWater) { m_highWater = highWater; }
    /// A full buffer has drained at or below this: a tenth under the high-water mark, a second at most.
    SimDuration drainMark() const;
    /// Says "drained" if it was full and is at or below the mark.
    void drainIfLow(SimTime now);

    Playhead &playhead() { return m_playhead; }
    const Playhead &playhead() const { return m_playhead; }

    SimDuration playableUntil() const { return m_playable; }
    /// Media not played yet; never negative.
    SimDuration level(SimTime now) const;
    /// Nothing more will become playable.
    bool complete() const { return m_playable >= m_timeline->duration() || m_received >= m_timeline->size(); }
    /// File bytes received: in order, or in all.
    Bytes received() const { return m_received; }
    bool empty() const { return m_received == Bytes(0); }

protected:
    void accept(Chunk chunk, SimTime now) override;
    bool isFull() const override { return level(m_now) >= m_highWater; }

private:
    void extendPrefix(Chunk chunk);
    void noteUnitAt(Chunk chunk);

    std::shared_ptr<const MediaTimeline> m_timeline;
    Filling m_filling;
    SimDuration m_highWater = SimDuration::max();
    Playhead m_playhead;
    SimDuration m_playable;
    Bytes m_received;
    Bytes m_nextStep; // m_playable grows when the prefix reaches this
    SimTime m_now;    // of the last write
};

} // namespace rebuffer
