#include "ui/timeline/curve_strip.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rebuffer {

namespace {

QRgb over(QRgb ground, QRgb colour, int alpha)
{
    const auto channel = [alpha](int from, int to) { return (from * (255 - alpha) + to * alpha + 127) / 255; };
    return qRgb(channel(qRed(ground), qRed(colour)), channel(qGreen(ground), qGreen(colour)),
                channel(qBlue(ground), qBlue(colour)));
}

bool inDash(qint64 column, const Stroke &stroke)
{
    return stroke.dash <= 0 || column % (stroke.dash + stroke.gap) < stroke.dash;
}

} // namespace

void CurveSamples::begin(qint64 first, qint64 last, int margin)
{
    m_first = first - margin;
    m_samples.assign(static_cast<std::size_t>(last - first + 2 * margin) * perColumn, Sample());
}

void CurveSamples::set(qint64 column, int sample, float low, float high)
{
    m_samples[static_cast<std::size_t>((column - m_first) * perColumn + sample)] = {low, high, true};
}

const CurveSamples::Sample &CurveSamples::at(qint64 column, int sample) const
{
    const qint64 i = std::clamp<qint64>((column - m_first) * perColumn + sample, 0, static_cast<qint64>(m_samples.size()) - 1);
    return m_samples[static_cast<std::size_t>(i)];
}

void CurveStrip::resize(int width, int height, double pixelRatio)
{
    m_image = QImage(std::max(1, width), std::max(1, height), QImage::Format_RGB32);
    m_image.setDevicePixelRatio(pixelRatio);
    m_image.fill(Qt::black);
    m_bits = reinterpret_cast<QRgb *>(m_image.bits());
    m_stride = m_image.bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    m_origin = 0;
    m_cover.assign(static_cast<std::size_t>(m_image.height()), 0);
}

void CurveStrip::scrollTo(qint64 origin)
{
    const qint64 by = origin - m_origin;
    m_origin = origin;
    if (by == 0 || std::abs(by) >= width())
        return;
    const std::size_t kept = static_cast<std::size_t>(width() - std::abs(by)) * sizeof(QRgb);
    for (int y = 0; y < height(); ++y) {
        QRgb *row = m_bits + y * m_stride;
        std::memmove(by > 0 ? row : row - by, by > 0 ? row + by : row, kept);
    }
}

void CurveStrip::fill(qint64 first, qint64 last, int top, int bottom, const QColor &colour)
{
    const int end = std::min(bottom, height());
    const QRgb ink = colour.rgb();
    const int alpha = colour.alpha();
    for (int y = std::max(0, top); y < end; ++y) {
        QRgb *at = pixel(first, y);
        QRgb *const stop = at + (last - first);
        if (alpha == 255)
            std::fill(at, stop, ink);
        else
            std::transform(at, stop, at, [=](QRgb ground) { return over(ground, ink, alpha); });
    }
}

void CurveStrip::fillBetween(qint64 column, const CurveSamples &curve, const QColor &colour)
{
    float top = 1e9F;
    float bottom = -1e9F;
    for (int k = 0; k < CurveSamples::perColumn; ++k) {
        const auto &sample = curve.at(column, k);
        if (!sample.any)
            continue;
        top = std::min(top, sample.low);
        bottom = std::max(bottom, sample.high);
    }
    if (bottom > top)
        fill(column, column + 1, static_cast<int>(std::lround(top)), static_cast<int>(std::lround(bottom)), colour);
}

void CurveStrip::fillUnder(qint64 column, const CurveSamples &curve, int bottom, const QColor &colour)
{
    double sum = 0;
    int count = 0;
    for (int k = 0; k < CurveSamples::perColumn; ++k) {
        const auto &sample = curve.at(column, k);
        if (!sample.any)
            continue;
        sum += (sample.low + sample.high) / 2;
        ++count;
    }
    if (count > 0)
        fill(column, column + 1, static_cast<int>(std::lround(sum / count)), bottom, colour);
}

/// The union of discs along the curve, as high as they are in each quarter of the column.
void CurveStrip::stroke(qint64 column, const CurveSamples &curve, const Stroke &stroke, int top, int bottom)
{
    if (!inDash(column, stroke))
        return;
    constexpr int per = CurveSamples::perColumn;
    const double radius = stroke.width / 2;
    const int reach = static_cast<int>(std::ceil(radius * per));
    int first = height();
    int last = 0;
    for (int k = 0; k < per; ++k) {
        double from = 1e9;
        double to = -1e9;
        for (int d = -reach; d <= reach; ++d) {
            const auto &sample = curve.at(column, k + d);
            const double across = static_cast<double>(d) / per;
            if (!sample.any || std::abs(across) > radius)
                continue;
            const double chord = std::sqrt(radius * radius - across * across);
            from = std::min(from, sample.low - chord);
            to = std::max(to, sample.high + chord);
        }
        from = std::max(from, static_cast<double>(top));
        to = std::min(to, static_cast<double>(bottom));
        const int begin = std::max(0, static_cast<int>(std::floor(from)));
        const int end = std::min(height(), static_cast<int>(std::ceil(to)));
        for (int y = begin; y < end; ++y)
            m_cover[static_cast<std::size_t>(y)] +=
                static_cast<float>((std::min(to, y + 1.0) - std::max(from, static_cast<double>(y))) / per);
        first = std::min(first, begin);
        last = std::max(last, end);
    }
    const QRgb ink = stroke.colour.rgb();
    for (int y = first; y < last; ++y) {
        float &cover = m_cover[static_cast<std::size_t>(y)];
        QRgb *at = pixel(column, y);
        *at = over(*at, ink, static_cast<int>(std::min(1.0F, cover) * 255 + 0.5F));
        cover = 0;
    }
}

} // namespace rebuffer
