// Running on in steps: the same run as in one go, never beyond what was asked for, and stopped when told.
#include "core/media/synthetic_media.h"
#include "core/session/run_to.h"

#include <QTest>

using namespace rebuffer;

namespace {

MediaFile film()
{
    return constantRateMedia(BitRate::megabitsPerSecond(2), SimDuration::wholeSeconds(10));
}

SimTime at(double seconds)
{
    return SimTime::fromStart(SimDuration::seconds(seconds));
}

} // namespace

class TestRunTo : public QObject {
    Q_OBJECT

private slots:
    void stepsMakeNoDifference()
    {
        Session stepped({}, film());
        QVERIFY(runTo(stepped, at(5.003)));
        Session whole({}, film());
        whole.advanceTo(at(5.003));
        QCOMPARE(stepped.now(), whole.now());
        QCOMPARE(stepped.summary().eventLogHash, whole.summary().eventLogHash);
        QCOMPARE(stepped.series().buckets().size(), whole.series().buckets().size());
    }

    void itStopsAtTheFilmsEndButAStepGoesOn()
    {
        Session session({}, film());
        QVERIFY(runTo(session, at(500)));
        QVERIFY(session.ended());
        QVERIFY(session.now() < at(20));
        const SimTime end = session.now();
        stepTowards(session, end + SimDuration::milliseconds(5));
        QCOMPARE(session.now(), end + SimDuration::milliseconds(5));
        stepTowards(session, at(500));
        QCOMPARE(session.now(), end + SimDuration::milliseconds(25));
    }

    void toldToStopItStandsOnTheWayAndCanGoOn()
    {
        Session session({}, film());
        std::atomic<bool> stop = true;
        QVERIFY(!runTo(session, at(5), &stop));
        QVERIFY(session.now() < at(5));
        stop = false;
        QVERIFY(runTo(session, at(5), &stop));
        QCOMPARE(session.now(), at(5));
    }
};

QTEST_APPLESS_MAIN(TestRunTo)
#include "test_run_to.moc"
