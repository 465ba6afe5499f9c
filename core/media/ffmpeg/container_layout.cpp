#include "core/media/ffmpeg/container_layout.h"

#include "core/media/ffmpeg/file_bytes.h"
#include "core/media/file_check.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>

namespace rebuffer {

namespace {

using Span = std::span<const std::uint8_t>;

constexpr int mostBoxes = 1'000'000; // two a fragment

struct Box {
    std::string type;
    Bytes begin;
    Bytes end;
};

std::string_view textOf(Span bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

// The sum of an offset in the file and a length that the file states, which may be any number.
Bytes endOf(Bytes begin, std::uint64_t length)
{
    constexpr auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / 2);
    return begin + Bytes(static_cast<std::int64_t>(std::min(length, limit)));
}

bool isBoxOfMedia(std::string_view type)
{
    constexpr std::array<std::string_view, 12> known{"ftyp", "styp", "moov", "moof", "mdat", "free",
                                                     "skip", "wide", "sidx", "mfra", "uuid", "pnot"};
    return std::find(known.begin(), known.end(), type) != known.end();
}

// A size of 1 means that 64 bits follow; 0, that the box goes on to the end of the file.
std::optional<Box> boxAt(FileBytes &file, Bytes position, Bytes fileSize)
{
    const Span header = file.at(position, 16);
    if (header.size() < 8)
        return {};
    Box box{std::string(textOf(header.subspan(4, 4))), position, fileSize};
    const std::uint64_t size = bigEndian(header.first(4));
    if (size == 1 && header.size() == 16 && bigEndian(header.subspan(8, 8)) >= 16)
        box.end = endOf(position, bigEndian(header.subspan(8, 8)));
    else if (size >= 8)
        box.end = endOf(position, size);
    else if (size != 0)
        return {};
    return isBoxOfMedia(box.type) ? std::optional(box) : std::nullopt;
}

/// How many units the sample size tables between two places list (ISO/IEC 14496-12, 8.7.3): from a few bytes that say ten
/// million, libavformat makes an index of ten million before anyone can ask.
class ListedUnits {
public:
    explicit ListedUnits(FileBytes &file) : m_file(file) {}

    std::uint64_t between(Bytes begin, Bytes end)
    {
        std::uint64_t units = 0;
        while (begin < end && ++m_boxes < mostBoxes) {
            const Span header = m_file.at(begin, 20);
            const std::uint64_t size = header.size() < 8 ? 0 : bigEndian(header.first(4));
            if (size < 8)
                break;
            const std::string type(textOf(header.subspan(4, 4)));
            const Bytes next = std::min(end, endOf(begin, size));
            if (type == "trak" || type == "mdia" || type == "minf" || type == "stbl")
                units += between(begin + Bytes(8), next);
            else if ((type == "stsz" || type == "stz2") && header.size() == 20)
                units += bigEndian(header.subspan(16, 4));
            begin = next;
        }
        return units;
    }

private:
    FileBytes &m_file;
    int m_boxes = 0;
};

ContainerLayout layoutOfBoxes(FileBytes &file, Bytes fileSize)
{
    ContainerLayout layout;
    bool holdsMedia = false;
    Bytes position;
    for (int count = 0; count < mostBoxes; ++count) {
        const std::optional<Box> box = boxAt(file, position, fileSize);
        if (!box)
            break;
        holdsMedia = holdsMedia || box->type == "mdat";
        layout.isFragmented = layout.isFragmented || box->type == "moof";
        if (box->type == "moov" && layout.index.end == Bytes(0))
            layout.index = {box->begin, box->end};
        layout.isCut = box->end > fileSize;
        layout.tellsLength = true;
        position = box->end;
    }
    layout.lacksIndex = holdsMedia && layout.isCut && layout.index.end == Bytes(0);
    if (layout.index.end > Bytes(0))
        layout.listedUnits = ListedUnits(file).between(layout.index.begin + Bytes(8), std::min(layout.index.end, fileSize));
    return layout;
}

// An EBML number: its length is told by the leading zeros of its first byte. All ones means "not known".
struct EbmlNumber {
    std::uint64_t value = 0;
    std::size_t length = 0;
    bool known = false;
};

EbmlNumber ebmlNumber(Span bytes)
{
    if (bytes.empty() || bytes[0] == 0)
        return {};
    std::size_t length = 1;
    while ((bytes[0] & (0x100U >> length)) == 0)
        ++length;
    if (bytes.size() < length)
        return {};
    const std::uint64_t mask = (std::uint64_t{1} << (7 * length)) - 1;
    const std::uint64_t value = bigEndian(bytes.first(length)) & mask;
    return {value, length, value != mask};
}

ContainerLayout layoutOfMatroska(FileBytes &file, Bytes fileSize)
{
    constexpr std::int64_t idLength = 4;
    const EbmlNumber header = ebmlNumber(file.at(Bytes(idLength), 8));
    const Bytes segment = endOf(Bytes(idLength + static_cast<std::int64_t>(header.length)), header.value);
    const Span id = file.at(segment, idLength);
    if (!header.known || id.size() < 4 || bigEndian(id) != 0x18538067)
        return {};
    const EbmlNumber length = ebmlNumber(file.at(segment + Bytes(idLength), 8));
    ContainerLayout layout;
    layout.tellsLength = length.known;
    layout.isCut =
        length.known && endOf(segment + Bytes(idLength + static_cast<std::int64_t>(length.length)), length.value) > fileSize;
    return layout;
}

// Writers to a pipe cannot go back to fill in the length: it stays 0 or all ones.
ContainerLayout layoutOfRiff(FileBytes &file, Bytes fileSize)
{
    const Span field = file.at(Bytes(4), 4);
    if (field.size() < 4)
        return {};
    const std::uint32_t length = field[0] | static_cast<std::uint32_t>(field[1]) << 8 |
                                 static_cast<std::uint32_t>(field[2]) << 16 | static_cast<std::uint32_t>(field[3]) << 24;
    ContainerLayout layout;
    layout.tellsLength = length != 0 && length != std::numeric_limits<std::uint32_t>::max();
    layout.isCut = layout.tellsLength && endOf(Bytes(8), length) > fileSize;
    return layout;
}

} // namespace

ContainerLayout layoutOf(const std::string &path)
{
    const Result<Bytes> size = sizeOfReadableFile(path);
    if (!size)
        return {};
    FileBytes file(path);
    const std::string start(textOf(file.at(Bytes(0), 4)));
    if (start == "\x1A\x45\xDF\xA3")
        return layoutOfMatroska(file, *size);
    if (start == "RIFF")
        return layoutOfRiff(file, *size);
    return layoutOfBoxes(file, *size);
}

} // namespace rebuffer
