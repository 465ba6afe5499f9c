// What must be known to repeat a run, put into every file that is made of it.
#pragma once

#include "core/session/scenario.h"

#include <QJsonObject>
#include <QString>

namespace rebuffer {

struct RunMark {
    QString version;   ///< of the program
    Scenario scenario; ///< as Session::script() gives it
};

/// {"rebuffer_version": "0.1.0", "seed": 1, "scenario": {...}}, for a file at `path`: the scenario's files are named as
/// seen from there.
QJsonObject toJson(const RunMark &mark, const QString &path);

} // namespace rebuffer
