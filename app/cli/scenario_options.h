// The options by which every command is told a scenario: --scenario, --media, --set, --seed.
#pragma once

#include "core/session/scenario.h"

#include <QCommandLineParser>

namespace rebuffer::cli {

void describeScenarioOptions(QCommandLineParser &parser);

/// What they say, checked, its traces read. The problem is one line that names the key or the file.
Result<Scenario> readScenario(const QCommandLineParser &parser);

} // namespace rebuffer::cli
