// The film's picture as it is seen in a window or a screenshot of it, so that a test can read what number it bears.
#pragma once

#include "core/media/ffmpeg/picture_decoder.h"
#include "resources/demo_film/frame_code.h"
#include "tests/media/test_media.h"
#include "ui/main_window.h"
#include "ui/stage/stage_geometry.h"
#include "ui/stage/stage_view.h"

#include <QImage>

#include <algorithm>

namespace rebuffer::test {

/// The frame in which the stage shows pictures of that shape, cut out of a picture of the whole window.
inline QImage shownFilm(const MainWindow &window, const QImage &whole, QSize shape)
{
    const QRect frame = window.stage()->geometry().layout.picture.toAlignedRect();
    const QSize size = shape.scaled(frame.size(), Qt::KeepAspectRatio);
    QRect film(QPoint(), size);
    film.moveCenter(frame.center());
    return whole.copy(film.translated(window.stage()->mapTo(&window, QPoint())));
}

/// The number in a picture of the demo film; -1 if it cannot be read. While the player waits the picture lies in the dark.
inline int demoNumberIn(const QImage &film, bool inTheDark)
{
    const auto luminance = [&](int x, int y) {
        const int grey = qGray(film.pixel(x, y));
        return inTheDark ? std::clamp((grey - 11) * 255.0 / 105.0, 0.0, 255.0) : grey;
    };
    return film::readFrameCode(film.width(), film.height(), luminance);
}

/// The number in a picture of a film that test_media made.
inline int madeNumberIn(const QImage &film)
{
    Picture picture;
    picture.width = film.width();
    picture.height = film.height();
    for (int y = 0; y < film.height(); ++y) {
        for (int x = 0; x < film.width(); ++x)
            picture.pixels.push_back(film.pixel(x, y));
    }
    return numberIn(picture);
}

} // namespace rebuffer::test
