// The sound: AAC, stereo, 48 kHz, fed in pieces of the size the encoder wants.
#pragma once

#include "resources/demo_film/track.h"

#include <cstdint>

namespace rebuffer::film {

class SoundTrack : public Track {
public:
    explicit SoundTrack(AVFormatContext &file);

    // Encodes the soundtrack up to this sample of the film.
    void addUntil(std::int64_t sample);

private:
    void encodePiece(int samples);

    FrameHandle m_frame;
    std::int64_t m_next = 0;
};

} // namespace rebuffer::film
