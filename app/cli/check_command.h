// `rebuffer-cli check FILE`: is it a scenario or a trace that can be used?
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// `arguments` without the program's and the command's names.
int check(const QStringList &arguments);

} // namespace rebuffer::cli
