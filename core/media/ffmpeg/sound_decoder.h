// Turns the film's own bytes into the sound that a player would give, sample by sample on MediaTimeline's time axis.
#pragma once

#include "core/sim/result.h"
#include "core/sim/sim_time.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

/// A run of sound: stereo, 16 bits, left and right in turn, at SoundDecoder::rate.
struct SoundBlock {
    std::int64_t first = 0; ///< the instant of its first sample, counted in samples from the film's beginning
    std::vector<std::int16_t> samples;

    std::int64_t count() const { return static_cast<std::int64_t>(samples.size() / 2); }
    std::int64_t end() const { return first + count(); }
};

/// Decodes one sound track of one file. Not thread safe: it lives on the thread of its one user.
/// What cannot be decoded, and what the film has no sound for, is left out: silence.
class SoundDecoder {
public:
    static constexpr std::int64_t rate = 48'000; ///< samples a second, whatever the film's own rate
    static constexpr std::int64_t channels = 2;

    ~SoundDecoder();
    SoundDecoder(const SoundDecoder &) = delete;
    SoundDecoder &operator=(const SoundDecoder &) = delete;

    /// Opens `track` of the film at `path`, or its best sound track. A film without one is a Problem that says so.
    /// `spliced`: its time stamps begin anew somewhere (MediaTimeline::isSpliced()); then every seek reads from the start.
    static Result<std::unique_ptr<SoundDecoder>> open(const std::string &path, std::optional<std::size_t> track = {},
                                                      bool spliced = false);

    /// next() goes on somewhat before `sample`, or at the first sound after it.
    void seek(std::int64_t sample);
    /// The next sound there is. Between two seeks blocks follow each other and never overlap. False at the end.
    bool next(SoundBlock &block);

private:
    struct Impl;
    explicit SoundDecoder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// The first sample at or after `time`.
std::int64_t sampleAt(SimDuration time);
/// When that sample is due, to the nanosecond before.
SimDuration timeOfSample(std::int64_t sample);

} // namespace rebuffer
