// The four kinds of stream as a person meets them: what each is here, what it holds against its high-water
// mark, and whether it said "stop". Out of a snapshot, into words; painted by StreamCard.
#pragma once

#include "core/session/snapshot.h"

#include <QString>

#include <array>

namespace rebuffer {

enum class StreamKind { Readable, Transform, Duplex, Writable };
inline constexpr std::size_t streamKinds = 4;

struct StreamFacts {
    QString kind;          ///< "Readable"
    QString role;          ///< "the server reads the file"
    QString holds;         ///< "13.8 of 38.2 MB read"
    double fill = 0;       ///< 0 to 1 of the bar; the bar's end is the high-water mark
    bool saidStop = false; ///< it holds as much as it will
    bool waits = false;    ///< the next one said stop
    QString state;         ///< "flows", "said stop", "waits"
};

std::array<StreamFacts, streamKinds> streamFacts(const Snapshot &snapshot);

} // namespace rebuffer
