#include "app/cli/sweep_table.h"

#include "core/io/scenario_file.h"
#include "core/io/source_mark.h"
#include "core/net/rate_trace.h"
#include "core/session/event_log.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include <map>

namespace rebuffer::cli {

namespace {

constexpr qint64 largestTable = 256 * 1024 * 1024;

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', 9);
}

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Problem{path.toStdString() + ": cannot be read: " + file.errorString().toStdString()};
    const QByteArray content = file.read(largestTable + 1); // a device may never end
    if (content.size() > largestTable)
        return Problem{path.toStdString() + ": is larger than 256 MiB, which no sweep's table is"};
    return content;
}

QByteArray contentOf(const RateTrace &trace)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(trace.length().toNanoseconds()));
    for (const RateTrace::Step &step : trace.steps())
        hash.addData(' ' + QByteArray::number(step.at.toNanoseconds()) + ' ' + QByteArray::number(step.rate.toBitsPerSecond()));
    return hash.result().toHex();
}

/// All that decides what is in the table, and how many cells it has when it is whole. Of the film and
/// of traces their content counts, not where they lie on this machine.
QByteArray markOfSweep(const Sweep &sweep)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const QByteArray &text) { hash.addData(text + '\0'); };
    Scenario base = sweep.base();
    const auto film = markOf(base.source);
    const auto byContent = [&film, &shelf = sweep.base().traces](std::string &name) {
        if (const auto trace = shelf.find(name); trace != shelf.end())
            name = contentOf(*trace->second).toStdString();
        else if (film)
            name = film->sha256;
    };
    renameFiles(base, byContent);
    add(REBUFFER_VERSION);
    add(scenarioToJson(base));
    for (const SweepAxis &axis : {sweep.x(), sweep.y()}) {
        add(QByteArray::fromStdString(axis.key));
        for (const std::string &value : axis.values) {
            Scenario cell; // a value may be a trace, too
            cell.changes = {{SimTime::start(), axis.key, value}};
            renameFiles(cell, byContent);
            add(QByteArray::fromStdString(cell.changes.front().value));
        }
    }
    return hash.result().toHex().left(16) + '/' + QByteArray::number(static_cast<qulonglong>(sweep.size()));
}

/// How many cells there are in all, as a mark tells.
qulonglong cellsOf(const QByteArray &mark)
{
    return mark.mid(mark.lastIndexOf('/') + 1).toULongLong();
}

QByteArray markOfRow(const QByteArray &line)
{
    return line.mid(line.lastIndexOf(',') + 1);
}

} // namespace

SweepTable::SweepTable(const Sweep &sweep) : m_sweep(sweep), m_mark(markOfSweep(sweep)) {}

QByteArray SweepTable::header() const
{
    return "cell," + QByteArray::fromStdString(m_sweep.x().key) + ',' + QByteArray::fromStdString(m_sweep.y().key) +
           ",seed,state,startup_delay_s,stall_count,stall_time_s,play_time_s,rebuffer_ratio,experience,goodput_mbps,"
           "data_packets_lost,data_packets_dropped,retransmissions,late_packets,sim_time_s,sweep\n";
}

QByteArray SweepTable::rowStart(std::size_t cell) const
{
    return QByteArray::number(static_cast<qulonglong>(cell)) + ',' + QByteArray::fromStdString(m_sweep.xValue(cell)) + ',' +
           QByteArray::fromStdString(m_sweep.yValue(cell)) + ',' +
           QByteArray::number(static_cast<qulonglong>(m_sweep.scenario(cell).seed)) + ',';
}

QByteArray SweepTable::row(std::size_t cell, const Summary &s) const
{
    const auto count = [](auto n) { return QByteArray::number(static_cast<qlonglong>(n)); };
    const QByteArrayList rest{nameOf(s.state),
                              s.startupDelay ? number(s.startupDelay->toSeconds()) : QByteArray(),
                              count(s.stallCount),
                              number(s.stallTime.toSeconds()),
                              number(s.playTime.toSeconds()),
                              number(s.rebufferRatio),
                              s.startupDelay ? number(s.experience) : QByteArray(),
                              number(s.goodput.toMegabitsPerSecond()),
                              count(s.dataPacketsLost),
                              count(s.dataPacketsDropped),
                              count(s.retransmissions),
                              count(s.latePackets),
                              number(s.now.toSeconds())};
    return rowStart(cell) + rest.join(',') + rowEnd() + '\n';
}

Result<SweepSoFar> SweepTable::readSoFar(const QString &path, const std::vector<std::size_t> &cells) const
{
    if (!QFile::exists(path))
        return SweepSoFar{};
    if (!QFileInfo(path).isFile())
        return Problem{path.toStdString() + ": is no file, and a sweep must be able to go on with what it has written"};
    const auto content = contentOf(path);
    if (!content)
        return Problem{content.problem()};
    if (header().startsWith(*content)) // stopped before its first line
        return SweepSoFar{};
    const Problem other{path.toStdString() + ": holds another sweep, or something else; give another --out, or remove it"};
    if (!content->startsWith(header()))
        return other;
    SweepSoFar soFar{0, header().size()};
    while (soFar.bytes < content->size()) {
        const qsizetype end = content->indexOf('\n', soFar.bytes);
        if (end < 0)
            break; // the line that was being written
        const QByteArray line = content->mid(soFar.bytes, end - soFar.bytes);
        if (soFar.cells == cells.size() || !line.startsWith(rowStart(cells[soFar.cells])) || !line.endsWith(rowEnd()))
            return other;
        ++soFar.cells;
        soFar.bytes = end + 1;
    }
    return soFar;
}

namespace {

Result<QByteArray> joined(const QByteArray &header, const std::map<qulonglong, QByteArray> &rows, qulonglong cells)
{
    QByteArray table = header + '\n';
    qulonglong expected = 0;
    for (const auto &[cell, line] : rows) {
        if (cell != expected)
            break;
        table += line + '\n';
        ++expected;
    }
    if (expected == cells && cells > 0)
        return table;
    return Problem{"--merge: cell " + std::to_string(expected) +
                   " is in none of the files; give all shards, each finished by the command that began it"};
}

} // namespace

Result<QByteArray> mergeSweeps(const QStringList &paths)
{
    QByteArray header, mark;
    std::map<qulonglong, QByteArray> rows;
    for (const QString &path : paths) {
        const auto content = contentOf(path);
        if (!content)
            return Problem{content.problem()};
        QByteArrayList lines = content->split('\n');
        const QByteArray own = lines.takeFirst();
        const Problem other{path.toStdString() + ": is no sweep, or another than the files before it"};
        if (!own.startsWith("cell,") || (!header.isEmpty() && own != header))
            return other;
        header = own;
        if (lines.isEmpty() || !lines.takeLast().isEmpty())
            return Problem{path.toStdString() + ": ends in mid-line; finish that sweep first, by the command that began it"};
        for (const QByteArray &line : lines) {
            if (mark.isEmpty())
                mark = markOfRow(line);
            if (markOfRow(line) != mark)
                return other;
            bool good = false;
            const qulonglong cell = line.left(line.indexOf(',')).toULongLong(&good);
            if (!good || !rows.emplace(cell, line).second)
                return Problem{path.toStdString() + ": cell " + line.left(line.indexOf(',')).toStdString() +
                               (good ? " is there twice" : " is no number")};
        }
    }
    return joined(header, rows, cellsOf(mark));
}

} // namespace rebuffer::cli
