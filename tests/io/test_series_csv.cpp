// The curves as a table that a spreadsheet can read, and files that are the old one or the new one, whole.
#include "core/io/series_csv.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class Table {
public:
    explicit Table(const QByteArray &csv)
    {
        for (const QByteArray &line : csv.trimmed().split('\n'))
            m_rows.append(line.split(','));
    }
    qsizetype rows() const { return m_rows.size() - 1; }
    const QByteArrayList &header() const { return m_rows.front(); }
    double value(qsizetype row, const char *column) const
    {
        bool isNumber = false;
        const double value = m_rows[row + 1][header().indexOf(column)].toDouble(&isNumber);
        return isNumber ? value : qQNaN();
    }
    bool isRectangular() const
    {
        return std::all_of(m_rows.begin(), m_rows.end(),
                           [this](const QByteArrayList &row) { return row.size() == header().size(); });
    }

private:
    QList<QByteArrayList> m_rows;
};

} // namespace

class TestSeriesCsv : public QObject {
    Q_OBJECT

private slots:
    void anEmptySeriesIsItsHeader();
    void everyColumnNamesItsUnit();
    void holdsWhatTheSeriesHolds();
    void theCurvesOfARunAddUp();
    void theLastRowIsOfWhatThereIsOfIt();
    void limitsAddUpToTheRun();
    void savingReplacesTheFile();
    void savingToNowhereLeavesEverythingAsItWas();
};

void TestSeriesCsv::anEmptySeriesIsItsHeader()
{
    const QByteArray csv = seriesToCsv(Series(), {});
    QCOMPARE(csv.count('\n'), 1);
    QVERIFY(csv.startsWith("time_s,"));
}

void TestSeriesCsv::everyColumnNamesItsUnit()
{
    const Table table(seriesToCsv(Series(), {}));
    for (const char *column : {"time_s", "buffer_s", "capacity_mbps", "throughput_mbps", "goodput_mbps", "need_mbps", "rtt_ms",
                               "cwnd_packets", "queue_bytes", "sent", "lost", "dropped", "retransmitted"})
        QVERIFY2(table.header().contains(column), column);
    QCOMPARE(QSet<QByteArray>(table.header().begin(), table.header().end()).size(), table.header().size());
}

void TestSeriesCsv::holdsWhatTheSeriesHolds()
{
    Series series;
    SeriesBucket &bucket = series.at(testing::at(0.05));
    bucket.bufferLast = 2.5;
    bucket.hasBuffer = true;
    bucket.wireBytes = 2500;
    bucket.capacityBits = 40'000;
    bucket.rttLast = 41.25;
    bucket.lost = 3;
    bucket.queueHigh = 64'000;
    const Table table(seriesToCsv(series, testing::at(0.06)));
    QCOMPARE(table.rows(), qsizetype{3});
    QVERIFY(table.isRectangular());
    QCOMPARE(table.value(2, "time_s"), 0.04);
    QCOMPARE(table.value(2, "buffer_s"), 2.5);
    QCOMPARE(table.value(2, "throughput_mbps"), 1.0);
    QCOMPARE(table.value(2, "capacity_mbps"), 2.0);
    QCOMPARE(table.value(2, "rtt_ms"), 41.25);
    QCOMPARE(table.value(2, "lost"), 3.0);
    QCOMPARE(table.value(2, "queue_bytes"), 64'000.0);
    QCOMPARE(table.value(0, "throughput_mbps"), 0.0);
}

void TestSeriesCsv::theCurvesOfARunAddUp()
{
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:20s"}, {"link.rate", "2Mbit/s"}, {"link.loss", "2%"}});
    run->advanceTo(testing::at(30));
    const Table table(seriesToCsv(run->seriesToNow(), run->now()));
    QVERIFY(table.isRectangular());
    double sent = 0, lost = 0, bits = 0;
    for (qsizetype row = 0; row < table.rows(); ++row) {
        sent += table.value(row, "sent");
        lost += table.value(row, "lost");
        bits += table.value(row, "goodput_mbps") * 1e6 * 0.02;
        QCOMPARE(table.value(row, "time_s"), 0.02 * static_cast<double>(row));
    }
    QCOMPARE(sent, static_cast<double>(run->summary().dataPacketsSent));
    QCOMPARE(lost, static_cast<double>(run->summary().dataPacketsLost));
    QVERIFY(std::abs(bits / 8 - 2'500'000) < 100);
}

/// A run that ends a quarter of the way through a bucket, on a link that is full.
void TestSeriesCsv::theLastRowIsOfWhatThereIsOfIt()
{
    const auto run = testing::runOf({{"source", "bulk"}, {"link.rate", "10Mbit/s"}});
    run->advanceTo(testing::at(5.005));
    const Table table(seriesToCsv(run->seriesToNow(), run->now()));
    QCOMPARE(table.value(table.rows() - 1, "time_s"), 5.0);
    QCOMPARE(table.value(table.rows() - 1, "capacity_mbps"), 10.0);
    const double throughput = table.value(table.rows() - 1, "throughput_mbps");
    QVERIFY2(throughput > 7 && throughput < 12.5, words("Mbit/s", throughput).c_str()); // to a packet of 2.4 Mbit/s
}

void TestSeriesCsv::limitsAddUpToTheRun()
{
    const auto run = testing::runOf({{"source", "cbr:1Mbit/s:20s"}, {"link.rate", "2Mbit/s"}, {"link.loss", "2%"}});
    run->advanceTo(testing::at(7.3137));
    const Table table(seriesToCsv(run->seriesToNow(), run->now()));
    double sum = 0;
    for (qsizetype row = 0; row < table.rows(); ++row) {
        for (const char *limit : {"limited_connecting_s", "limited_application_s", "limited_congestion_window_s",
                                  "limited_receive_window_s", "limited_link_s", "limited_recovery_s"})
            sum += table.value(row, limit);
    }
    QVERIFY2(std::abs(sum - 7.3137) < 1e-9, words("seconds", sum).c_str());
}

void TestSeriesCsv::savingReplacesTheFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("curves.csv"));
    QVERIFY(saveAtomically(path, "old\n"));
    QVERIFY(saveAtomically(path, "new and longer\n"));
    QCOMPARE(contentOf(path), QByteArray("new and longer\n"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), qsizetype{1});
}

void TestSeriesCsv::savingToNowhereLeavesEverythingAsItWas()
{
    // A file where the folder should be: not even root can write below it.
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a file"));
    QVERIFY(saveAtomically(file, "content"));
    for (const QString &path : {file + QStringLiteral("/curves.csv"), folder.path()}) {
        const auto saved = saveAtomically(path, "new");
        QVERIFY(!saved);
        QVERIFY2(saved.problem().find(path.toStdString()) == 0, saved.problem().c_str());
    }
    QCOMPARE(contentOf(file), QByteArray("content"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), qsizetype{1});
}

QTEST_APPLESS_MAIN(TestSeriesCsv)
#include "test_series_csv.moc"
