// `rebuffer-cli compare A B`: two scenarios run, their figures side by side.
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// `arguments` without the program's and the command's names.
int compare(const QStringList &arguments);

} // namespace rebuffer::cli
