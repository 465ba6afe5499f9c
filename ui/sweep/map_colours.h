// The stall map's colours: one hue that grows darker (on a dark ground: brighter) without a step back, so that it is read
// alike by every eye and in grey; "not at all" stands apart, cool and pale.
#pragma once

#include "ui/theme/theme.h"

#include <QColor>

namespace rebuffer {

/// `share` of the legend, 0 to 1; exactly 0 has a colour of its own.
QColor mapColour(const Theme &theme, double share);
/// Where nothing ever played.
QColor mapColourOfNothing(const Theme &theme);

} // namespace rebuffer
