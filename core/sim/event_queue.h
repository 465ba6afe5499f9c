// The heart of the simulation: which alarm rings next. Each part of the model owns a fixed, small
// number of alarms and keeps at most one event pending on each; a link's hundred packets in flight
// are a ring with one alarm for its front, never a heap of packets.
#pragma once

#include "core/sim/sim_time.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace rebuffer {

class Alarm;

/// A fixed set of alarms ordered by time, ties by the order in which they were armed. Allocates nothing.
class EventQueue {
public:
    static constexpr std::size_t slotCount = 16;
    /// Those below ring for every packet. Of the others, which ring seldom, the earliest is known by itself.
    static constexpr std::size_t quickSlots = 5;

    /// The alarm in `slot`, for its owner to keep; the queue must outlive it.
    Alarm alarm(std::size_t slot);

    /// When the next alarm rings; SimTime::never() when none is armed.
    SimTime nextTime() const { return m_at[m_earliest]; }

    /// Disarms the next alarm and returns its slot; at least one must be armed.
    std::size_t pop()
    {
        const std::size_t slot = m_earliest;
        m_at[slot] = SimTime::never();
        m_armedSlots &= ~bit(slot);
        if (slot >= quickSlots)
            m_earliestSlow = earliestOf(m_armedSlots & ~quickMask, slot);
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
        if (at == SimTime::never())
            m_armedSlots &= ~bit(slot);
        else
            m_armedSlots |= bit(slot);
        if (slot == m_earliest || slot == m_earliestSlow) {
            findAnew(slot);
            return;
        }
        if (slot >= quickSlots && at < m_at[m_earliestSlow])
            m_earliestSlow = slot;
        if (at < m_at[m_earliest])
            m_earliest = slot;
    }

    /// One that was the earliest has moved: mostly it is another's turn when an alarm is moved.
    [[gnu::noinline]] void findAnew(std::size_t slot)
    {
        if (slot >= quickSlots)
            m_earliestSlow = earliestOf(m_armedSlots & ~quickMask, slot);
        findEarliest();
    }

    void findEarliest() { m_earliest = earliestOf(m_armedSlots & quickMask, m_earliestSlow); }

    // Half a dozen are armed at a time: looking at each of those beats every tree.
    std::size_t earliestOf(std::uint32_t left, std::size_t best) const
    {
        SimTime bestAt = m_at[best];
        for (; left != 0; left &= left - 1) {
            const auto i = static_cast<std::size_t>(std::countr_zero(left));
            const SimTime at = m_at[i];
            if (at > bestAt) [[likely]]
                continue;
            if (at < bestAt || m_order[i] < m_order[best]) {
                best = i;
                bestAt = at;
            }
        }
        return best;
    }

    static constexpr std::uint32_t bit(std::size_t slot) { return 1u << slot; }
    static constexpr std::uint32_t quickMask = (1u << quickSlots) - 1;

    std::array<SimTime, slotCount> m_at = filledWithNever();
    std::array<std::uint64_t, slotCount> m_order{};
    std::uint32_t m_armedSlots = 0; // one bit each
    std::size_t m_earliest = 0;
    std::size_t m_earliestSlow = quickSlots;
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
