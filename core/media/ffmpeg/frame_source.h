// The decoded frames of a film's video track in the order they are presented, from any key frame on.
#pragma once

#include "core/media/damaged_unit.h"
#include "core/media/ffmpeg/av_handles.h"
#include "core/media/ffmpeg/media_input.h"
#include "core/media/ffmpeg/track_facts.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

/// Decodes on the caller's thread alone. What cannot be decoded is passed over; pts never goes backward between
/// two seeks. Times are on MediaTimeline's axis.
class FrameSource {
public:
    /// Opens `track` of the film at `path`, or its best video track, at the first frame. `spliced`: its time stamps begin
    /// anew somewhere (MediaTimeline::isSpliced()).
    static Result<std::unique_ptr<FrameSource>> open(const std::string &path, std::optional<std::size_t> track = {},
                                                     bool spliced = false);

    /// What a lossy network left of the units it names, from now on; sorted by dts. True if a unit that has been decoded
    /// since the last seek is otherwise by this than by what was said before, so that what comes is not to be trusted.
    bool setDamage(std::vector<DamagedUnit> damage);

    /// The next frame into `frame`; false when there is none any more.
    bool next(AVFrame *frame);
    SimDuration ptsOf(const AVFrame &frame) const;
    PictureShape shapeOf(AVFrame &frame) const;
    /// How many frames are presented before the one at `pts`; -1 unless the track's frame rate is constant.
    std::int64_t numberOf(SimDuration pts) const;

    /// Goes to a whole key frame near `target` that is not after `limit`. False if none was found: then nothing can be
    /// said of what next() gives, until a seek succeeds or rewind().
    bool seek(SimDuration target, SimDuration limit);
    /// Goes back to the first frame of the film, by opening it anew, so that all is as it was the first time.
    bool rewind();
    /// Whether a seek towards `target` is likely to land after `from`.
    bool hasKeyFrameBetween(SimDuration from, SimDuration target) const;

private:
    FrameSource() = default;
    std::string start(const std::string &path);
    std::string openCodec();
    bool readPacket();
    bool feed();
    void sendPacket();
    const DamagedUnit *damageAt(SimDuration pts) const;
    SimDuration ptsOfPacket() const;
    void stamp(AVFrame &frame) const;
    std::int64_t toTicks(SimDuration time) const;
    bool goTo(SimDuration limit);
    bool skipTo(SimDuration target, SimDuration limit);

    std::optional<std::size_t> m_wantedTrack;
    bool m_isSpliced = false;
    std::unique_ptr<MediaInput> m_input;
    AVStream *m_stream = nullptr;
    av::Codec m_codec;
    av::Packet m_packet;
    std::vector<DamagedUnit> m_damage;
    std::vector<SimDuration> m_fed; // pts of units decoded since the last seek, the newest of them
    SimDuration m_start;
    SimDuration m_earliest; // no frame before this is given
    bool m_packetWaits = false;
    bool m_draining = false;
};

} // namespace rebuffer
