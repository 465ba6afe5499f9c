// The geometry twin of a row of controls: positions, values, and what may be typed.
#include <QTest>

#include "ui/controls/setting_catalogue.h"

#include "core/session/scenario_keys.h"

using namespace rebuffer;

class TestSettingScale : public QObject {
    Q_OBJECT

private slots:
    void everyPositionIsAValueThatTheScenarioTakes_data();
    void everyPositionIsAValueThatTheScenarioTakes();
    void valuesComeBackToTheirPlace_data();
    void valuesComeBackToTheirPlace();
    void sliderNumbersAreRound();
    void shows_data();
    void shows();
    void takesWhatIsTyped_data();
    void takesWhatIsTyped();
    void stepsNeverStandStill();
};

namespace {

std::vector<SettingDescription> allRows()
{
    auto rows = networkSettings();
    for (auto &row : playerSettings())
        rows.push_back(row);
    return rows;
}

SettingDescription rowOf(const QString &key)
{
    for (const auto &row : allRows()) {
        if (row.key == key)
            return row;
    }
    return {};
}

void addRows()
{
    QTest::addColumn<QString>("key");
    for (const auto &row : allRows())
        QTest::newRow(qPrintable(row.key)) << row.key;
}

} // namespace

void TestSettingScale::everyPositionIsAValueThatTheScenarioTakes_data()
{
    addRows();
}

void TestSettingScale::everyPositionIsAValueThatTheScenarioTakes()
{
    QFETCH(QString, key);
    const SettingScale scale = rowOf(key).scale;
    double before = -1;
    for (int position = 0; position <= SettingScale::positions; ++position) {
        const double amount = scale.amountAt(position);
        QVERIFY2(amount >= before, "must not fall towards the right");
        before = amount;
        Scenario scenario;
        const auto done = setScenarioKey(scenario, key.toStdString(), scale.keyText(amount).toStdString());
        QVERIFY2(done, done.problem().c_str());
    }
    QCOMPARE(scale.amountAt(0), scale.low);
    QCOMPARE(scale.amountAt(SettingScale::positions), scale.high);
}

void TestSettingScale::valuesComeBackToTheirPlace_data()
{
    addRows();
}

void TestSettingScale::valuesComeBackToTheirPlace()
{
    QFETCH(QString, key);
    const SettingScale scale = rowOf(key).scale;
    for (int position = 0; position <= SettingScale::positions; position += 7) {
        const double amount = scale.amountAt(position);
        const auto again = scale.amountOf(scale.keyText(amount));
        QVERIFY(again.has_value());
        QCOMPARE(*again, amount);
        QCOMPARE(scale.amountAt(scale.positionOf(amount)), amount);
    }
    QCOMPARE(scale.positionOf(scale.low / 2), 0);
    QCOMPARE(scale.positionOf(scale.high * 2), SettingScale::positions);
}

void TestSettingScale::sliderNumbersAreRound()
{
    const SettingScale rate = rowOf("link.rate").scale;
    QCOMPARE(rate.keyText(rate.amountAt(rate.positionOf(1.8e6))), QString("1.8Mbit/s"));
    const SettingScale loss = rowOf("link.loss").scale;
    QCOMPARE(loss.display(loss.keyText(loss.amountAt(loss.positionOf(0.01)))), QString("1.0 %"));
}

void TestSettingScale::shows_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *key, const char *value, const char *shown) {
        QTest::addRow("%s %s", key, value) << QString(key) << QString(value) << QString(shown);
    };
    row("link.rate", "1.8Mbit/s", "1.80 Mbit/s");
    row("link.rate", "250kbit/s", "250 kbit/s");
    row("link.rate", "1Gbit/s", "1.00 Gbit/s");
    row("link.rate", "0", "no signal");
    row("link.rate", "trace:train.csv", "trace");
    row("link.delay", "45ms", "45 ms");
    row("link.delay", "1200ms", "1.20 s");
    row("link.loss", "1%", "1.0 %");
    row("link.loss", "0.05%", "0.05 %");
    row("link.loss_burst", "independent", "random");
    row("link.loss_burst", "3", "3 pkts");
    row("link.queue", "64kB", "64 kB");
    row("link.queue", "34packets", "34 pkts");
    row("player.start", "2s", "2.0 s");
}

void TestSettingScale::shows()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(QString, shown);
    QCOMPARE(rowOf(key).scale.display(value), shown);
}

void TestSettingScale::takesWhatIsTyped_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("present");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *key, const char *present, const char *typed, const char *value) {
        QTest::addRow("%s: %s", key, typed) << QString(key) << QString(present) << QString(typed) << QString(value);
    };
    row("link.rate", "5Mbit/s", "2.5 Mbit/s", "2.5Mbit/s");
    row("link.rate", "5Mbit/s", "800k", "800kbit/s");
    row("link.rate", "5Mbit/s", "800 KBPS", "800kbit/s");
    row("link.rate", "5Mbit/s", "2,5", "2.5Mbit/s");
    row("link.rate", "250kbit/s", "300", "300kbit/s");
    row("link.rate", "0", "3", "3Mbit/s");
    row("link.rate", "5Mbit/s", "1g", "1Gbit/s");
    row("link.rate", "5Mbit/s", "0", "0bit/s");
    row("link.delay", "20ms", "0.3 s", "300ms");
    row("link.delay", "20ms", "45", "45ms");
    row("link.loss", "0%", "0.5", "0.5%");
    row("link.loss", "0%", "2 %", "2%");
    row("link.loss_burst", "3", "Random", "independent");
    row("link.loss_burst", "independent", "4", "4");
    row("link.queue", "64kB", "34 packets", "34packets");
    row("link.queue", "64kB", "128", "128kB");
    row("link.queue", "34packets", "50", "50packets");
    row("link.queue", "64kB", "1 MB", "1MB");
    row("player.start", "2s", "500 ms", "500ms");
    // Nonsense goes to the scenario as it is, which says what it takes.
    row("link.rate", "5Mbit/s", "fast", "fast");
    row("link.rate", "5Mbit/s", "-1", "-1");
}

void TestSettingScale::takesWhatIsTyped()
{
    QFETCH(QString, key);
    QFETCH(QString, present);
    QFETCH(QString, typed);
    QFETCH(QString, value);
    QCOMPARE(rowOf(key).scale.typed(typed, present), value);
}

void TestSettingScale::stepsNeverStandStill()
{
    for (const auto &row : allRows()) {
        double amount = row.scale.low;
        for (int i = 0; i < 40 && amount < row.scale.high; ++i) {
            const double next = row.scale.stepped(amount, 1);
            QVERIFY2(next > amount, qPrintable(row.key));
            amount = next;
        }
        QVERIFY(row.scale.stepped(amount, -1) < amount);
        QCOMPARE(row.scale.stepped(row.scale.high, 1), row.scale.high);
    }
}

QTEST_MAIN(TestSettingScale)
#include "test_setting_scale.moc"
