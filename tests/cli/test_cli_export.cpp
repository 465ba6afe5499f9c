// rebuffer-cli export: every form says the same run and how to repeat it; what is interrupted or cannot be written leaves
// the old file and nothing half.
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>

using namespace rebuffer;
using testing::CliResult;

class TestCliExport : public QObject {
    Q_OBJECT

private slots:
    void everyFormAtOnce();
    void figuresAreThoseOfARun();
    void theRunInItRunsAgain();
    void theRunNamesItsFilesFromWhereItIs();
    void theTimelineIsAPicture_data();
    void theTimelineIsAPicture();
    void theReportIsOnePage();
    void refuses_data();
    void refuses();
    void anInterruptLeavesNothingHalf_data();
    void anInterruptLeavesNothingHalf();
    void aKilledRunLeavesTheOldFile_data() { anInterruptLeavesNothingHalf_data(); }
    void aKilledRunLeavesTheOldFile();
    void aFolderThatCannotBeWrittenToIsNamed_data();
    void aFolderThatCannotBeWrittenToIsNamed();
    void theSameRunGivesTheSameFiles();
    void aFullDiskLeavesTheOldFile_data();
    void aFullDiskLeavesTheOldFile();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const char *name, const QByteArray &content) const;
    CliResult exported(const QStringList &arguments) const;

    QTemporaryDir m_folder;
};

namespace {

// Stalls, and its loss makes the seed tell.
const QStringList stalling{QStringLiteral("--set"),  QStringLiteral("source=cbr:1Mbit/s:12s"),
                           QStringLiteral("--set"),  QStringLiteral("link.rate=700kbit/s"),
                           QStringLiteral("--set"),  QStringLiteral("link.loss=1%"),
                           QStringLiteral("--seed"), QStringLiteral("5")};

// Takes far longer than any test waits.
const QStringList endless{QStringLiteral("--set"),   QStringLiteral("source=bulk"),
                          QStringLiteral("--set"),   QStringLiteral("link.rate=1Gbit/s"),
                          QStringLiteral("--until"), QStringLiteral("100h")};

/// Bytes, to whatever file, named yet or not.
qint64 writtenBy(const QProcess &process)
{
    QFile account(QStringLiteral("/proc/%1/io").arg(process.processId()));
    if (!account.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray all = account.readAll();
    const qsizetype at = all.indexOf("wchar: ") + 7;
    return all.mid(at, all.indexOf('\n', at) - at).toLongLong();
}

} // namespace

void TestCliExport::write(const char *name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name);
}

CliResult TestCliExport::exported(const QStringList &arguments) const
{
    return testing::runCli(QStringList{QStringLiteral("export")} + arguments);
}

void TestCliExport::everyFormAtOnce()
{
    const CliResult result =
        exported(stalling + QStringList{QStringLiteral("--series-csv"), path("all.csv"), QStringLiteral("--events-jsonl"),
                                        path("all.jsonl"), QStringLiteral("--summary-json"), path("all.json"),
                                        QStringLiteral("--timeline"), path("all.svg"), QStringLiteral("--report-pdf"),
                                        path("all.pdf"), QStringLiteral("--pcapng"), path("all.pcapng")});
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY2(result.err.isEmpty() && result.out.isEmpty(), "no progress in a pipe");
    const QByteArray csv = contentOf(path("all.csv"));
    QVERIFY(csv.split('\n').at(0).endsWith(",seed,rebuffer_version") && csv.split('\n').at(7).contains(",5,0."));
    const QByteArray events = contentOf(path("all.jsonl"));
    QVERIFY(events.startsWith("{\"run\":") && events.count('\n') > 500);
    QVERIFY(contentOf(path("all.pcapng")).contains("seed 5"));
    QVERIFY(contentOf(path("all.svg")).contains("seed 5"));
}

