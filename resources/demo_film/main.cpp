// rebuffer-make-demo-film: draws and encodes the demo film.
//
//   rebuffer-make-demo-film FILE.mp4               the whole film
//   rebuffer-make-demo-film --still FRAME FILE.png one picture of it
#include "resources/demo_film/av_handles.h"
#include "resources/demo_film/film.h"
#include "resources/demo_film/film_format.h"
#include "resources/demo_film/movie_file.h"

#include <QGuiApplication>
#include <QStringList>

#include <cstdio>
#include <exception>
#include <stdexcept>

namespace {

using namespace rebuffer::film;

void makeFilm(const QString &path)
{
    Film film;
    MovieFile file(path.toStdString(), "Rebuffer demo film");
    for (int frame = 0; frame < frameCount; ++frame) {
        file.add(film.picture(frame), Film::quantOffset(frame));
        if (frame % framesPerSecond == 0)
            std::fprintf(stderr, "\r%d of %d seconds", frame / framesPerSecond, filmSeconds);
    }
    file.finish();
    std::fprintf(stderr, "\r%d of %d seconds\n", filmSeconds, filmSeconds);
}

void makeStill(int frame, const QString &path)
{
    if (!Film().picture(frame).save(path))
        throw std::runtime_error("cannot write " + path.toStdString());
}

int run(const QStringList &arguments)
{
    if (arguments.size() == 2) {
        makeFilm(arguments[1]);
        return 0;
    }
    bool isNumber = false;
    const int frame = arguments.size() == 4 ? arguments[2].toInt(&isNumber) : 0;
    if (isNumber && arguments[1] == QLatin1String("--still") && frame >= 0 && frame < frameCount) {
        makeStill(frame, arguments[3]);
        return 0;
    }
    std::fprintf(stderr, "usage: rebuffer-make-demo-film FILE.mp4 | --still FRAME FILE.png\n");
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    av_log_set_level(AV_LOG_WARNING);
    // Nothing is shown, so no display is needed.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    try {
        return run(QGuiApplication::arguments());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "\nrebuffer-make-demo-film: %s\n", error.what());
        return 1;
    }
}
