#include "core/io/open_source.h"

#include "core/media/ffmpeg/media_reader.h"
#include "core/media/synthetic_media.h"

namespace rebuffer {

namespace {

using Opened = Result<std::optional<MediaFile>>;

Opened wrapped(Result<MediaFile> file)
{
    if (!file)
        return Problem{file.problem()};
    return std::optional<MediaFile>(std::move(file).value());
}

} // namespace

Opened openSource(const SourceSpec &source, const std::function<bool()> &keepGoing)
{
    if (const auto *file = std::get_if<FileSource>(&source))
        return wrapped(openMedia(file->path, keepGoing));
    if (const auto *bytes = std::get_if<BytesSource>(&source))
        return wrapped(fileAsBytes(bytes->path, bytes->rate));
    if (const auto *constant = std::get_if<ConstantRateSource>(&source))
        return std::optional<MediaFile>(constantRateMedia(constant->rate, constant->duration));
    return std::optional<MediaFile>();
}

} // namespace rebuffer
