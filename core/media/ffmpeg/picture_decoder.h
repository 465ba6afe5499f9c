// Turns the film's own bytes into the picture that a player would show at a position.
#pragma once

#include "core/media/damaged_unit.h"
#include "core/sim/result.h"
#include "core/sim/sim_time.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

/// A decoded frame in 32-bit 0xffRRGGBB words, rows packed (QImage::Format_RGB32's layout on little endian).
struct Picture {
    int width = 0; ///< after rotation and sample aspect ratio, at most the size asked for
    int height = 0;
    SimDuration pts;        ///< on MediaTimeline's time axis
    std::int64_t frame = 0; ///< how many frames are presented before it, if known; else -1
    std::vector<std::uint32_t> pixels;

    bool isNull() const { return pixels.empty(); }
};

/// Decodes one video track of one file. Not thread safe: it lives on the thread of its one user.
/// Deterministic: the picture at a position depends on the file and the position alone.
class PictureDecoder {
public:
    ~PictureDecoder();
    PictureDecoder(PictureDecoder &&) noexcept;
    PictureDecoder &operator=(PictureDecoder &&) noexcept;

    /// Opens `track` of the film at `path`, or its best video track. A film without one is a Problem that says so.
    static Result<std::unique_ptr<PictureDecoder>> open(const std::string &path, std::optional<std::size_t> track = {},
                                                        bool spliced = false);

    /// What a lossy network left of the film's units, sorted by dts; all others are whole. Holds for every later call: the
    /// picture at a position depends on it, too, and on nothing else.
    void setDamage(std::vector<DamagedUnit> damage);

    /// Makes the current picture the frame to be shown at `position`: the last one with pts <= position (the
    /// first of the film if none is). Goes forward by decoding, and seeks to the key frame before when that is
    /// shorter or when the position lies behind. True if the picture is another than before.
    bool advanceTo(SimDuration position);

    /// The frame advanceTo() settled on, scaled to fit `maxWidth` x `maxHeight` keeping its shape (never
    /// enlarged beyond its own size). Null before the first successful advanceTo().
    Picture picture(int maxWidth, int maxHeight);

    /// The current frame's pts; meaningless before the first successful advanceTo().
    SimDuration pts() const;
    /// The current frame lasts until here, so that nothing need be decoded for a position before it.
    SimDuration nextPts() const;

private:
    struct Impl;
    explicit PictureDecoder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace rebuffer
