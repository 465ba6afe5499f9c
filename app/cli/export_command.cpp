#include "app/cli/export_command.h"

#include "app/cli/arguments.h"
#include "app/cli/interrupt.h"
#include "app/cli/outputs.h"
#include "app/cli/progress.h"
#include "app/cli/run_command.h"
#include "app/cli/scenario_options.h"
#include "core/io/event_writer.h"
#include "core/io/packet_capture.h"
#include "core/io/series_csv.h"
#include "core/sim/quantity_text.h"
#include "ui/report/report_page.h"
#include "ui/report/timeline_picture.h"

#include <QBuffer>

#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <memory>

namespace rebuffer::cli {

namespace {

const QString version = QStringLiteral(REBUFFER_VERSION);

/// What to write, by the options' names.
constexpr std::array formats{"series-csv", "events-jsonl", "summary-json", "timeline", "report-pdf", "pcapng"};

struct Request {
    Scenario scenario;
    std::optional<MediaFile> media;
    std::optional<SimTime> until;
    QMap<QString, QString> files; ///< by format

    QString file(const char *format) const { return files.value(QString::fromLatin1(format)); }
    bool wantsMoreThanPackets() const { return files.size() > (files.contains(QStringLiteral("pcapng")) ? 1 : 0); }
};

void describeOptions(QCommandLineParser &parser)
{
    describeScenarioOptions(parser);
    const auto option = [&parser](const char *name, const char *what, const char *value) {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(what), QString::fromLatin1(value)});
    };
    option("until", "Stop at this simulated time (else when the film has ended).", "DURATION");
    option("series-csv", "Write the curves as a table.", "FILE.csv");
    option("events-jsonl", "Write everything that happened, a line each.", "FILE.jsonl");
    option("summary-json", "Write the figures.", "FILE.json");
    option("timeline", "Write the timeline as a picture.", "FILE.png|.svg|.pdf");
    option("report-pdf", "Write a page with settings, figures, timeline, stalls and their causes.", "FILE.pdf");
    option("pcapng", "Write the packets, as seen at the server, for Wireshark.", "FILE");
}

Result<bool> readFiles(const QCommandLineParser &parser, Request &request)
{
    for (const char *format : formats) {
        const QString name = QString::fromLatin1(format);
        if (parser.value(name) == QLatin1String("-"))
            return Problem{"--" + name.toStdString() + ": writes a file, and \"-\" is none; give a name, or /dev/stdout"};
        if (parser.isSet(name))
            request.files.insert(name, parser.value(name));
    }
    if (request.files.isEmpty())
        return Problem{"export: nothing to write; give --series-csv, --events-jsonl, --summary-json, --timeline, --report-pdf or "
                       "--pcapng, and a file"};
    if (const QString picture = request.file("timeline"); !picture.isEmpty() && !pictureFormatOf(picture))
        return Problem{"--timeline: \"" + picture.toStdString() +
                       "\" is no picture's name; give one that ends in .png, .svg or .pdf"};
    return true;
}

Result<Request> readRequest(const QCommandLineParser &parser)
{
    Request request;
    if (const auto files = readFiles(parser, request); !files)
        return Problem{files.problem()};
    auto scenario = readScenario(parser);
    if (!scenario)
        return Problem{scenario.problem()};
    request.scenario = std::move(scenario).value();
    if (const auto apart = checkOutputs(parser, request.files.keys(), request.scenario); !apart)
        return Problem{apart.problem()};
    const auto until = timeOption(parser, QStringLiteral("until"));
    if (!until)
        return Problem{until.problem()};
    request.until = *until;
    if (const auto ends = checkEnds(request.scenario, request.until); !ends)
        return Problem{ends.problem()};
    auto media = openSourceOf(request.scenario, parser);
    if (!media)
        return Problem{media.problem()};
    request.media = std::move(media).value();
    if (request.files.contains(QStringLiteral("pcapng")) && request.scenario.transport == TransportKind::Ideal)
        return Problem{"transport: ideal is a fluid pipe without packets to capture; give tcp-cubic, tcp-reno, tcp-bbr or rtp"};
    return request;
}

