// A picture of the window at an instant of simulated time: the same command gives the same file.
#pragma once

#include "core/sim/result.h"
#include "core/sim/sim_time.h"
#include "ui/main_window.h"

#include <QSize>
#include <QString>

namespace rebuffer {

/// `window` has its film and has not been shown. At 0 it is as before play is pressed.
Result<bool> saveScreenshot(MainWindow &window, SimTime at, QSize size, const QString &file);

} // namespace rebuffer
