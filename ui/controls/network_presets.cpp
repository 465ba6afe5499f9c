#include "ui/controls/network_presets.h"

#include "core/session/scenario_keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace rebuffer {

std::vector<std::pair<QString, QString>> NetworkPreset::settings() const
{
    return {{QStringLiteral("link.rate"), rate},     {QStringLiteral("link.delay"), delay},
            {QStringLiteral("link.jitter"), jitter}, {QStringLiteral("link.loss"), loss},
            {QStringLiteral("link.loss_burst"), lossBurst}, {QStringLiteral("link.queue"), queue}};
}

bool NetworkPreset::matches(const Scenario &scenario) const
{
    Scenario with = scenario;
    for (const auto &[key, value] : settings())
        setScenarioKey(with, key.toStdString(), value.toStdString());
    return with.link == scenario.link;
}

// Rates and delays after WebPageTest's (cable, LTE, 3G, EDGE), Apple's and Firefox's throttling profiles; those
// name no jitter and little loss, which are chosen here. A one-way delay is half their round trip.
std::vector<NetworkPreset> networkPresets()
{
    const auto name = [](const char *text) { return QCoreApplication::translate("NetworkPreset", text); };
    const auto s = [](const char *text) { return QString::fromLatin1(text); };
    const QString alone = s("independent");
    return {
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "Home line, 5 Mbit/s")), s("5Mbit/s"), s("20ms"), s("0ms"), s("0%"), alone, s("64kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "Fibre, 100 Mbit/s")), s("100Mbit/s"), s("5ms"), s("1ms"), s("0%"), alone, s("250kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "Cable, 20 Mbit/s")), s("20Mbit/s"), s("14ms"), s("2ms"), s("0%"), alone, s("128kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "DSL with a bloated queue")), s("2Mbit/s"), s("25ms"), s("2ms"), s("0%"), alone, s("1MB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "LTE, 12 Mbit/s")), s("12Mbit/s"), s("35ms"), s("8ms"), s("0.1%"), alone, s("256kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "Crowded hotel Wi-Fi")), s("2Mbit/s"), s("30ms"), s("25ms"), s("2%"), s("5"), s("64kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "3G, 1.6 Mbit/s")), s("1.6Mbit/s"), s("150ms"), s("20ms"), s("0.2%"), alone, s("64kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "EDGE, 240 kbit/s")), s("240kbit/s"), s("420ms"), s("50ms"), s("1%"), alone, s("32kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "Satellite, 280 ms away")), s("10Mbit/s"), s("280ms"), s("5ms"), s("0.5%"), s("3"), s("500kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "Train in a tunnel, 250 kbit/s")), s("250kbit/s"), s("45ms"), s("12ms"), s("1%"), s("3"), s("64kB")},
        {name(QT_TRANSLATE_NOOP("NetworkPreset", "No signal")), s("0"), s("45ms"), s("12ms"), s("0%"), alone, s("64kB")},
    };
}

} // namespace rebuffer
