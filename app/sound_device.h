// The machine's default sound device as a SoundSink.
#pragma once

#include "ui/player/sound_sink.h"

#include <memory>

namespace rebuffer {

/// Looks for the device when it is started first, not before.
std::unique_ptr<SoundSink> makeSoundDevice();

} // namespace rebuffer
