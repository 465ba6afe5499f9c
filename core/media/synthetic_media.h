// Media without a codec: made-up bytes, or those of any file, that play at a constant rate.
// The film is cut into units of 10 ms (longer ones if there would be more than a million), all key units of one
// track of kind Bytes; unit k of n holds the bytes [floor(k*size/n), floor((k+1)*size/n)), and its time likewise.
#pragma once

#include "core/media/media_file.h"
#include "core/sim/result.h"

#include <string>

namespace rebuffer {

/// Synthetic media with no file behind it, called for example "1 Mbit/s for 60 s". A rate or duration that is
/// zero (or less) gives a film of no bytes, which is never playable.
MediaFile constantRateMedia(BitRate rate, SimDuration duration);

/// The bytes of any readable regular file, played at `rate`. Refuses, in one sentence that names the file: no
/// such file, a directory, an empty file, no permission, not a regular file; and a rate that is not above zero.
Result<MediaFile> fileAsBytes(const std::string &path, BitRate rate);

} // namespace rebuffer
