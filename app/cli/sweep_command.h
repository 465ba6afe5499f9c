// `rebuffer-cli sweep`: a grid of runs, as CSV.
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// `arguments` without the program's and the command's names.
int sweep(const QStringList &arguments);

} // namespace rebuffer::cli
