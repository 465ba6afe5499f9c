#include "core/io/trace_reader.h"

#include "core/io/trace_columns.h"
#include "core/io/trace_json.h"
#include "core/io/trace_opportunities.h"
#include "core/io/trace_rows.h"
#include "core/io/trace_table.h"

#include <QFile>
#include <QFileInfo>

namespace rebuffer {

namespace {

constexpr qint64 largestFile = 256 * 1024 * 1024;
constexpr std::string_view tracePrefix = "trace:";

/// UTF-16 begins with its mark, or has every second byte zero.
bool isUtf16(const QByteArray &content)
{
    if (content.startsWith("\xff\xfe") || content.startsWith("\xfe\xff"))
        return true;
    return content.size() >= 4 && ((content[0] == 0 && content[2] == 0) || (content[1] == 0 && content[3] == 0));
}

Result<TraceReading> parseTable(const QByteArray &content, const std::string &name, const std::string &column)
{
    const TraceTable table(content, name);
    if (!table.hasTitles() && table.rows() == 0)
        return Problem{name +
                       ": line 1, column 1: no row in it; a trace is rows of seconds and Mbit/s, or another of the known forms"};
    if (const auto checked = table.check(); !checked)
        return Problem{checked.problem()};
    if (!table.hasTitles() && table.columns() == 1 && column.empty())
        return parseOpportunities(table);
    const auto columns = findTraceColumns(table, column);
    if (!columns)
        return Problem{columns.problem()};
    return parseRows(table, *columns);
}

Result<bool> shelve(Scenario &scenario, const std::string &reference)
{
    if (reference.empty() || scenario.traces.contains(reference))
        return true;
    auto read = readNamedTrace(reference);
    if (!read)
        return Problem{read.problem()};
    scenario.traces[reference] = std::move(read).value().trace;
    return true;
}

} // namespace

Result<TraceReading> parseTrace(const QByteArray &given, const QString &path, const QString &column)
{
    const std::string name = path.toStdString();
    if (isUtf16(given))
        return Problem{name + ": line 1, column 1: UTF-16 text or binary data; save it as text in UTF-8"};
    const QByteArray content = given.startsWith("\xef\xbb\xbf") ? given.mid(3) : given;
    const QByteArray start = content.left(4096).trimmed();
    if (start.startsWith('[') || start.startsWith('{'))
        return parseJsonTrace(content, name);
    return parseTable(content, name, column.toStdString());
}

Result<TraceReading> readTrace(const QString &path, const QString &column)
{
    QFile file(path);
    if (QFileInfo(path).isDir())
        return Problem{path.toStdString() + ": is a folder; give a trace's file"};
    if (!file.open(QIODevice::ReadOnly))
        return Problem{path.toStdString() + ": cannot be read: " + file.errorString().toStdString()};
    const QByteArray content = file.read(largestFile + 1); // a device may never end
    if (content.size() > largestFile)
        return Problem{path.toStdString() + ": is larger than 256 MiB; give a shorter trace"};
    return parseTrace(content, path, column);
}

Result<TraceReading> readNamedTrace(const std::string &reference)
{
    const QString whole = QString::fromStdString(reference);
    const qsizetype hash = whole.lastIndexOf(u'#');
    if (hash < 0 || QFileInfo::exists(whole))
        return readTrace(whole);
    return readTrace(whole.left(hash), whole.mid(hash + 1));
}

std::vector<Problem> loadTracesAsFarAsCan(Scenario &scenario)
{
    std::vector<Problem> problems;
    const auto load = [&](const std::string &place, const std::string &name) {
        if (const auto done = shelve(scenario, name); !done)
            problems.push_back({place + ": " + done.problem()});
    };
    load("link.rate", scenario.link.traceFile);
    load("uplink.rate", scenario.uplink.traceFile.value_or(std::string()));
    for (const TimedChange &change : scenario.changes) {
        if (change.key.ends_with(".rate") && change.value.starts_with(tracePrefix))
            load("changes", change.value.substr(tracePrefix.size()));
    }
    return problems;
}

Result<bool> loadTraces(Scenario &scenario)
{
    const auto problems = loadTracesAsFarAsCan(scenario);
    return problems.empty() ? Result<bool>(true) : Result<bool>(problems.front());
}

} // namespace rebuffer
