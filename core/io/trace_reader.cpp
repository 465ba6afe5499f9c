#include "core/io/trace_reader.h"

#include "core/io/trace_table.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace rebuffer {

namespace {

using Trace = Result<std::shared_ptr<const RateTrace>>;

constexpr qint64 largestFile = 256 * 1024 * 1024;
constexpr double opportunityBits = 1504 * 8;
constexpr std::string_view tracePrefix = "trace:";

/// Rows of seconds and bits per second, checked as they come.
class TraceBuilder {
public:
    /// Empty text if the row is acceptable, else what is wrong with it.
    std::string add(double seconds, double bitsPerSecond)
    {
        if (!std::isfinite(seconds) || seconds < 0 || seconds > 1e8)
            return "the time is not between 0 and 10^8 s";
        if (!std::isfinite(bitsPerSecond) || bitsPerSecond < 0 || bitsPerSecond > 1e13)
            return "the rate is not between 0 and 10 Tbit/s";
        if (!m_steps.empty() && seconds <= m_last)
            return "the time does not go forward";
        m_gap = m_steps.empty() ? 1 : seconds - m_last;
        m_last = seconds;
        // What comes before the first row is as the first row.
        const SimDuration at = m_steps.empty() ? SimDuration::zero() : SimDuration::seconds(seconds);
        m_steps.push_back({at, BitRate::bitsPerSecond(std::llround(bitsPerSecond))});
        return {};
    }
    /// The last row holds as long as the one before it, unless the end is known.
    Trace finish(const std::string &name, double end = -1)
    {
        if (m_steps.empty())
            return Problem{name + ": no row in it; a trace is rows of seconds and Mbit/s, or another of the known forms"};
        const SimDuration length = SimDuration::seconds(end > 0 ? end : m_last + m_gap);
        return std::shared_ptr<const RateTrace>(std::make_shared<RateTrace>(std::move(m_steps), length));
    }

private:
    std::vector<RateTrace::Step> m_steps;
    double m_last = 0;
    double m_gap = 1;
};

Trace parseJson(const QByteArray &content, const std::string &name)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (error.error != QJsonParseError::NoError)
        return Problem{name + ": is not JSON at byte " + std::to_string(error.offset) + ": " + error.errorString().toStdString()};
    TraceBuilder builder;
    double at = 0;
    const QJsonArray entries = document.array();
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QJsonObject entry = entries[i].toObject();
        const double duration = entry[QLatin1String("duration_ms")].toDouble(-1);
        const double rate = entry[QLatin1String("bandwidth_kbps")].toDouble(-1);
        std::string wrong = duration > 0 ? builder.add(at / 1e3, rate * 1e3) : "duration_ms is not a number above 0";
        if (!wrong.empty())
            return Problem{name + ": entry " + std::to_string(i + 1) + ": " + wrong
                           + R"(; give {"duration_ms": 1000, "bandwidth_kbps": 2500})"};
        at += duration;
    }
    return builder.finish(name, at / 1e3);
}

/// How many milliseconds of mahimahi's lines fall together is the rate of that millisecond.
Trace parseOpportunities(const TraceTable &table, const std::string &name)
{
    std::vector<RateTrace::Step> steps{{SimDuration::zero(), BitRate()}};
    double last = 0;
    std::int64_t together = 0;
    const auto close = [&] {
        const BitRate rate = BitRate::bitsPerSecond(std::llround(static_cast<double>(together) * opportunityBits * 1e3));
        const SimDuration from = SimDuration::milliseconds(std::llround(last));
        if (steps.back().at == from)
            steps.back().rate = rate;
        else
            steps.push_back({from, rate});
        steps.push_back({from + SimDuration::milliseconds(1), BitRate()});
    };
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double ms = table.number(row, 0);
        if (!(ms >= 0) || ms > 1e11 || ms != std::floor(ms))
            return table.problem(name, row, 0, "is not a whole millisecond from 0");
        if (ms < last)
            return table.problem(name, row, 0, "goes back in time");
        if (ms > last && together > 0)
            close();
        together = ms > last ? 1 : together + 1;
        last = ms;
    }
    close();
    steps.pop_back(); // the trace ends with its last chance
    return std::shared_ptr<const RateTrace>(std::make_shared<RateTrace>(std::move(steps), SimDuration::milliseconds(std::llround(last) + 1)));
}

