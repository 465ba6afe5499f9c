// The JSON Schema of scenario files (draft 2020-12), made from the table of keys, so that it cannot say anything else.
#pragma once

#include <QByteArray>

namespace rebuffer {

/// As published in resources/scenario.schema.json. What needs two values to be judged (a start threshold above the
/// high-water mark, a change that rests on another) only the program knows.
QByteArray scenarioSchema();

} // namespace rebuffer
