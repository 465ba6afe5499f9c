// Where a container that cuts its streams into pieces keeps the bytes of one of them: MPEG transport and program
// streams (ISO/IEC 13818-1) and Ogg (RFC 3533), whose units lie spread between those of the other streams.
#pragma once

#include "core/media/ffmpeg/file_bytes.h"
#include "core/media/media_timeline.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rebuffer {

/// Follows one elementary stream through the file, access unit by access unit.
class ElementaryStream {
public:
    virtual ~ElementaryStream() = default;

    /// The container's packets (or pages) that hold exactly the bytes `data`, the next unit of the stream: from the
    /// start of the first to the end of the last. `begun` is where the packet in which the unit begins starts, if
    /// that is known. Nothing if the stream does not hold these bytes there, as when it is scrambled.
    std::optional<ByteRange> locate(std::span<const std::uint8_t> data, std::optional<Bytes> begun);
    /// These packets of the unit located last, those that follow each other joined; and how many of its first bytes are of
    /// the one with the end of the unit located before.
    std::span<const ByteRange> pieces() const { return m_pieces; }
    Bytes shared() const { return m_shared; }
    /// Where the container's packets are all of one size, that; else 1.
    virtual Bytes grain() const { return Bytes(1); }

protected:
    /// What one packet of the container holds of the stream.
    struct Piece {
        Bytes begin;
        Bytes end;
        Bytes next; ///< where to look for the piece after it
        std::span<const std::uint8_t> payload;
    };

    explicit ElementaryStream(const std::string &path) : m_file(path) {}
    FileBytes &file() { return m_file; }

private:
    /// The first packet of the stream at or after `position` that has some payload.
    virtual std::optional<Piece> pieceFrom(Bytes position) = 0;

    /// The byte of the stream where the next unit is looked for.
    struct Cursor {
        Bytes packet;
        std::size_t offset = 0;
    };

    void keep(const std::optional<ByteRange> &range);
    std::optional<ByteRange> match(Cursor from, std::span<const std::uint8_t> data);
    void addPiece(const Piece &piece);
    std::optional<ByteRange> search(Bytes from, std::span<const std::uint8_t> data);

    FileBytes m_file;
    Cursor m_cursor;
    std::vector<ByteRange> m_pieces;
    Bytes m_next; // after the last of them
    Bytes m_shared;
    Bytes m_keptUntil; // the end of the last packet of the unit located last
    int m_misses = 0;
};

/// The stream that libavformat numbers `id` in the container it calls `container`, a packet of which starts at
/// `position`. Null for containers that keep units in one piece.
std::unique_ptr<ElementaryStream> elementaryStream(const std::string &container, const std::string &path, int id, Bytes position);

/// As above, in particular.
std::unique_ptr<ElementaryStream> transportStream(const std::string &path, int pid, Bytes position);
std::unique_ptr<ElementaryStream> programStream(const std::string &path, int id);
std::unique_ptr<ElementaryStream> oggStream(const std::string &path, Bytes position);

/// The size of the PES packet header at the start of `bytes`, before what it carries; MPEG-1's and MPEG-2's. Zero if
/// none starts there.
std::size_t pesHeaderSize(std::span<const std::uint8_t> bytes);

} // namespace rebuffer
