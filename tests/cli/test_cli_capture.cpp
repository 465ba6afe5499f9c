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
    void roundTripTimesAgree();
    void bytesInFlightAgree_data();
    void bytesInFlightAgree();
    void everyTimestampIsEchoed();
    void httpsCannotBeRead();
    void rtpStreamsAreWhole();
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
    /// A field of every data packet, in their order.
    QByteArrayList field(const char *name, const char *filter, const char *which) const;
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
    QFile text(path("text"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write(QByteArray("Dear reader,\n").repeated(40'000));
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
                              QStringLiteral("-o"), QStringLiteral("tcp.check_checksum:TRUE"), QStringLiteral("-o"),
                              QStringLiteral("udp.check_checksum:TRUE")} +
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
    row("bytes of any kind", {QStringLiteral("source=bytes:%1:1Mbit/s").arg(path("text"))});
    row("RTP with parity for many", {QStringLiteral("transport=rtp"), QStringLiteral("rtp.fec=20")});
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
    // Of what was sent twice within a round trip tshark takes the second for a late first: without this it ends a body that
    // still has holes, and complains of what fills them.
    const QByteArray malformed = tshark("run.pcapng", {QStringLiteral("-o"), QStringLiteral("tcp.reassemble_out_of_order:TRUE"),
                                                       QStringLiteral("-Y"), QStringLiteral("_ws.malformed")});
    QVERIFY2(malformed.isEmpty(), malformed.left(500).constData());
    QCOMPARE(count("run.pcapng", "ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status != 1"),
             qsizetype{0});
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

QByteArrayList TestCliCapture::field(const char *name, const char *filter, const char *which) const
{
    return tshark(name, {QStringLiteral("-Y"), QString::fromLatin1(filter), QStringLiteral("-T"), QStringLiteral("fields"),
                         QStringLiteral("-e"), QString::fromLatin1(which)})
        .trimmed()
        .split('\n');
}

/// Its mean over every acknowledgement that it can tell the round trip of, ours over the timestamps: not the same samples,
/// and so not quite the same mean.
void TestCliCapture::roundTripTimesAgree()
{
    const QStringList settings{QStringLiteral("link.loss=2%"), QStringLiteral("link.rate=10Mbit/s"),
                               QStringLiteral("link.delay=30ms")};
    QCOMPARE(capture("rtt.pcapng", settings).exitCode, 0);
    const QByteArrayList seen =
        field("rtt.pcapng", "tcp.analysis.ack_rtt && tcp.dstport == 80 && tcp.len == 0", "tcp.analysis.ack_rtt");
    QVERIFY(seen.size() > 50);
    double sum = 0;
    for (const QByteArray &one : seen)
        sum += one.toDouble() * 1000;
    const double theirs = sum / static_cast<double>(seen.size());
    const double ours = testing::runWith(settings, {QStringLiteral("--media"), path("film.mp4")}).number("mean_rtt_ms");
    QVERIFY2(std::abs(theirs - ours) < 0.08 * ours, qPrintable(QStringLiteral("%1 and %2 ms").arg(theirs).arg(ours)));
}

void TestCliCapture::bytesInFlightAgree_data()
{
    QTest::addColumn<QStringList>("settings");
    QTest::addColumn<double>("share");
    QTest::newRow("without loss") << QStringList{QStringLiteral("link.queue=10MB")} << 1.0;
    // It subtracts what the latest acknowledgement reports, and not what earlier ones did.
    QTest::newRow("2 % lost") << QStringList{QStringLiteral("link.loss=2%")} << 0.7;
}

/// From what is sent and acknowledged in the event log: the highest byte sent less the lowest that is not acknowledged.
void TestCliCapture::bytesInFlightAgree()
{
    QFETCH(QStringList, settings);
    QFETCH(double, share);
    const QStringList all = settings + QStringList{QStringLiteral("link.rate=10Mbit/s"), QStringLiteral("link.delay=30ms")};
    QCOMPARE(capture("flight.pcapng", all).exitCode, 0);
    const QByteArrayList seen = field("flight.pcapng", "tcp.srcport == 80 && tcp.len > 0", "tcp.analysis.bytes_in_flight");
    QStringList arguments{QStringLiteral("export"), QStringLiteral("--events-jsonl"), path("flight.jsonl"),
                          QStringLiteral("--media"), path("film.mp4")};
    for (const QString &setting : all)
        arguments << QStringLiteral("--set") << setting;
    QCOMPARE(testing::runCli(arguments).exitCode, 0);
    QFile file(path("flight.jsonl"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    std::vector<qint64> ours;
    qint64 sent = 0, acknowledged = 0;
    while (!file.atEnd()) {
        const QJsonObject event = QJsonDocument::fromJson(file.readLine()).object();
        const QString kind = event[QLatin1String("kind")].toString(), what = event[QLatin1String("event")].toString();
        if (kind == QLatin1String("data") && what == QLatin1String("sent")) {
            sent = std::max(sent, event[QLatin1String("position")].toInteger() + event[QLatin1String("payload")].toInteger());
            ours.push_back(sent - acknowledged);
        } else if (kind == QLatin1String("ack") && what == QLatin1String("delivered")) {
            acknowledged = std::max(acknowledged, event[QLatin1String("ack")].toInteger());
        }
    }
    QCOMPARE(seen.size(), static_cast<qsizetype>(ours.size()));
    qsizetype equal = 0;
    for (std::size_t i = 0; i < ours.size(); ++i)
        equal += seen[static_cast<qsizetype>(i)].toLongLong() == ours[i] ? 1 : 0;
    const double agreeing = static_cast<double>(equal) / static_cast<double>(ours.size());
    QVERIFY2(agreeing >= share, qPrintable(QStringLiteral("%1 of the packets").arg(agreeing)));
}

void TestCliCapture::everyTimestampIsEchoed()
{
    QCOMPARE(capture("echo.pcapng", {QStringLiteral("link.loss=1%")}).exitCode, 0);
    QVERIFY(count("echo.pcapng", "tcp.options.timestamp.tsecr > 0") > 100);
    QCOMPARE(count("echo.pcapng", "tcp.flags.syn == 0 && tcp.options.timestamp.tsecr == 0"), qsizetype{0});
}

void TestCliCapture::httpsCannotBeRead()
{
    QCOMPARE(capture("secret.pcapng", {QStringLiteral("protocol=https")}).exitCode, 0);
    QCOMPARE(count("secret.pcapng", "tls.handshake.type == 1"), qsizetype{1});
    QCOMPARE(count("secret.pcapng", "tls.handshake.type == 2"), qsizetype{1});
    QVERIFY(count("secret.pcapng", "tls.record.opaque_type == 23") > 100);
    QCOMPARE(count("secret.pcapng", "http"), qsizetype{0});
    QFile file(path("secret.pcapng"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(!bytes.contains("GET /") && !bytes.contains("HTTP/1.1") && !bytes.contains("ftyp"));
}

/// Media, repeats and parity are streams of their own, announced by RTSP, and nothing is missing in any of them.
void TestCliCapture::rtpStreamsAreWhole()
{
    QCOMPARE(capture("streams.pcapng", {QStringLiteral("transport=rtp"), QStringLiteral("link.loss=3%"),
                                        QStringLiteral("rtp.fec=5"), QStringLiteral("rtp.nack=true")})
                 .exitCode,
             0);
    QByteArrayList types;
    const QByteArray told = tshark("streams.pcapng", {QStringLiteral("-q"), QStringLiteral("-z"), QStringLiteral("rtp,streams")});
    for (const QByteArray &line : told.split('\n')) {
        if (const qsizetype at = line.indexOf("RTPType-"); at > 0) {
            types << line.mid(at + 8, 2);
            QVERIFY2(line.contains(" 0 (0.0%)"), line.constData());
        }
    }
    std::sort(types.begin(), types.end());
    QCOMPARE(types, (QByteArrayList{"96", "97", "98"}));
    // Repeats are asked for at the port beside the media's, where an analyser looks for RTCP.
    QVERIFY(count("streams.pcapng", "rtcp.pt == 205 && udp.srcport == 5007 && udp.dstport == 5005") > 3);
    QCOMPARE(count("streams.pcapng", "sdp.media contains \"RTP/AVPF 96 97 98\""), qsizetype{1});
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
    QCOMPARE(count("rtp.pcapng", "sdp.media contains \"RTP/AVP 96\" && !(sdp.media contains \"97\")"), qsizetype{1});
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
