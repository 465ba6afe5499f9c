// Which bytes of the file hold each packet that libavformat hands out. It tells at most where the packet's
// container packet begins, so the packet's bytes are looked for in the file itself.
#pragma once

#include "core/media/ffmpeg/av_handles.h"
#include "core/media/ffmpeg/elementary_stream.h"
#include "core/media/ffmpeg/file_bytes.h"
#include "core/media/media_timeline.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rebuffer {

/// Fed every packet in the order it was read; sets `position` and `size` of its access unit.
///
/// Where the file holds the packet's bytes in one piece, the unit is exactly these. Where the container cuts them up
/// it runs from the start of the container's packet (or page) with the first byte to the end of the one with the last;
/// in a transport stream, on to where the same track's next unit begins, as there nothing else tells that it is
/// whole. Where the bytes are not found (compressed, scrambled) it runs to the next known place after which none of
/// them can lie. No unit reaches outside the file.
class UnitLocator {
public:
    UnitLocator(std::string path, Bytes fileSize, std::string container);

    /// `unit` is where the unit stands in the list; `track` is set in it. `streamId` is what its stream is called in
    /// the container.
    void locate(std::vector<AccessUnit> &units, std::size_t unit, const AVPacket &packet, int streamId);
    /// Gives their ends to the units that wait for what comes after them. No call may follow but the next.
    void finish(std::vector<AccessUnit> &units);
    /// What the units' numbers of pieces stand for.
    UnitPieces takePieces() { return std::move(m_pieces); }

private:
    struct TrackPlace {
        Bytes end;                          // of the last unit found
        Bytes begin;                        // of the last unit's container packet
        std::optional<std::size_t> waiting; // a unit whose end is where the next one begins
    };

    void notePieces(AccessUnit &unit, const ElementaryStream &stream);
    ElementaryStream *streamOf(int track, int streamId, Bytes position);
    std::optional<ByteRange> findInOnePiece(std::span<const std::uint8_t> data, std::optional<Bytes> block,
                                            const TrackPlace &place);
    std::optional<ByteRange> findFrom(Bytes from, std::span<const std::uint8_t> data);
    Bytes afterBlockHeader(Bytes block);

    std::string m_path;
    std::string m_container;
    FileBytes m_file;
    Bytes m_fileSize;
    UnitPieces m_pieces;
    std::map<int, std::unique_ptr<ElementaryStream>> m_streams; // by track; null where units are in one piece
    std::map<int, TrackPlace> m_places;
    std::vector<std::size_t> m_notFound;
};

} // namespace rebuffer
