// The first frame of a window: what is to happen after it, and how long it takes to get there.
#pragma once

#include <QWidget>

#include <functional>

namespace rebuffer {

/// Calls `then` once, when `window` has been painted for the first time and that is on the screen.
void afterFirstFrame(QWidget &window, std::function<void()> then);

/// In a process that measureStart() started: shows the window and ends with its first frame, or an empty window's.
/// Nothing, and at once, in any other.
void endWithFirstFrame(const std::function<QWidget *()> &makeWindow);

/// Starts this program `times` times, and as often with an empty QMainWindow, and prints the medians of the time until the
/// first frame. False if it could not be started.
bool measureStart(int times, const QStringList &arguments);

} // namespace rebuffer
