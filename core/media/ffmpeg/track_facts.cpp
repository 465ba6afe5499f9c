#include "core/media/ffmpeg/track_facts.h"

#include "core/media/ffmpeg/media_input.h"

extern "C" {
#include <libavutil/display.h>
}

#include <algorithm>
#include <cmath>

namespace rebuffer {

namespace {

TrackKind kindOf(const AVStream *stream)
{
    if (isPlayable(stream))
        return stream->codecpar->codec_type == AVMEDIA_TYPE_VIDEO ? TrackKind::Video : TrackKind::Audio;
    return stream->codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE ? TrackKind::Subtitle : TrackKind::Data;
}

double frameRateOf(const AVStream *stream)
{
    const AVRational rate = stream->avg_frame_rate.num > 0 ? stream->avg_frame_rate : stream->r_frame_rate;
    return rate.num > 0 && rate.den > 0 ? av_q2d(rate) : 0.0;
}

std::string languageOf(const AVStream *stream)
{
    const AVDictionaryEntry *entry = av_dict_get(stream->metadata, "language", nullptr, 0);
    return entry == nullptr ? std::string() : std::string(entry->value);
}

void describePicture(Track &track, AVFormatContext *format, AVStream *stream)
{
    const AVRational aspect = av_guess_sample_aspect_ratio(format, stream, nullptr);
    const PictureShape shape = shapeOf(stream->codecpar->width, stream->codecpar->height, aspect, turnOf(stream));
    track.width = shape.liesOnItsSide() ? shape.height : shape.width;
    track.height = shape.liesOnItsSide() ? shape.width : shape.height;
    track.frameRate = frameRateOf(stream);
}

} // namespace

Track trackOf(AVFormatContext *format, AVStream *stream)
{
    Track track;
    track.kind = kindOf(stream);
    track.codec = avcodec_get_name(stream->codecpar->codec_id);
    track.language = languageOf(stream);
    if (track.kind == TrackKind::Video)
        describePicture(track, format, stream);
    if (track.kind == TrackKind::Audio) {
        track.sampleRate = stream->codecpar->sample_rate;
        track.channels = stream->codecpar->ch_layout.nb_channels;
    }
    return track;
}

PictureShape shapeOf(int width, int height, AVRational aspect, int turn)
{
    PictureShape shape{width, height, turn};
    if (aspect.num <= 0 || aspect.den <= 0)
        return shape;
    // A ratio beyond this is a damaged header, not a film.
    const double ratio = std::clamp(av_q2d(aspect), 0.1, 10.0);
    shape.width = std::max(1, static_cast<int>(std::lround(width * ratio)));
    return shape;
}

int turnOf(const AVStream *stream)
{
    std::size_t size = 0;
    const std::uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    if (data == nullptr || size < 9 * sizeof(std::int32_t))
        return 0;
    // The matrix is told as a turn against the clock.
    const double degrees = -av_display_rotation_get(reinterpret_cast<const std::int32_t *>(data));
    if (!std::isfinite(degrees))
        return 0;
    const long quarters = std::lround(degrees / 90.0) % 4;
    return static_cast<int>((quarters + 4) % 4) * 90;
}

} // namespace rebuffer