double unitOf(const std::string &column)
{
    const QString name = QString::fromStdString(column).toLower();
    if (name.contains(QLatin1String("kbps")) || name.contains(QLatin1String("kbit")))
        return 1e3;
    if (name.contains(QLatin1String("mbps")) || name.contains(QLatin1String("mbit")))
        return 1e6;
    return name.contains(QLatin1String("bps")) || name.contains(QLatin1String("bit")) ? 1 : 1e6;
}

Trace parseRows(const TraceTable &table, const std::string &name, const TraceColumns &columns)
{
    TraceBuilder builder;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const double seconds = columns.time ? table.number(row, *columns.time) : static_cast<double>(row);
        const double rate = table.number(row, columns.rate);
        if (columns.time && std::isnan(seconds))
            return table.problem(name, row, *columns.time, "is not a number of seconds");
        if (std::isnan(rate))
            return table.problem(name, row, columns.rate, "is not a rate");
        if (const std::string wrong = builder.add(seconds, rate * unitOf(table.title(columns.rate))); !wrong.empty())
            return table.problem(name, row, columns.rate, ": " + wrong);
    }
    return builder.finish(name);
}

/// "FILE#COLUMN" as its two parts; a '#' in a file's own name stays if there is such a file.
Trace readNamed(const std::string &reference)
{
    const QString whole = QString::fromStdString(reference);
    const qsizetype hash = whole.lastIndexOf(u'#');
    if (hash < 0 || QFileInfo::exists(whole))
        return readTrace(whole);
    return readTrace(whole.left(hash), whole.mid(hash + 1));
}

Result<bool> shelve(Scenario &scenario, const std::string &reference)
{
    if (reference.empty() || scenario.traces.contains(reference))
        return true;
    auto trace = readNamed(reference);
    if (!trace)
        return Problem{trace.problem()};
    scenario.traces[reference] = std::move(trace).value();
    return true;
}

} // namespace

Result<std::shared_ptr<const RateTrace>> parseTrace(const QByteArray &content, const QString &path, const QString &column)
{
    const std::string name = path.toStdString();
    const QByteArray start = content.left(4096).trimmed();
    if (start.startsWith('[') || start.startsWith('{'))
        return parseJson(content, name);
    const TraceTable table(content);
    if (table.rows() == 0)
        return Problem{name + ": no row in it; a trace is rows of seconds and Mbit/s, or another of the known forms"};
    if (!table.hasTitles() && table.columns() == 1)
        return parseOpportunities(table, name);
    const auto columns = table.findColumns(name, column.toStdString());
    if (!columns)
        return Problem{columns.problem()};
    return parseRows(table, name, *columns);
}

Result<std::shared_ptr<const RateTrace>> readTrace(const QString &path, const QString &column)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return Problem{path.toStdString() + ": is a folder; give a trace's file"};
    if (!file.open(QIODevice::ReadOnly))
        return Problem{path.toStdString() + ": cannot be read: " + file.errorString().toStdString()};
    if (file.size() > largestFile)
        return Problem{path.toStdString() + ": is larger than 256 MiB; give a shorter trace"};
    return parseTrace(file.readAll(), path, column);
}

Result<bool> loadTraces(Scenario &scenario)
{
    if (const auto done = shelve(scenario, scenario.link.traceFile); !done)
        return Problem{"link.rate: " + done.problem()};
    if (const auto done = shelve(scenario, scenario.uplink.traceFile.value_or(std::string())); !done)
        return Problem{"uplink.rate: " + done.problem()};
    for (const TimedChange &change : scenario.changes) {
        if (!change.key.ends_with(".rate") || !change.value.starts_with(tracePrefix))
            continue;
        if (const auto done = shelve(scenario, change.value.substr(tracePrefix.size())); !done)
            return Problem{"changes: " + done.problem()};
    }
    return true;
}

} // namespace rebuffer
