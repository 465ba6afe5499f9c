// Any bytes as a film: refused with one line, or read; the timeline keeps its promises whatever the file claims.
#include "core/media/ffmpeg/media_reader.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace {

/// The bytes as a file that has a name, without touching a disk.
class MemoryFile {
public:
    MemoryFile(const std::uint8_t *data, std::size_t size) : m_descriptor(memfd_create("fuzz", 0))
    {
        if (m_descriptor < 0 || write(m_descriptor, data, size) != static_cast<ssize_t>(size))
            std::abort();
    }
    ~MemoryFile() { close(m_descriptor); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    std::string path() const { return "/proc/self/fd/" + std::to_string(m_descriptor); }

private:
    int m_descriptor;
};

using namespace rebuffer;

void promise(bool kept)
{
    if (!kept)
        std::abort();
}

void checkPlayable(const MediaTimeline &timeline)
{
    SimDuration before;
    for (std::int64_t i = 0; i <= 64; ++i) {
        const SimDuration playable = timeline.playableUntil(Bytes(timeline.size().count() * i / 64));
        promise(playable >= before && playable <= timeline.duration());
        const Bytes prefix = timeline.prefixFor(playable);
        promise(prefix <= timeline.size() && timeline.playableUntil(prefix) >= playable);
        before = playable;
    }
    for (const double share : {0.0, 0.3, 1.0}) {
        const SimDuration position = timeline.duration() * static_cast<std::int64_t>(share * 10) / 10;
        promise(timeline.startFor(position) <= timeline.size());
        promise(timeline.nextPicture(position) <= timeline.duration());
    }
}

/// A unit's pieces follow each other within it, and each of their bytes is a unit's.
void checkUnit(const MediaTimeline &timeline, const AccessUnit &unit, bool closely)
{
    promise(unit.position >= Bytes(0) && unit.end() <= timeline.size() && unit.track < timeline.tracks().size());
    Bytes until = unit.position;
    timeline.pieces().all(unit, [&](ByteRange piece) {
        promise(piece.begin >= until && piece.begin <= piece.end && piece.end <= unit.end());
        until = piece.end;
        if (closely && piece.begin < piece.end)
            promise(timeline.unitAt(piece.begin) != nullptr && timeline.unitAt(piece.end - Bytes(1)) != nullptr);
        return true;
    });
    promise(timeline.pieces().shared(unit) <= unit.size);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const MemoryFile file(data, size);
    const auto media = openMedia(file.path());
    if (!media)
        return media.problem().empty() ? (std::abort(), 0) : 0;
    const MediaTimeline &timeline = *media->timeline;
    checkPlayable(timeline);
    std::size_t looked = 0;
    for (const AccessUnit &unit : timeline.units())
        checkUnit(timeline, unit, ++looked <= 500);
    return 0;
}
