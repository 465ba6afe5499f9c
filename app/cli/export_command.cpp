#include "app/cli/export_command.h"

#include "app/cli/run_command.h"
#include "app/cli/scenario_options.h"
#include "core/io/packet_capture.h"
#include "core/sim/quantity_text.h"

#include <csignal>
#include <cstdio>

namespace rebuffer::cli {

namespace {

std::atomic<bool> stopAsked = false;

void askToStop(int)
{
    stopAsked = true;
}

Result<std::optional<SimTime>> untilOption(const QCommandLineParser &parser)
{
    if (!parser.isSet(QStringLiteral("until")))
        return std::optional<SimTime>();
    const auto duration = parseDuration(parser.value(QStringLiteral("until")).toStdString());
    if (!duration)
        return Problem{"--until: " + duration.problem()};
    return std::optional<SimTime>(SimTime::fromStart(*duration));
}

} // namespace

int exportFiles(const QStringList &arguments)
{
    QCommandLineParser parser;
    describeScenarioOptions(parser);
    parser.addOption({QStringLiteral("until"), QStringLiteral("Stop at this simulated time (else when the film has ended)."),
                      QStringLiteral("DURATION")});
    parser.addOption({QStringLiteral("pcapng"), QStringLiteral("Write the packets, as seen at the server, for Wireshark."),
                      QStringLiteral("FILE")});
    if (!parser.parse(QStringList(QStringLiteral("rebuffer-cli export")) + arguments))
        return refuse(parser.errorText().toStdString() + " See rebuffer-cli --help.");
    if (!parser.isSet(QStringLiteral("pcapng")))
        return refuse("export: nothing to write; give --pcapng FILE");
    const auto scenario = readScenario(parser);
    if (!scenario)
        return refuse(scenario.problem());
    const auto until = untilOption(parser);
    if (!until)
        return refuse(until.problem());
    if (std::holds_alternative<BulkSource>(scenario->source) && !*until)
        return refuse("--until: a bulk source never ends; give a duration such as 60s");
    const auto media = openSourceOf(*scenario, parser);
    if (!media)
        return refuse(media.problem());
    if (scenario->transport == TransportKind::Ideal)
        return refuse("transport: ideal is a fluid pipe without packets to capture; give tcp-cubic, tcp-reno, tcp-bbr or rtp");
    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    if (const auto saved = savePacketCapture(parser.value(QStringLiteral("pcapng")), *scenario, *media, *until, &stopAsked);
        !saved) {
        std::fprintf(stderr, "rebuffer-cli: %s\n", saved.problem().c_str());
        return failure;
    }
    return success;
}

} // namespace rebuffer::cli
