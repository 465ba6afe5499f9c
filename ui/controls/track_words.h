// What a track of a film is, in a line for people.
#pragma once

#include "core/media/media_timeline.h"

#include <QString>

namespace rebuffer {

/// "H.264 1280×720", "AAC".
QString briefFormat(const Track &track);
/// "Sound 2: English, Commentary, AAC stereo": the `number`th of its kind, as players tell tracks apart.
QString describeTrack(const Track &track, int number);

} // namespace rebuffer
