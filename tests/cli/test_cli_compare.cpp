// rebuffer-cli compare and presets: two runs side by side say what differs and by how much, and every preset is a
// scenario that can be run.
#include "core/session/network_presets.h"
#include "tests/cli/cli_runner.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;
using testing::CliResult;

class TestCliCompare : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void namesWhatDiffersAndByHowMuch();
    void figuresAreThoseOfTheRuns();
    void oneRunIsAsItself();
    void settingsGoToBoth();
    void changesAreSettingsToo();
    void refuses_data();
    void refuses();
    void presetsAreListedWithTheirSources();
    void aPresetIsAScenario();
    void anExampleIsPrintedAsItRuns();
    void anUnknownPresetIsRefused();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &content) const;
    static CliResult compare(const QString &a, const QString &b, const QStringList &more = {})
    {
        return testing::runCli(QStringList{QStringLiteral("compare"), a, b} + more);
    }

    QTemporaryDir m_folder;
};

void TestCliCompare::write(const char *name, const QByteArray &content) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", name);
}

void TestCliCompare::initTestCase()
{
    write("a.json", R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", "link": {"rate": "700kbit/s"}})");
    write("b.json", R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", "link": {"rate": "2Mbit/s", "loss": "1%"}})");
    write("endless.json", R"({"rebuffer": 1, "source": "bulk"})");
    write("changing.json", R"({"rebuffer": 1, "source": "cbr:1Mbit/s:10s", "link": {"rate": "700kbit/s"},
        "changes": [{"at": "3s", "set": "link.rate", "to": "2Mbit/s"}]})");
}

void TestCliCompare::namesWhatDiffersAndByHowMuch()
{
    const CliResult result = compare(path("a.json"), path("b.json"));
    QVERIFY2(result.exitCode == 0, result.err.constData());
    QVERIFY2(result.err.isEmpty(), result.err.constData());
    QVERIFY2(result.out.contains("link.rate: 700kbit/s in A, 2Mbit/s in B"), result.out.constData());
    QVERIFY2(result.out.contains("link.loss: 0% in A, 1% in B"), result.out.constData());
    QVERIFY2(!result.out.contains("player."), "names a setting that is the same in both");
    QVERIFY(result.out.contains("stall_time_s") && result.out.contains("B - A"));
}

void TestCliCompare::figuresAreThoseOfTheRuns()
{
    const QJsonObject both = compare(path("a.json"), path("b.json"), {QStringLiteral("--out"), QStringLiteral("-")}).json();
    for (const char *side : {"a", "b"}) {
        const QJsonObject compared = both[QLatin1String(side)].toObject();
        const QJsonObject run =
            testing::runCli({QStringLiteral("run"), QStringLiteral("--scenario"), compared[QLatin1String("file")].toString()})
                .json();
        const QJsonObject figures = compared[QLatin1String("figures")].toObject();
        QVERIFY(figures.size() > 10);
        for (auto figure = figures.begin(); figure != figures.end(); ++figure) {
            QVERIFY2(run.contains(figure.key()), qPrintable(figure.key()));
            const bool none = figure.value().isNull(); // "no sample" is 0 in a run's figures
            QCOMPARE(none ? 0 : figure.value().toDouble(), run[figure.key()].toDouble());
        }
    }
    QCOMPARE(both[QLatin1String("settings")].toArray().size(), 2);
}

void TestCliCompare::oneRunIsAsItself()
{
    const CliResult result = compare(path("b.json"), path("b.json"));
    QVERIFY2(result.out.contains("no setting differs"), result.out.constData());
    for (const QByteArray &line : result.out.split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() >= 4 && words[0].contains('_'))
            QVERIFY2(words[3] == "0" || words[3] == "-", line.constData());
    }
}

void TestCliCompare::settingsGoToBoth()
{
    const CliResult result = compare(path("a.json"), path("b.json"), {QStringLiteral("--set"), QStringLiteral("link.loss=0%")});
    QVERIFY2(!result.out.contains("link.loss"), result.out.constData());
    QVERIFY(result.out.contains("link.rate"));
}

