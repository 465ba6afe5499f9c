// openMedia() for the command line: the reader of films is a module beside the program, loaded with the first film. What
// FFmpeg brings along, a hundred libraries, is not for runs of synthetic sources to wait for.
#include "app/cli/film_reader.h"

#include "core/media/ffmpeg/media_reader.h"

#include <QCoreApplication>
#include <QLibrary>

#include <type_traits>

namespace rebuffer {

namespace {

using Reader = std::function<std::remove_pointer_t<cli::OpenFilm>>;

Result<Reader> loadReader()
{
    const QString folder = QCoreApplication::applicationDirPath();
    QString problem;
    for (const char *place : {"/", "/../lib/rebuffer/"}) {
        QLibrary module(folder + QLatin1String(place) + QLatin1String(REBUFFER_FILM_READER));
        if (const QFunctionPointer found = module.resolve("rebufferOpenFilm"))
            return Reader(reinterpret_cast<cli::OpenFilm>(found)); // the module stays loaded
        problem = problem.isEmpty() ? module.errorString() : problem;
    }
    return Problem{"the part that reads films cannot be loaded: " + problem.toStdString() + "; install the program anew"};
}

} // namespace

Result<MediaFile> openMedia(const std::string &path, const std::function<bool()> &keepGoing)
{
    static const Result<Reader> reader = loadReader();
    if (!reader)
        return Problem{path + ": " + reader.problem()};
    std::optional<Result<MediaFile>> opened;
    (*reader)(path, keepGoing, opened);
    return std::move(*opened);
}

} // namespace rebuffer
