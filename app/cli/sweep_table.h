// The table that a sweep writes: a line for each cell, in their order, complete after each line.
#pragma once

#include "core/session/sweep.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace rebuffer::cli {

/// How many of a sweep's cells a file holds already, and how many bytes they take.
struct SweepSoFar {
    std::size_t cells = 0;
    qint64 bytes = 0;
};

/// Every line ends with the sweep's mark: lines of sweeps that differ in anything (another setting, another content of the
/// film or of a trace, another version of the program) never stand in one table.
class SweepTable {
public:
    /// `sweep` is not owned. Reads its film once more, for the mark.
    explicit SweepTable(const Sweep &sweep);

    /// "cell,link.rate,link.loss,seed,startup_delay_s,…,sweep" with its line's end.
    QByteArray header() const;
    /// The same bytes for the same cell, whoever ran it.
    QByteArray row(std::size_t cell, const Summary &summary) const;
    /// What of `cells` the file holds; refused if it is of another sweep.
    Result<SweepSoFar> readSoFar(const QString &path, const std::vector<std::size_t> &cells) const;

private:
    QByteArray rowStart(std::size_t cell) const;
    QByteArray rowEnd() const { return ',' + m_mark; }

    const Sweep &m_sweep;
    QByteArray m_mark; // sixteen hexadecimal digits
};

/// The lines of all files in the order of their cells, under one header. Refused if they are of different sweeps, or a
/// cell is there twice or missing.
Result<QByteArray> mergeSweeps(const QStringList &paths);

} // namespace rebuffer::cli
