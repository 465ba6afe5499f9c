// What --help says: of the program, and of each command with examples that teach it.
#pragma once

#include <QString>

namespace rebuffer::cli {

/// The whole, or that of a command ("run"); false if there is no such command.
bool printHelp(const QString &command = {});

} // namespace rebuffer::cli
