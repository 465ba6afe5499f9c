// One axis of the stall map: which setting is varied, from where to where, in how many steps. The text of a form becomes
// values in the scenario's words.
#pragma once

#include "core/session/sweep.h"
#include "ui/controls/setting_row.h"

#include <QString>

#include <vector>

namespace rebuffer {

/// A setting that can be an axis, and what is offered for it at first.
struct SweepSetting {
    SettingDescription is;
    QString from;
    QString to;
    bool logarithmic = true;
};

std::vector<SweepSetting> sweepSettings();

/// The values of `setting` from `from` to `to` (as typed), both included, in even steps or even factors; fewer where
/// the setting knows none between. The problem is for people.
Result<SweepAxis> sweepAxis(const SweepSetting &setting, const QString &from, const QString &to, int steps, bool logarithmic);

/// Where `amount` lies on an axis with these amounts, each above the one before, in steps from the first; nothing if it is more
/// than half a step outside.
std::optional<double> placeOnAxis(const std::vector<double> &amounts, double amount);

} // namespace rebuffer
