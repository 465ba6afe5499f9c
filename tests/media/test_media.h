// Films made at test time: every picture carries its number, so that a test can read which one it was given.
#pragma once

#include "core/media/ffmpeg/picture_decoder.h"
#include "core/sim/result.h"
#include "core/sim/sim_time.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rebuffer::test {

inline constexpr int secondFrom = 1000;

/// What a film is to be; a codec is named as FFmpeg names its encoder, and left out when empty.
struct FilmRecipe {
    std::string container = "mp4"; ///< FFmpeg's name of the format
    std::string options;           ///< of the container: "movflags=faststart"
    std::string video = "mpeg4";
    std::string audio;
    int width = 160;
    int height = 96;
    int aspectNumerator = 1; ///< of a pixel, width to height
    int aspectDenominator = 1;
    int turn = 0; ///< degrees clockwise that a player must turn it
    int framesPerSecond = 25;
    int frames = 50;
    int keyInterval = 12;
    int bFrames = 0;
    int redness = 128; ///< Cr of all pictures; Cb is 128
    bool silent = false;
    bool ticks = false;  ///< instead of the hum: silence, and a short burst at the beginning of every quarter of a second
    bool counts = false; ///< instead of the hum: every sample tells its number, if it is of 16 bits and not compressed
    int soundTracks = 1;
    bool othersSilent = false;               ///< only the first of them is to be heard
    int pictureTracks = 1;                   ///< the second's pictures are numbered from secondFrom on
    std::vector<std::string> soundLanguages; ///< of the tracks in turn, ISO 639-2
    std::string soundTitle;                  ///< of the last of them
    int firstNumber = 0;                     ///< of the first picture
    int soundRate = 48'000;
    int shift = 0;               ///< in 1/framesPerSecond, how much later than the sound the pictures begin, or earlier
    std::vector<int> frameTimes; ///< in 1/framesPerSecond, rising; empty for one after the other
};

/// Three seconds of pictures and sound; either is left out when its encoder is empty.
FilmRecipe filmIn(const std::string &container, const std::string &video, const std::string &audio, int bFrames = 0,
                  const std::string &options = {});
/// An MP4 with B-frames and sound, its index at the start or at the end of the file.
FilmRecipe indexFirst();
FilmRecipe indexLast();

/// Encodes it as the file `path`. A Problem if this FFmpeg cannot, as when an encoder is not built in.
Result<std::string> makeFilm(const std::string &path, const FilmRecipe &recipe);

/// When the picture with this number is shown, counted from the first.
SimDuration timeOfFrame(const FilmRecipe &recipe, int number);

/// Where in the sound of a film with `ticks` the next one begins, counted in samples of `samples`, from `from` on: the first
/// that is louder than a fifth of all there can be. -1 if none is.
std::int64_t tickIn(const std::vector<std::int16_t> &stereo, std::int64_t from);

/// The number painted into a picture that stands upright; -1 if it cannot be read.
int numberIn(const Picture &picture);

} // namespace rebuffer::test
