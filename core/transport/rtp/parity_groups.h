// XOR parity: of k packets and their parity, any k bring back the one that is missing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace rebuffer {

/// The receiver's view: which packets of each recent group have arrived. Group g holds sequence numbers
/// [g*k, (g+1)*k), the film's last one perhaps fewer, and its parity. The last 64 groups are remembered; k is at most 48.
class ParityGroups {
public:
    explicit ParityGroups(std::uint32_t groupSize) : m_size(groupSize) {}

    /// A data packet arrived (or was brought back). Returns the sequence number that can now be brought back.
    std::optional<std::uint32_t> onData(std::uint32_t sequence)
    {
        return mark(sequence / m_size, std::uint64_t{1} << (sequence % m_size));
    }
    /// The parity of `group` arrived, which is of so many packets: of k, but for the film's last group.
    std::optional<std::uint32_t> onParity(std::uint32_t group, std::uint32_t packets)
    {
        const std::uint64_t parity = std::uint64_t{1} << m_size, none = parity - (std::uint64_t{1} << packets);
        return mark(group, parity | none);
    }

private:
    struct Group {
        std::uint32_t number = ~0u;
        std::uint64_t there = 0; // one bit a packet, the parity's above them
    };

    std::optional<std::uint32_t> mark(std::uint32_t number, std::uint64_t bit)
    {
        Group &group = m_groups[number % m_groups.size()];
        if (group.number != number) {
            if (group.number != ~0u && number < group.number)
                return std::nullopt; // of a group long forgotten
            group = {number, 0};
        }
        group.there |= bit;
        const std::uint64_t all = (std::uint64_t{1} << (m_size + 1)) - 1;
        const std::uint64_t missing = all & ~group.there;
        const bool one = missing != 0 && (missing & (missing - 1)) == 0;
        if (!one || missing == std::uint64_t{1} << m_size)
            return std::nullopt;
        group.there = all;
        std::uint32_t index = 0;
        while ((missing >> index) != 1)
            ++index;
        return number * m_size + index;
    }

    std::uint32_t m_size;
    std::array<Group, 64> m_groups;
};

} // namespace rebuffer