void TestCliExport::figuresAreThoseOfARun()
{
    const QJsonObject exportedFigures = QJsonDocument::fromJson(contentOf(path("all.json"))).object();
    const QJsonObject run = testing::runCli(QStringList{QStringLiteral("run")} + stalling).json();
    QVERIFY(run.size() > 20);
    for (auto figure = run.begin(); figure != run.end(); ++figure) {
        if (figure.key() != QLatin1String("engine"))
            QVERIFY2(exportedFigures[figure.key()] == figure.value(), qPrintable(figure.key()));
    }
}

void TestCliExport::theRunInItRunsAgain()
{
    const QJsonObject all = QJsonDocument::fromJson(contentOf(path("all.json"))).object();
    const QJsonObject run = all[QLatin1String("run")].toObject();
    QCOMPARE(run[QLatin1String("seed")].toInt(), 5);
    write("again.json", QJsonDocument(run[QLatin1String("scenario")].toObject()).toJson());
    const QJsonObject again = testing::runCli({QStringLiteral("run"), QStringLiteral("--scenario"), path("again.json")}).json();
    QCOMPARE(again[QLatin1String("event_log_hash")].toString(), all[QLatin1String("event_log_hash")].toString());
    const QByteArray first = contentOf(path("all.jsonl")).split('\n').front();
    QVERIFY(QJsonDocument::fromJson(first).object()[QLatin1String("run")].toObject()[QLatin1String("scenario")] ==
            run[QLatin1String("scenario")]);
}

/// What is handed in with its trace beside it can be run where it is handed in.
void TestCliExport::theRunNamesItsFilesFromWhereItIs()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("here/exports")) &&
            QDir(m_folder.path()).mkpath(QStringLiteral("there")));
    write("here/drive.txt", "0 2000000\n4 500000\n");
    const CliResult result =
        exported({QStringLiteral("--set"), QStringLiteral("source=cbr:1Mbit/s:6s"), QStringLiteral("--set"),
                  "link.rate=trace:" + path("here/drive.txt"), QStringLiteral("--summary-json"), path("here/exports/run.json"),
                  QStringLiteral("--events-jsonl"), path("here/exports/run.jsonl")});
    QVERIFY2(result.exitCode == 0, result.err.constData());
    const QJsonObject all = QJsonDocument::fromJson(contentOf(path("here/exports/run.json"))).object();
    const QJsonObject scenario = all[QLatin1String("run")].toObject()[QLatin1String("scenario")].toObject();
    QCOMPARE(scenario[QLatin1String("link")].toObject()[QLatin1String("rate")].toString(), QStringLiteral("trace:../drive.txt"));
    const QByteArray first = contentOf(path("here/exports/run.jsonl")).split('\n').front();
    QVERIFY(QJsonDocument::fromJson(first).object()[QLatin1String("run")].toObject()[QLatin1String("scenario")] == scenario);
    QVERIFY(QFile::copy(path("here/drive.txt"), path("drive.txt")));
    write("there/run.json", QJsonDocument(scenario).toJson());
    const QJsonObject again =
        testing::runCli({QStringLiteral("run"), QStringLiteral("--scenario"), path("there/run.json")}).json();
    QCOMPARE(again[QLatin1String("event_log_hash")].toString(), all[QLatin1String("event_log_hash")].toString());
}

void TestCliExport::theTimelineIsAPicture_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("PNG") << QByteArray("timeline.png") << QByteArray("\x89PNG");
    QTest::newRow("SVG") << QByteArray("timeline.svg") << QByteArray("<?xml");
    QTest::newRow("PDF") << QByteArray("timeline.PDF") << QByteArray("%PDF-");
}

void TestCliExport::theTimelineIsAPicture()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, begins);
    const CliResult result = exported(stalling + QStringList{QStringLiteral("--timeline"), path(name)});
    QVERIFY2(result.exitCode == 0, result.err.constData());
    const QByteArray content = contentOf(path(name));
    QVERIFY(content.startsWith(begins) && content.size() > 10'000);
    if (!name.endsWith("png"))
        return;
    const QImage image(path(name));
    QCOMPARE(image.size(), QSize(2560, 1440));
    QVERIFY(image.text(QStringLiteral("Description")).contains(QLatin1String("seed 5")));
    QHash<QRgb, int> colours;
    for (int x = 0; x < image.width(); x += 3)
        ++colours[image.pixel(x, image.height() / 3)];
    QVERIFY2(colours.size() > 3, "is blank");
}

