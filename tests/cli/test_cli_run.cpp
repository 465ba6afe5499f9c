// rebuffer-cli run: one JSON object with every figure promised, the same bytes for the same seed, and figures that agree
// with the closed forms.
#include "tests/cli/cli_runner.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer::testing;

class TestCliRun : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QByteArray eventsOf(const QString &seed)
    {
        const QString path = m_folder.filePath(QStringLiteral("events.jsonl"));
        const CliResult result = runWith({"source=cbr:1Mbit/s:10s", "link.rate=2Mbit/s", "link.loss=2%", "link.jitter=5ms"},
                                         {"--seed", seed, "--events", path});
        return result.exitCode == 0 ? contentOf(path) : QByteArray();
    }

    static bool near(double value, double expected, double share) { return qAbs(value / expected - 1) <= share; }

private slots:
    void saysEverythingItPromises()
    {
        const CliResult result = runWith({"source=cbr:1Mbit/s:5s"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.err.isEmpty());
        const QJsonObject summary = result.json();
        for (const char *field : {"seed",
                                  "sim_time_s",
                                  "state",
                                  "startup_delay_s",
                                  "first_byte_s",
                                  "stall_count",
                                  "stall_time_s",
                                  "play_time_s",
                                  "rebuffer_ratio",
                                  "stalls",
                                  "bytes_delivered",
                                  "goodput_mbps",
                                  "throughput_mbps",
                                  "mean_rtt_ms",
                                  "data_packets_sent",
                                  "data_packets_lost",
                                  "data_packets_dropped",
                                  "retransmissions",
                                  "late_packets",
                                  "mean_queue_bytes",
                                  "max_queue_bytes",
                                  "media",
                                  "engine"})
            QVERIFY2(summary.contains(QLatin1String(field)), field);
        for (const char *field : {"duration_s", "bytes", "tracks", "access_units"})
            QVERIFY2(summary[QLatin1String("media")].toObject().contains(QLatin1String(field)), field);
        for (const char *field : {"cpu_s", "events", "data_packets_per_cpu_s", "peak_rss_mb"})
            QVERIFY2(summary[QLatin1String("engine")].toObject().contains(QLatin1String(field)), field);
        QCOMPARE(summary[QLatin1String("state")].toString(), QStringLiteral("ended"));
        QCOMPARE(result.number("bytes_delivered"), 625'000.0);
        QCOMPARE(result.number("play_time_s"), 5.0);
    }

    void theSameSeedGivesTheSameBytes()
    {
        const QByteArray once = eventsOf(QStringLiteral("7"));
        QVERIFY(once.size() > 10'000);
        QCOMPARE(eventsOf(QStringLiteral("7")), once);
    }

    void anotherSeedDoesNot() { QVERIFY(eventsOf(QStringLiteral("7")) != eventsOf(QStringLiteral("8"))); }

    void anIdealLinkBelowTheFilmStallsAsTheFluidFormSays()
    {
        // r = 1 Mbit/s, x = 0.6, Q = 3 s: plays Q r / (r - x), freezes Q r / x.
        const CliResult result =
            runWith({"source=cbr:1Mbit/s:60s", "link.rate=600kbit/s", "transport=ideal", "player.start=3s", "player.resume=3s"});
        QCOMPARE(result.exitCode, 0);
        const QJsonArray stalls = result.json()[QLatin1String("stalls")].toArray();
        QVERIFY(stalls.size() >= 3);
        const QJsonObject first = stalls[0].toObject(), second = stalls[1].toObject();
        QVERIFY(near(first[QLatin1String("duration_s")].toDouble(), 3 / 0.6, 0.03));
        QVERIFY(near(second[QLatin1String("media_s")].toDouble() - first[QLatin1String("media_s")].toDouble(), 3 / 0.4, 0.03));
    }

    void anIdealLinkAboveTheFilmStartsAsTheFluidFormSays()
    {
        // r = 2 Mbit/s, x = 5, Q = 4 s: starts at Q r / x and the delay, and never waits again.
        const CliResult result =
            runWith({"source=cbr:2Mbit/s:60s", "link.rate=5Mbit/s", "link.delay=50ms", "transport=ideal", "player.start=4s"});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(near(result.number("startup_delay_s"), 4 * 2 / 5.0 + 0.05, 0.03));
        QCOMPARE(result.number("stall_count"), 0.0);
        QVERIFY(near(result.number("sim_time_s"), 60 + 4 * 2 / 5.0 + 0.05, 0.03));
    }

    void aClipThatStartsWithEnoughNeverStalls()
    {
        // D = 60 s, x/r = 3/4: 15 s of media are enough, and less is not.
        for (const auto &[start, stalls] : {std::pair{"15.4s", false}, std::pair{"14.6s", true}}) {
            const CliResult result = runWith({"source=cbr:2Mbit/s:60s", "link.rate=1500kbit/s", "transport=ideal",
                                              "player.high_water=60s", QStringLiteral("player.start=") + QLatin1String(start)});
            QCOMPARE(result.exitCode, 0);
            QCOMPARE(result.number("stall_count") > 0, stalls);
        }
    }

    void tcpFillsTheLinkLessItsHeaders_data()
    {
        QTest::addColumn<QString>("transport");
        QTest::addColumn<double>("megabits");
        QTest::newRow("CUBIC over 2 Mbit/s") << QStringLiteral("tcp-cubic") << 2.0;
        QTest::newRow("CUBIC over 20 Mbit/s") << QStringLiteral("tcp-cubic") << 20.0;
        QTest::newRow("Reno over 5 Mbit/s") << QStringLiteral("tcp-reno") << 5.0;
    }
    void tcpFillsTheLinkLessItsHeaders()
    {
        QFETCH(QString, transport);
        QFETCH(double, megabits);
        const CliResult result = runWith(
            {"source=bulk", "transport=" + transport, QStringLiteral("link.rate=%1Mbit/s").arg(megabits), "link.queue=128kB"},
            {"--until", "40s", "--measure-from", "5s"});
        QVERIFY2(near(result.number("goodput_mbps"), megabits * 1448 / 1500, 0.02), result.out.constData());
    }

    void aChangeInTheScenarioHappensAtItsTime()
    {
        const QString path = m_folder.filePath(QStringLiteral("tunnel.json"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"rebuffer": 1, "title": "Into the tunnel", "source": "cbr:1Mbit/s:30s", "transport": "ideal",
                       "player": {"start": "2s", "resume": "2s", "high_water": "5s"}, "link": {"rate": "4Mbit/s"},
                       "changes": [{"at": "10s", "set": "link.rate", "to": "0bit/s"}, {"at": "20s", "set": "link.rate", "to": "4Mbit/s"}]})");
        file.close();
        const CliResult result = runCli({"run", "--scenario", path});
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.number("stall_count"), 1.0);
        const double at = result.json()[QLatin1String("stalls")].toArray()[0].toObject()[QLatin1String("at_s")].toDouble();
        QVERIFY2(at > 14 && at < 15.2, qPrintable(QString::number(at)));
    }

    void writesTheCurvesAndTheSummaryToFiles()
    {
        const QString series = m_folder.filePath(QStringLiteral("curves.csv"));
        const QString summary = m_folder.filePath(QStringLiteral("summary.json"));
        const CliResult result = runWith({"source=cbr:1Mbit/s:5s"}, {"--series", series, "--out", summary});
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.out.isEmpty());
        QVERIFY(contentOf(series).startsWith("time_s,buffer_s"));
        QVERIFY(contentOf(series).count('\n') > 100);
        QCOMPARE(QJsonDocument::fromJson(contentOf(summary)).object()[QLatin1String("seed")].toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCliRun)
#include "test_cli_run.moc"
