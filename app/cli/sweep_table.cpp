#include "app/cli/sweep_table.h"

#include "core/session/event_log.h"

#include <QFile>

#include <map>

namespace rebuffer::cli {

namespace {

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 9);
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Problem{path.toStdString() + ": cannot be read: " + file.errorString().toStdString()};
    return file.readAll();
}

} // namespace

QByteArray sweepHeader(const Sweep &sweep)
{
    return "cell," + QByteArray::fromStdString(sweep.x().key) + ',' + QByteArray::fromStdString(sweep.y().key) +
           ",seed,state,startup_delay_s,stall_count,stall_time_s,play_time_s,rebuffer_ratio,experience,goodput_mbps,"
           "data_packets_lost,data_packets_dropped,retransmissions,late_packets,sim_time_s\n";
}

QByteArray sweepRowStart(const Sweep &sweep, std::size_t cell)
{
    return QByteArray::number(static_cast<qulonglong>(cell)) + ',' + QByteArray::fromStdString(sweep.xValue(cell)) + ',' +
           QByteArray::fromStdString(sweep.yValue(cell)) + ',' +
           QByteArray::number(static_cast<qulonglong>(sweep.scenario(cell).seed)) + ',';
}

QByteArray sweepRow(const Sweep &sweep, std::size_t cell, const Summary &s)
{
    const auto count = [](auto n) { return QByteArray::number(static_cast<qlonglong>(n)); };
    const QByteArrayList rest{nameOf(s.state),
                              s.startupDelay ? number(s.startupDelay->toSeconds()) : QByteArray(),
                              count(s.stallCount),
                              number(s.stallTime.toSeconds()),
                              number(s.playTime.toSeconds()),
                              number(s.rebufferRatio),
                              number(s.experience),
                              number(s.goodput.toMegabitsPerSecond()),
                              count(s.dataPacketsLost),
                              count(s.dataPacketsDropped),
                              count(s.retransmissions),
                              count(s.latePackets),
                              number(s.now.toSeconds())};
    return sweepRowStart(sweep, cell) + rest.join(',') + '\n';
}

Result<SweepSoFar> readSweepSoFar(const QString &path, const Sweep &sweep, const std::vector<std::size_t> &cells)
{
    if (!QFile::exists(path))
        return SweepSoFar{};
    const auto content = contentOf(path);
    if (!content)
        return Problem{content.problem()};
    const QByteArray header = sweepHeader(sweep);
    if (header.startsWith(*content)) // stopped before its first line
        return SweepSoFar{};
    const Problem other{path.toStdString() + ": holds another sweep, or something else; give another --out, or remove it"};
    if (!content->startsWith(header))
        return other;
    SweepSoFar soFar{0, header.size()};
    while (soFar.bytes < content->size()) {
        const qsizetype end = content->indexOf('\n', soFar.bytes);
        if (end < 0)
            break; // the line that was being written
        if (soFar.cells == cells.size() ||
            !content->mid(soFar.bytes, end - soFar.bytes).startsWith(sweepRowStart(sweep, cells[soFar.cells])))
            return other;
        ++soFar.cells;
        soFar.bytes = end + 1;
    }
    return soFar;
}

Result<QByteArray> mergeSweeps(const QStringList &paths)
{
    QByteArray header;
    std::map<qulonglong, QByteArray> rows;
    for (const QString &path : paths) {
        const auto content = contentOf(path);
        if (!content)
            return Problem{content.problem()};
        QByteArrayList lines = content->split('\n');
        const QByteArray own = lines.takeFirst();
        if (!own.startsWith("cell,") || (!header.isEmpty() && own != header))
            return Problem{path.toStdString() + ": is no sweep, or another than the files before it"};
        header = own;
        if (lines.isEmpty() || !lines.takeLast().isEmpty())
            return Problem{path.toStdString() + ": ends in mid-line; finish that sweep first, by the command that began it"};
        for (const QByteArray &line : lines) {
            bool good = false;
            const qulonglong cell = line.left(line.indexOf(',')).toULongLong(&good);
            if (!good || !rows.emplace(cell, line).second)
                return Problem{path.toStdString() + ": cell " + line.left(line.indexOf(',')).toStdString() +
                               (good ? " is there twice" : " is no number")};
        }
    }
    QByteArray merged = header + '\n';
    qulonglong expected = 0;
    for (const auto &[cell, line] : rows) {
        if (cell != expected++)
            return Problem{"--merge: cell " + std::to_string(expected - 1) + " is in none of the files; give all shards"};
        merged += line + '\n';
    }
    return merged;
}

} // namespace rebuffer::cli
