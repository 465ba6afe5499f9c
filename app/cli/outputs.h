// A slip costs no file: each thing that a command writes goes to a file of its own, and to none that it reads.
#pragma once

#include "core/session/scenario.h"

#include <QCommandLineParser>

namespace rebuffer::cli {

/// The files given to `options` against each other, the scenario's film and traces, and `read`, which the command reads besides.
/// "-" and what is no file, such as /dev/null, may be given more than once. The problem is one line that names the option.
Result<bool> checkOutputs(const QCommandLineParser &parser, const QStringList &options, const Scenario &scenario,
                          const QStringList &read = {});

} // namespace rebuffer::cli
