#include "app/cli/check_command.h"

#include "app/cli/run_command.h"
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
    return file.open(QIODevice::ReadOnly) && file.read(4096).trimmed().startsWith('{');
}

int checkScenarioFile(const QString &path)
{
    const auto problems = problemsOfScenarioFile(path);
    for (const std::string &problem : problems)
        refuse(problem);
    const auto scenario = readScenarioFile(path);
    if (!scenario)
        return problems.empty() ? refuse(scenario.problem()) : refused;
    Scenario loaded = *scenario;
    if (const auto traces = loadTraces(loaded); !traces)
        return refuse(path.toStdString() + ": " + traces.problem());
    const auto media = openSource(loaded.source);
    if (!media)
        return refuse(path.toStdString() + ": source: " + media.problem() + "; if it lies elsewhere, run it with --media FILE");
    if (const auto there = checkTracks(loaded, *media); !there)
        return refuse(path.toStdString() + ": " + there.problem());
    if (const auto different = differenceFromMark(loaded))
        std::fprintf(stderr, "rebuffer-cli: %s\n", different->c_str());
    std::printf("%s: a scenario that can be run: %s, %zu timed changes\n", path.toLocal8Bit().constData(),
                loaded.title.empty() ? "without a title" : ("\"" + loaded.title + "\"").c_str(), loaded.changes.size());
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
