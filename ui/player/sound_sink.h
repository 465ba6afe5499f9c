// Where sound goes, and where it comes from: what the player of sound needs to know of a device and of a decoder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace rebuffer {

/// A device that plays stereo of 16 bits at SoundDecoder::rate. Counts are of samples, left and right together one.
class SoundSink {
public:
    virtual ~SoundSink() = default;

    /// Makes ready; false if there is no device, or it refuses.
    virtual bool start() = 0;
    /// Written and not heard yet.
    virtual std::int64_t queued() const = 0;
    /// How many more it can take now.
    virtual std::int64_t room() const = 0;
    virtual void write(std::span<const std::int16_t> stereo) = 0;
    /// Silence at once: what is queued is never heard. start() makes ready again.
    virtual void stop() = 0;
    /// It was ready and has ceased to play, as a device that was pulled out.
    virtual bool hasFailed() const { return false; }
    /// Devices have come or gone since start() was called last: it may find another now, or one where there was none.
    virtual bool hasOthers() const { return false; }
    /// 0 to 1, as the hand feels it.
    virtual void setVolume(double volume) = 0;
};

/// Decoded sound at any place of the film.
class SampleSource {
public:
    virtual ~SampleSource() = default;

    /// Fills `stereo` from the sample `first` on, with silence where the film has none. Returns how many it could tell,
    /// from the first on: the rest is not decoded yet. Never waits.
    virtual std::int64_t read(std::int64_t first, std::span<std::int16_t> stereo) = 0;
};

} // namespace rebuffer
