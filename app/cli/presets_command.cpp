#include "app/cli/presets_command.h"

#include "app/cli/run_command.h"
#include "core/io/example_scenarios.h"
#include "core/io/scenario_file.h"
#include "core/io/source_mark.h"
#include "core/session/network_presets.h"

#include <cstdio>
#include <optional>
#include <string>
#include <utility>

namespace rebuffer::cli {

namespace {

void list()
{
    std::printf("Networks (rebuffer-cli presets NAME prints one as a scenario):\n");
    for (const NetworkPreset &preset : networkPresets()) {
        std::printf("  %s\n     ", preset.name.c_str());
        for (const auto &[key, value] : preset.named)
            std::printf(" %s=%s", key.c_str(), value.c_str());
        std::printf("%s%s\n", preset.source.empty() ? "" : "\n      from ", preset.source.c_str());
    }
    std::printf("\nScenarios (rebuffer-cli run --scenario FILE, or rebuffer --scenario FILE; presets NAME prints one):\n");
    for (const ExampleScenario &example : exampleScenarios())
        std::printf("  %s\n      %s\n      %s\n", qPrintable(example.title), qPrintable(example.notes), qPrintable(example.path));
}

/// A network with nothing to stream, or one of the scenarios that come with the program, its film by its whole path.
std::optional<Scenario> find(const std::string &name)
{
    for (const NetworkPreset &preset : networkPresets()) {
        if (preset.name == name)
            return preset.scenario();
    }
    for (const ExampleScenario &example : exampleScenarios()) {
        if (example.title.toStdString() != name)
            continue;
        if (auto read = readScenarioFile(example.path)) {
            Scenario scenario = std::move(read).value();
            scenario.sourceMark = markOf(scenario.source);
            return scenario;
        }
    }
    return {};
}

} // namespace

int presets(const QStringList &arguments)
{
    if (arguments.isEmpty()) {
        list();
        return success;
    }
    const std::string name = arguments.join(QLatin1Char(' ')).toStdString();
    if (const auto scenario = find(name)) {
        std::fputs(scenarioToJson(*scenario).constData(), stdout);
        return success;
    }
    return refuse("presets: there is none called \"" + name + "\"; rebuffer-cli presets lists them");
}

} // namespace rebuffer::cli
