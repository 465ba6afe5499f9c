// rebuffer-cli check: what can be used is said to be so, what cannot is refused by name and reason.
#include "core/io/scenario_file.h"
#include "tests/cli/cli_runner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;
using testing::CliResult;

namespace {

QString written(const QTemporaryDir &folder, const char *name, const QByteArray &content)
{
    QFile file(folder.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name);
    return file.fileName();
}

} // namespace

class TestCliCheck : public QObject {
    Q_OBJECT

private slots:
    void says_data();
    void says();
    void tellsHowATraceWasRead();
    void tellsAllProblemsAtOnce();
    void whatItsFilesLackIsToldToo();
    void aChangeInTheMiddleOfAFilmIsSeen_data();
    void aChangeInTheMiddleOfAFilmIsSeen();
    void aMissingFilmIsPointedTo();
    void anotherFilmIsSaidToBeAnother();
    void takesOneFile();
};

void TestCliCheck::says_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *name, const char *content, int status, const char *words) {
        QTest::newRow(name) << QByteArray(content) << status << QByteArray(words);
    };
    row("a scenario", "{\"rebuffer\": 1, \"title\": \"Tuesday\", \"source\": \"cbr:1Mbit/s:60s\"}", 0,
        "\"Tuesday\", 0 timed changes");
    row("a scenario behind a byte order mark",
        "\xef\xbb\xbf{\"rebuffer\": 1, \"title\": \"Tuesday\", \"source\": \"cbr:1Mbit/s:60s\"}", 0, "\"Tuesday\"");
    row("a scenario with a bad key", "{\"rebuffer\": 1, \"source\": \"bulk\", \"colour\": 1}", 2, "colour");
    row("a number where a group is", "{\"rebuffer\": 1, \"source\": \"bulk\", \"link\": 5}", 2,
        "link: 5 is no group of settings");
    row("another version", "{\"rebuffer\": 2, \"source\": \"bulk\"}", 2, "rebuffer: 2 is not 1");
    row("a scenario that cannot be", "{\"rebuffer\": 1, \"source\": \"bulk\", \"transport\": \"rtp\"}", 2, "rtp");
    row("a change that cannot be",
        "{\"rebuffer\": 1, \"source\": \"bulk\", \"changes\": [{\"at\": \"1s\", \"set\": \"seed\", \"to\": \"2\"}]}", 2, "seed");
    row("a film that is not there", "{\"rebuffer\": 1, \"source\": \"nowhere.mp4\"}", 2, "nowhere.mp4");
    row("a trace", "0 1.5\n2 0.5\n", 0, "2 rates");
    row("a trace of NaN", "0 1.5\n2 nan\n", 2, "line 2");
    row("a trace that lasts no time", "0 5\n1e-10 6\n", 2, "line 2, column 1");
    row("nothing", "", 2, "given");
}

void TestCliCheck::says()
{
    QFETCH(QByteArray, content);
    QFETCH(int, status);
    QFETCH(QByteArray, words);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("given")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const CliResult result = testing::runCli({QStringLiteral("check"), file.fileName()});
    QVERIFY2(result.exitCode == status, result.err.constData());
    const QByteArray &said = status == 0 ? result.out : result.err;
    QCOMPARE(said.count('\n'), 1);
    QVERIFY2(said.contains(words), said.constData());
}

void TestCliCheck::tellsHowATraceWasRead()
{
    QTemporaryDir folder;
    const QString path = written(folder, "a.csv", "place,a_mbps,b_MBps\nx,1,2\ny,1,2\n");
    const CliResult checked = testing::runCli({QStringLiteral("check"), path + QStringLiteral("#b_MBps")});
    QVERIFY2(checked.exitCode == 0, checked.err.constData());
    for (const char *words :
         {"2 rates in 2s, 16 Mbit/s", "no time column: a second a row", "in MBps", "not read: \"place\", \"a_mbps\""})
        QVERIFY2(checked.out.contains(words), checked.out.constData());
}

void TestCliCheck::tellsAllProblemsAtOnce()
{
    QTemporaryDir folder;
    const QString path =
        written(folder, "two.json", R"({"rebuffer": 1, "source": "bulk", "colour": 1, "link": {"loss": "200%"}})");
    const CliResult checked = testing::runCli({QStringLiteral("check"), path});
    QCOMPARE(checked.exitCode, 2);
    QCOMPARE(checked.err.count('\n'), 2);
    QVERIFY2(checked.err.contains("colour") && checked.err.contains("link.loss"), checked.err.constData());
    const CliResult run = testing::runCli({QStringLiteral("run"), QStringLiteral("--scenario"), path});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.err.count('\n'), 1);
    QVERIFY2(run.err.contains("1 problem more; rebuffer-cli check"), run.err.constData());
}

