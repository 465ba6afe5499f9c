#include "core/playback/playback_buffer.h"

#include <algorithm>

namespace rebuffer {

PlaybackBuffer::PlaybackBuffer(std::shared_ptr<const MediaTimeline> timeline, Filling filling)
    : m_timeline(std::move(timeline)), m_filling(filling)
{
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

void PlaybackBuffer::accept(Chunk chunk, SimTime now)
{
    m_now = now;
    if (m_filling == Filling::InOrder)
        extendPrefix(chunk);
    else
        noteUnitAt(chunk);
}

void PlaybackBuffer::extendPrefix(Chunk chunk)
{
    m_received = std::max(m_received, chunk.end());
    if (m_received < m_nextStep)
        return;
    m_playable = m_timeline->playableUntil(m_received);
    m_nextStep = m_timeline->prefixFor(m_playable + SimDuration::nanoseconds(1));
}

void PlaybackBuffer::noteUnitAt(Chunk chunk)
{
    m_received += chunk.size;
    if (const AccessUnit *unit = m_timeline->unitAt(chunk.offset))
        m_playable = std::max(m_playable, std::min(unit->presentedUntil(), m_timeline->duration()));
}

} // namespace rebuffer
