// Every preset is accepted, is told from the others, and takes back all that another may have set.
#include "core/session/network_presets.h"
#include "core/session/scenario_keys.h"

#include <QTest>

#include <set>

using namespace rebuffer;

class TestNetworkPresets : public QObject {
    Q_OBJECT

private slots:
    void areAccepted_data();
    void areAccepted();
    void takeBackWhatAnotherSet();
    void haveNamesOfTheirOwn();
    void theFirstIsTheDefault();
};

void TestNetworkPresets::areAccepted_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < networkPresets().size(); ++i)
        QTest::newRow(networkPresets()[i].name.c_str()) << static_cast<int>(i);
}

void TestNetworkPresets::areAccepted()
{
    QFETCH(int, index);
    const NetworkPreset &preset = networkPresets()[static_cast<std::size_t>(index)];
    Scenario scenario;
    for (const auto &[key, value] : preset.named) {
        const auto done = setScenarioKey(scenario, key, value);
        QVERIFY2(done, done.problem().c_str());
    }
    QVERIFY(preset.matches(scenario));
}

void TestNetworkPresets::takeBackWhatAnotherSet()
{
    for (const NetworkPreset &before : networkPresets()) {
        for (const NetworkPreset &after : networkPresets()) {
            Scenario scenario = before.scenario();
            for (const auto &[key, value] : after.settings()) {
                const auto done = setScenarioKey(scenario, key, value);
                QVERIFY2(done, done.problem().c_str());
            }
            QVERIFY2(after.matches(scenario), (before.name + ", then " + after.name).c_str());
        }
    }
}

void TestNetworkPresets::haveNamesOfTheirOwn()
{
    std::set<std::string> names;
    for (const NetworkPreset &preset : networkPresets())
        QVERIFY2(names.insert(preset.name).second, preset.name.c_str());
}

void TestNetworkPresets::theFirstIsTheDefault()
{
    QVERIFY2(networkPresets().front().matches(Scenario()), "the first preset is what a scenario has that says nothing");
}

QTEST_APPLESS_MAIN(TestNetworkPresets)
#include "test_network_presets.moc"
