// What plays when, out of which bytes: the film as a player sees it that has only its first n bytes.
#pragma once

#include "core/media/access_unit.h"
#include "core/media/unit_pieces.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rebuffer {

/// `Bytes` is the one track of a file played as bytes or of synthetic media.
enum class TrackKind : std::uint8_t { Video, Audio, Bytes, Subtitle, Data };

/// Whether a unit of this kind that has not arrived stops the film.
constexpr bool decidesPlayability(TrackKind kind)
{
    return kind == TrackKind::Video || kind == TrackKind::Audio || kind == TrackKind::Bytes;
}

/// One elementary stream of the file, for people and for the figures. The timeline counts `duration` and `unitCount`
/// from the units it keeps, whatever the reader put there, and `size` if the reader left it at zero.
struct Track {
    TrackKind kind = TrackKind::Data;
    std::string codec;    ///< FFmpeg's short name: "h264", "aac"
    SimDuration duration; ///< end of its last unit
    Bytes size;           ///< of its coded data; less than the sum of its units where these overlap
    std::int64_t unitCount = 0;
    int width = 0; ///< of video, after rotation, in square pixels
    int height = 0;
    double frameRate = 0; ///< of video, mean frames a second; 0 if unknown
    int sampleRate = 0;   ///< of audio, Hz
    int channels = 0;
    std::string language;   ///< ISO 639-2, or empty
    std::string title;      ///< as the file says: "Commentary", or empty
    bool preferred = false; ///< of its kind the one that a player takes by itself
    bool chosen = true;     ///< it is played, and so decides what is playable; else its bytes are only carried along
};

/// Immutable once built, and shared by everything that plays or draws the film.
class MediaTimeline {
public:
    /// What a reader found; `units` in any order, `index` empty if nothing must be read first.
    struct Contents {
        std::string container; ///< "mov,mp4", "matroska,webm", "constant rate"
        Bytes size;            ///< of the whole file
        SimDuration duration;  ///< of the film; of a truncated one, of the part that can be played
        ByteRange index;       ///< without all of it nothing plays (the `moov` box of an MP4)
        std::vector<Track> tracks;
        std::vector<AccessUnit> units; ///< of all tracks; those of Video, Audio and Bytes decide what is playable
        UnitPieces pieces = {};        ///< of those that do not lie in one
        SimDuration announced = {};    ///< what the file says it lasts; no less than what can be played
        bool spliced = false;          ///< its time stamps begin anew in the middle; here they go on
    };

    /// Units outside [0, size), or of no track in the list, are dropped. When one of them decides playability (a
    /// truncated file) the film ends before it: duration() is never more than playableUntil(size()), except that a
    /// film without any unit to play keeps its duration and is never playable.
    explicit MediaTimeline(Contents contents);

    const std::string &container() const { return m_contents.container; }
    Bytes size() const { return m_contents.size; }
    SimDuration duration() const { return m_contents.duration; }
    /// What the file says the whole film lasts: more than duration() if it is truncated, or begins late.
    SimDuration announced() const { return m_contents.announced; }
    /// Whether the file's own time stamps begin anew somewhere: what decodes it has to read it from the start.
    bool isSpliced() const { return m_contents.spliced; }
    ByteRange index() const { return m_contents.index; }
    const std::vector<Track> &tracks() const { return m_contents.tracks; }
    /// In file order (by position).
    const std::vector<AccessUnit> &units() const { return m_contents.units; }
    /// Which bytes between their ends are the units' own.
    const UnitPieces &pieces() const { return m_contents.pieces; }
    /// The track whose pictures are shown, and the one whose sound is heard: indices into tracks().
    std::optional<std::size_t> pictureTrack() const { return chosenOf(TrackKind::Video); }
    std::optional<std::size_t> soundTrack() const { return chosenOf(TrackKind::Audio); }
    /// Sound is played, and no picture.
    bool soundOnly() const { return soundTrack() && !pictureTrack(); }
    /// All that it is made of, to make another of it.
    const Contents &contents() const { return m_contents; }
    /// The mean rate of the whole file over its duration.
    BitRate meanRate() const;
    /// The largest mean rate over any second of the film (to a tenth of a second); of all of a shorter film.
    BitRate peakRate() const { return m_peakRate; }

    /// Whether the index is where the file keeps it, and so in a prefix or not; or was fetched before all else.
    enum class Index { InPlace, InHand };

    /// The film plays up to here for a player that has bytes [0, prefix): the earliest presentation time
    /// among the units not yet complete, or duration() when none is missing; never below zero. A unit is complete
    /// when its last byte and the whole index are in the prefix. Monotone in `prefix`. O(log n).
    SimDuration playableUntil(Bytes prefix, Index index = Index::InPlace) const;
    /// The least prefix whose playableUntil() is at least `position` (which is capped at duration()); size() if
    /// none is, for a film that is never playable. O(log n).
    Bytes prefixFor(SimDuration position, Index index = Index::InPlace) const;
    /// Where to begin to read the file in order to show `position`: at the last key picture before it, or earlier if
    /// another track's units of that time lie before. O(n).
    Bytes startFor(SimDuration position) const;
    /// Does the index lie behind media, so that plain streaming has to wait for it?
    bool hasLateIndex() const { return !m_mediaSteps.empty(); }
    /// What the film asks of the link around `position`: the units, of all tracks of pictures and sound, due within one second
    /// centred there, or within the first or last second where that would reach beyond the film. O(1).
    BitRate rateAround(SimDuration position) const;
    /// When the first picture shown after `position` is due (without one: the first unit); duration() if there is none. O(n).
    SimDuration nextPicture(SimDuration position) const;
    /// The unit that holds the byte at `offset`, or nullptr between units (index, headers). Where several do (a packet or
    /// page of the container with the end of one and the beginning of another) the one that begins last. O(log n) and
    /// the depth of the overlap.
    const AccessUnit *unitAt(Bytes offset) const;

private:
    struct Step {
        Bytes prefix;
        SimDuration playable;
    };

    const Track &trackOf(const AccessUnit &unit) const { return m_contents.tracks[unit.track]; }
    bool decides(const AccessUnit &unit) const { return decidesPlayability(trackOf(unit).kind) && trackOf(unit).chosen; }
    std::optional<std::size_t> chosenOf(TrackKind kind) const;
    void dropForeignUnits();
    void countTracks();
    std::vector<Step> stepsWith(Bytes mustHave) const;
    const std::vector<Step> &steps(Index index) const
    {
        return index == Index::InHand && hasLateIndex() ? m_mediaSteps : m_steps;
    }
    bool holds(const AccessUnit &unit, Bytes offset) const;
    void markOverlaps();
    void buildEnclosing();
    void buildRates();
    std::size_t slotCount() const { return m_bytesDue.size() - 1; }
    std::size_t slotOf(SimDuration position) const;
    BitRate rateOfSlots(std::size_t first) const;

    Contents m_contents;
    std::vector<Step> m_steps;              // both members strictly increasing; the first has prefix zero
    std::vector<Step> m_mediaSteps;         // with the index in hand; empty where that makes no difference
    std::vector<std::uint32_t> m_enclosing; // by unit: the nearest one before it that ends after it
    std::vector<std::int64_t> m_bytesDue;   // due before the start of slot i: one more than there are slots
    SimDuration m_slot;                     // 100 ms, or wider if the film is so long that the table would not fit
    std::size_t m_slotsInWindow = 1;        // one second of them
    BitRate m_peakRate;
};

} // namespace rebuffer
