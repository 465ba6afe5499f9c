// The scenarios that come with the program, each a lesson of its own.
#pragma once

#include <QString>

#include <vector>

namespace rebuffer {

struct ExampleScenario {
    QString path;
    QString title;
    QString notes;
};

/// Those found beside the installed program, else in the source tree; by title. Unreadable files are left out.
std::vector<ExampleScenario> exampleScenarios();

} // namespace rebuffer
