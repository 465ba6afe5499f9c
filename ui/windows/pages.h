// What the pages say: every key, and what this program is and stands on.
#pragma once

#include "ui/theme/theme.h"

#include <QString>

class QMenuBar;

namespace rebuffer {

QString keysPage(const QMenuBar &bar, const Theme &theme);
/// Versions are those that run, licences those that they were built under.
QString aboutPage(const Theme &theme);

} // namespace rebuffer
