// `rebuffer-cli export`: a run in the form of another program's files.
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// `arguments` without the program's and the command's names.
int exportFiles(const QStringList &arguments);

} // namespace rebuffer::cli