void TestCliExport::theReportIsOnePage()
{
    const QByteArray pdf = contentOf(path("all.pdf"));
    QVERIFY(pdf.startsWith("%PDF-"));
    QCOMPARE(pdf.count("/Type /Page\n"), qsizetype{1});
    QVERIFY2(pdf.size() > 20'000, "a timeline is larger");
    QVERIFY2(!pdf.contains("CreationDate"), "the same run gives the same bytes on another day");
}

void TestCliExport::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QStringList &arguments, const char *says) {
        QTest::newRow(name) << arguments << QByteArray(says);
    };
    row("nothing to write", stalling, "--report-pdf");
    row("a picture of no kind", stalling + QStringList{QStringLiteral("--timeline"), path("timeline.gif")}, ".svg");
    row("without end", {QStringLiteral("--set"), QStringLiteral("source=bulk"), QStringLiteral("--series-csv"), path("no.csv")},
        "--until");
    row("an unknown form", stalling + QStringList{QStringLiteral("--xlsx"), path("no.xlsx")}, "xlsx");
}

void TestCliExport::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const CliResult result = exported(arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains(says), result.err.constData());
}

void TestCliExport::anInterruptLeavesNothingHalf_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::newRow("events of a run") << QStringList{QStringLiteral("run"), QStringLiteral("--events"),
                                                    QStringLiteral("old.jsonl")};
    QTest::newRow("events") << QStringList{QStringLiteral("export"), QStringLiteral("--events-jsonl"),
                                           QStringLiteral("old.jsonl")};
    QTest::newRow("packets") << QStringList{QStringLiteral("export"), QStringLiteral("--pcapng"), QStringLiteral("old.jsonl")};
}

void TestCliExport::anInterruptLeavesNothingHalf()
{
    QFETCH(QStringList, command);
    const QTemporaryDir folder;
    QFile old(folder.filePath(QStringLiteral("old.jsonl")));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.start(QStringLiteral(REBUFFER_CLI), command + endless);
    QTRY_VERIFY_WITH_TIMEOUT(writtenBy(process) > 1'500'000, 20'000); // in the middle of it
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.contains("nothing was written") || said.contains("it was not written"), said.constData());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("old.jsonl")});
    QCOMPARE(contentOf(old.fileName()), QByteArray("old"));
}

void TestCliExport::aKilledRunLeavesTheOldFile()
{
    QFETCH(QStringList, command);
    const QTemporaryDir folder;
    QFile old(folder.filePath(QStringLiteral("old.jsonl")));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QProcess process;
    process.setWorkingDirectory(folder.path());
    process.start(QStringLiteral(REBUFFER_CLI), command + endless);
    QTRY_VERIFY_WITH_TIMEOUT(writtenBy(process) > 1'500'000, 20'000);
    process.kill();
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(contentOf(old.fileName()), QByteArray("old"));
}

void TestCliExport::aFolderThatCannotBeWrittenToIsNamed_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QByteArray>("cause");
    const QList<QStringList> commands{{QStringLiteral("run"), QStringLiteral("--events")},
                                      {QStringLiteral("export"), QStringLiteral("--series-csv")},
                                      {QStringLiteral("export"), QStringLiteral("--events-jsonl")},
                                      {QStringLiteral("export"), QStringLiteral("--summary-json")},
                                      {QStringLiteral("export"), QStringLiteral("--timeline")},
                                      {QStringLiteral("export"), QStringLiteral("--report-pdf")},
                                      {QStringLiteral("export"), QStringLiteral("--pcapng")}};
    for (const QStringList &command : commands) {
        const auto row = [&](const char *name, const char *folder, const char *cause) {
            QTest::addRow("%s, %s", qPrintable(command.back()), name)
                << command << QString::fromLatin1(folder) << QByteArray(cause);
        };
        row("read-only", "locked", "Permission denied");
        row("gone", "gone", "No such file or directory");
        row("a file", "file", "Not a directory");
        row("with a locked file of that name", "old", "Permission denied");
    }
}

