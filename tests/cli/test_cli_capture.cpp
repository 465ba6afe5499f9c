// rebuffer-cli export --pcapng: a real analyser finds no fault with the packets, and the film's own bytes in them.
#include "tests/cli/cli_runner.h"
#include "tests/media/test_media.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace rebuffer;
using testing::CliResult;

class TestCliCapture : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void theAnalyserFindsNoFault_data();
    void theAnalyserFindsNoFault();
    void theStreamIsTheFilm();
    void retransmissionsAgree();
    void rtpIsNumberedInOrder();
    void theSameRunIsTheSameFile();
    void refuses_data();
    void refuses();
    void aFailureLeavesTheOldFile();

private:
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    CliResult capture(const char *name, const QStringList &settings) const;
    /// What tshark says of a capture.
    QByteArray tshark(const char *name, const QStringList &arguments) const;
    /// How many packets its filter lets through.
    qsizetype count(const char *name, const char *filter) const;

    QTemporaryDir m_folder;
    QString m_tshark;
};

void TestCliCapture::initTestCase()
{
    m_tshark = QStandardPaths::findExecutable(QStringLiteral("tshark"));
    QVERIFY2(!m_tshark.isEmpty(), "tshark is not here; tests/run installs it");
    test::FilmRecipe film = test::indexFirst();
    film.frames = 500;
    QVERIFY(test::makeFilm(path("film.mp4").toStdString(), film));
}

CliResult TestCliCapture::capture(const char *name, const QStringList &settings) const
{
    QStringList arguments{QStringLiteral("export"), QStringLiteral("--pcapng"), path(name), QStringLiteral("--media"),
                          path("film.mp4")};
    for (const QString &setting : settings)
        arguments << QStringLiteral("--set") << setting;
    return testing::runCli(arguments);
}