/// A file whose content `write` paints; whole, or as it was.
Result<bool> save(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    QBuffer content;
    content.open(QIODevice::WriteOnly);
    if (!write(content))
        return Problem{path.toStdString() + ": cannot be painted"};
    return saveAtomically(path, content.data());
}

/// The files that are made of what was recorded, one after the other.
Result<bool> saveRecorded(const Request &request, const Session &session)
{
    const RunMark mark{version, session.script()};
    if (const QString path = request.file("series-csv"); !path.isEmpty()) {
        if (const auto saved = saveAtomically(path, seriesToCsv(session.seriesToNow(), session.now(), &mark)); !saved)
            return saved;
    }
    if (const QString path = request.file("summary-json"); !path.isEmpty()) {
        QJsonObject summary = summaryToJson(session.summary(), session.media(), costSoFar());
        summary.insert(QStringLiteral("run"), toJson(mark, path));
        if (const auto saved = writeJson(path, summary); !saved)
            return saved;
    }
    if (request.file("timeline").isEmpty() && request.file("report-pdf").isEmpty())
        return true;
    RecordedRun run = RecordedRun::of(session);
    if (const QString path = request.file("timeline"); !path.isEmpty()) {
        const PictureFormat format = *pictureFormatOf(path);
        if (const auto saved = save(path, [&](QIODevice &out) { return writeTimeline(out, format, run, version); }); !saved)
            return saved;
    }
    const QString report = request.file("report-pdf");
    if (report.isEmpty())
        return true;
    if (!run.findReasons(ReportFacts::mostStalls, &watchForInterrupt()))
        return Problem{report.toStdString() + ": interrupted; it was not written"};
    return save(report, [&](QIODevice &out) { return writeReport(out, run, version); });
}

Result<bool> saveRun(const Request &request)
{
    Session session(request.scenario, request.media);
    std::unique_ptr<EventWriter> events;
    if (const QString path = request.file("events-jsonl"); !path.isEmpty()) {
        events = std::make_unique<EventWriter>(path);
        if (const auto opened = events->open(); !opened)
            return opened;
        events->write(RunMark{version, request.scenario});
        session.setEventListener([&events](const Event &event) { events->write(event); });
    }
    if (!runOut(session, request.until))
        return Problem{"interrupted at " + toText(session.now().sinceStart()) + " of simulated time; nothing was written"};
    if (events) {
        if (const auto written = events->commit(); !written)
            return written;
    }
    return saveRecorded(request, session);
}

/// How long the run is known to be, at least.
std::string ofAll(const Request &request)
{
    const auto seconds = [](SimDuration span) { return std::to_string(std::llround(span.toSeconds())) + " s"; };
    if (request.until)
        return " of " + seconds(request.until->sinceStart());
    return request.media ? " of a film of " + seconds(request.media->timeline->duration()) : std::string();
}

Result<bool> savePackets(const Request &request)
{
    const std::atomic<bool> &interrupted = watchForInterrupt();
    Progress progress;
    return savePacketCapture(request.file("pcapng"), {version, request.scenario}, request.media, request.until, [&](SimTime now) {
        if (progress.isDue())
            progress.say("packets of " + std::to_string(std::llround(now.toSeconds())) + " s" + ofAll(request) + " simulated");
        return !interrupted;
    });
}

} // namespace

bool exportPaints(const QStringList &arguments)
{
    return !arguments.filter(QStringLiteral("--timeline")).isEmpty() ||
           !arguments.filter(QStringLiteral("--report-pdf")).isEmpty();
}

int exportFiles(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeOptions(parser);
    if (const auto read = readArguments(parser, QStringLiteral("export"), arguments); !read)
        return refuse(read.problem());
    if (!parser.positionalArguments().isEmpty())
        return refuse("\"" + parser.positionalArguments().first().toStdString() +
                      "\" is no option; give --scenario FILE or --media FILE, and what to write");
    const auto request = readRequest(parser);
    if (!request)
        return refuse(request.problem());
    if (request->wantsMoreThanPackets()) {
        if (const auto saved = saveRun(*request); !saved)
            return fail(saved.problem());
    }
    if (request->files.contains(QStringLiteral("pcapng"))) {
        if (const auto saved = savePackets(*request); !saved)
            return fail(saved.problem());
    }
    return success;
}

} // namespace rebuffer::cli
