// The rows of the control panel: which settings have one, what they are called, what they do, how far they go.
#pragma once

#include "ui/controls/setting_row.h"

#include <string>
#include <vector>

namespace rebuffer {

std::vector<SettingDescription> networkSettings();
std::vector<SettingDescription> playerSettings();

/// "Start playing at": what people call the setting of a scenario's key; the key itself, if it has no other name.
QString settingName(const std::string &key);
/// As its row shows it.
QString settingValue(const std::string &key, const std::string &text);

} // namespace rebuffer
