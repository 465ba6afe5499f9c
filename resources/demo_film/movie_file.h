// The MP4 on disk: a picture track and a sound track, interleaved, with the index moved to the front
// when it is finished. A file that was not finished is not playable.
#pragma once

#include "resources/demo_film/picture_track.h"
#include "resources/demo_film/sound_track.h"

#include <QImage>

#include <string>

namespace rebuffer::film {

class MovieFile {
public:
    MovieFile(const std::string &path, const std::string &title);

    // The next picture, and the sound that goes with it.
    void add(const QImage &picture, double quantOffset);
    void finish();

private:
    OutputHandle m_file;
    PictureTrack m_pictures;
    SoundTrack m_sound;
    std::int64_t m_frames = 0;
};

} // namespace rebuffer::film
