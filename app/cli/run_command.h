// `rebuffer-cli run`: one scenario, from its words to its figures.
#pragma once

#include "core/io/summary_json.h"
#include "core/session/session.h"

#include <QCommandLineParser>
#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace rebuffer::cli {

/// Exit statuses of every command.
inline constexpr int success = 0;
inline constexpr int failure = 1; ///< a result could not be written
inline constexpr int refused = 2; ///< bad input; one line on standard error says which

/// `arguments` without the program's and the command's names.
int run(const QStringList &arguments);

/// Prints one line on standard error and returns `refused`.
int refuse(const std::string &line);

/// Prints one line on standard error and returns `failure`.
int fail(const std::string &line);

/// Until the film has ended, or nothing has arrived for an hour of simulated time and nothing will change; or until
/// that time. Shows its progress on a terminal; false if it was interrupted.
bool runOut(Session &session, const std::optional<SimTime> &until = {});
/// The time that an option gives, if it is given.
Result<std::optional<SimTime>> timeOption(const QCommandLineParser &parser, const QString &name);
/// Bulk never ends by itself.
Result<bool> checkEnds(const Scenario &scenario, const std::optional<SimTime> &until);
/// What the process has cost so far.
EngineCost costSoFar();

/// Into a file, whole or not at all; `out` "-": standard output.
Result<bool> writeJson(const QString &out, const QJsonObject &object);

} // namespace rebuffer::cli
