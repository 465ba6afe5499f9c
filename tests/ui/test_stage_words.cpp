// What the stage says: the right words in every state, figures that hold still long enough to be read.
#include "tests/ui/stage_scene.h"

#include "ui/stage/stage_words.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <algorithm>

using namespace rebuffer;
using namespace rebuffer::test;

namespace {

/// A stage of the usual size, told.
struct Told {
    Theme theme = Theme::make(ThemeKind::Light);
    StageMetrics metrics = StageMetrics::of(theme);
    Scenario scenario;
    StageGeometry geometry;
    StageWords words;
    QSizeF size{1560, 340};

    Told()
    {
        words.setTheme(theme);
        scenario.link.jitter = SimDuration::milliseconds(12);
        scenario.link.loss = 0.01;
        words.setScenario(scenario);
        words.setFilm(QStringLiteral("harbour-walk.mp4"), true);
    }

    void tell(const Snapshot &snapshot, bool renew = true)
    {
        geometry.compute(size, metrics, snapshot);
        words.tell(snapshot, geometry, renew);
    }

    QString saysOf(const Snapshot &snapshot, StageWords::Line line)
    {
        tell(snapshot);
        return words.text(line);
    }
};

} // namespace

class TestStageWords : public QObject {
    Q_OBJECT

private slots:
    void everyLineIsSeen_data()
    {
        QTest::addColumn<int>("kind");
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Projector})
            QTest::newRow(qPrintable(Theme::nameOf(kind))) << static_cast<int>(kind);
    }

    /// Painted on its card, in letters that stand out from it; also where words had been told in another theme, or before any.
    void everyLineIsSeen()
    {
        QFETCH(int, kind);
        Told told;
        told.words = StageWords();
        told.words.setScenario(told.scenario);
        told.words.setFilm(QStringLiteral("harbour-walk.mp4"), true);
        told.tell(playingScene());
        for (const ThemeKind one : {ThemeKind::Dark, ThemeKind::Light, static_cast<ThemeKind>(kind)}) {
            told.theme = Theme::make(one);
            told.words.setTheme(told.theme);
            told.tell(playingScene());
        }
        QImage stage(told.size.toSize(), QImage::Format_RGB32);
        stage.fill(told.theme.card);
        QPainter painter(&stage);
        told.words.draw(painter, QRectF(stage.rect()));
        told.words.drawOnGround(painter, StageWords::LostWords, told.theme.card);
        painter.end();
        int seen = 0;
        for (int i = 0; i < StageWords::LineCount; ++i) {
            const auto line = static_cast<StageWords::Line>(i);
            const QRect place = told.words.placed(line).toAlignedRect() & stage.rect();
            if (place.isEmpty() || told.words.text(line).isEmpty() || line == StageWords::Cover || line == StageWords::FlowWords)
                continue;
            double most = 1;
            for (int y = place.top(); y <= place.bottom(); ++y) {
                for (int x = place.left(); x <= place.right(); ++x)
                    most = std::max(most, contrastOf(stage.pixelColor(x, y), told.theme.card));
            }
            QVERIFY2(most >= 4, qPrintable(told.words.text(line))); // thin letters never reach their colour quite
            ++seen;
        }
        QVERIFY2(seen >= 14, qPrintable(QString::number(seen)));
    }

    void aMoveThatWaitsForTheIndexIsTold()
    {
        Told told;
        Snapshot snapshot = playingScene();
        snapshot.state = PlayerState::Starting;
        snapshot.wanted = SimDuration::wholeSeconds(50);
        QCOMPARE(told.saysOf(snapshot, StageWords::PlayerState1), QStringLiteral("moves to 0:50 once the index has come"));
    }

    void theCoverSaysWhatThePlayerWaitsFor_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("words");
        QTest::newRow("before the start") << static_cast<int>(PlayerState::Idle) << QStringLiteral("Press play");
        QTest::newRow("connecting") << static_cast<int>(PlayerState::Connecting) << QStringLiteral("Connecting…");
        QTest::newRow("starting") << static_cast<int>(PlayerState::Starting) << QStringLiteral("Starting… 33 %");
        QTest::newRow("stalled") << static_cast<int>(PlayerState::Stalled) << QStringLiteral("Buffering… 33 %");
        QTest::newRow("ended") << static_cast<int>(PlayerState::Ended) << QStringLiteral("The end");
    }

    void theCoverSaysWhatThePlayerWaitsFor()
    {
        QFETCH(int, state);
        QFETCH(QString, words);
        Snapshot snapshot = stalledScene();
        snapshot.state = static_cast<PlayerState>(state);
        QCOMPARE(Told().saysOf(snapshot, StageWords::Cover), words);
    }

    void nothingCoversAPlayingPicture()
    {
        Told told;
        told.tell(playingScene());
        QVERIFY(told.words.placed(StageWords::Cover).isEmpty());
    }

    void wordsStandClearOfEachOther_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<double>("text");
        QTest::newRow("1024x640") << QSizeF(719, 200) << 1.0;
        QTest::newRow("1280x720") << QSizeF(975, 235) << 1.0;
        QTest::newRow("1280x720, letters 150 %") << QSizeF(812, 300) << 1.5;
        QTest::newRow("1280x720, letters 200 %, stacked") << QSizeF(1232, 560) << 2.0;
        QTest::newRow("1920x1080, letters 200 %") << QSizeF(1310, 400) << 2.0;
        QTest::newRow("as low as it goes, letters 200 %") << QSizeF(1000, 400) << 2.0;
        QTest::newRow("4K") << QSizeF(3520, 840) << 1.5;
    }

    /// And inside the card.
    void wordsStandClearOfEachOther()
    {
        QFETCH(QSizeF, size);
        QFETCH(double, text);
        Told told;
        told.size = size;
        told.theme = Theme::make(ThemeKind::Light, {1280, 720}, text);
        told.metrics = StageMetrics::of(told.theme);
        told.words.setTheme(told.theme);
        QStringList wrong;
        for (const Snapshot &snapshot : {stalledScene(), playingScene()}) {
            told.tell(snapshot);
            for (int i = 0; i < StageWords::LostWords; ++i) {
                const QRectF box = told.words.placed(static_cast<StageWords::Line>(i));
                const QString words = told.words.text(static_cast<StageWords::Line>(i));
                if (words.isEmpty())
                    continue;
                if (!box.isEmpty() && !told.geometry.layout.card.adjusted(-1, -1, 1, 1).contains(box))
                    wrong << words + QStringLiteral(" stands outside");
                for (int j = i + 1; j < StageWords::LostWords; ++j) {
                    const QRectF other = told.words.placed(static_cast<StageWords::Line>(j));
                    if (!told.words.text(static_cast<StageWords::Line>(j)).isEmpty() &&
                        box.adjusted(1, 1, -1, -1).intersects(other.adjusted(1, 1, -1, -1)))
                        wrong << words + QStringLiteral(" lies on ") + told.words.text(static_cast<StageWords::Line>(j));
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void theQueueSaysHowFullItIsAndWhatItAdds()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.queueDelay = SimDuration::milliseconds(120);
        Told told;
        QCOMPARE(told.saysOf(snapshot, StageWords::QueueFill), QStringLiteral("30 of 60 kB"));
        QCOMPARE(told.saysOf(snapshot, StageWords::QueueDelay), QStringLiteral("adds 120 ms"));
        snapshot.down.queueLimit = {QueueLimit::Unit::Packets, 34};
        QCOMPARE(told.saysOf(snapshot, StageWords::QueueFill), QStringLiteral("20 of 34 packets"));
    }

    void theLinkSaysItsSettings()
    {
        QCOMPARE(Told().saysOf(playingScene(), StageWords::LinkFirst), QStringLiteral("2.00 Mbit/s · 50 ± 12 ms · 1.0 % loss"));
    }

    void theLinksWordsMoveToASecondLineWhereTheFirstIsShort()
    {
        Told told;
        told.size = QSizeF(700, 230);
        QCOMPARE(told.saysOf(playingScene(), StageWords::LinkFirst), QStringLiteral("2.00 Mbit/s · 50 ± 12 ms"));
        QCOMPARE(told.saysOf(playingScene(), StageWords::LinkSecond), QStringLiteral("1.0 % loss"));
    }

    void anOutageIsCalledOne()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.rate = BitRate();
        QVERIFY(Told().saysOf(snapshot, StageWords::LinkFirst).startsWith(QStringLiteral("outage: 0 Mbit/s")));
        QCOMPARE(Told().saysOf(snapshot, StageWords::QueueDelay), QStringLiteral("holds all back"));
    }

    void backpressureIsToldAtBothEnds()
    {
        Told told;
        QCOMPARE(told.saysOf(stoppedScene(), StageWords::BufferState), QStringLiteral("15.2 s · full: stop"));
        QCOMPARE(told.saysOf(stoppedScene(), StageWords::ServerState), QStringLiteral("waiting:"));
        QCOMPARE(told.saysOf(stoppedScene(), StageWords::ServerSecond), QStringLiteral("backpressure"));
        QCOMPARE(told.saysOf(playingScene(), StageWords::BufferState), QStringLiteral("9.0 s of media"));
        QCOMPARE(told.saysOf(playingScene(), StageWords::ServerState), QStringLiteral("reads chunks"));
    }

    void aFullConnectionMakesTheServerWaitWithoutBackpressureOfThePlayer()
    {
        Snapshot snapshot = playingScene();
        snapshot.streams.sendBufferFull = true;
        QCOMPARE(Told().saysOf(snapshot, StageWords::ServerState), QStringLiteral("waits to send"));
        QCOMPARE(Told().saysOf(snapshot, StageWords::BufferState), QStringLiteral("9.0 s of media"));
    }

    void theServerSaysWhatHeldItLongestInTheLastSecond()
    {
        Snapshot snapshot = playingScene();
        snapshot.streams.sendBufferFull = true;
        snapshot.sender.recentLimits[static_cast<std::size_t>(Limit::Recovery)] = SimDuration::milliseconds(300);
        snapshot.sender.recentLimits[static_cast<std::size_t>(Limit::Link)] = SimDuration::milliseconds(700);
        snapshot.sender.limit = Limit::Recovery; // at this instant
        QCOMPARE(Told().saysOf(snapshot, StageWords::ServerState), QStringLiteral("waits: link full"));
    }

    void stopTravelsBackStepByStep()
    {
        Snapshot snapshot = playingScene();
        snapshot.streams.sendBufferFull = true; // a slow link fills that, too: no backpressure of the player's
        QCOMPARE(StopTrail::of(snapshot), StopTrail());
        snapshot.streams.playbackBufferFull = true;
        QVERIFY(StopTrail::of(snapshot).buffer && !StopTrail::of(snapshot).connection && !StopTrail::of(snapshot).source);
        snapshot.sender.blockedByReceiver = true;
        QVERIFY(StopTrail::of(snapshot).connection && StopTrail::of(snapshot).source);
        snapshot.streams.sendBufferFull = false;
        QVERIFY(StopTrail::of(snapshot).connection && !StopTrail::of(snapshot).source);
    }

    void theStalledPlayerSaysHowMuchIsMissing()
    {
        QCOMPARE(Told().saysOf(stalledScene(), StageWords::PlayerState1), QStringLiteral("needs 2.7 s more to resume"));
        QCOMPARE(Told().saysOf(stalledScene(), StageWords::Clock), QStringLiteral("0:25.0 / 1:40"));
    }

    void theLostPacketNamedStaysTheOneNamed()
    {
        Told told;
        Snapshot snapshot = playingScene();
        snapshot.down.lost = {lostPacket(9571, snapshot.now)};
        QCOMPARE(told.saysOf(snapshot, StageWords::LostWords), QStringLiteral("#9\u00a0571 lost"));
        snapshot.now += SimDuration::milliseconds(200);
        snapshot.down.lost.push_back(lostPacket(9580, snapshot.now));
        QCOMPARE(told.saysOf(snapshot, StageWords::LostWords), QStringLiteral("#9\u00a0571 lost · 2 in 1 s"));
        snapshot.now += SimDuration::milliseconds(900);
        QCOMPARE(told.saysOf(snapshot, StageWords::LostWords), QStringLiteral("#9\u00a0580 lost"));
        QVERIFY(told.geometry.layout.card.contains(told.words.placed(StageWords::LostWords)));
    }

    void figuresAreRenewedOnlyWhenAsked()
    {
        Told told;
        Snapshot snapshot = playingScene();
        told.tell(snapshot);
        const QString before = told.words.text(StageWords::BufferFill);
        snapshot.fill = BitRate::megabitsPerSecond(1.93);
        snapshot.position += SimDuration::milliseconds(100);
        told.tell(snapshot, false);
        QCOMPARE(told.words.text(StageWords::BufferFill), before);
        QCOMPARE(told.words.text(StageWords::Clock), QStringLiteral("0:25.1 / 1:40")); // a clock goes on
        told.tell(snapshot, true);
        QCOMPARE(told.words.text(StageWords::BufferFill), QStringLiteral("fill 1.93 Mbit/s · 0.75 s/s"));
    }

    void flowSaysSo()
    {
        Snapshot snapshot = playingScene();
        snapshot.down.rate = BitRate::megabitsPerSecond(100);
        putInFlight(snapshot, 480);
        snapshot.throughput = BitRate::megabitsPerSecond(96);
        const QString said = Told().saysOf(snapshot, StageWords::FlowWords);
        QVERIFY2(said.startsWith(QStringLiteral("flow: 480 packets in flight")), qPrintable(said));
    }

    void flowAndLossStandClearOfEachOther_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::newRow("1280x720") << QSizeF(975, 235);
        QTest::newRow("1920x1080") << QSizeF(1560, 340);
    }

    void flowAndLossStandClearOfEachOther()
    {
        QFETCH(QSizeF, size);
        Snapshot snapshot = playingScene();
        putInFlight(snapshot, 480);
        Told told;
        told.size = size;
        told.tell(snapshot);
        QVERIFY(!told.words.placed(StageWords::FlowWords).isEmpty());
        for (double share = 0; share <= 1; share += 0.1) {
            snapshot.down.lost = {lostPacket(7, snapshot.now - SimDuration::milliseconds(100))};
            snapshot.down.lost.back().packet.progress = share;
            told.tell(snapshot);
            const QRectF lost = told.words.placed(StageWords::LostWords);
            QVERIFY(!lost.isEmpty());
            QVERIFY(!lost.intersects(told.words.placed(StageWords::FlowWords)));
        }
        snapshot.down.lost.clear();
        told.tell(snapshot, false);
        QVERIFY(!told.words.placed(StageWords::FlowWords).isEmpty());
    }

    void aQueueOnTheWayBackIsTold()
    {
        Told told;
        Snapshot snapshot = playingScene();
        snapshot.up.queuedPackets = 1200;
        snapshot.up.queueDelay = SimDuration::milliseconds(90); // no longer than the way there and back
        QVERIFY(told.saysOf(snapshot, StageWords::UplinkWords).contains(QStringLiteral("RTT")));
        snapshot.up.queueDelay = SimDuration::milliseconds(12'600);
        QVERIFY(told.saysOf(snapshot, StageWords::UplinkWords).contains(QStringLiteral("wait 12.6 s")));
        snapshot.up.rate = {};
        QVERIFY(told.saysOf(snapshot, StageWords::UplinkWords).contains(QStringLiteral("carries nothing")));
    }

    void stopAndGoAreToldAsTheyTravelBack()
    {
        Told told;
        Snapshot snapshot = stoppedScene();
        const QString usual = told.saysOf(snapshot, StageWords::UplinkWords);
        QVERIFY(usual.contains(QStringLiteral("RTT")));
        PacketView stop = ackPacket(5003, 0);
        stop.mark = PacketMark::Stop;
        snapshot.up.windowNews = {{stop, snapshot.now}};
        QVERIFY(told.saysOf(snapshot, StageWords::UplinkWords).startsWith(QStringLiteral("← stop")));
        PacketView go = ackPacket(5004, 0);
        go.mark = PacketMark::Go;
        go.window = 128'000;
        snapshot.up.windowNews.push_back({go, snapshot.now});
        told.tell(snapshot, false); // news is told at once
        QVERIFY(told.words.text(StageWords::UplinkWords).startsWith(QStringLiteral("← go on")));
        snapshot.up.windowNews.clear();
        QCOMPARE(told.saysOf(snapshot, StageWords::UplinkWords), usual);
    }

    void bulkBytesHaveAReceiverAndNoPlayer()
    {
        Snapshot snapshot = playingScene();
        snapshot.hasPlayer = false;
        snapshot.state = PlayerState::Idle;
        snapshot.fileSize = Bytes(0);
        Told told;
        told.tell(snapshot);
        QCOMPARE(told.words.text(StageWords::PlayerTitle), QStringLiteral("Receiver"));
        QCOMPARE(told.words.text(StageWords::BufferState), QStringLiteral("20.0 MB arrived"));
        QVERIFY(told.words.placed(StageWords::Cover).isEmpty());
        QVERIFY(told.words.placed(StageWords::Clock).isEmpty());
    }

    void noLineIsWiderThanItsPlace_data()
    {
        QTest::addColumn<QSizeF>("size");
        QTest::addColumn<int>("theme");
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Projector})
            for (const QSizeF size : {QSizeF(700, 230), QSizeF(985, 250), QSizeF(1560, 340)})
                QTest::addRow("%gx%g %s", size.width(), size.height(), qPrintable(Theme::nameOf(kind)))
                    << size << static_cast<int>(kind);
    }

    void noLineIsWiderThanItsPlace()
    {
        QFETCH(QSizeF, size);
        QFETCH(int, theme);
        Told told;
        told.size = size;
        told.theme = Theme::make(static_cast<ThemeKind>(theme));
        told.metrics = StageMetrics::of(told.theme);
        told.words.setTheme(told.theme);
        for (const Snapshot &snapshot : {playingScene(), stalledScene(), stoppedScene()}) {
            told.tell(snapshot);
            for (int i = 0; i < StageWords::LineCount; ++i) {
                const QRectF placed = told.words.placed(static_cast<StageWords::Line>(i));
                QVERIFY2(placed.isEmpty() || told.geometry.layout.card.contains(placed),
                         qPrintable(told.words.text(static_cast<StageWords::Line>(i))));
            }
        }
    }
};

QTEST_MAIN(TestStageWords)
#include "test_stage_words.moc"
