#include "core/media/ffmpeg/splice_clock.h"

#include "core/media/ffmpeg/media_input.h"

#include <algorithm>

namespace rebuffer {

namespace {

// Decoding times only grow, but for what containers round, and tracks that end at different times where two files join.
constexpr SimDuration mostBack = SimDuration::wholeSeconds(1);
// A picture may stand for a while; players take a longer silence for a leap.
constexpr SimDuration longestPause = SimDuration::wholeSeconds(60);

// Times are kept within this, so that sums of them cannot overflow whatever a damaged file says.
constexpr SimDuration farthest = SimDuration::wholeSeconds(10LL * 366 * 24 * 3600);

SimDuration withinReach(std::int64_t time, AVRational base)
{
    return std::clamp(toDuration(time, base), -farthest, farthest);
}

bool isLeap(SimDuration beyondExpected)
{
    return beyondExpected < -mostBack || beyondExpected > longestPause;
}

void move(std::int64_t &time, SimDuration by, AVRational base)
{
    if (time != av::noTime)
        time = av_sat_add64(time, av_rescale_q(by.toNanoseconds(), av::nanosecond, base));
}

} // namespace

void SpliceClock::apply(AVPacket &packet, AVRational base, bool plays)
{
    const auto index = static_cast<std::size_t>(packet.stream_index);
    if (m_tracks.size() <= index)
        m_tracks.resize(index + 1);
    TrackClock &track = m_tracks[index];
    const std::int64_t time = packet.dts != av::noTime ? packet.dts : packet.pts;
    if (!plays) {
        track.shift = m_shift;
    } else if (time != av::noTime) {
        const SimDuration told = withinReach(time, base);
        if (track.hasBegun && isLeap(told + track.shift - track.next))
            leap(track, told);
        track.hasBegun = true;
        track.next = told + track.shift + std::clamp(toDuration(packet.duration, base), SimDuration::zero(), longestPause);
        m_latest = std::max(m_latest, track.next);
    }
    if (track.shift != SimDuration::zero()) {
        move(packet.pts, track.shift, base);
        move(packet.dts, track.shift, base);
    }
}

/// The first track to leap says where the new part begins; the others follow it when they come there, so that packets of
/// the old part that lie behind the leap in the file keep their times.
void SpliceClock::leap(TrackClock &track, SimDuration told)
{
    if (track.shift == m_shift || isLeap(told + m_shift - track.next))
        m_shift = m_latest - told;
    track.shift = m_shift;
    m_isSpliced = true;
}

} // namespace rebuffer
