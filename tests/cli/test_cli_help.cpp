// What teaches the command line: --help of every command, the manual, and the progress line that a terminal gets and a
// pipe does not.
#include "core/session/scenario_keys.h"
#include "tests/cli/cli_runner.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace rebuffer;
using testing::CliResult;

namespace {

const QStringList commands{QStringLiteral("run"),    QStringLiteral("sweep"),   QStringLiteral("compare"),
                           QStringLiteral("export"), QStringLiteral("presets"), QStringLiteral("check")};

QByteArray manual(const char *page)
{
    QFile file(QStringLiteral(RESOURCES "/man/") + QString::fromLatin1(page));
    return file.open(QIODevice::ReadOnly) ? file.readAll().replace("\\-", "-") : QByteArray();
}

/// The options that a help text names.
QList<QByteArray> optionsIn(const QByteArray &text)
{
    QList<QByteArray> options;
    for (const QByteArray &word : QByteArray(text).replace(',', ' ').simplified().split(' ')) {
        if (word.startsWith("--") && word.size() > 2 && !options.contains(word))
            options.append(word);
    }
    return options;
}

/// What a command says on its standard error, which is a terminal.
CliResult onTerminal(const QString &command)
{
    QProcess process;
    process.start(QStringLiteral("script"), {QStringLiteral("-qec"), command, QStringLiteral("/dev/null")});
    process.waitForFinished(120'000);
    return {process.exitCode(), process.readAllStandardOutput(), {}};
}

} // namespace

class TestCliHelp : public QObject {
    Q_OBJECT

private slots:
    void namesEveryCommandAndKey();
    void everyCommandHasItsOwn_data();
    void everyCommandHasItsOwn();
    void theManualKnowsEverything();
    void theManualIsWellFormed_data();
    void theManualIsWellFormed();
    void aLostAnswerIsAFailure_data();
    void aLostAnswerIsAFailure();
    void aPipeIsWrittenTo();
    void aDeviceThatNeverEndsIsRefused_data();
    void aDeviceThatNeverEndsIsRefused();
    void aTerminalSeesHowFarItIs_data();
    void aTerminalSeesHowFarItIs();
};

void TestCliHelp::namesEveryCommandAndKey()
{
    const CliResult help = testing::runCli({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    for (const QString &command : commands)
        QVERIFY2(help.out.contains("rebuffer-cli " + command.toUtf8()), qPrintable(command));
    for (const ScenarioKey &key : scenarioKeys())
        QVERIFY2(help.out.contains("  " + QByteArray(key.name.data(), static_cast<qsizetype>(key.name.size())) + " "),
                 key.name.data());
    QVERIFY(help.out.contains("Exit status"));
    QCOMPARE(testing::runCli({QStringLiteral("help"), QStringLiteral("fly")}).exitCode, 2);
}

void TestCliHelp::everyCommandHasItsOwn_data()
{
    QTest::addColumn<QString>("command");
    for (const QString &command : commands)
        QTest::newRow(qPrintable(command)) << command;
}

void TestCliHelp::everyCommandHasItsOwn()
{
    QFETCH(QString, command);
    const CliResult help = testing::runCli({command, QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.startsWith("rebuffer-cli " + command.toUtf8()) && help.out.contains("Exit status"));
    QCOMPARE(testing::runCli({QStringLiteral("help"), command}).out, help.out);
    // What it names, the command knows: an unknown option is refused by its name.
    for (const QByteArray &option : optionsIn(help.out)) {
        const CliResult given = testing::runCli({command, QString::fromUtf8(option)});
        QVERIFY2(!given.err.contains("Unknown option"), given.err.constData());
    }
}

void TestCliHelp::theManualKnowsEverything()
{
    const QByteArray page = manual("rebuffer-cli.1");
    for (const ScenarioKey &key : scenarioKeys()) {
        QVERIFY2(page.contains("\n.B " + QByteArray(key.name.data(), static_cast<qsizetype>(key.name.size())) + "\n"),
                 key.name.data());
        QVERIFY2(page.contains("\n" + QByteArray(key.accepts.data(), static_cast<qsizetype>(key.accepts.size())) + "\n"),
                 key.accepts.data());
    }
    for (const QString &command : commands) {
        QVERIFY2(page.contains("\n.B " + command.toUtf8() + "\n"), qPrintable(command));
        for (const QByteArray &option : optionsIn(testing::runCli({command, QStringLiteral("--help")}).out))
            QVERIFY2(option == "--help" || page.contains(option), option.constData());
    }
}

void TestCliHelp::theManualIsWellFormed_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("rebuffer") << QStringLiteral("rebuffer.1");
    QTest::newRow("rebuffer-cli") << QStringLiteral("rebuffer-cli.1");
}

void TestCliHelp::theManualIsWellFormed()
{
    QFETCH(QString, page);
    const QString mandoc = QStandardPaths::findExecutable(QStringLiteral("mandoc"));
    QVERIFY2(!mandoc.isEmpty(), "mandoc is not here; tests/run installs it");
    QProcess process;
    process.start(mandoc, {QStringLiteral("-T"), QStringLiteral("lint"), QStringLiteral("-W"), QStringLiteral("warning"),
                           QStringLiteral(RESOURCES "/man/") + page});
    QVERIFY(process.waitForFinished(30'000));
    const QByteArray said = process.readAllStandardOutput() + process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0, said.constData());
}

void TestCliHelp::aLostAnswerIsAFailure_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"run --set source=cbr:1Mbit/s:5s", "run --set source=cbr:1Mbit/s:5s --out -", "presets",
                                "check --schema", "--help", "help sweep", "--version"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

/// /dev/full takes nothing, as a full disk does behind a redirection.
void TestCliHelp::aLostAnswerIsAFailure()
{
    QFETCH(QString, command);
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(QStringLiteral(REBUFFER_CLI), command.split(u' '));
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    QCOMPARE(said.count('\n'), 1);
    QVERIFY2(said.contains("standard output: cannot be written"), said.constData());
}

/// A pipe in a folder is written to, and stays one: no file takes its place.
void TestCliHelp::aPipeIsWrittenTo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(mkfifo(path.toLocal8Bit().constData(), 0600), 0);
    QProcess reader;
    reader.setStandardOutputFile(folder.filePath(QStringLiteral("read"))); // nobody empties a pipe of ours meanwhile
    reader.start(QStringLiteral("cat"), {path});
    const CliResult result =
        testing::runCli({QStringLiteral("run"), QStringLiteral("--set"), QStringLiteral("source=cbr:1Mbit/s:60s"),
                         QStringLiteral("--events"), path, QStringLiteral("--out"), QStringLiteral("-")});
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY(reader.waitForFinished(20'000));
    QFile read(folder.filePath(QStringLiteral("read")));
    QVERIFY(read.open(QIODevice::ReadOnly));
    const QByteArray log = read.readAll();
    QVERIFY(log.startsWith("{\"t\":0") && log.endsWith("}\n") && log.count('\n') > 10'000);
    QVERIFY(!QFileInfo(path).isFile());
}

void TestCliHelp::aDeviceThatNeverEndsIsRefused_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command :
         {"check /dev/zero", "run --scenario /dev/zero", "run --set source=bulk --until 1s --set link.rate=trace:/dev/zero",
          "sweep --merge /dev/zero --out never.csv",
          "sweep --set source=cbr:1Mbit/s:5s --x link.rate=1Mbit/s --y link.loss=0 --out /dev/zero"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void TestCliHelp::aDeviceThatNeverEndsIsRefused()
{
    QFETCH(QString, command);
    const CliResult result = testing::runCli(command.split(u' '));
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains("/dev/zero: "), result.err.constData());
    QVERIFY(!QFile::exists(QStringLiteral("never.csv")));
}

void TestCliHelp::aTerminalSeesHowFarItIs_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("says");
    const QString source = QStringLiteral(" --set source=cbr:1Mbit/s:20s");
    QTest::newRow("run") << QStringLiteral("run --out /dev/null") + source << QByteArray("of the film's 20 s played");
    QTest::newRow("export") << QStringLiteral("export --pcapng OUT") + source << QByteArray("s simulated");
    QTest::newRow("sweep") << QStringLiteral("sweep --x link.rate=1Mbit/s,2Mbit/s --y link.loss=0,1% --out OUT") + source
                           << QByteArray("4 of 4 runs, 0 s left");
}

void TestCliHelp::aTerminalSeesHowFarItIs()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, says);
    const QTemporaryDir folder;
    const auto into = [&](const char *file) {
        QString command = arguments;
        return command.replace(QStringLiteral("OUT"), folder.filePath(QString::fromLatin1(file)));
    };
    const CliResult shown = onTerminal(QStringLiteral(REBUFFER_CLI " ") + into("terminal"));
    QCOMPARE(shown.exitCode, 0);
    QVERIFY2(shown.out.contains('\r') && shown.out.contains(says), shown.out.constData());
    const CliResult piped = testing::runCli(into("pipe").split(QLatin1Char(' ')));
    QCOMPARE(piped.exitCode, 0);
    QVERIFY2(piped.err.isEmpty(), piped.err.constData());
}

QTEST_GUILESS_MAIN(TestCliHelp)
#include "test_cli_help.moc"
