// A run's packets as a capture file that Wireshark opens: pcapng (draft-ietf-opsawg-pcapng), raw IPv4, nanoseconds.
#pragma once

#include "core/io/run_mark.h"
#include "core/media/media_file.h"

#include <QString>

#include <functional>
#include <optional>

namespace rebuffer {

/// Runs the marked scenario from its beginning to `until`, or to the film's end, and writes every packet as it passes the
/// server: those sent when they are sent, though they may be lost behind it, those received when they arrive. Headers
/// are whole, checksums right, and the payload is the film's own bytes (zeros of synthetic media). Saved atomically: a full
/// disk leaves the file as it was, and so does `keepGoing`, told how far the run is, when it answers no. Refused under
/// ideal, which has no packets, and of a missing film.
Result<bool> savePacketCapture(const QString &path, const RunMark &mark, const std::optional<MediaFile> &media,
                               std::optional<SimTime> until, const std::function<bool(SimTime now)> &keepGoing = {});

} // namespace rebuffer
