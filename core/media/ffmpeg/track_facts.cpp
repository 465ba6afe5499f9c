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

std::string saidOf(const AVStream *stream, const char *what)
{
    const AVDictionaryEntry *entry = av_dict_get(stream->metadata, what, nullptr, 0);
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
    track.language = saidOf(stream, "language");
    track.title = saidOf(stream, "title");
    if (track.kind == TrackKind::Video)
        describePicture(track, format, stream);
    if (track.kind == TrackKind::Audio) {
        track.sampleRate = stream->codecpar->sample_rate;
        track.channels = stream->codecpar->ch_layout.nb_channels;
    }
    return track;
}

std::optional<std::size_t> bestTrack(AVFormatContext *format, AVMediaType type)
{
    const int best = av_find_best_stream(format, type, -1, -1, nullptr, 0);
    if (best >= 0 && isPlayable(format->streams[best]))
        return static_cast<std::size_t>(best);
    for (unsigned i = 0; i < format->nb_streams; ++i) {
        if (format->streams[i]->codecpar->codec_type == type && isPlayable(format->streams[i]))
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> trackToPlay(AVFormatContext *format, AVMediaType type, std::optional<std::size_t> wanted)
{
    if (!wanted)
        return bestTrack(format, type);
    if (*wanted >= format->nb_streams)
        return std::nullopt;
    const AVStream *stream = format->streams[*wanted];
    return stream->codecpar->codec_type == type && isPlayable(stream) ? wanted : std::nullopt;
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
