#include "core/io/example_scenarios.h"

#include "core/io/scenario_file.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>

namespace rebuffer {

namespace {

QDir folder()
{
    const QDir besides(QCoreApplication::applicationDirPath() + QStringLiteral("/../share/rebuffer/scenarios"));
    return besides.exists() ? besides : QDir(QStringLiteral(REBUFFER_SOURCE_SCENARIOS));
}

} // namespace

std::vector<ExampleScenario> exampleScenarios()
{
    std::vector<ExampleScenario> examples;
    const QDir where = folder();
    for (const QString &file : where.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        const QString path = QDir::cleanPath(where.absoluteFilePath(file));
        if (const auto scenario = readScenarioFile(path); scenario)
            examples.push_back({path, QString::fromStdString(scenario->title), QString::fromStdString(scenario->notes)});
    }
    std::sort(examples.begin(), examples.end(), [](const auto &a, const auto &b) { return a.title < b.title; });
    return examples;
}

} // namespace rebuffer
