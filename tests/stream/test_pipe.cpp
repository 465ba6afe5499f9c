// The Pipe between a Readable and a Writable: it stops when told to, goes on when drained, loses nothing, and tells
// the end once.
#include "core/sim/random_stream.h"
#include "core/stream/pipe.h"
#include "tests/support/show.h"
#include "tests/support/streams.h"

#include <QTest>

using namespace rebuffer;
using testing::Tank;
using testing::Tap;

namespace {

constexpr SimTime now = SimTime::start();
constexpr Bytes chunk = Bytes(64);

/// Drains itself during the write, as a consumer does that takes bytes as they come.
class Drain final : public Writable {
public:
    Bytes received() const { return m_received; }
    int depth() const { return m_deepest; }

protected:
    void accept(Chunk bytes, SimTime at) override
    {
        m_deepest = std::max(m_deepest, ++m_depth);
        m_received += bytes.size;
        filled();
        drained(at);
        --m_depth;
    }
    bool isFull() const override { return false; }

private:
    Bytes m_received;
    int m_depth = 0;
    int m_deepest = 0;
};

} // namespace

class TestPipe : public QObject {
    Q_OBJECT

private slots:
    void movesAllAtOnceWhenNothingStopsIt();
    void stopsAtTheMarkAndGoesOnWhenDrained();
    void slowWriterPacesAFastReader();
    void fastWriterWaitsForASlowReader();
    void endIsToldOnce();
    void anEmptySourceEndsToo();
    void isDeafOnceItIsGone();
    void aDrainDuringAWriteStartsNoSecondLoop();
    void losesNothingWhateverTheOrder();
};

void TestPipe::movesAllAtOnceWhenNothingStopsIt()
{
    Tap tap(Bytes(1000), Bytes(1000));
    Tank tank(Bytes(10'000));
    Pipe pipe(tap, tank, chunk);
    pipe.pump(now);
    QCOMPARE(tank.received(), Bytes(1000));
    QVERIFY(tank.isContiguous());
    for (const Chunk &written : tank.writes())
        QVERIFY(written.size <= chunk);
}

void TestPipe::stopsAtTheMarkAndGoesOnWhenDrained()
{
    Tap tap(Bytes(1000), Bytes(1000));
    Tank tank(Bytes(128));
    Pipe pipe(tap, tank, chunk);
    pipe.pump(now);
    QCOMPARE(tank.received(), Bytes(128));
    pipe.pump(now);
    QCOMPARE(tank.received(), Bytes(128));
    tank.takeOut(Bytes(64), now);
    QCOMPARE(tank.received(), Bytes(192));
}

void TestPipe::slowWriterPacesAFastReader()
{
    Tap tap(Bytes(100'000), Bytes(100'000));
    Tank tank(Bytes(200));
    Pipe pipe(tap, tank, chunk);
    pipe.pump(now);
    for (int i = 0; i < 200; ++i) {
        QVERIFY(tank.level() < Bytes(200) + chunk);
        QCOMPARE(tank.received(), tap.given());
        tank.takeOut(Bytes(10), now);
    }
    QVERIFY(tap.given() <= Bytes(200 * 10 + 200) + chunk);
}

void TestPipe::fastWriterWaitsForASlowReader()
{
    Tap tap(Bytes(1000), Bytes(0));
    Tank tank(Bytes(10'000));
    Pipe pipe(tap, tank, chunk);
    for (int i = 0; i < 100; ++i) {
        pipe.pump(now);
        QCOMPARE(tank.received(), Bytes(10 * i));
        tap.letFlow(Bytes(10));
    }
    QCOMPARE(tank.ends(), 0);
    pipe.pump(now);
    QCOMPARE(tank.received(), Bytes(1000));
    QCOMPARE(tank.ends(), 1);
}

void TestPipe::endIsToldOnce()
{
    Tap tap(Bytes(500), Bytes(500));
    Tank tank(Bytes(100));
    Pipe pipe(tap, tank, chunk);
    pipe.pump(now);
    QCOMPARE(tank.ends(), 0);
    for (int i = 0; i < 20; ++i)
        tank.takeOut(Bytes(100), now);
    pipe.pump(now);
    QCOMPARE(tank.received(), Bytes(500));
    QCOMPARE(tank.ends(), 1);
}

void TestPipe::anEmptySourceEndsToo()
{
    Tap tap(Bytes(0), Bytes(0));
    Tank tank(Bytes(100));
    Pipe pipe(tap, tank, chunk);
    pipe.pump(now);
    pipe.pump(now);
    QCOMPARE(tank.ends(), 1);
    QVERIFY(tank.writes().empty());
}

void TestPipe::isDeafOnceItIsGone()
{
    Tap tap(Bytes(1000), Bytes(1000));
    Tank tank(Bytes(64));
    {
        Pipe pipe(tap, tank, chunk);
        pipe.pump(now);
    }
    tank.takeOut(Bytes(64), now);
    QCOMPARE(tank.received(), Bytes(64));
}

void TestPipe::aDrainDuringAWriteStartsNoSecondLoop()
{
    Tap tap(Bytes(10'000), Bytes(10'000));
    Drain drain;
    Pipe pipe(tap, drain, chunk);
    pipe.pump(now);
    QCOMPARE(drain.received(), Bytes(10'000));
    QCOMPARE(drain.depth(), 1);
}

void TestPipe::losesNothingWhateverTheOrder()
{
    RandomStream random(1, "pipe");
    Tap tap(Bytes(100'000), Bytes(0));
    Tank tank(Bytes(700));
    Pipe pipe(tap, tank, chunk);
    for (int i = 0; i < 20'000 && tank.ends() == 0; ++i) {
        const Bytes size(static_cast<std::int64_t>(random.below(100)));
        if (random.chance(0.5)) {
            tap.letFlow(size);
            pipe.pump(now);
        } else {
            tank.takeOut(size, now);
        }
        QVERIFY(tank.isContiguous());
        QCOMPARE(tank.received(), tap.given());
        QVERIFY(tank.level() < Bytes(700) + chunk);
    }
    QCOMPARE(tank.received(), Bytes(100'000));
    QCOMPARE(tank.ends(), 1);
}

QTEST_APPLESS_MAIN(TestPipe)
#include "test_pipe.moc"
