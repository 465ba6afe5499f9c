// The table that a sweep writes: a line for each cell, in their order, complete after each line.
#pragma once

#include "core/session/sweep.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace rebuffer::cli {

/// "cell,link.rate,link.loss,seed,startup_delay_s,…" with its line's end.
QByteArray sweepHeader(const Sweep &sweep);
/// The same bytes for the same cell, whoever ran it.
QByteArray sweepRow(const Sweep &sweep, std::size_t cell, const Summary &summary);
/// How each row of that cell begins: its number, its values, the seed.
QByteArray sweepRowStart(const Sweep &sweep, std::size_t cell);

/// How many of `cells` a file holds already, and how many bytes they take. Refused if it is of another sweep.
struct SweepSoFar {
    std::size_t cells = 0;
    qint64 bytes = 0;
};
Result<SweepSoFar> readSweepSoFar(const QString &path, const Sweep &sweep, const std::vector<std::size_t> &cells);

/// The lines of all files in the order of their cells, under one header. Refused if they are of different sweeps, or a
/// cell is there twice or missing.
Result<QByteArray> mergeSweeps(const QStringList &paths);

} // namespace rebuffer::cli
