// The rows of the control panel: which settings have one, what they are called, what they do, how far they go.
#pragma once

#include "ui/controls/setting_row.h"

#include <vector>

namespace rebuffer {

std::vector<SettingDescription> networkSettings();
std::vector<SettingDescription> playerSettings();

} // namespace rebuffer
