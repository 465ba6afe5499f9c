// The contract of a Writable: it takes everything, says stop at its mark, and says "go on" once for each stop.
#include "core/sim/random_stream.h"
#include "tests/support/show.h"
#include "tests/support/streams.h"

#include <QTest>

using namespace rebuffer;
using testing::Tank;

namespace {

class Listener final : public DrainListener {
public:
    void onDrain(SimTime now) override
    {
        ++drains;
        at = now;
    }
    int drains = 0;
    SimTime at;
};

constexpr SimTime noon = SimTime::fromStart(SimDuration::wholeSeconds(12));

} // namespace

class TestWritable : public QObject {
    Q_OBJECT

private slots:
    void takesWhatFitsAndSaysGoOn();
    void saysStopAtItsMarkAndTakesAllTheSame();
    void goesOnSayingStopUntilItHasDrained();
    void drainIsToldOnceForEachStop();
    void drainIsNotToldToWhoWasNeverStopped();
    void loweringTheMarkUnderWhatItHoldsIsAStop();
    void needsNoListener();
    void losesNothingWhateverTheOrder();
};

void TestWritable::takesWhatFitsAndSaysGoOn()
{
    Tank tank(Bytes(100));
    QVERIFY(tank.write({Bytes(0), Bytes(99)}, noon));
    QVERIFY(!tank.needsDrain());
}

void TestWritable::saysStopAtItsMarkAndTakesAllTheSame()
{
    Tank tank(Bytes(100));
    QVERIFY(!tank.write({Bytes(0), Bytes(1000)}, noon));
    QVERIFY(tank.needsDrain());
    QCOMPARE(tank.level(), Bytes(1000));

    Tank exactlyFull(Bytes(100));
    QVERIFY(!exactlyFull.write({Bytes(0), Bytes(100)}, noon));
}

void TestWritable::goesOnSayingStopUntilItHasDrained()
{
    Tank tank(Bytes(100));
    tank.write({Bytes(0), Bytes(150)}, noon);
    tank.takeOut(Bytes(20), noon);
    QVERIFY(!tank.write({Bytes(150), Bytes(1)}, noon));
    tank.takeOut(Bytes(100), noon);
    QVERIFY(!tank.needsDrain());
    QVERIFY(tank.write({Bytes(151), Bytes(1)}, noon));
}

void TestWritable::drainIsToldOnceForEachStop()
{
    Tank tank(Bytes(100));
    Listener listener;
    tank.setDrainListener(&listener);
    tank.write({Bytes(0), Bytes(100)}, noon);
    for (int i = 0; i < 5; ++i)
        tank.takeOut(Bytes(10), noon + SimDuration::wholeSeconds(i));
    QCOMPARE(listener.drains, 1);
    QCOMPARE(listener.at, noon);
    tank.write({Bytes(100), Bytes(100)}, noon);
    tank.takeOut(Bytes(100), noon);
    QCOMPARE(listener.drains, 2);
}

void TestWritable::drainIsNotToldToWhoWasNeverStopped()
{
    Tank tank(Bytes(100));
    Listener listener;
    tank.setDrainListener(&listener);
    tank.write({Bytes(0), Bytes(50)}, noon);
    tank.takeOut(Bytes(50), noon);
    QCOMPARE(listener.drains, 0);
}

void TestWritable::loweringTheMarkUnderWhatItHoldsIsAStop()
{
    Tank tank(Bytes(100));
    QVERIFY(tank.write({Bytes(0), Bytes(60)}, noon));
    tank.lowerMark(Bytes(50));
    QVERIFY(tank.needsDrain());
}

void TestWritable::needsNoListener()
{
    Tank tank(Bytes(1));
    tank.write({Bytes(0), Bytes(5)}, noon);
    tank.takeOut(Bytes(5), noon);
    QVERIFY(!tank.needsDrain());
}

void TestWritable::losesNothingWhateverTheOrder()
{
    RandomStream random(1, "writable");
    Tank tank(Bytes(1000));
    Bytes written;
    Bytes taken;
    for (int i = 0; i < 10'000; ++i) {
        const Bytes size(static_cast<std::int64_t>(random.below(400)));
        if (random.chance(0.5)) {
            tank.write({written, size}, noon);
            written += size;
        } else {
            taken += std::min(size, tank.level());
            tank.takeOut(size, noon);
        }
        QCOMPARE(tank.level(), written - taken);
        QVERIFY(tank.needsDrain() || tank.level() < Bytes(1000));
    }
    QVERIFY(tank.isContiguous());
}

QTEST_APPLESS_MAIN(TestWritable)
#include "test_writable.moc"
