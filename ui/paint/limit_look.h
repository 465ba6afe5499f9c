// What held the sender back, in words and in its colour: the same on the stage, the timeline and beside a stall.
#pragma once

#include "core/transport/limits.h"
#include "ui/theme/theme.h"

#include <QColor>
#include <QString>

#include <array>

namespace rebuffer {

/// From the bottom of a stack to its top: the network's doing first, the film's own last.
inline constexpr std::array limitsInOrder = {Limit::Link,          Limit::CongestionWindow, Limit::Recovery,
                                             Limit::ReceiveWindow, Limit::Application,      Limit::Connecting};

/// "link full", "buffer said stop": two or three words.
QString limitText(Limit limit);
/// "link", "window": where there is little room.
QString limitBriefText(Limit limit);
/// A sentence for a tooltip: what it means and why it is so.
QString limitExplained(Limit limit);
QColor limitColour(const Theme &theme, Limit limit);

} // namespace rebuffer
