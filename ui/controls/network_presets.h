// Well-known networks to start from. A preset only moves the sliders: it is nothing but values for them.
#pragma once

#include "core/session/scenario.h"

#include <QString>

#include <vector>

namespace rebuffer {

struct NetworkPreset {
    QString name;
    QString rate;
    QString delay;
    QString jitter;
    QString loss;
    QString lossBurst;
    QString queue;

    /// Each as key and value of the scenario.
    std::vector<std::pair<QString, QString>> settings() const;
    /// Is the scenario's link just this?
    bool matches(const Scenario &scenario) const;
};

std::vector<NetworkPreset> networkPresets();

} // namespace rebuffer
