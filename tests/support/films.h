// Small films made by hand, whose every number the test knows.
#pragma once

#include "core/media/media_timeline.h"
#include "core/media/synthetic_media.h"

#include <memory>
#include <utility>
#include <vector>

namespace rebuffer::testing {

using TimelinePointer = std::shared_ptr<const MediaTimeline>;

inline SimDuration seconds(double s)
{
    return SimDuration::seconds(s);
}

/// `rate` Mbit/s for `length` seconds: units of 10 ms.
inline TimelinePointer evenFilm(double mbps, double length)
{
    return constantRateMedia(BitRate::megabitsPerSecond(mbps), seconds(length)).timeline;
}

/// Units of one second and the given sizes, one behind the other after an index of `indexSize` bytes.
inline TimelinePointer film(const std::vector<std::int64_t> &sizes, std::int64_t indexSize = 0, TrackKind kind = TrackKind::Video)
{
    MediaTimeline::Contents contents;
    contents.index = {Bytes(0), Bytes(indexSize)};
    Track video;
    video.kind = kind;
    contents.tracks.push_back(video);
    Bytes position(indexSize);
    for (const std::int64_t size : sizes) {
        AccessUnit unit;
        unit.pts = unit.dts = contents.duration;
        unit.duration = SimDuration::wholeSeconds(1);
        unit.position = position;
        unit.size = Bytes(size);
        contents.units.push_back(unit);
        contents.duration += unit.duration;
        position += unit.size;
    }
    contents.size = position;
    return std::make_shared<const MediaTimeline>(std::move(contents));
}

} // namespace rebuffer::testing
