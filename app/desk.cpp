#include "app/desk.h"

#include "core/io/event_writer.h"
#include "core/io/example_scenarios.h"
#include "core/io/packet_capture.h"
#include "core/io/payload_bytes.h"
#include "core/io/scenario_file.h"
#include "core/io/series_csv.h"
#include "core/io/source_mark.h"
#include "core/io/summary_json.h"
#include "core/io/trace_reader.h"
#include "core/io/trace_writer.h"

#include <QJsonDocument>

namespace rebuffer {

Result<Scenario> readWithTraces(const QString &path)
{
    auto read = readScenarioFile(path);
    if (!read)
        return read;
    Scenario scenario = std::move(read).value();
    if (const auto loaded = loadTraces(scenario); !loaded)
        return Problem{loaded.problem()};
    return scenario;
}

ScenarioDesk makeDesk()
{
    ScenarioDesk desk;
    desk.read = readWithTraces;
    desk.save = [](const QString &path, const Scenario &scenario) { return saveScenarioFile(path, scenario); };
    desk.differs = differenceFromMark;
    desk.examples = [] {
        std::vector<ScenarioDesk::Example> all;
        for (const ExampleScenario &one : exampleScenarios())
            all.push_back({one.path, one.title, one.notes});
        return all;
    };
    desk.readTrace = [](const QString &path) -> Result<ScenarioDesk::ReadTrace> {
        auto read = readTrace(path);
        if (!read)
            return Problem{read.problem()};
        return ScenarioDesk::ReadTrace{read->trace, read->notes};
    };
    desk.saveTrace = [](const QString &path, const RatePlan &plan, SimTime until) {
        return saveAtomically(path, traceToText(plan, until));
    };
    desk.saveSeries = [](const QString &path, const Session &session) {
        const RunMark mark{QStringLiteral(REBUFFER_VERSION), session.script()};
        return saveAtomically(path, seriesToCsv(session.seriesToNow(), session.now(), &mark));
    };
    desk.saveEvents = [](const QString &path, const Scenario &script, const auto &media, SimTime until, const auto &keepGoing) {
        return saveEventLog(path, {QStringLiteral(REBUFFER_VERSION), script}, media, until, keepGoing);
    };
    desk.savePackets = [](const QString &path, const Scenario &script, const auto &media, SimTime until, const auto &keepGoing) {
        return savePacketCapture(path, {QStringLiteral(REBUFFER_VERSION), script}, media, until, keepGoing);
    };
    desk.payloads = [](const std::optional<MediaFile> &media) -> PayloadReader {
        const auto bytes = std::make_shared<PayloadBytes>(media);
        if (!bytes->hasFilm())
            return {};
        return [bytes](const Pipeline &run, bool uplink, const Packet &packet) {
            const QByteArray payload = bytes->of(run, run.conversation(), uplink, packet);
            return std::vector<std::uint8_t>(payload.begin(), payload.end());
        };
    };
    desk.saveBytes = saveAtomically;
    desk.saveSummary = [](const QString &path, const Session &session) {
        QJsonObject summary = summaryToJson(session.summary(), session.media(), {});
        summary.insert(QStringLiteral("run"), toJson(RunMark{QStringLiteral(REBUFFER_VERSION), session.script()}, path));
        return saveAtomically(path, QJsonDocument(summary).toJson(QJsonDocument::Indented));
    };
    return desk;
}

} // namespace rebuffer
