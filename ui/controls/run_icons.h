// The few signs on the tool bar, drawn so that they need no font and take the theme's colours.
#pragma once

#include <QColor>
#include <QIcon>

namespace rebuffer {

enum class RunIcon { Play, Pause, Restart, Step, Sound, Muted };

/// `side` in device-independent pixels, drawn for each common pixel ratio.
QIcon makeIcon(RunIcon kind, const QColor &colour, int side);

} // namespace rebuffer
