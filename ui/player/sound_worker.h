// Decodes the film's sound on a thread of its own, a little ahead of where it is read.
#pragma once

#include "ui/player/sound_sink.h"

#include <memory>
#include <optional>
#include <string>

namespace rebuffer {

class SoundWorker final : public SampleSource {
public:
    /// How much it holds, at most: what is ahead of the last read, and what lies just behind it.
    static constexpr std::int64_t samplesAhead = 48'000;
    static constexpr std::int64_t samplesBehind = 9'600;

    SoundWorker();
    /// Waits for the sound being decoded, if any, and ends the thread.
    ~SoundWorker() override;

    /// Starts opening that track of the film, or its best; sound of an earlier film is no longer read. An empty path closes.
    /// `spliced`: see MediaTimeline::isSpliced().
    void open(const std::string &path, std::optional<std::size_t> track = {}, bool spliced = false);
    /// False once it has turned out that the film has no sound that can be decoded.
    bool hasSound() const;

    std::int64_t read(std::int64_t first, std::span<std::int16_t> stereo) override;
    /// Begins to decode there, for a read that is to come.
    void prepare(std::int64_t first);
    /// For tests: waits until all that read() wants ahead is there.
    void finish();
    /// How many samples it holds just now.
    std::int64_t held() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace rebuffer
