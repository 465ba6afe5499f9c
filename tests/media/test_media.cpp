#include "tests/media/test_media.h"

#include "tests/media/encoder.h"

extern "C" {
#include <libavutil/log.h>
}

#include <vector>

namespace rebuffer::test {

namespace {

constexpr int columns = 4;

struct Output {
    ~Output()
    {
        if (format != nullptr && format->pb != nullptr)
            avio_closep(&format->pb);
        avformat_free_context(format);
    }
    AVFormatContext *format = nullptr;
};

using Encoders = std::vector<std::unique_ptr<Encoder>>;

// Always the track that is behind, so that what is shown together lies together in the file.
bool encodeAll(const Encoders &encoders)
{
    while (true) {
        Encoder *behind = nullptr;
        for (const auto &encoder : encoders) {
            if (encoder->hasMore() && (behind == nullptr || encoder->nextTime() < behind->nextTime()))
                behind = encoder.get();
        }
        if (behind == nullptr)
            break;
        if (!behind->step())
            return false;
    }
    for (const auto &encoder : encoders) {
        if (!encoder->step())
            return false;
    }
    return true;
}

std::string languageOf(const FilmRecipe &recipe, int track)
{
    const auto i = static_cast<std::size_t>(track);
    return i < recipe.soundLanguages.size() ? recipe.soundLanguages[i] : std::string();
}

std::string write(AVFormatContext *format, const std::string &path, const FilmRecipe &recipe)
{
    Encoders encoders;
    std::string problem;
    for (int track = 0; track < recipe.pictureTracks && problem.empty() && !recipe.video.empty(); ++track) {
        FilmRecipe one = recipe;
        one.firstNumber += track * secondFrom;
        encoders.push_back(Encoder::forVideo(format, one, problem));
    }
    for (int track = 0; track < recipe.soundTracks && problem.empty() && !recipe.audio.empty(); ++track) {
        FilmRecipe one = recipe;
        one.silent = recipe.silent || (recipe.othersSilent && track > 0);
        encoders.push_back(Encoder::forAudio(format, one, problem));
        if (problem.empty())
            encoders.back()->say(languageOf(recipe, track), track + 1 == recipe.soundTracks ? recipe.soundTitle : std::string());
    }
    if (!problem.empty())
        return problem;
    if (avio_open(&format->pb, path.c_str(), AVIO_FLAG_WRITE) < 0)
        return "cannot write " + path;
    AVDictionary *options = nullptr;
    av_dict_parse_string(&options, recipe.options.c_str(), "=", ":", 0);
    const int started = avformat_write_header(format, &options);
    av_dict_free(&options);
    if (started < 0)
        return "the container refuses: " + recipe.container;
    if (!encodeAll(encoders) || av_write_trailer(format) < 0)
        return "cannot encode";
    return {};
}

bool isWhite(std::uint32_t pixel)
{
    return (pixel & 0xff) + (pixel >> 8 & 0xff) + (pixel >> 16 & 0xff) > 3 * 128;
}

} // namespace

FilmRecipe filmIn(const std::string &container, const std::string &video, const std::string &audio, int bFrames,
                  const std::string &options)
{
    FilmRecipe recipe;
    recipe.container = container;
    recipe.video = video;
    recipe.audio = audio;
    recipe.bFrames = bFrames;
    recipe.options = options;
    recipe.frames = 75;
    return recipe;
}

FilmRecipe indexFirst()
{
    return filmIn("mp4", "libx264", "aac", 3, "movflags=faststart");
}

FilmRecipe indexLast()
{
    return filmIn("mp4", "libx264", "aac", 2);
}

Result<std::string> makeFilm(const std::string &path, const FilmRecipe &recipe)
{
    av_log_set_level(AV_LOG_QUIET);
    Output output;
    if (avformat_alloc_output_context2(&output.format, nullptr, recipe.container.c_str(), path.c_str()) < 0)
        return Problem{"there is no container " + recipe.container};
    const std::string problem = write(output.format, path, recipe);
    if (!problem.empty())
        return Problem{problem};
    return path;
}

SimDuration timeOfFrame(const FilmRecipe &recipe, int number)
{
    const auto frame = static_cast<std::size_t>(number);
    std::int64_t ticks = number;
    if (!recipe.frameTimes.empty())
        ticks = frame < recipe.frameTimes.size() ? recipe.frameTimes[frame] : recipe.frameTimes.back() + 1;
    return SimDuration::nanoseconds(ticks * 1'000'000'000 / recipe.framesPerSecond);
}

std::int64_t tickIn(const std::vector<std::int16_t> &stereo, std::int64_t from)
{
    constexpr int loud = 32767 / 5;
    for (auto i = static_cast<std::size_t>(from) * 2; i < stereo.size(); i += 2) {
        if (stereo[i] > loud || stereo[i] < -loud)
            return static_cast<std::int64_t>(i / 2);
    }
    return -1;
}

int numberIn(const Picture &picture)
{
    if (picture.width < 2 * columns || picture.height < 2 * columns)
        return -1;
    int number = 0;
    for (int row = 0; row < columns; ++row) {
        for (int column = 0; column < columns; ++column) {
            const int x = (2 * column + 1) * picture.width / (2 * columns);
            const int y = (2 * row + 1) * picture.height / (2 * columns);
            number = number * 2 + (isWhite(picture.pixels[static_cast<std::size_t>(y * picture.width + x)]) ? 1 : 0);
        }
    }
    return number;
}

} // namespace rebuffer::test
