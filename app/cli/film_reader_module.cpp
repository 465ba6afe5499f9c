// The module that reads films: openMedia() behind a name that can be looked up.
#include "app/cli/film_reader.h"
#include "core/media/ffmpeg/media_reader.h"

extern "C" __attribute__((visibility("default"))) void
rebufferOpenFilm(const std::string &path, const std::function<bool()> &keepGoing,
                 std::optional<rebuffer::Result<rebuffer::MediaFile>> &opened)
{
    opened.emplace(rebuffer::openMedia(path, keepGoing));
}
