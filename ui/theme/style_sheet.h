// The one style sheet of the window, written out of a Theme: no other place names a colour for a Qt widget.
//
// Widgets say what they are by dynamic properties, set before they are shown:
// card=true (a panel); role=heading|caption|title|strong (labels); primary=true, segment=true (buttons).
#pragma once

#include "ui/theme/theme.h"

#include <QString>

namespace rebuffer {

QString styleSheetOf(const Theme &theme);

} // namespace rebuffer
