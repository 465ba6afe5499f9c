// A packet's life and headers, told by a second run, are those of the first.
#include "core/session/packet_story.h"
#include "tests/support/sessions.h"

#include <QTest>

#include <algorithm>

using namespace rebuffer;
using testing::at;
using testing::EventRecord;
using testing::Settings;
using testing::operator+;

namespace {

Settings lossy(const char *transport = "tcp-cubic")
{
    return {{"source", "cbr:2Mbit/s:60s"},
            {"transport", transport},
            {"link.rate", "5Mbit/s"},
            {"link.delay", "30ms"},
            {"link.loss", "2%"}};
}

struct Told {
    explicit Told(const Settings &settings, double until = 5) : run(testing::runOf(settings)), record(*run)
    {
        run->advanceTo(at(until));
    }

    PacketStory story(std::uint64_t number) const
    {
        const auto told = tellPacket(run->script(), run->media(), number, run->now());
        if (!told)
            qFatal("no packet %llu", static_cast<unsigned long long>(number));
        return *told;
    }
    Event first(EventKind kind, PacketKind of = PacketKind::Data, bool uplink = false) const
    {
        const auto all = record.of(kind);
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const Event &e) { return e.packetKind == of && e.uplink == uplink; });
        if (found == all.end())
            qFatal("no such event");
        return *found;
    }

    std::unique_ptr<Pipeline> run;
    EventRecord record;
};

std::uint32_t read(const WireImage &image, std::size_t at, int bytes)
{
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i)
        value = value << 8 | image.bytes[at + static_cast<std::size_t>(i)];
    return value;
}

/// Of whole 16-bit words that hold their own checksum: all ones (RFC 1071).
std::uint32_t sumOf(const std::vector<std::uint8_t> &bytes, std::size_t from, std::size_t count)
{
    std::uint32_t sum = 0;
    for (std::size_t i = from; i + 1 < from + count; i += 2)
        sum += static_cast<std::uint32_t>(bytes[i]) << 8 | bytes[i + 1];
    while (sum >> 16)
        sum = (sum & 0xffff) + (sum >> 16);
    return sum;
}

} // namespace

class TestPacketStory : public QObject {
    Q_OBJECT

private slots:
    void aDeliveredPacketsLife();
    void aLostPacketIsResent();
    void aDroppedPacketNeverLeaves();
    void noSuchPacketHasNoStory();
    void asFarAsTheInstantAsked();
    void headersAreAsLongAsThePacketSays_data();
    void headersAreAsLongAsThePacketSays();
    void theChecksumIsOfThePayloadToo();
    void fieldsFillTheirBytes();
    void sequenceNumbersFollowTheConversation();
    void aSeekHasPortsOfItsOwn();
};

void TestPacketStory::aDeliveredPacketsLife()
{
    const Told told(lossy());
    auto delivered = told.record.of(EventKind::Delivered);
    std::erase_if(delivered, [](const Event &event) { return event.packetKind != PacketKind::Data || event.uplink; });
    int looked = 0;
    for (std::size_t i = 100; i < delivered.size() && looked < 10; i += 97, ++looked) {
        const PacketStory story = told.story(delivered[i].packet);
        QCOMPARE(*story.delivered, delivered[i].at);
        QVERIFY(story.sent && story.departed && *story.sent <= *story.departed && *story.departed < *story.delivered);
        QCOMPARE(*story.delivered - *story.departed, SimDuration::milliseconds(30));
        if (story.serialised)
            QVERIFY(*story.sent <= *story.serialised && *story.serialised < *story.departed);
        QVERIFY(!story.acknowledged || *story.acknowledged >= *story.delivered + SimDuration::milliseconds(30));
        QVERIFY(!story.lost && !story.dropped);
    }
    QCOMPARE(looked, 10);
}

void TestPacketStory::aLostPacketIsResent()
{
    const Told told(lossy());
    const Event lost = told.first(EventKind::Lost);
    const PacketStory story = told.story(lost.packet);
    QCOMPARE(*story.lost, lost.at);
    QVERIFY(!story.delivered && story.resentAs > lost.packet && story.resent && *story.resent > lost.at);
    const PacketStory again = told.story(story.resentAs);
    QVERIFY(again.packet.retransmission);
    QCOMPARE(again.packet.position, story.packet.position);
    QCOMPARE(again.resends, lost.packet);
}

void TestPacketStory::aDroppedPacketNeverLeaves()
{
    const Told told(lossy() + Settings{{"link.queue", "5packets"}, {"link.loss", "0"}});
    const PacketStory story = told.story(told.first(EventKind::Dropped).packet);
    QVERIFY(story.dropped && !story.departed && !story.delivered && !story.serialised);
}

void TestPacketStory::noSuchPacketHasNoStory()
{
    const Told told(lossy());
    QVERIFY(!tellPacket(told.run->scenario(), told.run->media(), 10'000'000, told.run->now()));
    const std::atomic<bool> stop = true;
    QVERIFY(!tellPacket(told.run->scenario(), told.run->media(), 10, told.run->now(), &stop));
}

void TestPacketStory::asFarAsTheInstantAsked()
{
    const Told told(lossy());
    const Event lost = told.first(EventKind::Lost);
    const auto early = tellPacket(told.run->scenario(), told.run->media(), lost.packet, lost.at);
    QVERIFY(early && early->lost && early->resentAs == 0);
}

