// The viewer moves in the film: at no cost inside what is buffered, by a new request elsewhere; and an index at the end
// of a file is fetched first if the client asks in parts.
#include "tests/support/sessions.h"

#include <QTest>

#include <algorithm>

using namespace rebuffer;
using testing::at;
using testing::EventRecord;
using testing::operator+;
using testing::Settings;

namespace {

/// A minute of 1 Mbit/s over 4 Mbit/s: at 10 s some 20 s of the film are there.
Settings usual(const char *transport = "tcp-cubic")
{
    return {{"source", "cbr:1Mbit/s:60s"}, {"transport", transport}, {"link.rate", "4Mbit/s"}, {"link.delay", "20ms"}};
}

std::unique_ptr<Pipeline> at10(const Settings &settings)
{
    auto run = testing::runOf(settings);
    run->advanceTo(at(10));
    return run;
}

void seek(Pipeline &run, const char *to)
{
    if (const auto done = run.apply(std::string(seekKey), to); !done)
        qFatal("%s", done.problem().c_str());
}

SimDuration positionOf(const Pipeline &run)
{
    Snapshot snapshot;
    run.snapshot(snapshot);
    return snapshot.position;
}

/// Ten seconds of one picture a second, 100 kB each, and an index of 20 kB behind them.
MediaFile filmWithItsIndexLast()
{
    MediaTimeline::Contents film;
    film.size = Bytes(1'020'000);
    film.duration = SimDuration::wholeSeconds(10);
    film.index = {Bytes(1'000'000), Bytes(1'020'000)};
    film.tracks.resize(1);
    film.tracks[0].kind = TrackKind::Video;
    for (int i = 0; i < 10; ++i) {
        AccessUnit unit;
        unit.pts = unit.dts = SimDuration::wholeSeconds(i);
        unit.duration = SimDuration::wholeSeconds(1);
        unit.position = Bytes(100'000 * i);
        unit.size = Bytes(100'000);
        unit.key = true;
        film.units.push_back(unit);
    }
    return {"", "late", std::make_shared<const MediaTimeline>(std::move(film))};
}

std::unique_ptr<Pipeline> lateIndexRun(const char *transport, const char *delivery)
{
    return std::make_unique<Pipeline>(testing::scenarioOf({{"transport", transport},
                                                           {"delivery", delivery},
                                                           {"link.rate", "2Mbit/s"},
                                                           {"link.delay", "20ms"},
                                                           {"player.start", "1s"}}),
                                      filmWithItsIndexLast());
}

void addTransports()
{
    QTest::addColumn<QByteArray>("transport");
    for (const char *transport : {"tcp-cubic", "tcp-reno", "tcp-bbr", "ideal"})
        QTest::newRow(transport) << QByteArray(transport);
}

} // namespace

class TestSeeking : public QObject {
    Q_OBJECT

private slots:
    void insideTheBufferItCostsNothing_data() { addTransports(); }
    void insideTheBufferItCostsNothing();
    void elsewhereItAsksAgainAndWaitsApartFromStalls_data();
    void elsewhereItAsksAgainAndWaitsApartFromStalls();
    void thePictureIsTheOneBeforeUntilTheNextIsThere();
    void backToWhatWasPlayedCostsNothing();
    void aLiveFilmIsAskedForAgain();
    void anEndedFilmGoesOn();
    void duringAStallItEndsTheStall();
    void whilePausedItStaysPaused();
    void beyondTheEndIsTheEnd();
    void aHundredSeeksKeepTheBooks();
    void theSameSeeksFromAScenarioAreTheSameRun();
    void whatCannotBeIsRefusedAndChangesNothing_data();
    void whatCannotBeIsRefusedAndChangesNothing();
    void anIndexAtTheEndIsWaitedForOrFetchedFirst_data() { addTransports(); }
    void anIndexAtTheEndIsWaitedForOrFetchedFirst();
    void aSeekBeforeTheIndexIsKeptUntilItComes_data();
    void aSeekBeforeTheIndexIsKeptUntilItComes();
    void aSeekWrittenForTheStartIsKeptToo_data();
    void aSeekWrittenForTheStartIsKeptToo();
    void everyRangeIsARequest();
    void limitTimesStillAddUp();
};

void TestSeeking::insideTheBufferItCostsNothing()
{
    QFETCH(QByteArray, transport);
    const auto run = at10(usual(transport.constData()));
    EventRecord record(*run);
    seek(*run, "18s");
    QCOMPARE(positionOf(*run), SimDuration::wholeSeconds(18));
    run->advanceTo(at(11));
    QCOMPARE(positionOf(*run), SimDuration::wholeSeconds(19));
    QVERIFY(record.of(EventKind::StateChanged).empty());
    QVERIFY(record.of(EventKind::Handshake).empty());
    QCOMPARE(record.of(EventKind::Seek).at(0).ack, std::int64_t{1});
    QCOMPARE(run->summary().seekCount, std::int64_t{1});
    QCOMPARE(run->summary().seekTime, SimDuration::zero());
}

void TestSeeking::elsewhereItAsksAgainAndWaitsApartFromStalls_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<double>("least"); // two seconds of film to start, at a quarter of their length, and round trips
    QTest::newRow("tcp-cubic") << QByteArray("tcp-cubic") << 0.5 + 0.08;
    QTest::newRow("tcp-reno") << QByteArray("tcp-reno") << 0.5 + 0.08;
    QTest::newRow("tcp-bbr") << QByteArray("tcp-bbr") << 0.5 + 0.08;
    QTest::newRow("ideal") << QByteArray("ideal") << 0.5 + 0.02;
}

void TestSeeking::elsewhereItAsksAgainAndWaitsApartFromStalls()
{
    QFETCH(QByteArray, transport);
    QFETCH(double, least);
    const auto run = at10(usual(transport.constData()));
    EventRecord record(*run);
    seek(*run, "50s");
    run->advanceTo(at(10.3));
    Snapshot snapshot;
    run->snapshot(snapshot);
    QCOMPARE(snapshot.state, PlayerState::Seeking);
    QCOMPARE(snapshot.position, SimDuration::wholeSeconds(50));
    QCOMPARE(snapshot.runBegin, Bytes(50 * 125'000));
    testing::runToTheEnd(*run, at(60));
    const Summary summary = run->summary();
    QCOMPARE(summary.state, PlayerState::Ended);
    QCOMPARE(summary.stallCount, std::int64_t{0});
    QVERIFY2(summary.seekTime.toSeconds() >= least && summary.seekTime.toSeconds() < least + 0.35,
             qPrintable(QString::number(summary.seekTime.toSeconds())));
    QVERIFY(summary.seekTime == summary.now - at(10) - SimDuration::wholeSeconds(10)); // then it plays the last 10 s
    QVERIFY(summary.bytesDelivered < Bytes(60 * 125'000));
    QCOMPARE(record.of(EventKind::Handshake).empty(), transport == "ideal");
}

void TestSeeking::thePictureIsTheOneBeforeUntilTheNextIsThere()
{
    const auto run = at10(usual());
    Snapshot before;
    run->snapshot(before);
    QCOMPARE(*before.pictureFrom, before.position);
    seek(*run, "50s");
    run->advanceTo(at(10.02));
    seek(*run, "40s"); // again, with nothing there
    Snapshot snapshot;
    run->snapshot(snapshot);
    QCOMPARE(*snapshot.pictureFrom, before.position);
    while (snapshot.playableUntil <= snapshot.position) {
        QVERIFY2(snapshot.now < at(11), "nothing arrives");
        QCOMPARE(*snapshot.pictureFrom, before.position);
        run->advanceTo(snapshot.now + SimDuration::milliseconds(5));
        run->snapshot(snapshot);
    }
    QCOMPARE(snapshot.state, PlayerState::Seeking); // it waits for more, but the picture is there
    QCOMPARE(*snapshot.pictureFrom, SimDuration::wholeSeconds(40));
    QVERIFY(run->apply("link.rate", "200kbit/s"));
    run->advanceTo(at(30));
    run->snapshot(snapshot);
    QCOMPARE(snapshot.state, PlayerState::Stalled); // at the last picture there is
    QCOMPARE(*snapshot.pictureFrom, snapshot.position);
}

void TestSeeking::backToWhatWasPlayedCostsNothing()
{
    const auto run = at10(usual());
    seek(*run, "0s");
    run->advanceTo(at(11));
    QCOMPARE(positionOf(*run), SimDuration::wholeSeconds(1));
    seek(*run, "50s");
    run->advanceTo(at(15));
    seek(*run, "2s"); // which was emptied
    run->advanceTo(at(15.1));
    Snapshot snapshot;
    run->snapshot(snapshot);
    QCOMPARE(snapshot.state, PlayerState::Seeking);
}

void TestSeeking::aLiveFilmIsAskedForAgain()
{
    const auto run = at10(usual("rtp") + Settings{{"player.start", "500ms"}});
    EventRecord record(*run);
    seek(*run, "9s"); // though it is there
    run->advanceTo(at(12));
    QVERIFY(std::any_of(record.lines().begin(), record.lines().end(),
                        [](const auto &line) { return line.text.starts_with("PLAY") && line.text.ends_with("Range: npt=9s-"); }));
    testing::runToTheEnd(*run, at(100));
    // Four round trips, half a second of playout delay, and the 51 s that are left.
    QVERIFY2(std::abs(run->now().toSeconds() - (10 + 4 * 0.04 + 0.5 + 51)) < 0.05,
             qPrintable(QString::number(run->now().toSeconds())));
    QCOMPARE(run->summary().latePackets, std::uint64_t{0});
}

void TestSeeking::anEndedFilmGoesOn()
{
    const auto run = testing::runOf(usual());
    testing::runToTheEnd(*run, at(100));
    QVERIFY(run->ended());
    seek(*run, "58s");
    QVERIFY(!run->ended());
    testing::runToTheEnd(*run, at(200));
    QVERIFY(run->ended());
    QCOMPARE(run->summary().playTime, SimDuration::wholeSeconds(62));
}

void TestSeeking::duringAStallItEndsTheStall()
{
    const auto run = testing::runOf(usual() + Settings{{"link.rate", "500kbit/s"}});
    while (run->summary().state != PlayerState::Stalled)
        run->advanceTo(run->nextEventTime());
    const SimTime stalled = run->now();
    run->advanceTo(stalled + SimDuration::wholeSeconds(1));
    seek(*run, "40s");
    run->advanceTo(stalled + SimDuration::wholeSeconds(3));
    const Summary summary = run->summary();
    QCOMPARE(summary.stallCount, std::int64_t{1});
    QCOMPARE(summary.stallTime, SimDuration::wholeSeconds(1));
    QVERIFY(!summary.stalls.front().open);
    QCOMPARE(summary.seekTime, SimDuration::wholeSeconds(2));
}

void TestSeeking::whilePausedItStaysPaused()
{
    const auto run = at10(usual());
    run->setPlayerPaused(true);
    seek(*run, "50s");
    run->advanceTo(at(20));
    QCOMPARE(positionOf(*run), SimDuration::wholeSeconds(50));
    run->setPlayerPaused(false);
    run->advanceTo(at(21));
    QCOMPARE(positionOf(*run), SimDuration::wholeSeconds(51));
}

void TestSeeking::beyondTheEndIsTheEnd()
{
    const auto run = at10(usual());
    seek(*run, "1h");
    testing::runToTheEnd(*run, at(11));
    QVERIFY(run->ended());
    QCOMPARE(positionOf(*run), SimDuration::wholeSeconds(60));
}

void TestSeeking::aHundredSeeksKeepTheBooks()
{
    RandomStream random(11, "seeks");
    const auto run = at10(usual() + Settings{{"link.loss", "1%"}});
    for (int i = 0; i < 100; ++i) {
        seek(*run, (std::to_string(random.below(60'000)) + "ms").c_str());
        run->advanceTo(run->now() + SimDuration::milliseconds(static_cast<std::int64_t>(random.below(4000))));
        const Summary summary = run->summary();
        QVERIFY(summary.bytesDelivered <= run->downlink().account().delivered);
        Snapshot snapshot;
        run->snapshot(snapshot);
        QVERIFY(snapshot.runBegin <= snapshot.played && snapshot.played <= snapshot.received &&
                snapshot.received <= snapshot.sent && snapshot.sent <= snapshot.fileSize);
        QVERIFY(snapshot.playableUntil >= snapshot.position);
    }
    QCOMPARE(run->summary().seekCount, std::int64_t{100});
}

void TestSeeking::theSameSeeksFromAScenarioAreTheSameRun()
{
    for (const char *transport : {"tcp-cubic", "tcp-bbr", "rtp", "ideal"}) {
        const auto byHand = at10(usual(transport));
        seek(*byHand, "50s");
        byHand->advanceTo(at(12.3));
        seek(*byHand, "20s");
        byHand->advanceTo(at(40));
        Scenario scenario = byHand->scenario();
        QCOMPARE(scenario.changes.size(), std::size_t{2});
        const auto again = testing::pipelineOf(scenario);
        again->advanceTo(at(40));
        QCOMPARE(again->summary().eventLogHash, byHand->summary().eventLogHash);
    }
}

void TestSeeking::whatCannotBeIsRefusedAndChangesNothing_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<double>("when");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("endless bytes") << QByteArray("bulk") << 1.0 << QByteArray("5s") << QByteArray("no place");
    QTest::newRow("no time") << QByteArray("cbr:1Mbit/s:60s") << 1.0 << QByteArray("soon") << QByteArray("soon");
    QTest::newRow("less than none") << QByteArray("cbr:1Mbit/s:60s") << 1.0 << QByteArray("-5s") << QByteArray("-5s");
}

void TestSeeking::whatCannotBeIsRefusedAndChangesNothing()
{
    QFETCH(QByteArray, source);
    QFETCH(double, when);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, says);
    const auto run = testing::runOf(usual() + Settings{{"source", source.toStdString()}});
    run->advanceTo(at(when));
    const std::uint64_t before = run->summary().eventLogHash;
    const auto done = run->apply(std::string(seekKey), to.toStdString());
    QVERIFY(!done);
    QVERIFY2(done.problem().starts_with("player.seek: ") && done.problem().find(says.toStdString()) != std::string::npos,
             done.problem().c_str());
    QCOMPARE(run->summary().eventLogHash, before);
    QVERIFY(run->scenario().changes.empty());
}

void TestSeeking::anIndexAtTheEndIsWaitedForOrFetchedFirst()
{
    QFETCH(QByteArray, transport);
    const auto plain = lateIndexRun(transport.constData(), "stream");
    testing::runToTheEnd(*plain, at(60));
    // 1.02 MB at 2 Mbit/s take 4.1 s; headers and round trips besides.
    const double waited = plain->summary().startupDelay->toSeconds();
    QVERIFY2(waited > 4.08 && waited < 4.7, qPrintable(QString::number(waited)));

    const auto ranges = lateIndexRun(transport.constData(), "ranges");
    testing::runToTheEnd(*ranges, at(60));
    // The head, the index and the rest of the first picture: 120 kB take 0.5 s.
    const double waitedInParts = ranges->summary().startupDelay->toSeconds();
    QVERIFY2(waitedInParts > 0.48 && waitedInParts < 1.1, qPrintable(QString::number(waitedInParts)));
    for (const auto &run : {plain.get(), ranges.get()}) {
        QCOMPARE(run->summary().bytesDelivered, Bytes(1'020'000));
        QCOMPARE(run->summary().state, PlayerState::Ended);
        QCOMPARE(run->summary().playTime, SimDuration::wholeSeconds(10));
    }
}

void TestSeeking::aSeekBeforeTheIndexIsKeptUntilItComes_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<QByteArray>("delivery");
    for (const char *transport : {"tcp-cubic", "tcp-reno", "tcp-bbr", "ideal"}) {
        for (const char *delivery : {"stream", "ranges", "download"})
            QTest::addRow("%s, %s", transport, delivery) << QByteArray(transport) << QByteArray(delivery);
    }
}

void TestSeeking::aSeekWrittenForTheStartIsKeptToo_data()
{
    addTransports();
    QTest::newRow("rtp") << QByteArray("rtp");
}

/// Nobody knows where a time is before the index has come; the wish is kept till then, and not later.
void TestSeeking::aSeekBeforeTheIndexIsKeptUntilItComes()
{
    QFETCH(QByteArray, transport);
    QFETCH(QByteArray, delivery);
    const auto run = lateIndexRun(transport.constData(), delivery.constData());
    run->advanceTo(at(0.1));
    seek(*run, "3s");
    seek(*run, "5s"); // the later wish holds
    Snapshot snapshot;
    run->snapshot(snapshot);
    QCOMPARE(snapshot.wanted, std::optional(SimDuration::wholeSeconds(5)));
    QCOMPARE(snapshot.position, SimDuration::zero());
    QCOMPARE(run->summary().seekCount, 0);
    testing::runToTheEnd(*run, at(60));
    run->snapshot(snapshot);
    QVERIFY(!snapshot.wanted);
    QCOMPARE(run->summary().seekCount, 1);
    QCOMPARE(run->summary().state, PlayerState::Ended);
    QCOMPARE(run->summary().playTime, SimDuration::wholeSeconds(5));

    const auto again = std::make_unique<Pipeline>(run->scenario(), filmWithItsIndexLast());
    testing::runToTheEnd(*again, at(60));
    QCOMPARE(again->summary().eventLogHash, run->summary().eventLogHash);
}

void TestSeeking::aSeekWrittenForTheStartIsKeptToo()
{
    QFETCH(QByteArray, transport);
    Scenario scenario = testing::scenarioOf(usual(transport.constData()));
    scenario.changes = {{at(0), std::string(seekKey), "50s"}};
    const auto run = testing::pipelineOf(scenario);
    testing::runToTheEnd(*run, at(60));
    QCOMPARE(run->summary().seekCount, 1);
    QCOMPARE(run->summary().state, PlayerState::Ended);
    QCOMPARE(run->summary().playTime, SimDuration::wholeSeconds(10));
}

void TestSeeking::everyRangeIsARequest()
{
    const auto run = lateIndexRun("tcp-cubic", "ranges");
    EventRecord record(*run);
    testing::runToTheEnd(*run, at(60));
    std::vector<std::string> asked;
    for (const auto &line : record.lines()) {
        if (line.event.kind == EventKind::Handshake && line.text.find("Range") != std::string::npos)
            asked.push_back(line.text.substr(line.text.find("Range")));
    }
    QCOMPARE(asked,
             (std::vector<std::string>{"Range: bytes=0-65535", "Range: bytes=1000000-1019999", "Range: bytes=65536-999999"}));
}

void TestSeeking::limitTimesStillAddUp()
{
    const auto run = at10(usual());
    seek(*run, "50s");
    run->advanceTo(at(13.7));
    seek(*run, "5s");
    run->advanceTo(at(17.3));
    SimDuration sum;
    for (const SimDuration time : run->summary().limitTimes) {
        QVERIFY(time >= SimDuration::zero());
        sum += time;
    }
    QCOMPARE(sum, run->now().sinceStart());
}

QTEST_APPLESS_MAIN(TestSeeking)
#include "test_seeking.moc"
