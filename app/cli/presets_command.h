// `rebuffer-cli presets`: well-known networks and the scenarios that come with the program.
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// `arguments` without the program's and the command's names.
int presets(const QStringList &arguments);

} // namespace rebuffer::cli
