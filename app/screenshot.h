// A picture of the window at an instant of simulated time: the same command gives the same file.
#pragma once

#include "app/options.h"
#include "core/sim/result.h"
#include "ui/main_window.h"

namespace rebuffer {

/// `window` has its film, if it is to have one, and has not been shown. At 0 it is as before play is pressed.
/// `options` hold a screenshot.
Result<bool> saveScreenshot(MainWindow &window, const Options &options);

} // namespace rebuffer
