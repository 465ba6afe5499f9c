// What was typed after a command's name.
#pragma once

#include "core/sim/result.h"

#include <QCommandLineParser>

namespace rebuffer::cli {

/// Fills `parser` for `command`, such as "run". Refused: what the parser does not know, an option given twice unless it may
/// be (--set), for only one of the two could count, and an empty value. The problem is one line.
Result<bool> readArguments(QCommandLineParser &parser, const QString &command, const QStringList &arguments);

} // namespace rebuffer::cli
