// The picture: H.264 High by x264, constant quality with a ceiling on the rate, a key frame at every
// full second, B-frames between. One thread, so that the same pictures give the same bytes.
#pragma once

#include "resources/demo_film/track.h"

#include <QImage>

namespace rebuffer::film {

class PictureTrack : public Track {
public:
    explicit PictureTrack(AVFormatContext &file);

    // The next picture. quantOffset shifts the quality of the stage in quantiser steps; the burn-in
    // below it keeps its own, so that the digits stay sharp through every storm.
    void add(const QImage &picture, double quantOffset);

private:
    void configure();
    void convert(const QImage &picture);
    void setQuality(double stageOffset);

    ScalerHandle m_scaler;
    FrameHandle m_frame;
    std::int64_t m_next = 0;
};

} // namespace rebuffer::film
