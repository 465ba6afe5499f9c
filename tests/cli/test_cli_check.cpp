// rebuffer-cli check: what can be used is said to be so, what cannot is refused by name and reason.
#include "tests/cli/cli_runner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;
using testing::CliResult;

class TestCliCheck : public QObject {
    Q_OBJECT

private slots:
    void says_data();
    void says();
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
    row("a scenario with a bad key", "{\"rebuffer\": 1, \"source\": \"bulk\", \"colour\": 1}", 2, "colour");
    row("a scenario that cannot be", "{\"rebuffer\": 1, \"source\": \"bulk\", \"transport\": \"rtp\"}", 2, "rtp");
    row("a change that cannot be",
        "{\"rebuffer\": 1, \"source\": \"bulk\", \"changes\": [{\"at\": \"1s\", \"set\": \"seed\", \"to\": \"2\"}]}", 2, "seed");
    row("a film that is not there", "{\"rebuffer\": 1, \"source\": \"nowhere.mp4\"}", 2, "nowhere.mp4");
    row("a trace", "0 1.5\n2 0.5\n", 0, "2 rates");
    row("a trace of NaN", "0 1.5\n2 nan\n", 2, "line 2");
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

void TestCliCheck::takesOneFile()
{
    QCOMPARE(testing::runCli({QStringLiteral("check")}).exitCode, 2);
    QCOMPARE(testing::runCli({QStringLiteral("check"), QStringLiteral("a"), QStringLiteral("b")}).exitCode, 2);
    QCOMPARE(testing::runCli({QStringLiteral("check"), QStringLiteral("/nowhere/at.all")}).exitCode, 2);
}

QTEST_GUILESS_MAIN(TestCliCheck)
#include "test_cli_check.moc"
