// A sound device for tests that listens to nothing.
#pragma once

#include "ui/player/sound_sink.h"

#include <cstdint>
#include <span>

namespace rebuffer::test {

/// Takes everything, so that all the sound there is is read.
class Swallow final : public SoundSink {
public:
    bool start() override { return true; }
    std::int64_t queued() const override { return 0; }
    std::int64_t room() const override { return 10'000; }
    void write(std::span<const std::int16_t>) override {}
    void stop() override {}
    void setVolume(double) override {}
};

} // namespace rebuffer::test
