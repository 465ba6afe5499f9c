#include "ui/remembered_settings.h"

#include "core/session/scenario_keys.h"

#include <QSettings>
#include <QStringList>

namespace rebuffer {

namespace {

const QString settingsKey = QStringLiteral("settings");

/// A film, its tracks and the seed belong to a run; a trace to a file that may be gone tomorrow.
bool isKept(const ScenarioKey &key, const std::string &value)
{
    return key.name != "source" && key.name != "seed" && !key.name.starts_with("track.") && !value.starts_with("trace:");
}

} // namespace

void rememberSettings(QSettings &settings, const Scenario &scenario)
{
    const Scenario silent;
    QStringList kept;
    for (const ScenarioKey &key : scenarioKeys()) {
        const std::string value = key.get(scenario);
        if (value != key.get(silent) && isKept(key, value))
            kept << QString::fromStdString(std::string(key.name) + '=' + value);
    }
    settings.setValue(settingsKey, kept);
}

void recallSettings(const QSettings &settings, Scenario &scenario)
{
    Scenario recalled = scenario;
    for (const QString &setting : settings.value(settingsKey).toStringList()) {
        const std::string key = setting.section(u'=', 0, 0).toStdString();
        const std::string value = setting.section(u'=', 1).toStdString();
        const ScenarioKey *known = findScenarioKey(key);
        if (known && isKept(*known, value))
            (void)setScenarioKey(recalled, key, value); // an older program's, perhaps: what it cannot take stays as it was
    }
    if (checkScenario(recalled))
        scenario = std::move(recalled);
}

} // namespace rebuffer