QByteArray TestCliCapture::tshark(const char *name, const QStringList &arguments) const
{
    QProcess process;
    process.start(m_tshark,
                  QStringList{QStringLiteral("-r"), path(name), QStringLiteral("-o"), QStringLiteral("ip.check_checksum:TRUE"),
                              QStringLiteral("-o"), QStringLiteral("tcp.check_checksum:TRUE"), QStringLiteral("-d"),
                              QStringLiteral("udp.port==5004,rtp")} +
                      arguments);
    process.waitForFinished(120'000);
    return process.readAllStandardOutput();
}

qsizetype TestCliCapture::count(const char *name, const char *filter) const
{
    return tshark(name, {QStringLiteral("-Y"), QString::fromLatin1(filter)}).count('\n');
}

void TestCliCapture::theAnalyserFindsNoFault_data()
{
    QTest::addColumn<QStringList>("settings");
    const auto row = [](const char *name, const QStringList &settings) { QTest::newRow(name) << settings; };
    row("HTTP", {});
    row("HTTPS", {QStringLiteral("protocol=https")});
    row("FTP", {QStringLiteral("protocol=ftp")});
    row("loss, and SACK blocks", {QStringLiteral("link.loss=3%"), QStringLiteral("uplink.loss=1%")});
    row("ranges", {QStringLiteral("delivery=ranges")});
    row("RTP with parity and repeats", {QStringLiteral("transport=rtp"), QStringLiteral("link.loss=3%"),
                                        QStringLiteral("rtp.fec=5"), QStringLiteral("rtp.nack=true")});
}

void TestCliCapture::theAnalyserFindsNoFault()
{
    QFETCH(QStringList, settings);
    const CliResult made =
        capture("run.pcapng", settings + QStringList{QStringLiteral("link.rate=2Mbit/s"), QStringLiteral("link.delay=30ms")});
    QVERIFY2(made.exitCode == 0, made.err.constData());
    QVERIFY(count("run.pcapng", "frame") > 100);
    // Packet by packet: of what was sent twice within a round trip tshark takes the second for a late first, and then its
    // reassembly finds data that it has already.
    const QByteArray malformed = tshark("run.pcapng", {QStringLiteral("-o"), QStringLiteral("tcp.desegment_tcp_streams:FALSE"),
                                                       QStringLiteral("-Y"), QStringLiteral("_ws.malformed")});
    QVERIFY2(malformed.isEmpty(), malformed.left(500).constData());
    QCOMPARE(count("run.pcapng", "ip.checksum.status == 0 || tcp.checksum.status == 0"), qsizetype{0});
    QCOMPARE(count("run.pcapng", "tcp.analysis.ack_lost_segment || tcp.analysis.lost_segment"),
             qsizetype{0}); // seen at the server, all that was sent is there
}

void TestCliCapture::theStreamIsTheFilm()
{
    QCOMPARE(capture("film.pcapng", {QStringLiteral("link.loss=2%")}).exitCode, 0);
    QByteArray stream;
    const QByteArray followed =
        tshark("film.pcapng", {QStringLiteral("-q"), QStringLiteral("-z"), QStringLiteral("follow,tcp,raw,0")});
    for (const QByteArray &line : followed.split('\n')) {
        if (line.startsWith('\t')) // from the server
            stream += QByteArray::fromHex(line.trimmed());
    }
    const qsizetype head = stream.indexOf("\r\n\r\n");
    QVERIFY(stream.startsWith("HTTP/1.1 200 OK") && head > 0);
    QFile film(path("film.mp4"));
    QVERIFY(film.open(QIODevice::ReadOnly));
    QVERIFY(stream.mid(head + 4) == film.readAll());
}

void TestCliCapture::retransmissionsAgree()
{
    const QStringList settings{QStringLiteral("link.loss=2%"), QStringLiteral("link.rate=2Mbit/s"),
                               QStringLiteral("link.delay=30ms")};
    QCOMPARE(capture("lossy.pcapng", settings).exitCode, 0);
    const CliResult run = testing::runWith(settings, {QStringLiteral("--media"), path("film.mp4")});
    // What comes again within a round trip it takes for a packet that was overtaken.
    const qsizetype seen =
        count("lossy.pcapng", "(tcp.analysis.retransmission || tcp.analysis.out_of_order) && tcp.srcport == 80");
    QVERIFY(run.number("retransmissions") > 10);
    QCOMPARE(static_cast<double>(seen), run.number("retransmissions"));
}

void TestCliCapture::rtpIsNumberedInOrder()
{
    QCOMPARE(capture("rtp.pcapng", {QStringLiteral("transport=rtp"), QStringLiteral("link.loss=5%")}).exitCode, 0);
    const QByteArrayList numbers =
        tshark("rtp.pcapng", {QStringLiteral("-Y"), QStringLiteral("rtp"), QStringLiteral("-T"), QStringLiteral("fields"),
                              QStringLiteral("-e"), QStringLiteral("rtp.seq")})
            .trimmed()
            .split('\n');
    QVERIFY(numbers.size() > 50);
    for (qsizetype i = 0; i < numbers.size(); ++i)
        QCOMPARE(numbers[i].toLongLong(), i);
}

void TestCliCapture::theSameRunIsTheSameFile()
{
    const auto bytes = [&](const char *name) {
        capture(name, {QStringLiteral("link.loss=2%")});
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray once = bytes("once.pcapng");
    QVERIFY(once.size() > 10'000);
    QVERIFY(bytes("again.pcapng") == once);
}

void TestCliCapture::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("nothing to write") << QStringList{} << QByteArray("--pcapng");
    QTest::newRow("a fluid pipe") << QStringList{QStringLiteral("--pcapng"), QStringLiteral("x"),
                                                 QStringLiteral("--set"),    QStringLiteral("source=cbr:1Mbit/s:5s"),
                                                 QStringLiteral("--set"),    QStringLiteral("transport=ideal")}
                                  << QByteArray("ideal");
    QTest::newRow("without end") << QStringList{QStringLiteral("--pcapng"), QStringLiteral("x"), QStringLiteral("--set"),
                                                QStringLiteral("source=bulk")}
                                 << QByteArray("--until");
    QTest::newRow("no film") << QStringList{QStringLiteral("--pcapng"), QStringLiteral("x"), QStringLiteral("--media"),
                                            QStringLiteral("/nowhere.mp4")}
                             << QByteArray("/nowhere.mp4");
}

void TestCliCapture::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const CliResult result = testing::runCli(QStringList{QStringLiteral("export")} + arguments);
    QCOMPARE(result.exitCode, 2);
    QCOMPARE(result.err.count('\n'), 1);
    QVERIFY2(result.err.contains(says), result.err.constData());
}

void TestCliCapture::aFailureLeavesTheOldFile()
{
    const CliResult result = capture("no/such/folder.pcapng", {});
    QCOMPARE(result.exitCode, 1);
    QVERIFY2(result.err.contains("cannot be written"), result.err.constData());
}

QTEST_GUILESS_MAIN(TestCliCapture)
#include "test_cli_capture.moc"
