// The packet's sheet as words and rectangles, without a screen.
#include "core/media/synthetic_media.h"
#include "ui/inspector/packet_geometry.h"
#include "ui/inspector/packet_sheet.h"
#include "ui/theme/theme.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;

namespace {

PacketStory storyOf(PacketKind kind = PacketKind::Data)
{
    PacketStory story;
    story.packet.kind = kind;
    story.packet.number = 9571;
    story.packet.payload = kind == PacketKind::Data ? 1448 : 0;
    story.packet.position = 14480;
    story.packet.sackCount = kind == PacketKind::Ack ? 3 : 0;
    story.uplink = kind == PacketKind::Ack;
    story.sent = SimTime::fromStart(SimDuration::seconds(38.004));
    story.serialised = *story.sent + SimDuration::milliseconds(182);
    story.departed = story.lost = *story.serialised + SimDuration::milliseconds(21);
    story.resent = *story.lost + SimDuration::milliseconds(288);
    story.resentAs = 9603;
    story.fileOffset = 14480;
    story.image = wireImage(story.packet, story.uplink, Conversation(httpExchange("film"), false, 0), {});
    return story;
}

PacketFacts factsOf(const PacketStory &story)
{
    const MediaFile film = constantRateMedia(BitRate::megabitsPerSecond(1), SimDuration::wholeSeconds(60));
    return PacketFacts::of(story, film.timeline.get(), QByteArray(payloadShown, 'x'));
}

} // namespace

class TestPacketSheet : public QObject {
    Q_OBJECT

private slots:
    void tellsTheLifeInItsOrder();
    void tellsThePayloadsPlace();
    void aRowIsThirtyTwoBits_data();
    void aRowIsThirtyTwoBits();
    void nothingLiesOnAnother_data();
    void nothingLiesOnAnother();
    void aLongSentenceTakesMoreLines();
    void whatHasNoRoomBesideStandsBelow();
    void isAsTallAsItsGeometry();
};

void TestPacketSheet::tellsTheLifeInItsOrder()
{
    const PacketFacts facts = factsOf(storyOf());
    QCOMPARE(facts.title.simplified().replace(QChar(0x202f), QChar(0x20)).replace(QChar(0xa0), QChar(0x20)),
             QString("Packet 9 571"));
    QCOMPARE(facts.status, QString("LOST"));
    QStringList names, times;
    for (const PacketMoment &moment : facts.life) {
        names << moment.name;
        times << moment.time;
    }
    QCOMPARE(names, (QStringList{"queued", "its turn", "lost", "resent"}));
    QCOMPARE(times, (QStringList{"38.004 s", "+182 ms", "+21 ms", "+288 ms"}));
}

void TestPacketSheet::tellsThePayloadsPlace()
{
    const PacketFacts facts = factsOf(storyOf());
    QCOMPARE(facts.payloadRows.size(), 1448 / payloadPerRow); // all of it
    QVERIFY2(facts.payloadRows.front().startsWith("00003890  78 78"), qPrintable(facts.payloadRows.front()));
    QVERIFY(facts.payloadRows.front().endsWith("xxxxxxxx"));
    QVERIFY(facts.carries.join(' ').contains("of its"));
    QVERIFY(factsOf(storyOf(PacketKind::Ack)).payloadRows.isEmpty());
}

void TestPacketSheet::aRowIsThirtyTwoBits_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("data") << static_cast<int>(PacketKind::Data);
    QTest::newRow("ACK with three SACK blocks") << static_cast<int>(PacketKind::Ack);
    QTest::newRow("window probe") << static_cast<int>(PacketKind::Probe);
}

void TestPacketSheet::aRowIsThirtyTwoBits()
{
    QFETCH(int, kind);
    PacketGeometry geometry;
    const PacketFacts facts = factsOf(storyOf(static_cast<PacketKind>(kind)));
    geometry.compute(320, facts, {});
    double used = 0;
    for (const PacketCell &cell : geometry.cells) {
        QVERIFY(std::abs(cell.rect.width() - 10.0 * facts.headers[cell.header].fields[cell.field].bits) < 1e-6);
        QVERIFY(std::abs(cell.rect.left() - std::fmod(used, 320)) < 1e-6);
        used += cell.rect.width();
    }
    QVERIFY(std::abs(std::fmod(used + 1e-6, 320)) < 1e-3);
}

