// The tank: what has arrived of the film and not been played yet. A Writable with its high-water mark in seconds of media.
#pragma once

#include "core/media/media_timeline.h"
#include "core/playback/reception.h"
#include "core/stream/streams.h"

#include <memory>
#include <optional>

namespace rebuffer {

/// Where playback is: a position in the film that moves with time, or stands still.
struct Playhead {
    SimDuration position; ///< at `since`
    SimTime since;
    bool moving = false;
    int permille = 1000; ///< of the film's own pace

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

/// Fed with chunks of the file. In order they extend one run of bytes, on which playableUntil() rests; the index may
/// come out of turn, before the rest. With holes (a lossy stream) it goes as far as the latest unit of which anything
/// came. The run begins at the file's first byte until restart() has it begin elsewhere.
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

    /// Throws away all media, to be filled from byte `from` on for playing at `position`. An index it has is kept.
    void restart(Bytes from, SimDuration position, SimTime now);

    SimDuration playableUntil() const { return m_playable; }
    /// The earliest position that can be played without asking for more.
    SimDuration playableFrom() const { return m_playableFrom; }
    /// Media not played yet; never negative.
    SimDuration level(SimTime now) const;
    /// Nothing more will become playable.
    bool complete() const { return m_playable >= m_timeline->duration() || m_until >= m_timeline->size(); }
    /// The run of file bytes in hand; with holes, as many bytes as there are.
    ByteRange run() const { return {m_from, m_until}; }
    /// What has come of an index out of turn; empty if nothing has.
    ByteRange indexOutOfTurn() const { return {m_timeline->index().begin, std::max(m_timeline->index().begin, m_indexUntil)}; }
    bool hasIndex() const { return m_indexUntil >= m_timeline->index().end || m_filling == Filling::WithHoles; }
    /// How much that is.
    Bytes received() const { return m_until - m_from; }
    /// With holes only, else null: what came in time of each picture. passHoles() brings it up to `now`.
    const Reception *reception() const { return m_reception ? &*m_reception : nullptr; }
    void passHoles(SimTime now)
    {
        if (m_reception && (m_playhead.moving || m_reception->hasBegun()))
            m_reception->passTo(m_playhead.at(now));
    }
    /// Nothing has come since the beginning or a restart.
    bool empty() const { return m_until == m_from; }

protected:
    void accept(Chunk chunk, SimTime now) override;
    bool isFull() const override { return level(m_now) >= m_highWater; }

private:
    bool isIndexOutOfTurn(Chunk chunk) const;
    void extendIndex(Chunk chunk);
    void extendRun(Chunk chunk);
    void measurePlayable();
    MediaTimeline::Index index() const { return hasIndex() ? MediaTimeline::Index::InHand : MediaTimeline::Index::InPlace; }
    void noteUnitAt(Chunk chunk);

    std::shared_ptr<const MediaTimeline> m_timeline;
    Filling m_filling;
    SimDuration m_highWater = SimDuration::max();
    std::optional<Reception> m_reception;
    Playhead m_playhead;
    SimDuration m_playableFrom;
    SimDuration m_playable;
    Bytes m_from;
    Bytes m_until;
    Bytes m_indexUntil; // how much of the index has come, wherever it lies
    Bytes m_nextStep;   // m_playable grows when the run reaches this
    SimTime m_now;      // of the last write
};

} // namespace rebuffer
