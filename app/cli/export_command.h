// `rebuffer-cli export`: a run in the form of another program's files.
#pragma once

#include <QStringList>

namespace rebuffer::cli {

/// Do these arguments ask for something painted? Then there must be a QGuiApplication.
bool exportPaints(const QStringList &arguments);

/// `arguments` without the program's and the command's names.
int exportFiles(const QStringList &arguments);

} // namespace rebuffer::cli
