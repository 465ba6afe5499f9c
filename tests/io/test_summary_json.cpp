// The figures as the command line prints them: every one by its name and in its unit, null where there is none yet.
#include "core/io/summary_json.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace rebuffer;

namespace {

QJsonValue at(const QJsonObject &object, const char *path)
{
    QJsonValue value = object;
    for (const QByteArray &key : QByteArray(path).split('.'))
        value = value.toObject()[QLatin1String(key)];
    return value;
}

} // namespace

class TestSummaryJson : public QObject {
    Q_OBJECT

private slots:
    void figuresInTheirUnits();
    void whatIsNotThereYetIsNull();
    void everyNumberIsFinite();
};

void TestSummaryJson::figuresInTheirUnits()
{
    Summary summary;
    summary.seed = 7;
    summary.now = testing::at(61.5);
    summary.state = PlayerState::Stalled;
    summary.startupDelay = SimDuration::milliseconds(1500);
    summary.stallCount = 1;
    summary.stallTime = SimDuration::seconds(2.25);
    summary.stalls = {{testing::at(10), SimDuration::seconds(8.5), SimDuration::seconds(2.25), false}};
    summary.goodput = BitRate::kilobitsPerSecond(1234);
    summary.bytesDelivered = Bytes(5'000'000'000);
    summary.meanRttMs = 41.5;
    const auto media = constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(10));
    const QJsonObject json = summaryToJson(summary, media, {1.5, 42});
    QCOMPARE(at(json, "seed").toInt(), 7);
    QCOMPARE(at(json, "sim_time_s").toDouble(), 61.5);
    QCOMPARE(at(json, "state").toString(), QStringLiteral("stalled"));
    QCOMPARE(at(json, "startup_delay_s").toDouble(), 1.5);
    QCOMPARE(at(json, "stall_time_s").toDouble(), 2.25);
    QCOMPARE(at(json, "goodput_mbps").toDouble(), 1.234);
    QCOMPARE(at(json, "bytes_delivered").toDouble(), 5e9);
    QCOMPARE(at(json, "mean_rtt_ms").toDouble(), 41.5);
    const QJsonObject stall = at(json, "stalls").toArray().first().toObject();
    QCOMPARE(at(stall, "at_s").toDouble(), 10.0);
    QCOMPARE(at(stall, "media_s").toDouble(), 8.5);
    QCOMPARE(at(stall, "duration_s").toDouble(), 2.25);
    QCOMPARE(at(json, "media.bytes").toDouble(), 1'250'000.0);
    QCOMPARE(at(json, "media.duration_s").toDouble(), 10.0);
    QCOMPARE(at(json, "media.playable_s").toDouble(), 10.0);
    QCOMPARE(at(json, "media.access_units").toInt(), 1000);
    QCOMPARE(at(json, "engine.cpu_s").toDouble(), 1.5);
    QCOMPARE(at(json, "engine.peak_rss_mb").toDouble(), 42.0);
}

void TestSummaryJson::whatIsNotThereYetIsNull()
{
    const QJsonObject json = summaryToJson(Summary(), std::nullopt, {});
    for (const char *field : {"startup_delay_s", "first_byte_s", "experience", "media"})
        QVERIFY2(json.contains(QLatin1String(field)) && at(json, field).isNull(), field);
    QVERIFY(at(json, "stalls").isArray());
}

void TestSummaryJson::everyNumberIsFinite()
{
    // A number that JSON cannot hold would be written as null.
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:10s"}});
    for (const double t : {0.0, 0.01, 0.1, 5.0, 100.0}) {
        run->advanceTo(testing::at(t));
        const QJsonObject json = summaryToJson(run->summary(), run->media(), {});
        for (const QString &key : json.keys()) {
            const bool mayBeMissing = key == QLatin1String("startup_delay_s") || key == QLatin1String("first_byte_s") ||
                                      key == QLatin1String("experience");
            QVERIFY2(mayBeMissing || !json[key].isNull(), qPrintable(key));
        }
    }
}

QTEST_APPLESS_MAIN(TestSummaryJson)
#include "test_summary_json.moc"
