// Which parts a scenario asks for: the connection, its congestion control, the way of playing out.
#pragma once

#include "core/media/media_file.h"
#include "core/playback/player.h"
#include "core/session/scenario.h"
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/connection.h"
#include "core/transport/exchange.h"

#include <memory>
#include <optional>
#include <vector>

namespace rebuffer {

std::unique_ptr<CongestionControl> makeControl(const Scenario &scenario);

/// What is asked for on one connection: bytes of the file, from which the film is wanted at `position`.
struct Fetch {
    ByteRange bytes;
    SimDuration position;

    friend bool operator==(const Fetch &, const Fetch &) = default;
};

/// The requests, one after the other, by which a client gets the film from the beginning: one for the whole file; or,
/// with ranges and an index behind the media, the file's head, its index, and the media before and after it.
std::vector<Fetch> fetchesFor(const MediaTimeline &film, const Scenario &scenario);
/// The requests for going on at `position`, the index being in hand.
std::vector<Fetch> fetchesFrom(const MediaTimeline &film, SimDuration position);

/// What is said before the first byte of that.
std::vector<ExchangeStep> exchangeFor(const Scenario &scenario, const std::optional<MediaFile> &media, const Fetch &fetch);

/// The server's words before the first byte; FTP's data connection has none.
std::string responseHeadOf(const Scenario &scenario, const std::optional<MediaFile> &media, const Fetch &fetch);

/// Links and user are not owned. `media` is empty for a bulk source, which is not asked for in parts.
std::unique_ptr<Connection> makeConnection(const Scenario &scenario, const std::optional<MediaFile> &media, const Fetch &fetch,
                                           Link &down, Link &up, ConnectionAlarms alarms, ConnectionUser &user);

PlayoutMode playoutMode(const Scenario &scenario);

/// With the trace it names, if that has been read.
LinkSettings withTrace(LinkSettings link, const TraceShelf &shelf);
/// Every trace the links name is on the shelf.
Result<bool> checkTraces(const Scenario &scenario);

/// The link of a fluid pipe: rate and delay alone.
LinkSettings idealised(LinkSettings link);

} // namespace rebuffer
