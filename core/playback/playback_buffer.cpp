#include "core/playback/playback_buffer.h"

#include <algorithm>

namespace rebuffer {

PlaybackBuffer::PlaybackBuffer(std::shared_ptr<const MediaTimeline> timeline, Filling filling)
    : m_timeline(std::move(timeline)), m_filling(filling)
{
    if (filling == Filling::WithHoles)
        m_reception.emplace(m_timeline);
}

SimDuration PlaybackBuffer::drainMark() const
{
    return m_highWater - std::min(SimDuration::wholeSeconds(1), m_highWater / 10);
}

void PlaybackBuffer::drainIfLow(SimTime now)
{
    m_now = now;
    if (needsDrain() && level(now) <= drainMark())
        drained(now);
}

SimDuration PlaybackBuffer::level(SimTime now) const
{
    return std::max(SimDuration::zero(), m_playable - m_playhead.at(now));
}

void PlaybackBuffer::restart(Bytes from, SimDuration position, SimTime now)
{
    m_now = now;
    m_from = m_until = from;
    m_nextStep = Bytes(0);
    m_playableFrom = m_playable = position;
    m_playhead = {position, now, false, m_playhead.permille};
    if (m_reception)
        m_reception->restart(position);
    drained(now);
}

void PlaybackBuffer::accept(Chunk chunk, SimTime now)
{
    m_now = now;
    if (m_filling == Filling::WithHoles)
        noteUnitAt(chunk);
    else if (isIndexOutOfTurn(chunk))
        extendIndex(chunk);
    else
        extendRun(chunk);
}

bool PlaybackBuffer::isIndexOutOfTurn(Chunk chunk) const
{
    return chunk.offset > m_until && chunk.offset >= m_timeline->index().begin && chunk.end() <= m_timeline->index().end;
}

void PlaybackBuffer::extendIndex(Chunk chunk)
{
    m_indexUntil = chunk.end();
    if (hasIndex())
        measurePlayable();
}

void PlaybackBuffer::extendRun(Chunk chunk)
{
    m_until = std::max(m_until, chunk.end());
    const ByteRange place = m_timeline->index();
    if (m_from <= place.begin && m_until > m_indexUntil && m_until > place.begin)
        m_indexUntil = m_until;
    else if (hasIndex() && m_until == place.begin && place.begin < place.end)
        m_until = place.end; // it came before its turn
    if (m_until >= m_nextStep)
        measurePlayable();
}

void PlaybackBuffer::measurePlayable()
{
    m_playable = std::max(m_playableFrom, m_timeline->playableUntil(m_until, index()));
    m_nextStep = m_timeline->prefixFor(m_playable + SimDuration::nanoseconds(1), index());
}

void PlaybackBuffer::noteUnitAt(Chunk chunk)
{
    m_until += chunk.size;
    passHoles(m_now);
    m_reception->onBytes({chunk.offset, chunk.end()});
    if (const AccessUnit *unit = m_timeline->unitAt(chunk.offset))
        m_playable = std::max(m_playable, std::min(unit->presentedUntil(), m_timeline->duration()));
}

} // namespace rebuffer
