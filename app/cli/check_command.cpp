#include "app/cli/check_command.h"

#include "app/cli/run_command.h"
#include "app/cli/scenario_options.h"
#include "core/io/open_source.h"
#include "core/io/scenario_file.h"
#include "core/io/scenario_schema.h"
#include "core/io/source_mark.h"
#include "core/io/trace_reader.h"
#include "core/session/track_check.h"
#include "core/sim/quantity_text.h"

#include <QFile>

#include <cstdio>

namespace rebuffer::cli {

namespace {

/// A scenario is a JSON object; one of the traces' forms is JSON, too, but a list.
bool isObject(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray begin = file.read(4096);
    return begin.mid(begin.startsWith("\xef\xbb\xbf") ? 3 : 0).trimmed().startsWith('{'); // behind a byte order mark
}

/// What the files that it names lack.
std::vector<std::string> problemsOfFiles(Scenario &scenario)
{
    std::vector<std::string> problems;
    for (const Problem &problem : loadTracesAsFarAsCan(scenario))
        problems.push_back(problem.text);
    const auto media = openSource(scenario.source);
    if (!media)
        problems.push_back("source: " + withoutStop(media.problem()) + "; if it lies elsewhere, run it with --media FILE");
    else if (const auto there = checkTracks(scenario, *media); !there)
        problems.push_back(there.problem());
    return problems;
}

int checkScenarioFile(const QString &path)
{
    auto [scenario, problems] = lookIntoScenarioFile(path);
    for (const std::string &problem : problemsOfFiles(scenario))
        problems.push_back(path.toStdString() + ": " + problem);
    for (const std::string &problem : problems)
        refuse(problem);
    if (const auto different = differenceFromMark(scenario))
        std::fprintf(stderr, "rebuffer-cli: %s\n", different->c_str());
    if (!problems.empty())
        return refused;
    std::printf("%s: a scenario that can be run: %s, %zu timed change%s\n", path.toLocal8Bit().constData(),
                scenario.title.empty() ? "without a title" : ("\"" + scenario.title + "\"").c_str(), scenario.changes.size(),
                scenario.changes.size() == 1 ? "" : "s");
    return success;
}

int checkTrace(const QString &path)
{
    const auto read = readNamedTrace(path.toStdString());
    if (!read)
        return refuse(read.problem());
    const RateTrace &trace = *read->trace;
    std::printf("%s: a trace that can be used: %zu rate%s in %s, %.3g Mbit/s on the mean; then it begins anew\n",
                path.toLocal8Bit().constData(), trace.steps().size(), trace.steps().size() == 1 ? "" : "s",
                toText(trace.length()).c_str(), trace.meanRate().toMegabitsPerSecond());
    for (const std::string &note : read->notes)
        std::printf("  %s\n", note.c_str());
    return success;
}

} // namespace

int check(const QStringList &arguments)
{
    if (arguments == QStringList{QStringLiteral("--schema")}) {
        std::fputs(scenarioSchema().constData(), stdout);
        return success;
    }
    if (arguments.size() != 1)
        return refuse("check takes one file: rebuffer-cli check FILE");
    return isObject(arguments.front()) ? checkScenarioFile(arguments.front()) : checkTrace(arguments.front());
}

} // namespace rebuffer::cli
