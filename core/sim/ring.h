// A first-in first-out ring that grows by doubling and never shrinks: once warm it allocates nothing.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace rebuffer {

/// Double-ended enough for a queue and a scoreboard: push at the back, pop at either end, index from the front.
/// References are good until the next push.
template <typename T> class Ring {
public:
    bool empty() const { return m_count == 0; }
    std::size_t size() const { return m_count; }

    T &front() { return (*this)[0]; }
    const T &front() const { return (*this)[0]; }
    T &back() { return (*this)[m_count - 1]; }
    const T &back() const { return (*this)[m_count - 1]; }
    T &operator[](std::size_t i) { return m_slots[(m_first + i) & m_mask]; }
    const T &operator[](std::size_t i) const { return m_slots[(m_first + i) & m_mask]; }

    void push(const T &value) { pushSlot() = value; }
    /// Makes room at the back and returns it, with whatever an earlier element has left there.
    T &pushSlot()
    {
        if (m_count == m_capacity) [[unlikely]]
            grow();
        return m_slots[(m_first + m_count++) & m_mask];
    }
    void pop()
    {
        m_first = (m_first + 1) & m_mask;
        --m_count;
    }
    void popBack() { --m_count; }
    void clear() { m_first = m_count = 0; }

private:
    [[gnu::noinline]] void grow()
    {
        std::vector<T> larger(m_slots.empty() ? 16 : m_slots.size() * 2);
        for (std::size_t i = 0; i < m_count; ++i)
            larger[i] = std::move((*this)[i]);
        m_slots = std::move(larger);
        m_capacity = m_slots.size();
        m_mask = m_capacity - 1;
        m_first = 0;
    }

    std::vector<T> m_slots;
    std::size_t m_capacity = 0; // a power of two; the vector would divide to tell it
    std::size_t m_mask = 0;     // capacity - 1
    std::size_t m_first = 0;
    std::size_t m_count = 0;
};

} // namespace rebuffer
