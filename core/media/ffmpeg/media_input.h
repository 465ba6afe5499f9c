// A media file opened with libavformat: the one door to outside bytes for the reader and the decoder, and the
// one place that decides where a film's presentation starts, so that both count time alike.
#pragma once

#include "core/media/ffmpeg/av_handles.h"
#include "core/media/ffmpeg/container_layout.h"
#include "core/media/ffmpeg/splice_clock.h"
#include "core/sim/result.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace rebuffer {

/// Pictures, sounds and the rest of a file: a day of film has six million. More would take gigabytes.
inline constexpr std::uint64_t mostUnits = 8'000'000;
/// What a file of more is told.
std::string tooLong();

/// Opens only the file itself: a playlist or film that names other files or addresses cannot make it open them.
class MediaInput {
public:
    using KeepGoing = std::function<bool()>;

    /// Opens `path` and looks at its streams as ffprobe does. `keepGoing` may be empty; false abandons the opening,
    /// and later any read.
    static Result<std::unique_ptr<MediaInput>> open(const std::string &path, KeepGoing keepGoing);
    ~MediaInput();
    MediaInput(const MediaInput &) = delete;
    MediaInput &operator=(const MediaInput &) = delete;

    AVFormatContext *format() const { return m_format; }
    const std::string &path() const { return m_path; }
    Bytes size() const { return m_size; }
    const ContainerLayout &layout() const { return m_layout; }
    unsigned streamCount() const { return m_format->nb_streams; }
    AVStream *stream(unsigned index) const { return m_format->streams[index]; }

    /// From here on read() gives times that go on where the file's begin anew, if its container allows that. Only to be
    /// asked before the first packet, and with all tracks read from the start on: what seeks must not.
    void followSplices();
    /// For who decodes `track` alone: read() leaves out the others, but of a spliced file, where they tell the time.
    void readFor(const AVStream *track, bool spliced);
    /// Whether read() has met such a place.
    bool isSpliced() const { return m_splices && m_splices->isSpliced(); }
    /// The next packet in file order into `packet`; false at the end, or where the file cannot be read on.
    bool read(AVPacket *packet);
    /// Whether read() has stopped elsewhere than at the end.
    bool stoppedByError() const { return m_stoppedByError; }
    bool isAbandoned() const { return m_abandoned; }

    /// The instant, on the container's own axis, at which the first of the film's tracks begins to be presented.
    SimDuration presentationStart() const;

private:
    MediaInput(std::string path, Bytes size, KeepGoing keepGoing);
    std::string openContainer();
    std::string refuseTooMany() const;
    static int interrupted(void *self);

    std::string m_path;
    Bytes m_size;
    KeepGoing m_keepGoing;
    ContainerLayout m_layout;
    std::optional<SpliceClock> m_splices;
    AVFormatContext *m_format = nullptr;
    AVIOContext *m_io = nullptr;
    unsigned m_reads = 0;
    bool m_stoppedByError = false;
    bool m_abandoned = false;
};

/// A stream of pictures or sound, not shown beside (cover art, subtitles) and not of an unknown or empty kind.
bool isPlayable(const AVStream *stream);
/// A time in units of `base` as a duration, rounded to the nearest nanosecond and kept within a century.
SimDuration toDuration(std::int64_t time, AVRational base);

} // namespace rebuffer
