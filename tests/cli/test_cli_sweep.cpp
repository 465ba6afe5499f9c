// rebuffer-cli sweep: the same bytes however the work is shared out, and wherever it was stopped.
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace rebuffer;
using testing::CliResult;

namespace {

/// With other axes than the usual ones if `more` has them.
QStringList grid(const QString &out, const QStringList &more = {})
{
    QStringList command{QStringLiteral("sweep"), QStringLiteral("--set"), QStringLiteral("source=cbr:1Mbit/s:8s"),
                        QStringLiteral("--out"), out};
    for (const auto &[axis, values] : {std::pair("--x", "link.rate=0.5Mbit/s..4Mbit/s:6:log"), {"--y", "link.loss=0,1%,5%"}}) {
        if (!more.contains(QLatin1String(axis)))
            command << QLatin1String(axis) << QLatin1String(values);
    }
    return command + more;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class TestCliSweep : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theTableIsTheGrid();
    void threadsDoNotMatter();
    void shardsMergeToTheSameBytes_data();
    void shardsMergeToTheSameBytes();
    void goesOnWhereItWasStopped_data();
    void goesOnWhereItWasStopped();
    void goesOnAfterBeingKilled();
    void aTraceIsAValueToo();
    void filesMayLieElsewhere();
    void aCellIsTheRunOfThatName();
    void refuses_data();
    void refuses();
    void refusesToWriteToWhatIsNoFile();
    void refusesToGoOnWithAnotherTable();
    void refusesToGoOnWithAnotherSweepsLines_data();
    void refusesToGoOnWithAnotherSweepsLines();
    void aFilmWithOtherContentIsAnotherSweep();
    void aFullDiskIsNamed();
    void refusesToMergeWhatDoesNotBelongTogether();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    QTemporaryDir m_folder;
    QByteArray m_whole;
};

void TestCliSweep::initTestCase()
{
    const CliResult result = testing::runCli(grid(path("whole.csv")));
    QCOMPARE(result.exitCode, 0);
    QVERIFY2(result.err.isEmpty(), result.err.constData()); // no progress in a pipe
    m_whole = contentOf(path("whole.csv"));
}

void TestCliSweep::theTableIsTheGrid()
{
    const QByteArrayList lines = m_whole.split('\n');
    QCOMPARE(lines.size(), 1 + 18 + 1);
    QVERIFY(lines[0].startsWith("cell,link.rate,link.loss,seed,"));
    QVERIFY2(lines[1].startsWith("0,0.5Mbit/s,0,1,ended,"), lines[1].constData());
    QVERIFY2(lines[18].startsWith("17,4Mbit/s,5%,1,"), lines[18].constData());
    QVERIFY(lines[1].split(',')[6].toInt() > 0); // half of what the film needs: it stalls
    QCOMPARE(lines[6].split(',')[6].toInt(), 0); // four times: it does not
}

void TestCliSweep::threadsDoNotMatter()
{
    for (const char *threads : {"1", "5"}) {
        QFile::remove(path("threads.csv"));
        QCOMPARE(testing::runCli(grid(path("threads.csv"), {QStringLiteral("--threads"), QString::fromLatin1(threads)})).exitCode,
                 0);
        QCOMPARE(contentOf(path("threads.csv")), m_whole);
    }
}

void TestCliSweep::shardsMergeToTheSameBytes_data()
{
    QTest::addColumn<int>("shards");
    for (const int shards : {1, 2, 7})
        QTest::addRow("%d", shards) << shards;
}

void TestCliSweep::shardsMergeToTheSameBytes()
{
    QFETCH(int, shards);
    QStringList merge{QStringLiteral("sweep"), QStringLiteral("--merge"), QStringLiteral("--out"), path("merged.csv")};
    for (int i = shards; i >= 1; --i) { // in any order
        const QString shard = path("shard") + QString::number(shards) + QLatin1Char('-') + QString::number(i);
        const QString of = QStringLiteral("%1/%2").arg(i).arg(shards);
        QCOMPARE(testing::runCli(grid(shard, {QStringLiteral("--shard"), of})).exitCode, 0);
        merge << shard;
    }
    const CliResult merged = testing::runCli(merge);
    QVERIFY2(merged.exitCode == 0, merged.err.constData());
    QCOMPARE(contentOf(path("merged.csv")), m_whole);
}

void TestCliSweep::goesOnWhereItWasStopped_data()
{
    QTest::addColumn<double>("share");
    QTest::newRow("in the header") << 0.01;
    QTest::newRow("in a line") << 0.4;
    QTest::newRow("near the end") << 0.99;
    QTest::newRow("at the end") << 1.0;
}

void TestCliSweep::goesOnWhereItWasStopped()
{
    QFETCH(double, share);
    write(path("part.csv"), m_whole.left(static_cast<qsizetype>(share * static_cast<double>(m_whole.size()))));
    QCOMPARE(testing::runCli(grid(path("part.csv"))).exitCode, 0);
    QCOMPARE(contentOf(path("part.csv")), m_whole);
}

void TestCliSweep::goesOnAfterBeingKilled()
{
    QFile::remove(path("killed.csv"));
    QProcess process;
    process.start(QStringLiteral(REBUFFER_CLI), grid(path("killed.csv"), {QStringLiteral("--threads"), QStringLiteral("1")}));
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(path("killed.csv")).count('\n') >= 3, 60'000);
    process.kill();
    QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60'000)); // it may have been quicker
    QVERIFY2(m_whole.startsWith(contentOf(path("killed.csv"))), "what is there is whole");
    QCOMPARE(testing::runCli(grid(path("killed.csv"))).exitCode, 0);
    QCOMPARE(contentOf(path("killed.csv")), m_whole);
}

void TestCliSweep::aTraceIsAValueToo()
{
    write(path("slow.txt"), "0 0.4\n2 0.6\n");
    write(path("fast.txt"), "0 3\n2 5\n");
    const QString axis = QStringLiteral("link.rate=trace:%1,trace:%2").arg(path("slow.txt"), path("fast.txt"));
    const CliResult swept = testing::runCli(grid(path("traces.csv"), {QStringLiteral("--x"), axis}));
    QVERIFY2(swept.exitCode == 0, swept.err.constData());
    const QByteArrayList lines = contentOf(path("traces.csv")).trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 6);
    for (const qsizetype row : {1, 2}) {
        const QByteArrayList cell = lines[row].split(',');
        const CliResult run = testing::runWith({QStringLiteral("source=cbr:1Mbit/s:8s"), QStringLiteral("link.loss=0"),
                                                QStringLiteral("link.rate=") + QString::fromUtf8(cell[1])});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(run.number("stall_count"), cell[6].toDouble());
        QVERIFY(qAbs(run.number("startup_delay_s") - cell[5].toDouble()) < 1e-6);
    }
}

