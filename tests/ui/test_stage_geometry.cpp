// The stage as rectangles: everything inside, nothing on top of another, and all that is drawn to scale is to scale.
#include "core/session/scenario_keys.h"
#include "tests/ui/stage_scene.h"

#include "ui/stage/stage_geometry.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

using namespace rebuffer;
using namespace rebuffer::test;

Q_DECLARE_METATYPE(rebuffer::Snapshot)
Q_DECLARE_METATYPE(rebuffer::PacketKind)
Q_DECLARE_METATYPE(rebuffer::PacketMark)
Q_DECLARE_METATYPE(rebuffer::LegendKind)

namespace {

struct Named {
    const char *name;
    QRectF rect;
};

/// As a theme of that text scale measures in DejaVu Sans.
StageMetrics metricsOf(double scale)
{
    StageMetrics metrics;
    metrics.title = 18 * scale;
    metrics.caption = 15 * scale;
    metrics.em = 7.3 * scale;
    metrics.space = 4 * scale;
    metrics.markLabel = 80 * scale;
    metrics.filePart = 101 * scale;
    metrics.playerTitle = 55 * scale;
    metrics.legend.fill(70 * scale);
    metrics.stream.fill(60 * scale);
    return metrics;
}

/// Every part that stands alone.
std::vector<Named> partsOf(const StageLayout &layout)
{
    std::vector<Named> parts = {
        {"map", layout.map},
        {"queue", layout.queueBox},
        {"lane", layout.lane},
        {"way back", layout.uplane},
        {"queue of the way back", layout.upQueue},
        {"tank", layout.tank},
        {"mark labels", layout.markLabels},
        {"picture", layout.picture},
        {"progress", layout.progress},
        {"legend", layout.legend},
        {"clock", layout.clock},
        {"uplink words", layout.uplinkWords},
        {"drop words", layout.dropWords},
    };
    for (const StageHeading *heading : {&layout.server, &layout.queue, &layout.link, &layout.buffer, &layout.player}) {
        parts.push_back({"title", heading->title});
        parts.push_back({"first line", heading->first});
    }
    for (const auto *words : {&layout.serverWords, &layout.bufferWords, &layout.playerWords})
        for (const QRectF &line : *words)
            parts.push_back({"words", line});
    for (const QRectF &stop : layout.stops)
        parts.push_back({"stream kind", stop});
    return parts;
}

StageGeometry geometryOf(const Snapshot &snapshot, QSizeF size = {985, 250}, double scale = 1)
{
    StageGeometry geometry;
    geometry.compute(size, metricsOf(scale), snapshot);
    return geometry;
}

double areaOf(const MapGeometry &map, MapPart part)
{
    double area = 0;
    for (const MapPiece &piece : map.pieces)
        area += piece.part == part ? piece.rect.width() * piece.rect.height() : 0;
    return area;
}

bool holds(const LegendSet &set, LegendKind kind)
{
    return set.test(static_cast<std::size_t>(kind));
}

} // namespace

