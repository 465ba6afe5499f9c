// An access unit as a receiver hands it to the decoder when parts of it were lost on the way.
#pragma once

#include "core/media/damaged_unit.h"
#include "core/media/ffmpeg/av_handles.h"

namespace rebuffer {

/// Takes out of `packet` what is missing. Of H.264 and HEVC in an MP4 each NAL unit that came whole is kept, and of
/// one that did not its beginning up to the first hole (as a depacketiser of RFC 6184 or RFC 7798 that passes
/// fragments on); of other codecs, the unit's beginning. False if nothing is left for the decoder.
bool takeOutMissing(AVPacket &packet, const AVCodecParameters &codec, const DamagedUnit &damage);

} // namespace rebuffer
