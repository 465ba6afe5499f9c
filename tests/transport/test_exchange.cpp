// Before the first byte: how many round trips each protocol takes, to the nanosecond, and what is said.
#include "tests/support/connection_rig.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::ConnectionRig;
using testing::ms;
using testing::wire;

namespace {

constexpr BitRate downRate = BitRate::bitsPerSecond(2'000'000);
constexpr BitRate upRate = BitRate::bitsPerSecond(500'000);
constexpr SimDuration downDelay = SimDuration::milliseconds(30);
constexpr SimDuration upDelay = SimDuration::milliseconds(11);

std::vector<ExchangeStep> exchangeOf(const QByteArray &protocol)
{
    if (protocol == "https")
        return httpsExchange("film.mp4");
    if (protocol == "ftp")
        return ftpExchange("film.mp4");
    return httpExchange("film.mp4");
}

ConnectionRig rigFor(const QByteArray &protocol)
{
    return ConnectionRig(wire(downRate, downDelay), wire(upRate, upDelay), Bytes(100'000),
                         testing::tcpWith(makeReno, exchangeOf(protocol)));
}

SimDuration downTime(std::uint32_t wireBytes)
{
    return transmissionTime(Bytes(wireBytes), downRate) + downDelay;
}

SimDuration upTime(std::uint32_t wireBytes)
{
    return transmissionTime(Bytes(wireBytes), upRate) + upDelay;
}

/// Each question there, each answer back, and the first segment of the film.
SimDuration firstByteOracle(const std::vector<ExchangeStep> &steps)
{
    SimDuration sum;
    for (const ExchangeStep &step : steps) {
        if (step.question.empty())
            break; // said when the stream is over
        sum += upTime(step.questionBytes + step.questionHeaders);
        if (step.answer.empty())
            continue;
        if (step.question.starts_with("RETR")) { // its answer has the stream at its heels
            sum += transmissionTime(Bytes(step.answerBytes + step.answerHeaders), downRate);
            continue;
        }
        // The parts of a long answer are sent one behind the other.
        std::uint32_t left = step.answerBytes;
        for (; left > tcp::maxSegment; left -= tcp::maxSegment)
            sum += transmissionTime(Bytes(tcp::maxSegment + step.answerHeaders), downRate);
        sum += downTime(left + step.answerHeaders);
    }
    return sum + downTime(tcp::maxSegment + tcp::headers);
}

void addProtocols()
{
    QTest::addColumn<QByteArray>("protocol");
    QTest::addColumn<int>("roundTrips");
    QTest::newRow("http") << QByteArray("http") << 2;
    QTest::newRow("https") << QByteArray("https") << 3;
    QTest::newRow("ftp") << QByteArray("ftp") << 8;
}

} // namespace

class TestExchange : public QObject {
    Q_OBJECT

private slots:
    void firstByteAfterItsRoundTrips_data() { addProtocols(); }
    void firstByteAfterItsRoundTrips();
    void everyWordIsAPacketAndALine_data() { addProtocols(); }
    void everyWordIsAPacketAndALine();
    void whatFtpSays();
    void httpSaysHowItWent_data();
    void httpSaysHowItWent();
    void namesAreWrittenAsATargetMayBe_data();
    void namesAreWrittenAsATargetMayBe();
    void aLongAnswerLosesOneOfItsPackets();
    void aLongAnswerComesThroughAQueueOfOnePacket();
    void whatFollowsABareAcknowledgementTheServerRepeats_data();
    void whatFollowsABareAcknowledgementTheServerRepeats();
    void theServerKnowsTheRoundTripFromTheHandshake();
    void aLossBeforeTheStreamIsNoRoundTrip_data();
    void aLossBeforeTheStreamIsNoRoundTrip();
    void whatIsHeardIsEchoed_data() { addProtocols(); }
    void whatIsHeardIsEchoed();
};

void TestExchange::firstByteAfterItsRoundTrips()
{
    QFETCH(QByteArray, protocol);
    QFETCH(int, roundTrips);
    ConnectionRig rig = rigFor(protocol);
    rig.open();
    rig.runToTheEnd(ms(10'000));
    const SimDuration taken = rig.firstReadAt().sinceStart();
    QCOMPARE(taken, firstByteOracle(exchangeOf(protocol)));
    const SimDuration propagation = (downDelay + upDelay) * roundTrips;
    QVERIFY(taken > propagation && taken < propagation + (downDelay + upDelay));
}

void TestExchange::everyWordIsAPacketAndALine()
{
    QFETCH(QByteArray, protocol);
    QFETCH(int, roundTrips);
    ConnectionRig rig = rigFor(protocol);
    rig.open();
    rig.runUntil(ms(10'000)); // the server knows a round trip later that it is over
    const auto questions = rig.sentOfKind(PacketKind::Handshake, true).size() + rig.sentOfKind(PacketKind::Request, true).size();
    QCOMPARE(questions, static_cast<std::size_t>(roundTrips));
    // Every question has an answer in words, and FTP says when it is done.
    QCOMPARE(rig.messages().size(), static_cast<std::size_t>(2 * roundTrips + (protocol == "ftp" ? 1 : 0)));
    for (std::size_t i = 0; i < static_cast<std::size_t>(2 * roundTrips); ++i)
        QCOMPARE(rig.messages()[i].uplink, i % 2 == 0);
}

void TestExchange::whatFtpSays()
{
    ConnectionRig rig = rigFor("ftp");
    rig.open();
    rig.runUntil(ms(10'000)); // the server knows a round trip later that it is over
    const std::vector<std::string> expected{"SYN to port 21", "SYN, ACK", "ACK",           "220", "USER", "331",
                                            "PASS",           "230",      "TYPE I",        "200", "PASV", "227",
                                            "SYN to port",    "SYN, ACK", "RETR film.mp4", "150", "226"};
    QCOMPARE(rig.messages().size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        QVERIFY2(rig.messages()[i].text.starts_with(expected[i]), rig.messages()[i].text.c_str());
}

/// The stream itself says how the request went: its first line stands in the log when it is sent.
void TestExchange::httpSaysHowItWent_data()
{
    QTest::addColumn<bool>("part");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("all of the film") << false << QByteArray("HTTP/1.1 200 OK");
    QTest::newRow("a part of it") << true << QByteArray("HTTP/1.1 206 Partial Content");
}

void TestExchange::httpSaysHowItWent()
{
    QFETCH(bool, part);
    QFETCH(QByteArray, says);
    const auto steps = httpExchange("film.mp4", part ? std::optional(ByteRange{Bytes(10), Bytes(20)}) : std::nullopt);
    QCOMPARE(QByteArray::fromStdString(steps.back().status), says);
    QCOMPARE(QByteArray::fromStdString(httpStatus(part)), says);
}

/// Against what RFC 3986 lets stand in a path segment.
void TestExchange::namesAreWrittenAsATargetMayBe_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("plain") << QByteArray("film-1_b~.mp4") << QByteArray("/film-1_b~.mp4");
    QTest::newRow("spaces and umlauts") << QByteArray("my film \xc3\xa4.mp4") << QByteArray("/my%20film%20%C3%A4.mp4");
    QTest::newRow("what means something in a target") << QByteArray("a/b?c#d%e") << QByteArray("/a%2Fb%3Fc%23d%25e");
    QTest::newRow("an end of line") << QByteArray("a\r\nb") << QByteArray("/a%0D%0Ab");
}

void TestExchange::namesAreWrittenAsATargetMayBe()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, target);
    const auto http = httpExchange(name.toStdString());
    QCOMPARE(QByteArray::fromStdString(http.back().question), "GET " + target + " HTTP/1.1");
    const auto rtsp = rtspExchange(name.toStdString());
    QVERIFY(QByteArray::fromStdString(rtsp.back().question).contains("rtsp://media.example" + target + " RTSP/1.0"));
}

void TestExchange::aLongAnswerLosesOneOfItsPackets()
{
    // TLS's certificate fills three packets; without the second the client asks again after a timeout: a round trip and 200 ms.
    ConnectionRig rig = rigFor("https");
    rig.losesDown = [n = 0](const Packet &packet, SimTime) mutable {
        return packet.kind == PacketKind::Handshake && packet.payload > 0 && ++n == 2;
    };
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), Bytes(100'000));
    const SimDuration undisturbed = firstByteOracle(httpsExchange("film.mp4"));
    const SimDuration later = rig.firstReadAt().sinceStart() - undisturbed;
    QVERIFY2(later >= SimDuration::milliseconds(200) && later <= SimDuration::milliseconds(300),
             words("ms", later.toMilliseconds()).c_str());
}

/// Of its burst the last part is dropped, always: it has to be repeated alone.
void TestExchange::aLongAnswerComesThroughAQueueOfOnePacket()
{
    LinkSettings narrow = wire(downRate, downDelay);
    narrow.queue = {QueueLimit::Unit::Packets, 1};
    ConnectionRig rig(narrow, wire(upRate, upDelay), Bytes(10'000), testing::tcpWith(makeReno, httpsExchange("film.mp4")));
    rig.open();
    rig.runUntil(ms(3000));
    QVERIFY(rig.firstReadAt() < ms(2000));
}

/// Before FTP's greeting the client has nothing to say but an acknowledgement, and nobody repeats one by himself.
void TestExchange::whatFollowsABareAcknowledgementTheServerRepeats_data()
{
    QTest::addColumn<bool>("uplink");
    QTest::addColumn<int>("times");
    QTest::addColumn<QByteArrayList>("said");
    QTest::addColumn<int>("laterMs"); // rounded down to 50
    const QByteArray syn = "SYN to port 21", synAck = "SYN, ACK", ack = "ACK", greeting = "220 Service ready";
    QTest::newRow("nothing is lost") << true << 0 << QByteArrayList{syn, synAck, ack, greeting} << 0;
    // Its SYN, ACK has not been timed: a second, and two more. The acknowledgement is no later than that.
    QTest::newRow("the acknowledgement is lost") << true << 1 << QByteArrayList{syn, synAck, ack, synAck, ack, greeting} << 1000;
    QTest::newRow("it is lost twice") << true << 2 << QByteArrayList{syn, synAck, ack, synAck, ack, synAck, ack, greeting}
                                      << 3000;
    // By now a round trip is known: 44 ms, and 200.
    QTest::newRow("the greeting is lost") << false << 1 << QByteArrayList{syn, synAck, ack, greeting, greeting} << 200;
}

void TestExchange::whatFollowsABareAcknowledgementTheServerRepeats()
{
    QFETCH(bool, uplink);
    QFETCH(int, times);
    QFETCH(QByteArrayList, said);
    QFETCH(int, laterMs);
    ConnectionRig rig = rigFor("ftp");
    const auto losing = [n = 0, times](const Packet &packet, SimTime) mutable {
        return packet.sequence == 1 && packet.kind != PacketKind::Data && packet.kind != PacketKind::Ack && ++n <= times;
    };
    (uplink ? rig.losesUp : rig.losesDown) = losing;
    rig.open();
    rig.runToTheEnd(ms(20'000));
    QCOMPARE(rig.received(), Bytes(100'000));
    for (qsizetype i = 0; i < said.size(); ++i)
        QCOMPARE(QByteArray::fromStdString(rig.messages()[static_cast<std::size_t>(i)].text), said[i]);
    QVERIFY(rig.messages()[static_cast<std::size_t>(said.size())].text.starts_with("USER"));
    const SimDuration later = rig.firstReadAt().sinceStart() - firstByteOracle(ftpExchange("film.mp4"));
    QVERIFY2(later.toMilliseconds() >= laterMs && later.toMilliseconds() < laterMs + 60,
             words("ms", later.toMilliseconds()).c_str());
}

void TestExchange::theServerKnowsTheRoundTripFromTheHandshake()
{
    ConnectionRig rig = rigFor("http");
    rig.open();
    rig.runUntil(SimTime::start() + upTime(60) + downTime(60) + upTime(400));
    const SimDuration rtt = rig.status().smoothedRtt;
    QVERIFY2(rtt > downDelay + upDelay && rtt < downDelay + upDelay + SimDuration::milliseconds(5),
             words("ms", rtt.toMilliseconds()).c_str());
}

/// What is repeated tells its round trip by timestamp (RFC 7323, section 4); waiting for the repeat is no part of it.
void TestExchange::aLossBeforeTheStreamIsNoRoundTrip_data()
{
    QTest::addColumn<bool>("uplink");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("times");
    QTest::addColumn<int>("delayMs");
    QTest::addColumn<int>("firstFlight");
    const int opening = static_cast<int>(PacketKind::Handshake), request = static_cast<int>(PacketKind::Request);
    QTest::newRow("nothing is lost") << true << opening << 0 << 50 << 10;
    QTest::newRow("the SYN") << true << opening << 1 << 50 << 10;
    QTest::newRow("the SYN, ACK") << false << opening << 1 << 50 << 10;
    QTest::newRow("the SYN, ACK, twice") << false << opening << 2 << 50 << 1; // RFC 5681, section 3.1, as Linux reads it
    QTest::newRow("the request") << true << request << 1 << 50 << 10;
    QTest::newRow("a round trip longer than the first timeout") << true << opening << 0 << 1500 << 10;
}

void TestExchange::aLossBeforeTheStreamIsNoRoundTrip()
{
    QFETCH(bool, uplink);
    QFETCH(int, kind);
    QFETCH(int, times);
    QFETCH(int, delayMs);
    QFETCH(int, firstFlight);
    const LinkSettings link = wire(BitRate::megabitsPerSecond(100), SimDuration::milliseconds(delayMs));
    ConnectionRig rig(link, link, Bytes(200'000), testing::tcpWith(makeReno, httpExchange("film.mp4")));
    (uplink ? rig.losesUp : rig.losesDown) = [n = 0, kind, times](const Packet &packet, SimTime) mutable {
        return static_cast<int>(packet.kind) == kind && ++n <= times;
    };
    rig.open();
    while (rig.sentOfKind(PacketKind::Data, false).empty())
        QVERIFY(rig.step());
    const SimDuration rtt = rig.status().smoothedRtt;
    QVERIFY2(rtt >= SimDuration::milliseconds(2 * delayMs) && rtt < SimDuration::milliseconds(2 * delayMs + 5),
             words("ms", rtt.toMilliseconds()).c_str());
    rig.runUntil(rig.now() + SimDuration::milliseconds(delayMs));
    QCOMPARE(rig.sentOfKind(PacketKind::Data, false).size(), static_cast<std::size_t>(firstFlight));
}

/// RFC 7323: a segment's echo is when what was heard last, on its own connection, was sent; a SYN has heard nothing.
void TestExchange::whatIsHeardIsEchoed()
{
    QFETCH(QByteArray, protocol);
    ConnectionRig rig = rigFor(protocol);
    // By side and connection: FTP's second is the one that begins with its second SYN, and carries the stream.
    std::array<SimTime, 2> byServer{}, byClient{};
    std::vector<std::uint32_t> opened; // steps
    const auto connectionOf = [&](const Packet &packet) {
        const bool stream = packet.kind == PacketKind::Data || packet.kind == PacketKind::Ack;
        return opened.size() > 1 && (stream || packet.sequence == opened[1]) ? std::size_t{1} : std::size_t{0};
    };
    rig.losesUp = [&](const Packet &packet, SimTime) {
        byServer[connectionOf(packet)] = packet.sentAt;
        return false;
    };
    rig.losesDown = [&](const Packet &packet, SimTime) {
        byClient[connectionOf(packet)] = packet.sentAt;
        return false;
    };
    rig.open();
    std::size_t up = 0, down = 0;
    int echoes = 0;
    while (rig.sentOfKind(PacketKind::Ack, true).empty()) {
        for (; up < rig.sentUp().size(); ++up) {
            const Packet &packet = rig.sentUp()[up].packet;
            const bool opens = packet.kind == PacketKind::Handshake && packet.payload == 0;
            if (opens)
                opened.push_back(packet.sequence);
            QCOMPARE(packet.echo, opens ? SimTime::start() : byClient[connectionOf(packet)]);
        }
        for (; down < rig.sentDown().size(); ++down) {
            const Packet &packet = rig.sentDown()[down].packet;
            QCOMPARE(packet.echo, byServer[connectionOf(packet)]);
            echoes += packet.echo > SimTime::start() ? 1 : 0;
        }
        QVERIFY(rig.step());
    }
    QVERIFY(echoes >= 10); // the first flight's among them
}

QTEST_APPLESS_MAIN(TestExchange)
#include "test_exchange.moc"