/// On each machine of a cluster the project has a folder of its own: the same film and trace make the same sweep.
void TestCliSweep::filesMayLieElsewhere()
{
    QStringList tables;
    for (const char *home : {"one", "two"}) {
        const QDir folder(path(home));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        write(folder.filePath(QStringLiteral("film.bin")), QByteArray(300'000, 'x'));
        write(folder.filePath(QStringLiteral("drive.txt")), "0 2000000\n4 500000\n");
        write(folder.filePath(QStringLiteral("s.json")), R"({"rebuffer": 1, "source": "bytes:film.bin:1Mbit/s",
            "link": {"rate": "trace:drive.txt"}, "changes": [{"at": "1s", "set": "link.rate", "to": "trace:drive.txt"}]})");
        tables << folder.filePath(QStringLiteral("part.csv"));
        const CliResult part =
            testing::runCli({QStringLiteral("sweep"), QStringLiteral("--scenario"), folder.filePath(QStringLiteral("s.json")),
                             QStringLiteral("--x"), QStringLiteral("link.delay=1ms,2ms"), QStringLiteral("--y"),
                             QStringLiteral("link.loss=0%,1%"), QStringLiteral("--shard"),
                             QString::number(tables.size()) + QStringLiteral("/2"), QStringLiteral("--out"), tables.back()});
        QVERIFY2(part.exitCode == 0, part.err.constData());
    }
    const CliResult merged = testing::runCli(QStringList{QStringLiteral("sweep"), QStringLiteral("--merge")} + tables +
                                             QStringList{QStringLiteral("--out"), path("elsewhere.csv")});
    QVERIFY2(merged.exitCode == 0, merged.err.constData());
    QCOMPARE(contentOf(path("elsewhere.csv")).count('\n'), qsizetype{5});
}

void TestCliSweep::aCellIsTheRunOfThatName()
{
    const QByteArrayList row = m_whole.split('\n')[9].split(',');
    const CliResult run =
        testing::runWith({QStringLiteral("source=cbr:1Mbit/s:8s"), QStringLiteral("link.rate=") + QString::fromLatin1(row[1]),
                          QStringLiteral("link.loss=") + QString::fromLatin1(row[2])});
    QVERIFY(qAbs(run.number("startup_delay_s") - row[5].toDouble()) < 1e-6);
    QVERIFY(qAbs(run.number("stall_time_s") - row[7].toDouble()) < 1e-6);
    QCOMPARE(run.number("retransmissions"), row[14].toDouble());
}

void TestCliSweep::refuses_data()
{
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QStringList &more, const char *says) {
        QTest::newRow(name) << more << QByteArray(says);
    };
    const auto x = [](const char *axis) { return QStringList{QStringLiteral("--x"), QString::fromLatin1(axis)}; };
    row("no such key", x("link.colour=1,2"), "link.colour");
    row("no values", x("link.rate"), "no axis");
    row("a bad value", x("link.rate=1Mbit/s,fast"), "fast");
    row("no count", x("link.rate=1Mbit/s..2Mbit/s"), "how many");
    row("half a count", x("link.rate=1Mbit/s..2Mbit/s:2.5"), "2.5");
    row("two units", x("link.rate=1kbit/s..2Mbit/s:3"), "unit");
    row("even factors from zero", x("link.rate=0Mbit/s..2Mbit/s:3:log"), "log");
    row("the same key twice", x("link.loss=1%,2%"), "link.loss");
    row("a cell that cannot be", {QStringLiteral("--x"), QStringLiteral("player.start=1s,40s")}, "player.start");
    row("the film itself", {QStringLiteral("--x"), QStringLiteral("source=cbr:1Mbit/s:8s")}, "source");
    row("endless bytes", {QStringLiteral("--set"), QStringLiteral("source=bulk")}, "source");
    row("a shard of none", {QStringLiteral("--shard"), QStringLiteral("3/2")}, "--shard");
    row("no threads", {QStringLiteral("--threads"), QStringLiteral("0")}, "--threads");
}