void TestCliExport::aFolderThatCannotBeWrittenToIsNamed()
{
    QFETCH(QStringList, command);
    QFETCH(QString, folder);
    QFETCH(QByteArray, cause);
    const QTemporaryDir around;
    QVERIFY(QDir(around.path()).mkdir(QStringLiteral("locked")));
    QVERIFY(QFile(around.filePath(QStringLiteral("locked"))).setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(QDir(around.path()).mkdir(QStringLiteral("old")));
    for (const char *name : {"file", "old/new.png"}) {
        QFile file(around.filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QFile::WriteOnly) && file.setPermissions(QFile::ReadOwner));
    }
    const QString target = around.filePath(folder + QStringLiteral("/new.png"));
    QProcess process;
    // Root may write where it is forbidden: not this one.
    process.setChildProcessModifier([] { prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE); });
    process.start(QStringLiteral(REBUFFER_CLI), command + QStringList{target} + stalling);
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray said = process.readAllStandardError();
    QVERIFY(
        QFile(around.filePath(QStringLiteral("locked"))).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(said.count('\n'), 1);
    QVERIFY2(said.contains(target.toUtf8()) && said.contains(cause), said.constData());
    QCOMPARE(QFile(target).size(), qint64{0}); // is not there, or is the old one
}

/// Also the PDFs, whose fonts Qt keeps in an order of its own.
void TestCliExport::theSameRunGivesTheSameFiles()
{
    const QStringList forms{"a.pdf", "a.svg", "a.png", "r.pdf", "a.csv", "a.jsonl", "a.pcapng"};
    QList<QByteArray> first;
    for (int i = 0; i < 5; ++i) {
        const QTemporaryDir folder;
        const auto in = [&](qsizetype form) { return folder.filePath(forms[form]); };
        for (const qsizetype timeline : {0, 1, 2})
            QCOMPARE(exported(QStringList{"--timeline", in(timeline)} + stalling).exitCode, 0);
        const CliResult all = exported(
            QStringList{"--report-pdf", in(3), "--series-csv", in(4), "--events-jsonl", in(5), "--pcapng", in(6)} + stalling);
        QVERIFY2(all.exitCode == 0, all.err.constData());
        for (const qsizetype form : {0, 1, 2, 3, 4, 5, 6}) {
            const QByteArray content = contentOf(in(form));
            QVERIFY2(!content.isEmpty(), qPrintable(forms[form]));
            if (i == 0)
                first.append(content);
            else
                QVERIFY2(first.contains(content), qPrintable(forms[form]));
        }
    }
}

void TestCliExport::aFullDiskLeavesTheOldFile_data()
{
    QTest::addColumn<QString>("option");
    for (const char *option : {"--series-csv", "--events-jsonl", "--pcapng", "--timeline", "--report-pdf"})
        QTest::newRow(option) << QString::fromLatin1(option);
}

void TestCliExport::aFullDiskLeavesTheOldFile()
{
    QFETCH(QString, option);
    const QTemporaryDir folder;
    const QString name = option == QLatin1String("--timeline") ? QStringLiteral("old.pdf") : QStringLiteral("old");
    QFile old(folder.filePath(name));
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    QProcess process;
    process.setWorkingDirectory(folder.path());
    // No file may grow beyond 8 kB: what a full disk is to whoever writes.
    process.setChildProcessModifier([] {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{8192, 8192};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    process.start(QStringLiteral(REBUFFER_CLI), QStringList{QStringLiteral("export"), option, name} + stalling);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    QCOMPARE(said.count('\n'), 1);
    QVERIFY2(said.contains(name.toUtf8() + ": cannot be written: ") && said.contains("File too large"), said.constData());
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{name});
    QCOMPARE(contentOf(old.fileName()), QByteArray("old"));
}

QTEST_GUILESS_MAIN(TestCliExport)
#include "test_cli_export.moc"