void TestPacketStory::headersAreAsLongAsThePacketSays_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<QByteArray>("protocol");
    for (const char *transport : {"tcp-cubic", "rtp"})
        for (const char *protocol : {"http", "https", "ftp"})
            QTest::addRow("%s, %s", transport, protocol) << QByteArray(transport) << QByteArray(protocol);
}

/// Each kind of packet of a run, and the checksum of each IP header.
void TestPacketStory::headersAreAsLongAsThePacketSays()
{
    QFETCH(QByteArray, transport);
    QFETCH(QByteArray, protocol);
    const auto run = testing::runOf(lossy(transport.constData()) +
                                    Settings{{"protocol", protocol.toStdString()}, {"rtp.fec", "5"}, {"rtp.nack", "true"}});
    int packets = 0;
    run->setPacketTap([&](bool uplink, LinkEvent event, const Packet &packet, SimTime) {
        if (event != LinkEvent::Sent)
            return;
        const WireImage image = wireImage(packet, uplink, run->conversation(), {});
        ++packets;
        QCOMPARE(image.bytes.size() + packet.payload, std::size_t{packet.wire});
        QCOMPARE(read(image, 2, 2), packet.wire);
        QCOMPARE(sumOf(image.bytes, 0, 20), 0xffffu);
    });
    run->advanceTo(at(3));
    QVERIFY(packets > 500);
}

/// As the receiver reckons it: pseudo header, header and payload add up to all ones (RFC 9293, section 3.1).
void TestPacketStory::theChecksumIsOfThePayloadToo()
{
    const Told told(lossy());
    const PayloadReader payload = [](const Pipeline &, bool, const Packet &packet) {
        std::vector<std::uint8_t> bytes(packet.payload);
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(7 * i + 3);
        return bytes;
    };
    for (const std::uint64_t number : {20u, 21u, 22u, 200u, 201u, 202u}) {
        const auto &run = *told.run;
        const auto story = tellPacket(run.script(), run.media(), number, run.now(), nullptr, payload);
        QVERIFY(story);
        QCOMPARE(story->payload.size(), std::size_t{story->packet.payload});
        const auto segment = static_cast<std::uint16_t>(story->image.bytes.size() - 20 + story->payload.size());
        std::vector<std::uint8_t> sum(story->image.bytes.begin() + 12, story->image.bytes.begin() + 20); // both addresses
        sum.insert(sum.end(), {0, 6, static_cast<std::uint8_t>(segment >> 8), static_cast<std::uint8_t>(segment)});
        sum.insert(sum.end(), story->image.bytes.begin() + 20, story->image.bytes.end());
        sum.insert(sum.end(), story->payload.begin(), story->payload.end());
        QCOMPARE(sumOf(sum, 0, sum.size()), 0xffffu);
    }
}

void TestPacketStory::fieldsFillTheirBytes()
{
    const Told told(lossy());
    for (const std::uint64_t number : {1u, 2u, 3u, 20u, 21u, 22u, 200u}) {
        const PacketStory story = told.story(number);
        std::size_t bytes = 0;
        for (const Header &header : story.image.headers) {
            int bits = 0;
            for (const HeaderField &field : header.fields)
                bits += field.bits;
            QCOMPARE(static_cast<std::size_t>(bits), 8 * header.bytes);
            bytes += header.bytes;
        }
        QCOMPARE(bytes, story.image.bytes.size());
    }
}

void TestPacketStory::sequenceNumbersFollowTheConversation()
{
    const Told told(lossy() + Settings{{"link.loss", "0"}});
    const PacketStory syn = told.story(1), synAck = told.story(2), get = told.story(3);
    const std::uint32_t client = read(syn.image, 24, 4), server = read(synAck.image, 24, 4);
    QCOMPARE(read(syn.image, 32, 2) & 0xfffu, 0x002u);
    QCOMPARE(read(synAck.image, 32, 2) & 0xfffu, 0x012u);
    QCOMPARE(read(synAck.image, 28, 4), client + 1);
    QCOMPARE(read(get.image, 24, 4), client + 1);
    QCOMPARE(read(get.image, 28, 4), server + 1);
    QCOMPARE(read(get.image, 22, 2), 80u);
    const Event data = told.first(EventKind::Sent);
    const PacketStory first = told.story(data.packet);
    QCOMPARE(read(first.image, 24, 4), server + 1);
    QCOMPARE(read(first.image, 28, 4), client + 1 + get.packet.payload);
    QVERIFY(first.headBytes > 0 && first.fileOffset == -first.headBytes);
    const PacketStory ack = told.story(told.first(EventKind::Sent, PacketKind::Ack, true).packet);
    QCOMPARE(read(ack.image, 28, 4), server + 1 + static_cast<std::uint32_t>(ack.packet.ack));
}

void TestPacketStory::aSeekHasPortsOfItsOwn()
{
    Told told(lossy());
    QVERIFY(told.run->apply("player.seek", "50s"));
    told.run->advanceTo(at(8));
    const auto sent = told.record.of(EventKind::Sent);
    const auto handshake =
        std::find_if(sent.rbegin(), sent.rend(), [](const Event &e) { return e.packetKind == PacketKind::Handshake; });
    const PacketStory story = told.story(handshake->packet);
    QVERIFY(read(story.image, 22, 2) != read(told.story(2).image, 22, 2));
}

QTEST_APPLESS_MAIN(TestPacketStory)
#include "test_packet_story.moc"
