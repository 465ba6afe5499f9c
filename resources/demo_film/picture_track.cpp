#include "resources/demo_film/picture_track.h"

#include "resources/demo_film/film_format.h"

#include <array>
#include <cmath>
#include <cstring>

namespace rebuffer::film {

namespace {

constexpr double burnInOffset = -1;
// A region's offset is a share of the whole range of quantisers, which is 51 steps in eight bits.
constexpr int quantSteps = 51;
constexpr int scaling = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_BITEXACT;

AVRegionOfInterest region(int top, int bottom, double steps)
{
    AVRegionOfInterest result{};
    result.self_size = sizeof(AVRegionOfInterest);
    result.top = top;
    result.bottom = bottom;
    result.left = 0;
    result.right = pictureWidth;
    result.qoffset = AVRational{static_cast<int>(std::lround(steps * 100)), quantSteps * 100};
    return result;
}

} // namespace

PictureTrack::PictureTrack(AVFormatContext &file)
    : Track(file, "libx264"), m_scaler(made(sws_getContext(pictureWidth, pictureHeight, AV_PIX_FMT_BGRA, pictureWidth,
                                                           pictureHeight, AV_PIX_FMT_YUV420P, scaling, nullptr, nullptr, nullptr),
                                            "colour conversion")),
      m_frame(made(av_frame_alloc(), "frame"))
{
    const int *matrix = sws_getCoefficients(SWS_CS_ITU709);
    sws_setColorspaceDetails(m_scaler.get(), matrix, 1, matrix, 0, 0, 1 << 16, 1 << 16);
    m_frame->width = pictureWidth;
    m_frame->height = pictureHeight;
    m_frame->format = AV_PIX_FMT_YUV420P;
    checked(av_frame_get_buffer(m_frame.get(), 0), "frame");
    configure();
}

void PictureTrack::configure()
{
    AVCodecContext &c = codec();
    c.width = pictureWidth;
    c.height = pictureHeight;
    c.pix_fmt = AV_PIX_FMT_YUV420P;
    c.time_base = {1, framesPerSecond};
    c.framerate = {framesPerSecond, 1};
    c.sample_aspect_ratio = {1, 1};
    c.color_range = AVCOL_RANGE_MPEG;
    c.colorspace = AVCOL_SPC_BT709;
    c.color_primaries = AVCOL_PRI_BT709;
    c.color_trc = AVCOL_TRC_BT709;
    c.gop_size = framesPerSecond;
    c.keyint_min = framesPerSecond;
    c.max_b_frames = 3;
    c.thread_count = 1;
    c.rc_max_rate = 5'300'000;
    c.rc_buffer_size = 1'600'000;

    AVDictionary *options = nullptr;
    av_dict_set(&options, "preset", "slow", 0);
    av_dict_set(&options, "profile", "high", 0);
    av_dict_set(&options, "crf", "23", 0);
    av_dict_set(&options, "x264-params", "scenecut=0:open-gop=0", 0);
    start(&options);
    av_dict_free(&options);
}

void PictureTrack::add(const QImage &picture, double quantOffset)
{
    checked(av_frame_make_writable(m_frame.get()), "frame");
    convert(picture);
    setQuality(quantOffset);
    m_frame->pts = m_next++;
    encode(*m_frame);
}

void PictureTrack::convert(const QImage &picture)
{
    const std::array<const std::uint8_t *, 1> rows{picture.constBits()};
    const std::array<int, 1> stride{static_cast<int>(picture.bytesPerLine())};
    checked(sws_scale(m_scaler.get(), rows.data(), stride.data(), 0, pictureHeight, m_frame->data, m_frame->linesize),
            "colour conversion");
}

void PictureTrack::setQuality(double stageOffset)
{
    const std::array<AVRegionOfInterest, 2> regions{region(0, stageHeight, stageOffset),
                                                    region(stageHeight, pictureHeight, burnInOffset)};
    av_frame_remove_side_data(m_frame.get(), AV_FRAME_DATA_REGIONS_OF_INTEREST);
    AVFrameSideData *data =
        made(av_frame_new_side_data(m_frame.get(), AV_FRAME_DATA_REGIONS_OF_INTEREST, sizeof(regions)), "regions");
    std::memcpy(data->data, regions.data(), sizeof(regions));
}

} // namespace rebuffer::film
