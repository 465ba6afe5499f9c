// The settings of the last run, kept from one day to the next: the network's, the transport's and the player's, not what was
// streamed nor when what was changed.
#pragma once

#include "core/session/scenario.h"

class QSettings;

namespace rebuffer {

void rememberSettings(QSettings &settings, const Scenario &scenario);
/// Puts them into `scenario`. Those that do not make a scenario any more, or need a file, are left out: all of them, if they do
/// not go together.
void recallSettings(const QSettings &settings, Scenario &scenario);

} // namespace rebuffer
