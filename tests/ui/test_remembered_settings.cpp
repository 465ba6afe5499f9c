// The last run's settings from one day to the next.
#include "core/session/scenario_keys.h"
#include "ui/remembered_settings.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;

class TestRememberedSettings : public QObject {
    Q_OBJECT

private slots:
    void theyAreThereTheNextDay();
    void whatBelongsToARunIsNot();
    void whatDoesNotGoTogetherIsLeftOut();

private:
    QString path() const { return m_folder.filePath(QStringLiteral("settings.ini")); }
    static Scenario with(const QList<std::pair<const char *, const char *>> &settings)
    {
        Scenario scenario;
        for (const auto &[key, value] : settings) {
            if (const auto set = setScenarioKey(scenario, key, value); !set)
                qFatal("%s", set.problem().c_str());
        }
        return scenario;
    }
    Scenario nextDay(const Scenario &before, Scenario after = {})
    {
        QFile::remove(path());
        {
            QSettings settings(path(), QSettings::IniFormat);
            rememberSettings(settings, before);
        }
        const QSettings settings(path(), QSettings::IniFormat);
        recallSettings(settings, after);
        return after;
    }

    QTemporaryDir m_folder;
};

void TestRememberedSettings::theyAreThereTheNextDay()
{
    const Scenario before = with({{"link.rate", "1.6Mbit/s"},
                                  {"link.loss", "0.5%"},
                                  {"uplink.delay", "70ms"},
                                  {"transport", "tcp-bbr"},
                                  {"delivery", "ranges"},
                                  {"player.start", "5s"},
                                  {"player.high_water", "30s"}});
    QVERIFY(nextDay(before) == before);
    QVERIFY(nextDay({}) == Scenario());
}

void TestRememberedSettings::whatBelongsToARunIsNot()
{
    Scenario before = with({{"source", "cbr:1Mbit/s:60s"}, {"seed", "9"}, {"track.audio", "2"}, {"link.delay", "70ms"}});
    before.changes = {{SimTime::fromStart(SimDuration::wholeSeconds(3)), "link.loss", "2%"}};
    before.link.traceFile = "gone.csv";
    const Scenario opened = with({{"source", "cbr:2Mbit/s:30s"}});
    const Scenario after = nextDay(before, opened);
    QVERIFY(after.source == opened.source);
    QCOMPARE(after.seed, std::uint64_t{1});
    QVERIFY(after.tracks == TrackChoice());
    QVERIFY(after.changes.empty());
    QVERIFY(after.link.traceFile.empty());
    QCOMPARE(after.link.delay, SimDuration::milliseconds(70));
}

void TestRememberedSettings::whatDoesNotGoTogetherIsLeftOut()
{
    QSettings settings(path(), QSettings::IniFormat);
    settings.setValue("settings", QStringList{"link.delay=70ms", "link.colour=blue", "player.start=much", "nothing"});
    Scenario scenario;
    recallSettings(settings, scenario);
    QCOMPARE(scenario.link.delay, SimDuration::milliseconds(70)); // the rest of an older program's words
    QCOMPARE(scenario.player.start, Scenario().player.start);
    settings.setValue("settings", QStringList{"link.delay=90ms", "player.start=40s"}); // above the high-water mark
    recallSettings(settings, scenario);
    QCOMPARE(scenario.link.delay, SimDuration::milliseconds(70));
}

QTEST_GUILESS_MAIN(TestRememberedSettings)
#include "test_remembered_settings.moc"
