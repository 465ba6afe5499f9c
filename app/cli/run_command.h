// `rebuffer-cli run`: one scenario, from its words to its figures.
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// Exit statuses of every command.
inline constexpr int success = 0;
inline constexpr int failure = 1;  ///< a result could not be written
inline constexpr int refused = 2;  ///< bad input; one line on standard error says which

/// `arguments` without the program's and the command's names.
int run(const QStringList &arguments);

/// Prints one line on standard error and returns `refused`.
int refuse(const std::string &line);

} // namespace rebuffer::cli