void TestPacketSheet::nothingLiesOnAnother_data()
{
    aRowIsThirtyTwoBits_data();
}

void TestPacketSheet::nothingLiesOnAnother()
{
    QFETCH(int, kind);
    for (const double width : {200.0, 320.0, 500.0}) {
        PacketGeometry geometry;
        geometry.compute(width, factsOf(storyOf(static_cast<PacketKind>(kind))), {});
        std::vector<QRectF> all{geometry.title, geometry.lifeTitle, geometry.payloadTitle, geometry.carries};
        all.insert(all.end(), geometry.headerTitles.begin(), geometry.headerTitles.end());
        all.insert(all.end(), geometry.payloadRows.begin(), geometry.payloadRows.end());
        all.insert(all.end(), geometry.momentBoxes.begin(), geometry.momentBoxes.end());
        for (const PacketCell &cell : geometry.cells)
            all.push_back(cell.rect);
        for (std::size_t i = 0; i < all.size(); ++i) {
            QVERIFY(QRectF(0, 0, width + 1e-6, geometry.height + 1e-6).contains(all[i]) || all[i].isEmpty());
            for (std::size_t k = i + 1; k < all.size(); ++k) {
                const QRectF shared = all[i].intersected(all[k]);
                QVERIFY(shared.width() < 1e-6 || shared.height() < 1e-6);
            }
        }
    }
}

void TestPacketSheet::aLongSentenceTakesMoreLines()
{
    PacketFacts facts;
    facts.carries = {QStringLiteral("short"), QStringLiteral("long")};
    PacketMetrics metrics;
    metrics.carriedWidths = {80, 500};
    PacketGeometry geometry;
    geometry.compute(320, facts, metrics);
    QCOMPARE(geometry.carriesLines[0].height(), metrics.caption);
    QCOMPARE(geometry.carriesLines[1].height(), 2 * metrics.caption);
    QCOMPARE(geometry.carriesLines[1].top(), geometry.carriesLines[0].bottom());
    QVERIFY(geometry.carries.contains(geometry.carriesLines[1]));
}

void TestPacketSheet::whatHasNoRoomBesideStandsBelow()
{
    PacketFacts facts;
    facts.life.resize(5);
    PacketMetrics metrics;
    metrics.titleWidth = 90;
    metrics.statusWidth = 80;
    metrics.momentWidth = 60;
    PacketGeometry wide;
    wide.compute(330, facts, metrics);
    QVERIFY(!wide.lifeIsUpright);
    QCOMPARE(wide.status.right(), 330.0);
    QCOMPARE(wide.status.top(), wide.title.top());
    QVERIFY(wide.momentBoxes[0].width() >= metrics.momentWidth);
    PacketGeometry narrow;
    narrow.compute(160, facts, metrics);
    QVERIFY(narrow.lifeIsUpright);
    QVERIFY(narrow.status.top() >= narrow.title.bottom());
    for (std::size_t i = 1; i < narrow.momentBoxes.size(); ++i) {
        QVERIFY(narrow.momentBoxes[i].top() >= narrow.momentBoxes[i - 1].bottom());
        QVERIFY(narrow.moments[i].x() < narrow.momentBoxes[i].left());
    }
}

void TestPacketSheet::isAsTallAsItsGeometry()
{
    PacketSheet sheet;
    sheet.setTheme(Theme::make(ThemeKind::Light));
    sheet.resize(320, 100);
    sheet.setFacts(factsOf(storyOf()));
    QVERIFY(sheet.minimumHeight() >= sheet.geometryTwin().height);
    QVERIFY(sheet.accessibleDescription().contains("TTL 61"));
    QVERIFY(!sheet.grab().isNull());
}

QTEST_MAIN(TestPacketSheet)
#include "test_packet_sheet.moc"