class TestStageGeometry : public QObject {
    Q_OBJECT

private slots:
    void partsStayInsideAndApart_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<double>("scale");
        QTest::addColumn<bool>("hasPlayer");
        for (const QSizeF size : {QSizeF(700, 230), QSizeF(985, 250), QSizeF(1085, 290), QSizeF(1560, 340), QSizeF(2400, 600)})
            for (const double scale : {1.0, 1.25, 1.5})
                for (const bool player : {true, false})
                    QTest::addRow("%gx%g, text %g, %s", size.width(), size.height(), scale, player ? "film" : "bulk")
                        << size << scale << player;
    }

    void partsStayInsideAndApart()
    {
        QFETCH(QSizeF, size);
        QFETCH(double, scale);
        QFETCH(bool, hasPlayer);
        const StageLayout layout = layoutStage(size, metricsOf(scale), hasPlayer);
        const std::vector<Named> parts = partsOf(layout);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts[i].rect.isEmpty())
                continue;
            QVERIFY2(layout.card.contains(parts[i].rect), parts[i].name);
            for (std::size_t k = i + 1; k < parts.size(); ++k) {
                const QRectF shared = parts[i].rect.intersected(parts[k].rect);
                const bool apart = shared.width() < 0.5 || shared.height() < 0.5;
                QVERIFY2(
                    apart,
                    qPrintable(QStringLiteral("%1 lies on %2").arg(QLatin1String(parts[i].name), QLatin1String(parts[k].name))));
            }
        }
        QVERIFY(layout.lane.width() > 8 * layout.space);
        QVERIFY(!hasPlayer || layout.picture.height() > 12 * layout.space);
    }

    void whatMovesStaysInItsPart_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<double>("scale");
        QTest::newRow("small") << QSizeF(700, 230) << 1.0;
        QTest::newRow("small, large text") << QSizeF(700, 230) << 1.5;
        QTest::newRow("1280x720") << QSizeF(985, 250) << 1.0;
        QTest::newRow("1920x1080") << QSizeF(1560, 340) << 1.0;
        QTest::newRow("largest") << QSizeF(2400, 600) << 1.5;
    }

    void whatMovesStaysInItsPart()
    {
        QFETCH(QSizeF, size);
        QFETCH(double, scale);
        Snapshot snapshot = stalledScene();
        snapshot.down.sending = dataPacket(99, 0.4);
        for (int age = 0; age < 10; ++age)
            for (const bool atQueue : {false, true})
                snapshot.down.lost.push_back(lostPacket(static_cast<std::uint64_t>(50 + age),
                                                        snapshot.now - SimDuration::milliseconds(age * 100), atQueue));
        const StageGeometry geometry = geometryOf(snapshot, size, scale);
        const StageLayout &layout = geometry.layout;
        for (const PacketShape &packet : geometry.down.packets)
            QVERIFY(layout.lane.contains(packet.rect));
        for (const PacketShape &packet : geometry.up.packets)
            QVERIFY(layout.uplane.contains(packet.rect));
        for (const PacketShape &packet : geometry.queue.packets)
            QVERIFY(layout.queueBox.contains(packet.rect));
        for (const LostShape &lost : geometry.lost)
            QVERIFY(layout.lostZone.adjusted(-1, -1, 1, 1).contains(lost.packet.rect));
        for (const LostShape &dropped : geometry.queue.dropped)
            QVERIFY(layout.dropZone.adjusted(-1, -1, 1, 1).contains(dropped.packet.rect));
        for (const MapPiece &piece : geometry.map.pieces)
            QVERIFY(layout.map.contains(piece.rect));
        QVERIFY(layout.tank.contains(geometry.tank.level));
        for (const LegendEntry &entry : geometry.legend)
            QVERIFY(layout.legend.adjusted(0, 0, 1, 0).contains(entry.word));
    }

    void aPacketStandsWhereItsProgressIs()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.inFlight = {dataPacket(1, 0.9), dataPacket(2, 0.5), dataPacket(3, 0)};
        snapshot.down.packetsInFlight = 3;
        const StageGeometry geometry = geometryOf(snapshot);
        const QRectF lane = geometry.down.inside;
        QCOMPARE(geometry.down.packets.size(), std::size_t(3));
        QCOMPARE(geometry.down.packets[0].rect.left(), lane.left() + 0.9 * lane.width());
        QCOMPARE(geometry.down.packets[1].rect.left(), lane.left() + 0.5 * lane.width());
        QCOMPARE(geometry.down.packets[2].rect.left(), lane.left());
    }

    void packetsKeepTheirOrderAndDistance()
    {
        Snapshot snapshot = playingScene();
        putInFlight(snapshot, 60);
        const StageGeometry geometry = geometryOf(snapshot);
        QVERIFY(!geometry.down.flows());
        const auto &packets = geometry.down.packets;
        QCOMPARE(packets.size(), std::size_t(60));
        for (std::size_t i = 1; i < packets.size(); ++i) {
            QCOMPARE(packets[i].number, packets[i - 1].number + 1);
            QVERIFY(packets[i].rect.right() <= packets[i - 1].rect.left() - 0.5);
        }
    }

    void aPacketComesOutOfTheRouterHeadFirst()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.inFlight.clear();
        snapshot.down.packetsInFlight = 0;
        snapshot.down.sending = dataPacket(7, 0.25);
        const StageGeometry quarter = geometryOf(snapshot);
        snapshot.down.sending->progress = 1;
        const StageGeometry whole = geometryOf(snapshot);
        QCOMPARE(quarter.down.packets.size(), std::size_t(1));
        const PacketShape &packet = quarter.down.packets[0];
        QCOMPARE(packet.rect.left(), quarter.down.inside.left());
        QCOMPARE(packet.rect.width(), whole.down.packets[0].rect.width() / 4);
        QCOMPARE(packet.hiddenTail, 3 * packet.rect.width());
    }

    void acknowledgementsTravelFromRightToLeft()
    {
        const StageGeometry geometry = geometryOf(playingScene());
        QCOMPARE(geometry.up.packets.size(), std::size_t(2));
        QVERIFY(geometry.up.packets[0].rect.center().x() < geometry.up.packets[1].rect.center().x());
        QVERIFY(geometry.up.packets[1].rect.center().x() > geometry.layout.uplane.center().x());
    }

    void tooManyPacketsAreDrawnAsFlow()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.rate = BitRate::megabitsPerSecond(100);
        putInFlight(snapshot, 400);
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        QCOMPARE(geometry.down.flow, FlowReason::Many);
        QVERIFY(geometry.down.packets.empty());
        for (const FlowPiece &piece : geometry.down.density) {
            QVERIFY(piece.density > 0.8 && piece.density <= 1); // 400 of the 416 packets that fill the link
            QVERIFY(geometry.down.inside.adjusted(-1e-6, 0, 1e-6, 0).contains(piece.rect));
        }
    }

    /// A hundred in a burst, none of which could be told from the next, on a way that has room for many more.
    void aHeapOfPacketsIsDrawnAsFlow()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.rate = BitRate::megabitsPerSecond(100);
        putInFlight(snapshot, 100);
        for (PacketView &packet : snapshot.down.inFlight)
            packet.progress = 0.4 + packet.progress / 20; // over a twentieth of the way
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        QCOMPARE(geometry.down.flow, FlowReason::Many);
        QVERIFY(holds(geometry.seen, LegendKind::Flow));
        putInFlight(snapshot, 10);
        for (PacketView &packet : snapshot.down.inFlight)
            packet.progress = 0.4 + packet.progress / 20;
        QVERIFY(!geometryOf(snapshot, {1560, 340}).down.flows()); // a few
    }

    void flowIsPaleWhereTheLinkIsNotFull()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.rate = BitRate::megabitsPerSecond(1000);
        putInFlight(snapshot, 400);
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        for (const FlowPiece &piece : geometry.down.density)
            QVERIFY(piece.density < 0.2);
    }

    void flowDoesNotFlickerAtItsLimit()
    {
        Snapshot snapshot = playingScene();
        StageGeometry geometry;
        const auto flowsWith = [&](int packets) {
            putInFlight(snapshot, packets);
            geometry.compute({2400, 600}, metricsOf(1), snapshot);
            return geometry.down.flows();
        };
        QVERIFY(!flowsWith(140));
        QVERIFY(flowsWith(151));
        QVERIFY(flowsWith(140));
        QVERIFY(!flowsWith(100));
        QVERIFY(!flowsWith(140));
    }

    void whereThereAreTooManyToBeListedEveryPartOfTheWayIsToScale()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.rate = BitRate::megabitsPerSecond(1000);
        snapshot.down.inFlight.clear();
        snapshot.down.packetsInFlight = 2083; // half of what fills 50 ms of it, all in the second half of the way
        snapshot.down.cells.assign(Snapshot::cells, FlowCell());
        for (std::size_t i = Snapshot::cells / 2; i < Snapshot::cells; ++i)
            snapshot.down.cells[i] = {50e6 / Snapshot::cells, 5e6 / Snapshot::cells};
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        QCOMPARE(geometry.down.flow, FlowReason::Many);
        const auto &density = geometry.down.density;
        QCOMPARE(density[density.size() / 4].density, 0.0);
        QVERIFY(std::abs(density[density.size() * 3 / 4].density - 1) < 1e-6);
        QVERIFY(std::abs(density[density.size() * 3 / 4].resent - 0.1) < 1e-6);
    }

    void whatIsTooFastForTheEyeFlows_data()
    {
        QTest::addColumn<double>("pace");
        QTest::addColumn<int>("delayMs");
        QTest::addColumn<bool>("flows");
        QTest::newRow("20 ms at 1x: little more than one frame") << 1.0 << 20 << true;
        QTest::newRow("20 ms at a quarter") << 0.25 << 20 << false;
        QTest::newRow("50 ms at 1x") << 1.0 << 50 << false;
        QTest::newRow("50 ms at 4x") << 4.0 << 50 << true;
        QTest::newRow("a satellite at 4x") << 4.0 << 300 << false;
        QTest::newRow("as fast as can be") << std::numeric_limits<double>::infinity() << 300 << true;
        QTest::newRow("1/1000") << 0.001 << 1 << false;
    }

    void whatIsTooFastForTheEyeFlows()
    {
        QFETCH(double, pace);
        QFETCH(int, delayMs);
        QFETCH(bool, flows);
        Snapshot snapshot = playingScene();
        snapshot.down.delay = SimDuration::milliseconds(delayMs);
        StageGeometry geometry;
        geometry.pace = pace;
        geometry.moving = true;
        geometry.compute({1085, 290}, metricsOf(1), snapshot);
        QCOMPARE(geometry.down.flow, flows ? FlowReason::Fast : FlowReason::None);
        QCOMPARE(holds(geometry.seen, LegendKind::Flow), flows);
        geometry.moving = false; // standing still, each can be seen and clicked
        geometry.compute({1085, 290}, metricsOf(1), snapshot);
        QVERIFY(!geometry.down.flows());
        QVERIFY(!geometry.down.packets.empty());
    }

    void aFastFlowIsTheMeanOfTheLastFrames()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.delay = SimDuration::milliseconds(20);
        StageGeometry geometry;
        geometry.moving = true;
        const auto look = [&] { geometry.compute({1085, 290}, metricsOf(1), snapshot); };
        snapshot.down.inFlight = {dataPacket(1, 0.5)};
        look();
        const auto middle = [&] { return geometry.down.density[geometry.down.density.size() / 2 + 1].density; };
        QVERIFY(middle() > 0.9);
        snapshot.down.inFlight.clear();
        look(); // the same instant once more
        QVERIFY(middle() > 0.9);
        snapshot.now += SimDuration::milliseconds(16);
        look();
        QVERIFY(middle() > 0.5 && middle() < 0.9);
        snapshot.now += SimDuration::milliseconds(400);
        look();
        QVERIFY(middle() < 0.01);
    }

    void stopAndGoAreSeenInAnyFlow()
    {
        Snapshot snapshot = playingScene();
        snapshot.up.delay = snapshot.down.delay = SimDuration::milliseconds(20);
        snapshot.up.inFlight.push_back(ackPacket(5003, 0.2));
        snapshot.up.inFlight.back().mark = PacketMark::Stop;
        StageGeometry geometry;
        geometry.moving = true;
        geometry.compute({1085, 290}, metricsOf(1), snapshot);
        QCOMPARE(geometry.up.packets.size(), std::size_t(1));
        QCOMPARE(geometry.up.packets[0].mark, PacketMark::Stop);
        QCOMPARE(geometry.packetAt(geometry.up.packets[0].rect.center()).value_or(0), std::uint64_t(5003));
        QVERIFY(holds(geometry.seen, LegendKind::Stop));
    }

    void eachKindOfPacketHasItsWordInTheLegend_data()
    {
        QTest::addColumn<PacketKind>("kind");
        QTest::addColumn<PacketMark>("mark");
        QTest::addColumn<LegendKind>("word");
        QTest::newRow("duplicate") << PacketKind::Data << PacketMark::Duplicate << LegendKind::Duplicate;
        QTest::newRow("parity") << PacketKind::Parity << PacketMark::None << LegendKind::Parity;
        QTest::newRow("NACK") << PacketKind::Feedback << PacketMark::None << LegendKind::Nack;
        QTest::newRow("handshake") << PacketKind::Handshake << PacketMark::None << LegendKind::Handshake;
        QTest::newRow("request") << PacketKind::Request << PacketMark::None << LegendKind::Request;
        QTest::newRow("probe") << PacketKind::Probe << PacketMark::None << LegendKind::Probe;
        QTest::newRow("duplicate ACK") << PacketKind::Ack << PacketMark::Gap << LegendKind::Gap;
        QTest::newRow("go on") << PacketKind::Ack << PacketMark::Go << LegendKind::Go;
    }

    void eachKindOfPacketHasItsWordInTheLegend()
    {
        QFETCH(PacketKind, kind);
        QFETCH(PacketMark, mark);
        QFETCH(LegendKind, word);
        Snapshot snapshot = playingScene();
        QVERIFY(!holds(occurring(snapshot), word));
        snapshot.up.inFlight.push_back(ackPacket(5003, 0.2));
        snapshot.up.inFlight.back().kind = kind;
        snapshot.up.inFlight.back().mark = mark;
        QVERIFY(holds(occurring(snapshot), word));
        QVERIFY(!legendWord(word).isEmpty());
    }

    void theQueueIsToScaleOfItsLimit_data()
    {
        QTest::addColumn<int>("packets");
        QTest::newRow("empty") << 0;
        QTest::newRow("half") << 20;
        QTest::newRow("full") << 40;
    }

    void theQueueIsToScaleOfItsLimit()
    {
        QFETCH(int, packets);
        Snapshot snapshot = playingScene();
        putInQueue(snapshot, packets); // of 1,500 bytes each; the limit is 60,000
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        const QueueGeometry &queue = geometry.queue;
        QCOMPARE(queue.packets.size(), static_cast<std::size_t>(packets));
        const double left = packets > 0 ? queue.packets.back().rect.left() - 1 : queue.inside.right();
        QVERIFY(std::abs((queue.inside.right() - left) / queue.inside.width() - packets / 40.0) < 0.005);
    }

    void aQueueOfCountedPacketsIsToScaleToo()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.queueLimit = {QueueLimit::Unit::Packets, 40};
        putInQueue(snapshot, 10);
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        const QueueGeometry &queue = geometry.queue;
        QVERIFY(std::abs((queue.inside.right() - queue.packets.back().rect.left() + 1) / queue.inside.width() - 0.25) < 0.01);
    }

    void aQueueOfTooThinPacketsIsOneBlock()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.queueLimit.amount = 1'000'000;
        putInQueue(snapshot, 333);
        const StageGeometry geometry = geometryOf(snapshot);
        QVERIFY(geometry.queue.packets.empty());
        QVERIFY(std::abs(geometry.queue.rest.width() / geometry.queue.inside.width() - 0.4995) < 0.001);
        QCOMPARE(geometry.queue.rest.right(), geometry.queue.inside.right());
    }

    void theQueueOfTheWayBackFillsFromTheLink()
    {
        Snapshot snapshot = playingScene();
        snapshot.up.queueLimit.amount = 64'000;
        snapshot.up.queuedBytes = Bytes(16'000);
        snapshot.up.queue.assign(308, ackPacket(5003, 0));
        snapshot.up.queuedPackets = 308;
        snapshot.up.queueFill = 0.25;
        const StageGeometry geometry = geometryOf(snapshot);
        const QueueGeometry &queue = geometry.upQueue;
        QVERIFY(geometry.layout.upQueue.contains(queue.inside));
        QCOMPARE(queue.rest.left(), queue.inside.left());
        QVERIFY(std::abs(queue.rest.width() / queue.inside.width() - 0.25) < 0.001);
        QVERIFY(queue.inside.left() > geometry.layout.uplane.right());
    }

    void lostAcknowledgementsLieWhereTheyWereLost()
    {
        Snapshot snapshot = playingScene();
        snapshot.up.lost = {{ackPacket(5003, 0.5), snapshot.now, false}, {ackPacket(5004, 0), snapshot.now, true}};
        const StageGeometry geometry = geometryOf(snapshot);
        QCOMPARE(geometry.lostUp.size(), std::size_t(1));
        const QRectF lost = geometry.lostUp.front().packet.rect;
        QVERIFY(std::abs(lost.center().x() - geometry.up.inside.center().x()) < 1);
        QCOMPARE(geometry.packetAt(lost.center()).value_or(0), std::uint64_t(5003));
        QCOMPARE(geometry.upQueue.dropped.size(), std::size_t(1));
        QCOMPARE(geometry.packetAt(geometry.upQueue.dropped.front().packet.rect.center()).value_or(0), std::uint64_t(5004));
        snapshot.now += SimDuration::wholeSeconds(3);
        QVERIFY(geometryOf(snapshot).lostUp.empty());
    }

    void theTankIsToScale()
    {
        const StageGeometry geometry = geometryOf(playingScene());
        const TankGeometry &tank = geometry.tank;
        const auto secondsAt = [&](double y) { return (tank.inside.bottom() - y) / tank.inside.height() * tank.scale; };
        QVERIFY(std::abs(secondsAt(tank.level.top()) - 9) < 1e-6);
        QVERIFY(std::abs(secondsAt(tank.marks[0].y) - 2) < 1e-6);
        QVERIFY(std::abs(secondsAt(tank.marks[1].y) - 4) < 1e-6);
        QVERIFY(std::abs(secondsAt(tank.marks[2].y) - 15) < 1e-6);
    }

    void marksThatAreNotInForceAreNotShown_data()
    {
        QTest::addColumn<QByteArray>("transport");
        QTest::addColumn<QByteArray>("delivery");
        QTest::addColumn<QList<bool>>("shown"); // start, resume, high-water
        QTest::newRow("a stream waits at all three")
            << QByteArray("tcp-cubic") << QByteArray("stream") << QList{true, true, true};
        QTest::newRow("a live film starts") << QByteArray("rtp") << QByteArray("stream") << QList{true, false, false};
        QTest::newRow("a download has none") << QByteArray("tcp-bbr") << QByteArray("download") << QList{false, false, false};
    }

    void marksThatAreNotInForceAreNotShown()
    {
        QFETCH(QByteArray, transport);
        QFETCH(QByteArray, delivery);
        QFETCH(QList<bool>, shown);
        Scenario scenario;
        QVERIFY(setScenarioKey(scenario, "transport", transport.toStdString()));
        QVERIFY(setScenarioKey(scenario, "delivery", delivery.toStdString()));
        Snapshot snapshot = playingScene();
        snapshot.marks = thresholdsOf(scenario);
        const StageGeometry geometry = geometryOf(snapshot);
        for (int i = 0; i < tankMarks; ++i) {
            const TankGeometry::Mark &mark = geometry.tank.marks[static_cast<std::size_t>(i)];
            QCOMPARE(mark.isInForce, shown[i]);
            QCOMPARE(!mark.label.isEmpty(), shown[i]);
        }
    }

    void theTankGrowsWithADownloadedFilm()
    {
        Snapshot snapshot = playingScene();
        snapshot.level = SimDuration::wholeSeconds(70);
        const StageGeometry geometry = geometryOf(snapshot);
        QVERIFY(geometry.layout.tank.contains(geometry.tank.level));
        QVERIFY(geometry.tank.scale >= 70);
    }

    void labelsOfMarksNeverCoverEachOther_data()
    {
        QTest::addColumn<double>("start");
        QTest::addColumn<double>("resume");
        QTest::addColumn<double>("high");
        QTest::newRow("the usual") << 2.0 << 4.0 << 15.0;
        QTest::newRow("all the same") << 5.0 << 5.0 << 5.0;
        QTest::newRow("all low") << 0.1 << 0.2 << 60.0;
        QTest::newRow("all high") << 58.0 << 59.0 << 60.0;
        QTest::newRow("start above resume") << 8.0 << 1.0 << 30.0;
    }

    void labelsOfMarksNeverCoverEachOther()
    {
        QFETCH(double, start);
        QFETCH(double, resume);
        QFETCH(double, high);
        Snapshot snapshot = playingScene();
        snapshot.player = {SimDuration::seconds(start), SimDuration::seconds(resume), SimDuration::seconds(high)};
        snapshot.marks = Thresholds::of(snapshot.player);
        const StageGeometry geometry = geometryOf(snapshot);
        const auto &marks = geometry.tank.marks;
        for (std::size_t i = 0; i < marks.size(); ++i) {
            QVERIFY(geometry.layout.markLabels.adjusted(0, -0.5, 0, 0.5).contains(marks[i].label));
            for (std::size_t k = i + 1; k < marks.size(); ++k)
                QVERIFY(marks[i].label.intersected(marks[k].label).height() < 0.5);
        }
    }

    void theBufferIsLowWhenItIsNearlyDryAndMoreIsToCome()
    {
        Snapshot snapshot = playingScene();
        QVERIFY(!isBufferLow(snapshot));
        snapshot.level = SimDuration::milliseconds(900);
        QVERIFY(isBufferLow(snapshot));
        snapshot.playableUntil = snapshot.duration; // the rest of the film is there
        QVERIFY(!isBufferLow(snapshot));
        QVERIFY(isBufferLow(stalledScene()));
    }

    void theFileMapSharesOutTheFile()
    {
        const StageGeometry geometry = geometryOf(playingScene());
        const MapGeometry &map = geometry.map;
        const double played = areaOf(map, MapPart::Played);
        const double received = areaOf(map, MapPart::Received);
        const double onItsWay = areaOf(map, MapPart::OnItsWay);
        const double all = played + received + onItsWay + areaOf(map, MapPart::ToCome);
        QVERIFY(std::abs(played / all - 0.25) < 1e-6);
        QVERIFY(std::abs(received / all - 0.25) < 1e-6);
        QVERIFY(std::abs(onItsWay / all - 0.025) < 1e-6);
    }

    void theFileMapMarksWhatCameDamaged()
    {
        Snapshot snapshot = playingScene();
        QVERIFY(!geometryOf(snapshot).seen.test(static_cast<std::size_t>(LegendKind::Damaged)));
        const double whole = static_cast<double>(snapshot.fileSize.count());
        const auto at = [whole](double share) { return Bytes(static_cast<std::int64_t>(share * whole)); };
        snapshot.damaged = {{at(0.05), at(0.06)}, {at(0.1), at(0.14)}};
        const StageGeometry geometry = geometryOf(snapshot);
        const MapGeometry &map = geometry.map;
        const double all = areaOf(map, MapPart::Played) + areaOf(map, MapPart::Received) + areaOf(map, MapPart::OnItsWay) +
                           areaOf(map, MapPart::ToCome);
        QVERIFY(std::abs(areaOf(map, MapPart::Damaged) / all - 0.05) < 1e-6);
        QVERIFY(geometry.seen.test(static_cast<std::size_t>(LegendKind::Damaged)));
    }

    void theFileMapsPiecesLieApart()
    {
        const StageGeometry geometry = geometryOf(playingScene());
        const auto &pieces = geometry.map.pieces;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            for (std::size_t k = i + 1; k < pieces.size(); ++k)
                if (pieces[i].part != MapPart::Index && pieces[k].part != MapPart::Index) {
                    const QRectF shared = pieces[i].rect.intersected(pieces[k].rect);
                    QVERIFY(shared.width() < 1e-6 || shared.height() < 1e-6);
                }
    }

    void theSmallestIndexCanBeSeenWhereverItLies_data()
    {
        QTest::addColumn<qint64>("begin");
        QTest::newRow("first") << qint64(0);
        QTest::newRow("in the middle") << qint64(20'000'000);
        QTest::newRow("last") << qint64(39'999'000);
    }

    void theSmallestIndexCanBeSeenWhereverItLies()
    {
        QFETCH(qint64, begin);
        Snapshot snapshot = playingScene();
        snapshot.indexBegin = Bytes(begin);
        snapshot.indexEnd = Bytes(begin + 1000);
        const StageGeometry geometry = geometryOf(snapshot);
        double width = 0;
        for (const MapPiece &piece : geometry.map.pieces)
            width += piece.part == MapPart::Index ? piece.rect.width() : 0;
        QVERIFY(width >= 2.99);
    }

    void theMapShowsARunThatBeginsElsewhere()
    {
        Snapshot snapshot = playingScene(); // 40 MB
        snapshot.runBegin = Bytes(20'000'000);
        snapshot.played = Bytes(24'000'000);
        snapshot.received = Bytes(28'000'000);
        snapshot.sent = Bytes(30'000'000);
        const StageGeometry geometry = geometryOf(snapshot, QSizeF(1085, 290));
        const double played = areaOf(geometry.map, MapPart::Played);
        QVERIFY(std::abs(areaOf(geometry.map, MapPart::Received) / played - 1) < 1e-6);
        QVERIFY(std::abs(areaOf(geometry.map, MapPart::OnItsWay) / played - 0.5) < 1e-6);
        QVERIFY(std::abs(areaOf(geometry.map, MapPart::ToCome) / played - 7.5) < 1e-6);
    }

    void theMapShowsAnIndexFetchedOutOfItsTurn()
    {
        Snapshot snapshot = playingScene();
        snapshot.played = snapshot.received = snapshot.sent = Bytes(4'000'000);
        snapshot.indexBegin = Bytes(30'000'000);
        snapshot.indexEnd = Bytes(40'000'000);
        snapshot.indexReceived = Bytes(34'000'000);
        snapshot.indexSent = Bytes(36'000'000);
        const StageGeometry geometry = geometryOf(snapshot, QSizeF(1085, 290));
        const double played = areaOf(geometry.map, MapPart::Played);
        QVERIFY(std::abs(areaOf(geometry.map, MapPart::Received) / played - 1) < 1e-6);
        QVERIFY(std::abs(areaOf(geometry.map, MapPart::OnItsWay) / played - 0.5) < 1e-6);
        QVERIFY(std::abs(areaOf(geometry.map, MapPart::ToCome) / played - 7.5) < 1e-6);
    }

    void theFilmBarTellsWhereAHandIs()
    {
        const StageGeometry geometry = geometryOf(playingScene(), QSizeF(1085, 290));
        const QRectF bar = geometry.layout.progress;
        const SimDuration film = SimDuration::wholeSeconds(100);
        QVERIFY(geometry.isOnFilmBar(bar.center()));
        QVERIFY(!geometry.isOnFilmBar(geometry.layout.picture.center()));
        QVERIFY(std::abs(geometry.filmPositionAt(bar.left() + 0.4 * bar.width(), film).toSeconds() - 40) < 0.01);
        QCOMPARE(geometry.filmPositionAt(bar.left() - 50, film), SimDuration::zero());
        QCOMPARE(geometry.filmPositionAt(bar.right() + 50, film), film);
        QVERIFY(std::abs(geometry.progressHandle.center().x() - geometry.progressPlayed.right()) < 1e-6);
        Snapshot idle = playingScene();
        idle.state = PlayerState::Idle;
        QVERIFY(!geometryOf(idle, QSizeF(1085, 290)).isOnFilmBar(bar.center()));
    }

    void aPlaceWantedBeforeTheIndexIsMarkedOnTheFilmBar()
    {
        Snapshot snapshot = playingScene();
        QVERIFY(geometryOf(snapshot).progressWanted.isEmpty());
        snapshot.wanted = snapshot.duration / 2;
        const StageGeometry geometry = geometryOf(snapshot);
        QVERIFY((geometry.progressWanted.center() - geometry.layout.progress.center()).manhattanLength() < 1e-6);
    }

    void progressTellsPlayedAndBuffered()
    {
        const StageGeometry geometry = geometryOf(playingScene());
        const double width = geometry.layout.progress.width();
        QCOMPARE(geometry.progressPlayed.width(), 0.25 * width);
        QCOMPARE(geometry.progressBuffered.left(), geometry.progressPlayed.right());
        QVERIFY(std::abs(geometry.progressBuffered.width() - 0.09 * width) < 1e-6);
    }

    void aLostPacketFallsAndIsGoneAfterASecond()
    {
        Snapshot snapshot = playingScene();
        const SimTime lostAt = snapshot.now;
        snapshot.down.lost = {lostPacket(42, lostAt)};
        const QRectF fresh = geometryOf(snapshot).lost.at(0).packet.rect;
        snapshot.now = lostAt + SimDuration::milliseconds(500);
        const StageGeometry later = geometryOf(snapshot);
        QVERIFY(later.lost.at(0).packet.rect.top() > fresh.top());
        QVERIFY(std::abs(later.lost.at(0).age - 0.5) < 1e-9);
        snapshot.now = lostAt + SimDuration::milliseconds(1000);
        QVERIFY(geometryOf(snapshot).lost.empty());
    }

    void aLostPacketFallsStraightDownWhereItWasLost()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.lost = {lostPacket(42, snapshot.now)};
        snapshot.down.lost[0].packet.progress = 0.6;
        const StageGeometry fresh = geometryOf(snapshot, {1560, 340});
        const double place = fresh.down.inside.left() + 0.6 * fresh.down.inside.width();
        QCOMPARE(fresh.lost.at(0).packet.rect.left(), place);
        snapshot.now += SimDuration::milliseconds(700);
        QCOMPARE(geometryOf(snapshot, {1560, 340}).lost.at(0).packet.rect.left(), place);
    }

    void inSlowMotionALostPacketFallsSlowly()
    {
        const double fast = fallOf(SimDuration::microseconds(200), 1).fallen;
        const double slow = fallOf(SimDuration::microseconds(200), 0.001).fallen;
        QVERIFY(fast < 0.01);
        QVERIFY(slow > 0.5 && slow < 1);
        QVERIFY(fallOf(SimDuration::milliseconds(5), 0.001).age < 1); // seconds of the viewer's
        QVERIFY(fallOf(SimDuration::milliseconds(7), 0.001).age > 1);
        QVERIFY(std::abs(fallOf(SimDuration::milliseconds(500), 20).age - 0.5) < 1e-9);
    }

    void theLegendGrowsWithWhatHasOccurred()
    {
        Snapshot snapshot = playingScene();
        StageGeometry geometry;
        const auto look = [&] { geometry.compute({1560, 340}, metricsOf(1), snapshot); };
        look();
        QVERIFY(holds(geometry.seen, LegendKind::Data));
        QVERIFY(holds(geometry.seen, LegendKind::Ack));
        QVERIFY(!holds(geometry.seen, LegendKind::Lost));
        const int before = geometry.revision;
        const std::size_t entries = geometry.legend.size();

        snapshot.down.lost = {lostPacket(42, snapshot.now)};
        snapshot.down.inFlight.front().retransmission = true;
        look();
        snapshot.down.lost.clear();
        snapshot.down.inFlight.front().retransmission = false;
        look(); // what has occurred stays
        QVERIFY(holds(geometry.seen, LegendKind::Lost));
        QVERIFY(holds(geometry.seen, LegendKind::Retransmission));
        QVERIFY(!holds(geometry.seen, LegendKind::Dropped));
        QCOMPARE(geometry.legend.size(), entries + 2);
        QVERIFY(geometry.revision != before);

        geometry.reset();
        look();
        QVERIFY(!holds(geometry.seen, LegendKind::Lost));
        QCOMPARE(geometry.legend.size(), entries);
    }

    void theLegendKnowsWhatOccurredWhileNobodyLooked()
    {
        Summary summary;
        QVERIFY(occurred(summary).none());
        summary.dataPacketsSent = 100;
        summary.dataPacketsDropped = 3;
        summary.retransmissions = 3;
        QVERIFY(holds(occurred(summary), LegendKind::Dropped));
        QVERIFY(holds(occurred(summary), LegendKind::Retransmission));
        QVERIFY(!holds(occurred(summary), LegendKind::Lost));
    }

    void aPacketIsFoundWhereItIsDrawn()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.lost = {lostPacket(42, snapshot.now - SimDuration::milliseconds(300))};
        const StageGeometry geometry = geometryOf(snapshot, {1560, 340});
        QCOMPARE(geometry.packetAt(geometry.down.packets[2].rect.center()).value_or(0), geometry.down.packets[2].number);
        QCOMPARE(geometry.packetAt(geometry.queue.packets[5].rect.center()).value_or(0), geometry.queue.packets[5].number);
        QCOMPARE(geometry.packetAt(geometry.up.packets[1].rect.center()).value_or(0), geometry.up.packets[1].number);
        QCOMPARE(geometry.packetAt(geometry.lost[0].packet.rect.center()).value_or(0), std::uint64_t(42));
        QVERIFY(!geometry.packetAt(geometry.layout.picture.center()));
        QCOMPARE(geometry.placeOf(geometry.down.packets[2].number), geometry.down.packets[2].rect);
        QCOMPARE(geometry.placeOf(geometry.queue.packets[5].number), geometry.queue.packets[5].rect);
        QCOMPARE(geometry.placeOf(42), geometry.lost[0].packet.rect);
        QVERIFY(!geometry.placeOf(999'999'999));
    }
};

QTEST_APPLESS_MAIN(TestStageGeometry)
#include "test_stage_geometry.moc"
