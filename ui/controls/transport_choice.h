// The transports and delivery modes that can be chosen, in the order they are shown: only those that the core
// knows how to run.
#pragma once

#include "core/session/scenario.h"

#include <QString>

#include <vector>

namespace rebuffer {

/// One answer to a question with few: `value` is the scenario's word.
struct Choice {
    QString value;
    QString name;
    QString tooltip;
};

std::vector<Choice> transportChoices();
std::vector<Choice> deliveryChoices();

/// Those that `key` accepts.
std::vector<Choice> accepted(const QString &key, std::vector<Choice> choices);
/// The scenario's present answer, -1 if it is none of them.
int currentChoice(const QString &key, const std::vector<Choice> &choices, const Scenario &scenario);

} // namespace rebuffer
