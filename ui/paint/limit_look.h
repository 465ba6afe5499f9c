// What held the sender back, in words, in its colour and in its pattern, by which those can tell them apart who do not see
// the colours: the same on the stage, the timeline and beside a stall.
#pragma once

#include "core/transport/limits.h"
#include "ui/theme/theme.h"

#include <QBrush>
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
/// Where its pattern has none of the ink: the colour, paler.
QColor limitGround(const Theme &theme, Limit limit);
/// Whether the pattern has ink there; `x` and `y` in points. It repeats after limitPatternSize.
bool isLimitInked(Limit limit, int x, int y);
inline constexpr int limitPatternSize = 6;
QBrush limitBrush(const Theme &theme, Limit limit);

} // namespace rebuffer
