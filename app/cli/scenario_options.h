// The options by which every command is told a scenario: --scenario, --media, --set, --seed.
#pragma once

#include "core/media/media_file.h"
#include "core/session/scenario.h"

#include <QCommandLineParser>

#include <optional>
#include <string>

namespace rebuffer::cli {

void describeScenarioOptions(QCommandLineParser &parser);

/// What they say, checked, its traces read. The problem is one line that names the key or the file.
Result<Scenario> readScenario(const QCommandLineParser &parser);

/// The same with the scenario from `file`, whatever --scenario says.
Result<Scenario> readScenarioFrom(const QString &file, const QCommandLineParser &parser);

/// Opens what it streams. The problem of a scenario file's film says how to point to another.
Result<std::optional<MediaFile>> openSourceOf(const Scenario &scenario, const QCommandLineParser &parser);

/// For a sentence that goes on.
std::string withoutStop(std::string sentence);

} // namespace rebuffer::cli
