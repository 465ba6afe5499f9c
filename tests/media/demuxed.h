// The packets libavformat reports, asked for without any of the program's own code: what its reader is compared with.
#pragma once

#include "core/media/media_timeline.h"

#include <QByteArray>

#include <cstdint>
#include <string>
#include <vector>

namespace rebuffer::test {

/// A packet as reported, its times in seconds on the container's own axis.
struct Reported {
    int track = 0;
    long double pts = 0; ///< dts, if it is not told
    long double dts = 0;
    long double duration = 0;
    bool dtsTold = false;
    bool key = false;
    bool discarded = false; ///< to be decoded, but not presented
    std::int64_t position = -1;
    QByteArray data;
};

/// A whole file, or as much as could be read; `duration` is the container's, in seconds.
struct Demuxed {
    std::vector<Reported> packets;
    double duration = 0;
};

Demuxed demux(const std::string &path);

/// A unit and the packet it was made from.
struct Pair {
    AccessUnit unit;
    Reported packet;
};

/// Track after track; each track's units lie in the file in the order in which they are read.
std::vector<Pair> paired(const MediaTimeline &timeline, const Demuxed &demuxed);

/// Everything in the file, or nothing if it cannot be read.
QByteArray contentOf(const std::string &path);
bool writeTo(const std::string &path, const QByteArray &content);

} // namespace rebuffer::test
