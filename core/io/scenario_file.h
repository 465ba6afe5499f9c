// Scenario files: JSON with the scenario's keys nested at their dots, and "rebuffer": 1 as its version.
#pragma once

#include "core/session/scenario.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace rebuffer {

/// Reads a scenario. A problem names the file, the key or place in it, what was given and what is accepted; unknown
/// keys are problems too. Relative paths in it start at the file's folder.
Result<Scenario> readScenarioFile(const QString &path);
/// The same from bytes; `name` is what problems call them.
Result<Scenario> parseScenario(const QByteArray &json, const QString &name);

struct ScenarioReading {
    Scenario scenario;                 ///< as far as it could be read
    std::vector<std::string> problems; ///< all at once, a line each, which begins with the file's name; none: it is whole
};

/// The same, whatever is wrong with it.
ScenarioReading lookIntoScenarioFile(const QString &path);
/// All that is wrong with it at once; nothing if it can be read.
std::vector<std::string> problemsOfScenario(const QByteArray &json, const QString &name);
/// All settings that differ from a scenario that says nothing, in the keys' order; reading it gives the same scenario.
QByteArray scenarioToJson(const Scenario &scenario);
/// Writes it whole or not at all, with its film's size and hash; the files it names as seen from the file's folder.
Result<bool> saveScenarioFile(const QString &path, Scenario scenario);
/// Puts the name of every file that a scenario names through `rename`: its film, its traces, those of timed changes.
void renameFiles(Scenario &scenario, const std::function<void(std::string &name)> &rename);
/// The files it names as seen from the folder of the file at `path`, which is to say so.
Scenario namedFrom(const QString &path, Scenario scenario);

} // namespace rebuffer