void TestCliCompare::changesAreSettingsToo()
{
    const CliResult result = compare(path("a.json"), path("changing.json"));
    QVERIFY2(result.out.contains("changes: none in A, 3s link.rate=2Mbit/s in B"), result.out.constData());
}

void TestCliCompare::refuses_data()
{
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *name, const QStringList &files, const char *says) {
        QTest::newRow(name) << files << QByteArray(says);
    };
    row("one file", {path("a.json")}, "two scenario files");
    row("three files", {path("a.json"), path("a.json"), path("a.json")}, "two scenario files");
    row("a file that is not there", {path("a.json"), path("nowhere.json")}, "nowhere.json");
    row("bytes without end", {path("a.json"), path("endless.json")}, "bulk");
    row("an unknown option", {path("a.json"), path("b.json"), QStringLiteral("--colour")}, "colour");
    row("a bad setting", {path("a.json"), path("b.json"), QStringLiteral("--set"), QStringLiteral("link.loss=2")}, "link.loss");
}

void TestCliCompare::refuses()
{
    QFETCH(QStringList, files);
    QFETCH(QByteArray, says);
    const CliResult result = testing::runCli(QStringList{QStringLiteral("compare")} + files);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains(says), result.err.constData());
    QVERIFY(result.out.isEmpty());
}

void TestCliCompare::presetsAreListedWithTheirSources()
{
    const CliResult result = testing::runCli({QStringLiteral("presets")});
    QCOMPARE(result.exitCode, 0);
    for (const NetworkPreset &preset : networkPresets()) {
        const qsizetype where = result.out.indexOf("  " + QByteArray::fromStdString(preset.name) + "\n");
        QVERIFY2(where >= 0, preset.name.c_str());
        QVERIFY2(result.out.indexOf(QByteArray::fromStdString(preset.source), where) > 0, preset.name.c_str());
    }
    for (const char *example : {"A tunnel", "Bufferbloat", "UDP with parity"})
        QVERIFY2(result.out.contains(example), example);
}

void TestCliCompare::aPresetIsAScenario()
{
    const CliResult printed = testing::runCli({QStringLiteral("presets"), QStringLiteral("WebPageTest:"), QStringLiteral("3G")});
    QVERIFY2(printed.exitCode == 0, printed.err.constData());
    write("3g.json", printed.out);
    const CliResult run = testing::runCli({QStringLiteral("run"), QStringLiteral("--scenario"), path("3g.json"),
                                           QStringLiteral("--media"), QStringLiteral("cbr:1Mbit/s:5s")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY2(run.number("first_byte_s") > 0.6, "two round trips of 300 ms");
}

void TestCliCompare::anExampleIsPrintedAsItRuns()
{
    const CliResult printed = testing::runCli({QStringLiteral("presets"), QStringLiteral("A tunnel")});
    QVERIFY2(printed.exitCode == 0, printed.err.constData());
    QVERIFY(printed.out.contains("\"changes\""));
    QVERIFY(printed.out.contains("\"sha256\""));
    write("tunnel.json", printed.out); // far from the film that it names
    const CliResult run = testing::runCli({QStringLiteral("run"), QStringLiteral("--scenario"), path("tunnel.json")});
    QVERIFY2(run.exitCode == 0, run.err.constData());
    QVERIFY(run.number("stall_count") > 0);
}

void TestCliCompare::anUnknownPresetIsRefused()
{
    const CliResult result = testing::runCli({QStringLiteral("presets"), QStringLiteral("Carrier pigeon")});
    QCOMPARE(result.exitCode, 2);
    QVERIFY2(result.err.contains("Carrier pigeon"), result.err.constData());
}

QTEST_GUILESS_MAIN(TestCliCompare)
#include "test_cli_compare.moc"
