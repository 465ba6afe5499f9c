// The heart of the simulation: which alarm rings next. Each part of the model owns a fixed, small
// number of alarms and keeps at most one event pending on each; a link's hundred packets in flight
// are a ring with one alarm for its front, never a heap of packets.
#pragma once

#include "core/sim/sim_time.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace rebuffer {

class Alarm;

/// A fixed set of alarms ordered by time, ties by the order in which they were armed. Allocates nothing.
class EventQueue {
public:
    static constexpr std::size_t slotCount = 16;

    /// The alarm in `slot`, for its owner to keep; the queue must outlive it.
    Alarm alarm(std::size_t slot);

    /// When the next alarm rings; SimTime::never() when none is armed.
    SimTime nextTime() const { return m_at[m_earliest]; }

    /// Disarms the next alarm and returns its slot; at least one must be armed.
    std::size_t pop()
    {
        const std::size_t slot = m_earliest;
        m_at[slot] = SimTime::never();
        findEarliest();
        return slot;
    }

private:
    friend class Alarm;

    void arm(std::size_t slot, SimTime at)
    {
        if (m_at[slot] == at)
            return;
        m_at[slot] = at;
        m_order[slot] = ++m_armed;
        if (slot == m_earliest)
            findEarliest();
        else if (at < m_at[m_earliest])
            m_earliest = slot;
    }

    // A dozen slots: a straight scan beats every tree.
    void findEarliest()
    {
        std::size_t best = 0;
        for (std::size_t i = 1; i < slotCount; ++i) {
            if (m_at[i] < m_at[best] || (m_at[i] == m_at[best] && m_order[i] < m_order[best]))
                best = i;
        }
        m_earliest = best;
    }

    std::array<SimTime, slotCount> m_at = filledWithNever();
    std::array<std::uint64_t, slotCount> m_order{};
    std::size_t m_earliest = 0;
    std::uint64_t m_armed = 0;

    static constexpr std::array<SimTime, slotCount> filledWithNever()
    {
        std::array<SimTime, slotCount> times;
        times.fill(SimTime::never());
        return times;
    }
};

/// One slot of an EventQueue: what a part of the model holds to be woken. A copy is the same alarm.
class Alarm {
public:
    /// Sets or moves it; moved to the time it already had, it keeps its turn among equals.
    void arm(SimTime at) { m_queue->arm(m_slot, at); }
    void disarm() { m_queue->arm(m_slot, SimTime::never()); }
    /// Moves it only if that is earlier.
    void armNoLaterThan(SimTime at)
    {
        if (at < this->at())
            arm(at);
    }
    bool isArmed() const { return at() != SimTime::never(); }
    /// SimTime::never() when it is not armed.
    SimTime at() const { return m_queue->m_at[m_slot]; }

private:
    friend class EventQueue;
    Alarm(EventQueue &queue, std::size_t slot) : m_queue(&queue), m_slot(slot) {}

    EventQueue *m_queue;
    std::size_t m_slot;
};

inline Alarm EventQueue::alarm(std::size_t slot)
{
    return Alarm(*this, slot);
}

} // namespace rebuffer
