// What the window's menu reads and writes, wired to the readers and writers of core/io.
#pragma once

#include "core/sim/result.h"
#include "ui/scenario_desk.h"

#include <QString>

namespace rebuffer {

/// A scenario with the traces that it names. The problem is one line for people.
Result<Scenario> readWithTraces(const QString &path);

ScenarioDesk makeDesk();

} // namespace rebuffer
