// Which parts a scenario asks for: the connection, its congestion control, the way of playing out.
#pragma once

#include "core/media/media_file.h"
#include "core/playback/player.h"
#include "core/session/scenario.h"
#include "core/transport/congestion/congestion_control.h"
#include "core/transport/connection.h"

#include <memory>
#include <optional>

namespace rebuffer {

std::unique_ptr<CongestionControl> makeControl(const Scenario &scenario);

/// Links and user are not owned. `media` is empty for a bulk source.
std::unique_ptr<Connection> makeConnection(const Scenario &scenario, const std::optional<MediaFile> &media, Link &down, Link &up,
                                           ConnectionAlarms alarms, ConnectionUser &user);

PlayoutMode playoutMode(const Scenario &scenario);

/// With the trace it names, if that has been read.
LinkSettings withTrace(LinkSettings link, const TraceShelf &shelf);
/// Every trace the links name is on the shelf.
Result<bool> checkTraces(const Scenario &scenario);

/// The link of a fluid pipe: rate and delay alone.
LinkSettings idealised(LinkSettings link);

} // namespace rebuffer
