#include "core/media/ffmpeg/frame_scaler.h"

#include <algorithm>
#include <array>
#include <cmath>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace rebuffer {

namespace {

// The scaler writes whole groups of pixels, also beyond the end of a row.
constexpr int rowAlignment = 16;
constexpr int spareRows = 1;

int matrixOf(const AVFrame &frame)
{
    switch (frame.colorspace) {
    case AVCOL_SPC_BT709: return SWS_CS_ITU709;
    case AVCOL_SPC_FCC: return SWS_CS_FCC;
    case AVCOL_SPC_SMPTE240M: return SWS_CS_SMPTE240M;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL: return SWS_CS_BT2020;
    case AVCOL_SPC_UNSPECIFIED: return frame.width >= 1280 || frame.height > 576 ? SWS_CS_ITU709 : SWS_CS_ITU601;
    default: return SWS_CS_ITU601;
    }
}

bool hasFullRange(const AVFrame &frame)
{
    switch (frame.format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P: return true;
    default: return frame.color_range == AVCOL_RANGE_JPEG;
    }
}

int scaledBy(double factor, int length)
{
    return std::max(1, static_cast<int>(std::lround(length * factor)));
}

} // namespace

Picture FrameScaler::scale(const AVFrame &frame, const PictureShape &shape, int maxWidth, int maxHeight)
{
    const int width = shape.liesOnItsSide() ? shape.height : shape.width;
    const int height = shape.liesOnItsSide() ? shape.width : shape.height;
    if (maxWidth < 1 || maxHeight < 1 || width < 1 || height < 1)
        return {};
    const double factor = std::min({1.0, maxWidth / static_cast<double>(width), maxHeight / static_cast<double>(height)});
    Picture picture;
    picture.width = std::min(maxWidth, scaledBy(factor, width));
    picture.height = std::min(maxHeight, scaledBy(factor, height));
    const int scaledWidth = shape.liesOnItsSide() ? picture.height : picture.width;
    const int scaledHeight = shape.liesOnItsSide() ? picture.width : picture.height;
    const Setup setup{frame.width, frame.height, frame.format, scaledWidth, scaledHeight, matrixOf(frame), hasFullRange(frame)};
    if (!prepare(setup) || !convert(frame, setup))
        return {};
    turnInto(picture, shape.turn);
    return picture;
}

bool FrameScaler::prepare(const Setup &setup)
{
    if (m_scaler && setup == m_setup)
        return true;
    const bool smaller = setup.scaledWidth < setup.width || setup.scaledHeight < setup.height;
    const int flags = (smaller ? SWS_AREA : SWS_BILINEAR) | SWS_ACCURATE_RND;
    m_scaler.reset(sws_getContext(setup.width, setup.height, static_cast<AVPixelFormat>(setup.format), setup.scaledWidth,
                                  setup.scaledHeight, AV_PIX_FMT_BGRA, flags, nullptr, nullptr, nullptr));
    if (!m_scaler)
        return false;
    // Refused for formats that are not YUV, where there is nothing to choose.
    sws_setColorspaceDetails(m_scaler.get(), sws_getCoefficients(setup.matrix), setup.fullRange ? 1 : 0,
                             sws_getCoefficients(SWS_CS_DEFAULT), 1, 0, 1 << 16, 1 << 16);
    m_setup = setup;
    m_stride = (setup.scaledWidth + rowAlignment - 1) / rowAlignment * rowAlignment;
    m_scaled.assign(static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(setup.scaledHeight + spareRows), 0);
    return true;
}

bool FrameScaler::convert(const AVFrame &frame, const Setup &setup)
{
    const std::array<std::uint8_t *, 4> planes{reinterpret_cast<std::uint8_t *>(m_scaled.data())};
    const std::array<int, 4> strides{m_stride * 4};
    return sws_scale(m_scaler.get(), frame.data, frame.linesize, 0, setup.height, planes.data(), strides.data()) > 0;
}

// Pixel (x, y) of the upright picture, found in the scaled one by walking it in steps: one to the right and one down.
void FrameScaler::turnInto(Picture &picture, int turn) const
{
    const std::ptrdiff_t stride = m_stride;
    const std::ptrdiff_t width = m_setup.scaledWidth;
    const std::ptrdiff_t height = m_setup.scaledHeight;
    std::ptrdiff_t corner = 0;
    std::ptrdiff_t right = 1;
    std::ptrdiff_t down = stride;
    switch (turn) {
    case 90:
        corner = (height - 1) * stride;
        right = -stride;
        down = 1;
        break;
    case 180:
        corner = (height - 1) * stride + width - 1;
        right = -1;
        down = -stride;
        break;
    case 270:
        corner = width - 1;
        right = stride;
        down = -1;
        break;
    default: break;
    }
    constexpr std::uint32_t opaque = 0xff000000U;
    picture.pixels.resize(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    auto pixel = picture.pixels.begin();
    for (std::ptrdiff_t y = 0; y < picture.height; ++y) {
        std::ptrdiff_t from = corner + y * down;
        for (std::ptrdiff_t x = 0; x < picture.width; ++x, from += right)
            *pixel++ = m_scaled[static_cast<std::size_t>(from)] | opaque;
    }
}

} // namespace rebuffer
