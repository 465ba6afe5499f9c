// What rebuffer-cli cannot take it refuses: exit status 2, one line on standard error that names the key or file and says
// what was wrong, nothing on standard output.
#include "tests/cli/cli_runner.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer::testing;

namespace {

const QString film = QStringLiteral("source=cbr:1Mbit/s:5s");

} // namespace

class TestCliRefusals : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString fileOf(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot make %s", qPrintable(name));
        return file.fileName();
    }

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static void verifyRefused(const CliResult &result, const QStringList &says)
    {
        QCOMPARE(result.exitCode, 2);
        QVERIFY2(result.out.isEmpty(), result.out.constData());
        QCOMPARE(result.err.count('\n'), 1);
        QVERIFY(result.err.endsWith('\n'));
        for (const QString &word : says)
            QVERIFY2(result.err.contains(word.toUtf8()), (result.err + " lacks " + word.toUtf8()).constData());
    }

private slots:
    void refusesSettings_data()
    {
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QStringList>("says");
        const auto row = [](const char *name, const QString &setting, const QStringList &says) {
            QTest::newRow(name) << QStringList{film, setting} << says;
        };
        row("loss above all", QStringLiteral("link.loss=150%"), {"link.loss", "150%", "0% to 100%"});
        row("a negative rate", QStringLiteral("link.rate=-1"), {"link.rate", "-1", "5Mbit/s"});
        row("a rate without unit", QStringLiteral("link.rate=5"), {"link.rate", "no unit"});
        row("a rate in potatoes", QStringLiteral("link.rate=5potatoes"), {"link.rate", "5potatoes", "unit"});
        row("an unknown key", QStringLiteral("link.colour=blue"), {"link.colour", "unknown key"});
        row("a delay of a word", QStringLiteral("link.delay=soon"), {"link.delay", "soon", "40ms"});
        row("a delay of an hour", QStringLiteral("link.delay=1h"), {"link.delay", "60s"});
        row("a queue of a fraction of a packet", QStringLiteral("link.queue=1.5packets"),
            {"link.queue", "1.5packets", "34packets"});
        row("a burst below one", QStringLiteral("link.loss_burst=0.5"), {"link.loss_burst", "0.5"});
        row("no such jitter", QStringLiteral("link.jitter_distribution=cauchy"),
            {"link.jitter_distribution", "cauchy", "normal"});
        row("no such transport", QStringLiteral("transport=carrier-pigeon"), {"transport", "carrier-pigeon", "tcp-cubic"});
        row("no such delivery", QStringLiteral("delivery=by-hand"), {"delivery", "by-hand", "stream", "ranges"});
        row("a seek that is no change", QStringLiteral("player.seek=5s"), {"player.seek", "changes"});
        row("no such protocol", QStringLiteral("protocol=gopher"), {"protocol", "gopher", "http"});
        row("start above high water", QStringLiteral("player.start=20s"), {"player.start", "20s", "player.high_water"});
        row("a seed of a word", QStringLiteral("seed=lucky"), {"seed", "lucky"});
        row("no such trace", QStringLiteral("link.rate=trace:/nowhere/at.all"), {"link.rate", "/nowhere/at.all"});
        row("a line break, which must not make two lines", QStringLiteral("link.rate=5Mbit\n/s"), {"link.rate", "unit"});
        row("no key", QStringLiteral("=5"), {"--set", "KEY=VALUE"});
        row("no value", QStringLiteral("link.rate"), {"--set", "KEY=VALUE"});
        QTest::newRow("synthetic media of no length") << QStringList{"source=cbr:1Mbit/s:0s"} << QStringList{"source", "0s"};
        QTest::newRow("bytes without a rate") << QStringList{"source=bytes:file"} << QStringList{"source", "bytes:FILE:1Mbit/s"};
        QTest::newRow("nothing to stream") << QStringList{"link.rate=1Mbit/s"} << QStringList{"source", "--media"};
        QTest::newRow("bulk over RTP") << QStringList{"source=bulk", "transport=rtp"} << QStringList{"transport", "rtp"};
        QTest::newRow("bulk without an end") << QStringList{"source=bulk"} << QStringList{"--until"};
    }
    void refusesSettings()
    {
        QFETCH(QStringList, settings);
        QFETCH(QStringList, says);
        verifyRefused(runWith(settings), says);
    }

    void refusesFiles_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("says");
        QTest::newRow("none there") << QStringLiteral("/nowhere/film.mp4") << QStringLiteral("/nowhere/film.mp4");
        QTest::newRow("a folder") << m_folder.path() << m_folder.path();
        QTest::newRow("an empty file") << fileOf(QStringLiteral("empty.mp4"), {}) << QStringLiteral("empty.mp4");
        QTest::newRow("a text") << fileOf(QStringLiteral("letter.txt"), "Dear reader,\n\nthis is no film.\n")
                                << QStringLiteral("letter.txt");
        QTest::newRow("a film's first box and nothing more")
            << fileOf(QStringLiteral("cut.mp4"), QByteArray("\0\0\0\x20"
                                                            "ftypisom\0\0\2\0isomiso2avc1mp41\0\0\0\x08"
                                                            "free\x7f\xff\xff\xff"
                                                            "mdat",
                                                            48))
            << QStringLiteral("cut.mp4");
        QTest::newRow("noise") << fileOf(QStringLiteral("noise.mkv"), QByteArray(5000, '\x5a')) << QStringLiteral("noise.mkv");
    }
    void refusesFiles()
    {
        QFETCH(QString, path);
        QFETCH(QString, says);
        verifyRefused(runCli({QStringLiteral("run"), QStringLiteral("--media"), path}), {says});
    }

    void refusesScenarios_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("not JSON") << QByteArray("link.rate = 5") << QStringLiteral("JSON");
        QTest::newRow("no version") << QByteArray(R"({"source":"bulk"})") << QStringLiteral("rebuffer");
        QTest::newRow("another version") << QByteArray(R"({"rebuffer":2})") << QStringLiteral("rebuffer");
        QTest::newRow("an unknown key") << QByteArray(R"({"rebuffer":1,"link":{"colour":"blue"}})")
                                        << QStringLiteral("link.colour");
        QTest::newRow("a bad value") << QByteArray(R"({"rebuffer":1,"link":{"loss":"150%"}})") << QStringLiteral("link.loss");
        QTest::newRow("a change without a time")
            << QByteArray(R"({"rebuffer":1,"changes":[{"set":"link.rate","to":"1Mbit/s"}]})") << QStringLiteral("changes[0]");
        QTest::newRow("a change of what cannot change")
            << QByteArray(R"({"rebuffer":1,"changes":[{"at":"1s","set":"delivery","to":"download"}]})")
            << QStringLiteral("delivery");
        QTest::newRow("a change that would be refused in mid-run")
            << QByteArray(R"({"rebuffer":1,"source":"cbr:1Mbit/s:5s","changes":[{"at":"1s","set":"transport","to":"rtp"}]})")
            << QStringLiteral("transport");
    }
    void refusesScenarios()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const QString path = fileOf(QStringLiteral("scenario.json"), json);
        verifyRefused(runCli({QStringLiteral("run"), QStringLiteral("--scenario"), path}),
                      {QStringLiteral("scenario.json"), says});
    }

    void refusesChangesThatTheOptionsMakeImpossible()
    {
        const QString path =
            fileOf(QStringLiteral("tank.json"),
                   R"({"rebuffer":1,"source":"cbr:1Mbit/s:5s","changes":[{"at":"1s","set":"player.start","to":"12s"}]})");
        QCOMPARE(runCli({"run", "--scenario", path}).exitCode, 0);
        verifyRefused(runCli({"run", "--scenario", path, "--set", "player.high_water=10s"}), {"changes", "1s", "player.start"});
    }

    void refusesWords_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing at all") << QStringList{} << QStringLiteral("no command");
        QTest::newRow("an unknown key, and nothing to play")
            << QStringList{"run", "--set", "link.rte=1"} << QStringLiteral("link.rte");
        QTest::newRow("no such command") << QStringList{"fly"} << QStringLiteral("fly");
        QTest::newRow("no such option") << QStringList{"run", "--fast"} << QStringLiteral("fast");
        QTest::newRow("a word too many") << QStringList{"run", "film.mp4"} << QStringLiteral("film.mp4");
        QTest::newRow("an option given twice") << QStringList{"run", "--set", film, "--seed", "1", "--seed", "2"}
                                               << QStringLiteral("--seed: is given more than once");
        QTest::newRow("no file's name") << QStringList{"export", "--set", film, "--series-csv", "-"}
                                        << QStringLiteral("--series-csv: writes a file");
        QTest::newRow("a bad end") << QStringList{"run", "--set", film, "--until", "later"} << QStringLiteral("--until");
        QTest::newRow("a bad beginning") << QStringList{"run", "--set", film, "--measure-from", "-1s"}
                                         << QStringLiteral("--measure-from");
        QTest::newRow("an option that says nothing")
            << QStringList{"export", "--set", film, "--series-csv", ""} << QStringLiteral("--series-csv: \"\" says nothing");
    }
    void refusesWords()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        verifyRefused(runCli(arguments), {says});
    }

    /// No fault of what was asked for: the code is another.
    void whatCannotBeWrittenIsAFailure_data()
    {
        QTest::addColumn<QString>("option");
        for (const char *option : {"--events", "--series", "--out"})
            QTest::newRow(option) << QString::fromLatin1(option);
    }
    void whatCannotBeWrittenIsAFailure()
    {
        QFETCH(QString, option);
        const CliResult result = runCli({"run", "--set", film, option, "/nowhere/at/all"});
        QCOMPARE(result.exitCode, 1);
        QVERIFY2(result.err.contains("/nowhere/at/all: cannot be written"), result.err.constData());
    }

    /// Written one over the other, the second or what was read would be lost.
    void keepsFilesApart_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("says");
        const QString scenario = m_folder.filePath(QStringLiteral("mine.json")), other = m_folder.filePath(QStringLiteral("o")),
                      roundabout = m_folder.filePath(QStringLiteral("./mine.json")),
                      bytes = m_folder.filePath(QStringLiteral("film.bin")),
                      trace = m_folder.filePath(QStringLiteral("rates.txt"));
        const QString played = QStringLiteral("source=bytes:") + bytes + QStringLiteral(":1Mbit/s");
        const QString followed = QStringLiteral("link.rate=trace:") + trace;
        QTest::newRow("two outputs") << QStringList{"run", "--set", film, "--out", other, "--series", other}
                                     << QStringList{"--series", other, "--out"};
        QTest::newRow("two exports") << QStringList{"export", "--set", film, "--pcapng", other, "--summary-json", other}
                                     << QStringList{"--summary-json", other, "--pcapng"};
        QTest::newRow("the scenario") << QStringList{"run", "--scenario", scenario, "--out", roundabout}
                                      << QStringList{"--out", roundabout, "is read"};
        QTest::newRow("what is played") << QStringList{"run", "--set", played, "--events", bytes}
                                        << QStringList{"--events", bytes, "is read"};
        QTest::newRow("the link's trace") << QStringList{"export", "--set", film, "--set", followed, "--series-csv", trace}
                                          << QStringList{"--series-csv", trace, "is read"};
        QTest::newRow("what is compared") << QStringList{"compare", scenario, scenario, "--out", scenario}
                                          << QStringList{"--out", scenario, "is read"};
    }
    void keepsFilesApart()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, says);
        const QByteArray scenario = R"({"rebuffer":1,"source":"cbr:1Mbit/s:5s"})", bytes(200'000, 'x'), rates = "0 5\n1 5\n";
        const QString scenarioFile = fileOf(QStringLiteral("mine.json"), scenario);
        const QString film = fileOf(QStringLiteral("film.bin"), bytes), trace = fileOf(QStringLiteral("rates.txt"), rates);
        verifyRefused(runCli(arguments), says);
        QVERIFY(contentOf(scenarioFile) == scenario && contentOf(film) == bytes && contentOf(trace) == rates);
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("o"))));
    }

    void aDeviceMayBeGivenTwice()
    {
        QCOMPARE(runCli({"run", "--set", film, "--series", "/dev/null", "--events", "/dev/null"}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestCliRefusals)
#include "test_cli_refusals.moc"
