#include "app/cli/run_command.h"

#include "app/cli/arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/progress.h"
#include "app/cli/scenario_options.h"
#include "core/io/event_writer.h"
#include "core/io/series_csv.h"
#include "core/io/summary_json.h"
#include "core/session/run_to.h"
#include "core/sim/quantity_text.h"

#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <sys/resource.h>
#include <time.h>

namespace rebuffer::cli {

namespace {

struct Request {
    Scenario scenario;
    std::optional<SimTime> until;
    std::optional<SimTime> measureFrom;
    QString out = QStringLiteral("-");
    QString series;
    QString events;
};

void describeOptions(QCommandLineParser &parser)
{
    describeScenarioOptions(parser);
    parser.addOption({QStringLiteral("until"), QStringLiteral("Stop at this simulated time (else when the film has ended)."),
                      QStringLiteral("DURATION")});
    parser.addOption({QStringLiteral("measure-from"), QStringLiteral("Leave what comes before out of the network's figures."),
                      QStringLiteral("DURATION")});
    parser.addOption(
        {QStringLiteral("out"), QStringLiteral("Write the summary to FILE, - for standard output."), QStringLiteral("FILE|-")});
    parser.addOption({QStringLiteral("series"), QStringLiteral("Write the curves as CSV."), QStringLiteral("FILE.csv")});
    parser.addOption(
        {QStringLiteral("events"), QStringLiteral("Write the event log as JSON Lines."), QStringLiteral("FILE.jsonl")});
}

Result<Request> readRequest(const QCommandLineParser &parser)
{
    Request request;
    auto scenario = readScenario(parser);
    if (!scenario)
        return Problem{scenario.problem()};
    request.scenario = std::move(scenario).value();
    const auto until = timeOption(parser, QStringLiteral("until"));
    if (!until)
        return Problem{until.problem()};
    const auto measureFrom = timeOption(parser, QStringLiteral("measure-from"));
    if (!measureFrom)
        return Problem{measureFrom.problem()};
    request.until = *until;
    request.measureFrom = *measureFrom;
    if (*until && *measureFrom && **measureFrom >= **until)
        return Problem{"--measure-from: " + toText((*measureFrom)->sinceStart()) + " is not before --until " +
                       toText((*until)->sinceStart()) + ", so that nothing would be measured"};
    if (const auto ends = checkEnds(request.scenario, request.until); !ends)
        return Problem{ends.problem()};
    if (const auto apart =
            checkOutputs(parser, {QStringLiteral("out"), QStringLiteral("series"), QStringLiteral("events")}, request.scenario);
        !apart)
        return Problem{apart.problem()};
    if (parser.isSet(QStringLiteral("out")))
        request.out = parser.value(QStringLiteral("out"));
    request.series = parser.value(QStringLiteral("series"));
    request.events = parser.value(QStringLiteral("events"));
    return request;
}

double cpuSeconds()
{
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) * 1e-9;
}

double peakRssMegabytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Whatever was given: a line break in a file's name must not make two lines of it.
std::string onOneLine(std::string text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

int simulate(const Request &request, std::optional<MediaFile> media)
{
    const double cpuBefore = cpuSeconds();
    Session session(request.scenario, std::move(media));
    std::unique_ptr<EventWriter> events;
    if (!request.events.isEmpty()) {
        events = std::make_unique<EventWriter>(request.events);
        if (const auto opened = events->open(); !opened)
            return fail(opened.problem());
        session.setEventListener([&events](const Event &event) { events->write(event); });
    }
    if (request.measureFrom)
        session.measureFrom(*request.measureFrom);
    if (!runOut(session, request.until))
        return fail("interrupted at " + toText(session.now().sinceStart()) + " of simulated time; nothing was written");
    const EngineCost cost{cpuSeconds() - cpuBefore, peakRssMegabytes()};
    if (events) {
        if (const auto written = events->commit(); !written)
            return fail(written.problem());
    }
    if (!request.series.isEmpty()) {
        if (const auto written = saveAtomically(request.series, seriesToCsv(session.seriesToNow(), session.now())); !written)
            return fail(written.problem());
    }
    if (const auto written = writeJson(request.out, summaryToJson(session.summary(), session.media(), cost)); !written)
        return fail(written.problem());
    return success;
}

/// Waits for an hour of simulated time in which nothing arrives, nothing plays and no change is to come.
class Patience {
public:
    bool isOver(const Session &session)
    {
        if (session.now() < m_nextLook)
            return false;
        m_nextLook = session.now() + SimDuration::wholeSeconds(10);
        const Summary summary = session.summary();
        const auto &changes = session.scenario().changes;
        const bool changesLeft = !changes.empty() && changes.back().at > session.now();
        if (summary.bytesDelivered != m_delivered || summary.state == PlayerState::Playing || changesLeft) {
            m_delivered = summary.bytesDelivered;
            m_lastProgress = session.now();
        }
        return session.now() - m_lastProgress > SimDuration::wholeSeconds(3600);
    }

private:
    Bytes m_delivered{-1};
    SimTime m_lastProgress;
    SimTime m_nextLook;
};

std::string wholeSeconds(SimDuration time)
{
    return std::to_string(std::llround(time.toSeconds())) + " s";
}

std::string howFar(const Session &session, const std::optional<SimTime> &until)
{
    std::string line =
        wholeSeconds(session.now().sinceStart()) + (until ? " of " + wholeSeconds(until->sinceStart()) : "") + " simulated";
    if (session.media())
        line += ", " + wholeSeconds(session.summary().playTime) + " of the film's " +
                wholeSeconds(session.media()->timeline->duration()) + " played";
    return line;
}

} // namespace

Result<std::optional<SimTime>> timeOption(const QCommandLineParser &parser, const QString &name)
{
    if (!parser.isSet(name))
        return std::optional<SimTime>();
    const auto duration = parseDuration(parser.value(name).toStdString());
    if (!duration)
        return Problem{"--" + name.toStdString() + ": " + duration.problem()};
    return std::optional<SimTime>(SimTime::fromStart(*duration));
}

Result<bool> checkEnds(const Scenario &scenario, const std::optional<SimTime> &until)
{
    if (std::holds_alternative<BulkSource>(scenario.source) && !until)
        return Problem{"--until: a bulk source never ends; give a duration such as 60s"};
    return true;
}

EngineCost costSoFar()
{
    return {cpuSeconds(), peakRssMegabytes()};
}

bool runOut(Session &session, const std::optional<SimTime> &until)
{
    const std::atomic<bool> &interrupted = watchForInterrupt();
    Progress progress;
    Patience patience;
    while (until ? session.now() < *until : !session.ended()) {
        if (until)
            stepTowards(session, *until);
        else
            session.advanceTo(session.nextEventTime());
        if (interrupted)
            return false;
        if (progress.isDue())
            progress.say(howFar(session, until));
        if (!until && patience.isOver(session)) {
            std::fprintf(stderr, "rebuffer-cli: nothing arrived for an hour of simulated time; stopped there\n");
            return true;
        }
    }
    return true;
}

Result<bool> writeJson(const QString &out, const QJsonObject &object)
{
    const QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Indented);
    if (out != QLatin1String("-"))
        return saveAtomically(out, json);
    std::fwrite(json.constData(), 1, static_cast<std::size_t>(json.size()), stdout);
    return true;
}

int fail(const std::string &line)
{
    std::fprintf(stderr, "rebuffer-cli: %s\n", onOneLine(line).c_str());
    return failure;
}

int refuse(const std::string &line)
{
    std::fprintf(stderr, "rebuffer-cli: %s\n", onOneLine(line).c_str());
    return refused;
}

int run(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeOptions(parser);
    if (const auto read = readArguments(parser, QStringLiteral("run"), arguments); !read)
        return refuse(read.problem());
    if (!parser.positionalArguments().isEmpty())
        return refuse("\"" + parser.positionalArguments().first().toStdString() +
                      "\" is not an option; a film is given as --media FILE");
    auto request = readRequest(parser);
    if (!request)
        return refuse(request.problem());
    auto media = openSourceOf(request->scenario, parser);
    if (!media)
        return refuse(media.problem());
    return simulate(*request, std::move(media).value());
}

} // namespace rebuffer::cli
