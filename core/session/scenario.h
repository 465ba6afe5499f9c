// Everything that decides a run: the same scenario and seed give the same event log, byte for byte.
#pragma once

#include "core/media/track_choice.h"
#include "core/net/link_settings.h"
#include "core/playback/player_state.h"
#include "core/sim/result.h"
#include "core/sim/sim_time.h"
#include "core/sim/units.h"
#include "core/transport/rtp/rtp_settings.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rebuffer {

enum class TransportKind : std::uint8_t { TcpCubic, TcpReno, TcpBbr, Rtp, Ideal };
enum class DeliveryMode : std::uint8_t {
    Stream,   ///< one request for the whole file
    Download, ///< the same, and nothing plays before the last byte
    Ranges,   ///< a film's index first, wherever the file keeps it, then the media: one request each
};
enum class Protocol : std::uint8_t { Http, Https, Ftp };

/// Traces that have been read, by how the scenario names them.
using TraceShelf = std::map<std::string, std::shared_ptr<const RateTrace>>;

/// What is streamed.
struct FileSource {
    std::string path;
    friend bool operator==(const FileSource &, const FileSource &) = default;
};
struct BytesSource { ///< any file, played as bytes at a stated rate
    std::string path;
    BitRate rate;
    friend bool operator==(const BytesSource &, const BytesSource &) = default;
};
struct ConstantRateSource { ///< synthetic media
    BitRate rate;
    SimDuration duration;
    friend bool operator==(const ConstantRateSource &, const ConstantRateSource &) = default;
};
struct BulkSource { ///< endless bytes, no player
    friend bool operator==(const BulkSource &, const BulkSource &) = default;
};
using SourceSpec = std::variant<FileSource, BytesSource, ConstantRateSource, BulkSource>;

/// The way back. What is not said is as the link's, without loss.
struct UplinkSettings {
    std::optional<BitRate> rate;
    std::optional<std::string> traceFile; ///< set whenever rate is; empty for a constant rate
    std::optional<SimDuration> delay;
    std::optional<SimDuration> jitter;
    std::optional<JitterDistribution> jitterDistribution;
    std::optional<bool> reorder;
    std::optional<double> loss;
    std::optional<double> lossBurst;
    std::optional<QueueLimit> queue;
    std::optional<QueueDiscipline> queueDiscipline;
    std::optional<Bytes> overhead;

    /// These settings on top of `link`'s.
    LinkSettings over(const LinkSettings &link) const;
    friend bool operator==(const UplinkSettings &, const UplinkSettings &) = default;
};

/// A setting changed at an instant of the run; `key` and `value` in the scenario file's own words.
struct TimedChange {
    SimTime at;
    std::string key;
    std::string value;

    friend bool operator==(const TimedChange &, const TimedChange &) = default;
};

/// What tells the file that a scenario was made with from another of its name.
struct SourceMark {
    Bytes size;
    std::string sha256; ///< in hexadecimal: of all of it; of a file above 128 MiB, of 128 pieces of 1 MiB spread over it
    friend bool operator==(const SourceMark &, const SourceMark &) = default;
};

struct Scenario {
    std::string title;
    std::string notes;
    SourceSpec source = BulkSource{};
    TrackChoice tracks;
    std::optional<SourceMark> sourceMark; ///< from a scenario file; decides nothing in the run
    LinkSettings link;
    UplinkSettings uplink;
    TransportKind transport = TransportKind::TcpCubic;
    DeliveryMode delivery = DeliveryMode::Stream;
    Protocol protocol = Protocol::Http;
    RtpSettings rtp;
    PlayerSettings player;
    std::uint64_t seed = 1;
    std::vector<TimedChange> changes; ///< in order of time
    TraceShelf traces;                ///< what the trace files named above hold; not part of its text

    friend bool operator==(const Scenario &, const Scenario &) = default;
};

} // namespace rebuffer
