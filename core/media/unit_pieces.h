// Where the parts of those units lie that their container cuts up and strews between the parts of others.
#pragma once

#include "core/media/access_unit.h"

#include <algorithm>
#include <limits>
#include <span>
#include <vector>

namespace rebuffer {

/// The container's packets (or pages) that hold a unit's bytes, whole, with neighbours joined. One that holds the end
/// of a unit and the beginning of the same track's next is a part of both. 8 bytes a part and as many a unit.
class UnitPieces {
public:
    /// Of the unit that begins at `position`, in the order of the file. Its first `shared` bytes are of the unit before
    /// as well. Returns its number; 0 where there is no room for more.
    std::uint32_t add(Bytes position, std::span<const ByteRange> pieces, Bytes shared)
    {
        if (m_pieces.size() + pieces.size() > mostPieces || (pieces.back().end - position).count() > mostReach)
            return 0;
        m_lists.push_back({static_cast<std::uint32_t>(m_pieces.size()), static_cast<std::uint32_t>(shared.count())});
        for (const ByteRange &piece : pieces)
            m_pieces.push_back({offset(piece.begin - position), offset(piece.end - position)});
        return static_cast<std::uint32_t>(m_lists.size());
    }

    /// Of a unit's bytes so many, or a multiple of that, are to stay together: the size of a container's packets.
    void setGrain(Bytes grain) { m_grain = grain; }
    Bytes grain(const AccessUnit &unit) const { return unit.pieces == 0 ? Bytes(1) : m_grain; }

    /// How many of its first bytes the unit before it on its track needs too.
    Bytes shared(const AccessUnit &unit) const { return Bytes(unit.pieces == 0 ? 0 : m_lists[unit.pieces - 1].shared); }

    /// Calls `f` with each run of bytes that the unit needs, in order, for as long as it returns true; whether it always did.
    template <class F> bool all(const AccessUnit &unit, F &&f) const
    {
        if (unit.pieces == 0)
            return f(ByteRange{unit.position, unit.end()});
        for (std::size_t i = m_lists[unit.pieces - 1].first; i < endOf(unit.pieces); ++i) {
            if (!f(ByteRange{unit.position + Bytes(m_pieces[i].begin), unit.position + Bytes(m_pieces[i].end)}))
                return false;
        }
        return true;
    }

    /// How many bytes of its own the unit has before `offset` of the file.
    Bytes ownBefore(const AccessUnit &unit, Bytes offset) const
    {
        Bytes own;
        all(unit, [&](ByteRange piece) {
            own += std::clamp(offset - piece.begin, Bytes(0), piece.size());
            return piece.end < offset;
        });
        return own;
    }

    static constexpr std::size_t mostPieces = 16'000'000; ///< later units count as in one piece

private:
    struct Piece { // from the unit's first byte
        std::uint32_t begin;
        std::uint32_t end;
    };
    struct List {
        std::uint32_t first; // in m_pieces
        std::uint32_t shared;
    };

    static std::uint32_t offset(Bytes bytes) { return static_cast<std::uint32_t>(bytes.count()); }
    std::size_t endOf(std::uint32_t number) const { return number < m_lists.size() ? m_lists[number].first : m_pieces.size(); }

    static constexpr std::int64_t mostReach = std::numeric_limits<std::uint32_t>::max();

    Bytes m_grain = Bytes(1);
    std::vector<Piece> m_pieces;
    std::vector<List> m_lists;
};

} // namespace rebuffer
