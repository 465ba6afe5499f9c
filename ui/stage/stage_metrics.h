// The sizes of text that the stage's geometry reckons with, taken from a theme once; lengths are device-independent
// pixels.
#pragma once

#include "ui/theme/theme.h"

#include <array>

namespace rebuffer {

/// What may stand in the legend, in its order.
enum class LegendKind {
    Played,
    Received,
    OnItsWay,
    Damaged,
    Index,
    Data,
    Flow,
    Retransmission,
    Duplicate,
    Parity,
    Lost,
    Dropped,
    Ack,
    Gap,
    Stop,
    Go,
    Nack,
    Handshake,
    Request,
    Probe,
    Count,
};
inline constexpr int legendKinds = static_cast<int>(LegendKind::Count);

/// The kinds of stream in the order of the pipeline; Transform stands there twice.
enum class StreamStop { Readable, Packetiser, Duplex, Reassembler, Writable, Count };
inline constexpr int streamStops = static_cast<int>(StreamStop::Count);

/// The words whose width decides the layout.
QString legendWord(LegendKind kind);
QString streamWord(StreamStop stop);

struct StageMetrics {
    double title = 17;       ///< height of a line of title text
    double caption = 14;     ///< height of a line of caption text
    double em = 7.5;         ///< mean width of a caption's character
    double space = 4;        ///< one step of the spacing scale
    double line = 1;         ///< width of marks
    double markLabel = 80;   ///< "resume 15 s"
    double filePart = 110;   ///< "38.2 of 38.2 MB"
    double playerTitle = 60; ///< "Player", which the clock beside it leaves whole
    std::array<double, legendKinds> legend{};
    std::array<double, streamStops> stream{};

    static StageMetrics of(const Theme &theme);
};

} // namespace rebuffer