void TestCliSweep::refuses()
{
    QFETCH(QStringList, more);
    QFETCH(QByteArray, says);
    const CliResult result = testing::runCli(grid(path("refused.csv"), more));
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains(says), result.err.constData());
    QVERIFY(!QFile::exists(path("refused.csv")));
}

void TestCliSweep::refusesToWriteToWhatIsNoFile()
{
    const CliResult result = testing::runCli(grid(QStringLiteral("-")));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("map.csv"), result.err.constData());
}

void TestCliSweep::refusesToGoOnWithAnotherTable()
{
    QByteArray otherValues = m_whole;
    otherValues.replace(",1%,", ",2%,");
    const QByteArray longer = m_whole + "18,1,1,1\n";
    for (const QByteArray &content : {QByteArray("a,b\n1,2\n"), otherValues, longer}) {
        write(path("other.csv"), content);
        const CliResult result = testing::runCli(grid(path("other.csv")));
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.err.contains("another sweep"), result.err.constData());
        QCOMPARE(contentOf(path("other.csv")), content); // untouched
    }
}

void TestCliSweep::refusesToGoOnWithAnotherSweepsLines_data()
{
    QTest::addColumn<QStringList>("other");
    const auto set = [](const char *name, const char *setting) {
        QTest::newRow(name) << QStringList{QStringLiteral("--set"), QString::fromLatin1(setting)};
    };
    set("another threshold", "player.start=4s");
    set("another film", "source=cbr:1Mbit/s:9s");
    set("another transport", "transport=tcp-bbr");
}

