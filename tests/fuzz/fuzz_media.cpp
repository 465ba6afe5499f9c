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

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace rebuffer;
    const MemoryFile file(data, size);
    const auto media = openMedia(file.path());
    if (!media)
        return media.problem().empty() ? (std::abort(), 0) : 0;
    const MediaTimeline &timeline = *media->timeline;
    SimDuration before;
    for (std::int64_t i = 0; i <= 64; ++i) {
        const SimDuration playable = timeline.playableUntil(Bytes(timeline.size().count() * i / 64));
        if (playable < before || playable > timeline.duration())
            std::abort();
        before = playable;
    }
    for (const AccessUnit &unit : timeline.units()) {
        if (unit.position < Bytes(0) || unit.end() > timeline.size() || unit.track >= timeline.tracks().size())
            std::abort();
    }
    return 0;
}
