#include "app/cli/scenario_options.h"

#include "core/io/open_source.h"
#include "core/io/scenario_file.h"
#include "core/io/source_mark.h"
#include "core/io/trace_reader.h"
#include "core/session/scenario_keys.h"
#include "core/session/track_check.h"

#include <cstdio>

namespace rebuffer::cli {

namespace {

Result<bool> applySettings(const QCommandLineParser &parser, Scenario &scenario)
{
    if (parser.isSet(QStringLiteral("media"))) {
        if (const auto set = setScenarioKey(scenario, "source", parser.value(QStringLiteral("media")).toStdString()); !set)
            return set;
    }
    for (const QString &setting : parser.values(QStringLiteral("set"))) {
        const qsizetype equals = setting.indexOf(u'=');
        if (equals <= 0)
            return Problem{"--set: \"" + setting.toStdString() + "\" is not KEY=VALUE, such as link.rate=5Mbit/s"};
        if (const auto set = setScenarioKey(scenario, setting.left(equals).toStdString(), setting.mid(equals + 1).toStdString());
            !set)
            return set;
    }
    if (parser.isSet(QStringLiteral("seed")))
        return setScenarioKey(scenario, "seed", parser.value(QStringLiteral("seed")).toStdString());
    return true;
}

bool namesSource(const QCommandLineParser &parser)
{
    bool named = parser.isSet(QStringLiteral("media")) || parser.isSet(QStringLiteral("scenario"));
    for (const QString &setting : parser.values(QStringLiteral("set")))
        named = named || setting.startsWith(QLatin1String("source="));
    return named;
}

/// With what the options set in it, checked, its traces read.
Result<Scenario> complete(Scenario scenario, const QCommandLineParser &parser)
{
    if (const auto set = applySettings(parser, scenario); !set)
        return Problem{set.problem()};
    if (const auto fits = checkScenario(scenario); !fits)
        return Problem{fits.problem()};
    if (const auto possible = checkChanges(scenario); !possible)
        return Problem{possible.problem()};
    if (const auto loaded = loadTraces(scenario); !loaded)
        return Problem{loaded.problem()};
    if (const auto different = differenceFromMark(scenario))
        std::fprintf(stderr, "rebuffer-cli: %s; --media FILE gives another\n", different->c_str());
    return scenario;
}

} // namespace

void describeScenarioOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("scenario"), QStringLiteral("Read the scenario from FILE."), QStringLiteral("FILE")});
    parser.addOption(
        {QStringLiteral("media"), QStringLiteral("Stream this file (the same as --set source=FILE)."), QStringLiteral("FILE")});
    parser.addOption(
        {QStringLiteral("set"), QStringLiteral("Set a key of the scenario; may be repeated."), QStringLiteral("KEY=VALUE")});
    parser.addOption({QStringLiteral("seed"), QStringLiteral("Seed of all randomness."), QStringLiteral("N")});
}

Result<Scenario> readScenario(const QCommandLineParser &parser)
{
    if (parser.isSet(QStringLiteral("scenario")))
        return readScenarioFrom(parser.value(QStringLiteral("scenario")), parser);
    if (!namesSource(parser)) {
        Scenario rest; // what is wrong with it is said before what is missing
        if (const auto set = applySettings(parser, rest); !set)
            return Problem{set.problem()};
        return Problem{"source: nothing to stream; give --media FILE or --set source=cbr:1Mbit/s:60s"};
    }
    return complete(Scenario(), parser);
}

Result<Scenario> readScenarioFrom(const QString &file, const QCommandLineParser &parser)
{
    auto read = readScenarioFile(file);
    if (!read)
        return read;
    return complete(std::move(read).value(), parser);
}

std::string withoutStop(std::string sentence)
{
    if (sentence.ends_with('.'))
        sentence.pop_back();
    return sentence;
}

Result<std::optional<MediaFile>> openSourceOf(const Scenario &scenario, const QCommandLineParser &parser)
{
    auto media = openSource(scenario.source);
    if (media) {
        if (const auto there = checkTracks(scenario, *media); !there)
            return Problem{there.problem()};
    }
    const bool fromFile = parser.isSet(QStringLiteral("scenario")) || !parser.positionalArguments().isEmpty();
    if (media || !fromFile || parser.isSet(QStringLiteral("media")))
        return media;
    return Problem{"source: " + withoutStop(media.problem()) + "; give the film that the scenario means with --media FILE"};
}

} // namespace rebuffer::cli