/// The same grid, and something else that differs: lines of one must not stand among those of the other.
void TestCliSweep::refusesToGoOnWithAnotherSweepsLines()
{
    QFETCH(QStringList, other);
    const QByteArray part = m_whole.left(m_whole.size() / 2);
    write(path("part.csv"), part);
    const CliResult result = testing::runCli(grid(path("part.csv"), other));
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("another sweep"), result.err.constData());
    QCOMPARE(contentOf(path("part.csv")), part);

    const QStringList half{QStringLiteral("--shard"), QStringLiteral("1/2")},
        rest{QStringLiteral("--shard"), QStringLiteral("2/2")};
    QFile::remove(path("mine.csv"));
    QFile::remove(path("theirs.csv"));
    QCOMPARE(testing::runCli(grid(path("mine.csv"), half)).exitCode, 0);
    QCOMPARE(testing::runCli(grid(path("theirs.csv"), other + rest)).exitCode, 0);
    const CliResult merged = testing::runCli({QStringLiteral("sweep"), QStringLiteral("--merge"), QStringLiteral("--out"),
                                              path("no.csv"), path("mine.csv"), path("theirs.csv")});
    QCOMPARE(merged.exitCode, 2);
    QVERIFY2(merged.err.contains("theirs.csv: is no sweep, or another"), merged.err.constData());
    QVERIFY(!QFile::exists(path("no.csv")));
}

void TestCliSweep::aFilmWithOtherContentIsAnotherSweep()
{
    const auto run = [&] {
        return testing::runCli({QStringLiteral("sweep"), QStringLiteral("--media"),
                                QStringLiteral("bytes:%1:1Mbit/s").arg(path("film.bin")), QStringLiteral("--x"),
                                QStringLiteral("link.rate=1Mbit/s,2Mbit/s"), QStringLiteral("--y"), QStringLiteral("link.loss=0"),
                                QStringLiteral("--out"), path("film.csv")});
    };
    write(path("film.bin"), QByteArray(300'000, 'x'));
    QCOMPARE(run().exitCode, 0);
    QCOMPARE(run().exitCode, 0); // nothing left to do
    write(path("film.bin"), QByteArray(300'000, 'y'));
    QCOMPARE(run().exitCode, 2);
}

void TestCliSweep::aFullDiskIsNamed()
{
    QFile::remove(path("full.csv"));
    QProcess process;
    process.setChildProcessModifier([] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{1000, 1000};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    process.start(QStringLiteral(REBUFFER_CLI), grid(path("full.csv")));
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("full.csv: cannot be written: File too large"), said.constData());
    QCOMPARE(testing::runCli(grid(path("full.csv"))).exitCode, 0); // goes on where there is room again
    QCOMPARE(contentOf(path("full.csv")), m_whole);
}

void TestCliSweep::refusesToMergeWhatDoesNotBelongTogether()
{
    const auto merge = [&](const QStringList &files) {
        return testing::runCli(
            QStringList{QStringLiteral("sweep"), QStringLiteral("--merge"), QStringLiteral("--out"), path("no.csv")} + files);
    };
    write(path("gap.csv"), m_whole.left(m_whole.indexOf("3,")) + m_whole.mid(m_whole.indexOf("\n4,") + 1));
    QVERIFY(merge({path("gap.csv")}).err.contains("none of the files"));
    QVERIFY(merge({path("whole.csv"), path("whole.csv")}).err.contains("twice"));
    write(path("short.csv"), m_whole.left(m_whole.lastIndexOf("\n17,") + 1)); // stopped before its last cell
    QVERIFY(merge({path("short.csv")}).err.contains("cell 17 is in none"));
    write(path("titles.csv"), m_whole.left(m_whole.indexOf('\n') + 1));
    QVERIFY(merge({path("titles.csv")}).err.contains("cell 0 is in none"));
    write(path("cut.csv"), m_whole.chopped(3));
    QVERIFY(merge({path("cut.csv")}).err.contains("mid-line"));
    QVERIFY(merge({}).err.contains("--merge"));
    write(path("no.csv"), m_whole);
    QVERIFY(merge({path("no.csv")}).err.contains("would be lost"));
    QCOMPARE(contentOf(path("no.csv")), m_whole);
    QFile::remove(path("no.csv"));
    QVERIFY(!QFile::exists(path("no.csv")));
}

QTEST_GUILESS_MAIN(TestCliSweep)
#include "test_cli_sweep.moc"