void TestCliCheck::whatItsFilesLackIsToldToo()
{
    QTemporaryDir folder;
    const QString path =
        written(folder, "lacking.json", R"({"rebuffer": 1, "source": "nofilm.mp4", "link": {"rate": "trace:no.csv",
        "x": 1}, "player": {"start": "20s", "high_water": "10s"}, "changes": [{"at": "1s", "set": "seed", "to": "2"}]})");
    const CliResult checked = testing::runCli({QStringLiteral("check"), path});
    QCOMPARE(checked.exitCode, 2);
    QCOMPARE(checked.err.count('\n'), 5);
    for (const char *named : {"link.x: ", "player.start: ", "seed: ", "no.csv: ", "nofilm.mp4"})
        QVERIFY2(checked.err.contains(named), checked.err.constData());
    QVERIFY2(!checked.err.contains(".;"), checked.err.constData());
}

void TestCliCheck::aChangeInTheMiddleOfAFilmIsSeen_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::newRow("of a few megabytes") << qsizetype{5'000'000};
    QTest::newRow("of more than are read whole, where a piece is") << qsizetype{140'000'000};
}

void TestCliCheck::aChangeInTheMiddleOfAFilmIsSeen()
{
    QFETCH(qsizetype, size);
    QTemporaryDir folder;
    QByteArray film(size, 'x');
    written(folder, "film.bin", film);
    const QString path = folder.filePath(QStringLiteral("film.json"));
    Scenario scenario;
    scenario.source = BytesSource{folder.filePath(QStringLiteral("film.bin")).toStdString(), BitRate::megabitsPerSecond(8)};
    QVERIFY(saveScenarioFile(path, scenario));
    const QStringList check{QStringLiteral("check"), path};
    QVERIFY2(testing::runCli(check).err.isEmpty(), testing::runCli(check).err.constData());
    const auto middle = (size - (1 << 20)) * 64 / 127 + 1000;
    film[middle] = 'y';
    written(folder, "film.bin", film);
    QVERIFY2(testing::runCli(check).err.contains("film.bin: is another file"), testing::runCli(check).err.constData());
}

void TestCliCheck::aMissingFilmIsPointedTo()
{
    QTemporaryDir folder;
    const QString path = written(folder, "film.json", R"({"rebuffer": 1, "source": "bytes:nowhere.bin:1Mbit/s"})");
    const QString film = written(folder, "elsewhere.bin", QByteArray(200'000, 'x'));
    const QStringList command{QStringLiteral("run"), QStringLiteral("--scenario"), path};
    const CliResult missing = testing::runCli(command);
    QCOMPARE(missing.exitCode, 2);
    QVERIFY2(missing.err.contains("nowhere.bin") && missing.err.contains("--media FILE"), missing.err.constData());
    const CliResult pointed =
        testing::runCli(command + QStringList{QStringLiteral("--media"), QStringLiteral("bytes:%1:1Mbit/s").arg(film)});
    QVERIFY2(pointed.exitCode == 0 && pointed.err.isEmpty(), pointed.err.constData());
}

void TestCliCheck::anotherFilmIsSaidToBeAnother()
{
    QTemporaryDir folder;
    const QByteArray digest(64, '0');
    const QString path = written(
        folder, "film.json",
        R"({"rebuffer": 1, "source": "bytes:film.bin:1Mbit/s", "source_file": {"bytes": 9, "sha256": ")" + digest + "\"}}");
    written(folder, "film.bin", QByteArray(200'000, 'x'));
    for (const QStringList &command :
         {QStringList{QStringLiteral("run"), QStringLiteral("--scenario"), path}, QStringList{QStringLiteral("check"), path}}) {
        const CliResult result = testing::runCli(command);
        QCOMPARE(result.exitCode, 0);
        QVERIFY2(result.err.contains("film.bin: is another file") && result.err.contains("200000 bytes instead of 9"),
                 result.err.constData());
    }
}

void TestCliCheck::takesOneFile()
{
    QCOMPARE(testing::runCli({QStringLiteral("check")}).exitCode, 2);
    QCOMPARE(testing::runCli({QStringLiteral("check"), QStringLiteral("a"), QStringLiteral("b")}).exitCode, 2);
    QCOMPARE(testing::runCli({QStringLiteral("check"), QStringLiteral("/nowhere/at.all")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestCliCheck)
#include "test_cli_check.moc"
