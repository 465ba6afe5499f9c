// The figures of a run as the JSON object that the command line prints.
#pragma once

#include "core/media/media_file.h"
#include "core/session/summary.h"

#include <QJsonObject>

#include <optional>

namespace rebuffer {

/// What the run cost the machine it ran on; not part of what must repeat.
struct EngineCost {
    double cpuSeconds = 0;
    double peakRssMegabytes = 0;
};

/// Times in seconds, rates in Mbit/s, sizes in bytes. Figures that do not exist yet are null.
QJsonObject summaryToJson(const Summary &summary, const std::optional<MediaFile> &media, const EngineCost &cost);

} // namespace rebuffer
