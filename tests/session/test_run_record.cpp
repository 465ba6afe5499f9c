// A run kept to its end: the same run that a session would have shown.
#include "core/media/synthetic_media.h"
#include "core/session/run_record.h"
#include "core/session/session.h"

#include <QTest>

using namespace rebuffer;

class TestRunRecord : public QObject {
    Q_OBJECT

private slots:
    void itIsTheRunOfItsScript()
    {
        const MediaFile film = constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(10));
        Scenario script;
        script.link.rate = BitRate::kilobitsPerSecond(1500);
        script.changes.push_back({SimTime::fromStart(SimDuration::wholeSeconds(3)), "link.rate", "800kbit/s"});
        const std::atomic<bool> stop = false;
        const auto record = recordRun(script, film, SimTime::start(), stop);
        QVERIFY(record);
        QCOMPARE(record->summary.state, PlayerState::Ended);
        Session session(script, film);
        while (!session.ended())
            session.advanceTo(session.now() + SimDuration::milliseconds(20));
        QCOMPARE(record->summary.eventLogHash, session.summary().eventLogHash);
        QCOMPARE(record->series.buckets().size(), session.series().buckets().size());
    }

    void aRunThatNeverEndsIsFollowedForAWhile()
    {
        const MediaFile film = constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(10));
        Scenario dead;
        dead.link.rate = BitRate();
        const std::atomic<bool> stop = false;
        const auto record = recordRun(dead, film, SimTime::start(), stop);
        QVERIFY(record);
        QCOMPARE(record->summary.now.toSeconds(), 90.0);
        QCOMPARE(endOfRecord(film, SimTime::fromStart(SimDuration::wholeSeconds(500))).toSeconds(), 500.0);
    }

    void whoeverStopsWaitingGetsNothing()
    {
        const std::atomic<bool> stop = true;
        QVERIFY(!recordRun({}, std::nullopt, SimTime::start(), stop));
    }
};

QTEST_APPLESS_MAIN(TestRunRecord)
#include "test_run_record.moc"
