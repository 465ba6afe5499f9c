#include "core/session/track_check.h"

#include "core/session/scenario_keys.h"

namespace rebuffer {

namespace {

/// "track.audio: 3: film.mp4 has 2 tracks of sound; give one from 1 to 2, auto or none".
std::string refusal(std::string_view key, TrackPick pick, const std::string &film, std::size_t count, const std::string &kind)
{
    std::string text = std::string(key) + ": " + std::to_string(pick.number) + ": " + film + " has ";
    if (count == 0)
        return text + "no track of " + kind + "; give auto or none";
    text += std::to_string(count) + (count == 1 ? " track of " : " tracks of ") + kind + "; give ";
    return text + (count == 1 ? "1" : "one from 1 to " + std::to_string(count)) + ", auto or none";
}

} // namespace

Result<bool> checkTracks(const Scenario &scenario, const std::optional<MediaFile> &media)
{
    if (!media)
        return true;
    const std::size_t pictures = tracksOfKind(*media->timeline, TrackKind::Video).size();
    const std::size_t sounds = tracksOfKind(*media->timeline, TrackKind::Audio).size();
    const TrackChoice &choice = scenario.tracks;
    if (choice.video.number > static_cast<int>(pictures))
        return Problem{refusal(videoTrackKey, choice.video, media->name, pictures, "pictures")};
    if (choice.audio.number > static_cast<int>(sounds))
        return Problem{refusal(audioTrackKey, choice.audio, media->name, sounds, "sound")};
    const bool silent = sounds == 0 || choice.audio.number == TrackPick::none;
    const bool dark = pictures == 0 || choice.video.number == TrackPick::none;
    if (pictures + sounds > 0 && silent && dark) {
        const std::string_view key = pictures > 0 ? videoTrackKey : audioTrackKey;
        return Problem{std::string(key) + ": none leaves nothing of " + media->name + " to play; give auto"};
    }
    return true;
}

} // namespace rebuffer
