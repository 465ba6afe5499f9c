// A warm session allocates nothing per packet: rings and the log have grown to what they need.
#include "core/media/synthetic_media.h"
#include "core/session/session.h"

#include <QTest>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<long> allocations = 0;

} // namespace

void *operator new(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    ++allocations;
    return std::malloc(size);
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

using namespace rebuffer;

class TestAllocations : public QObject {
    Q_OBJECT

private slots:
    void aWarmSessionAllocatesNothingPerPacket_data()
    {
        QTest::addColumn<int>("transport");
        QTest::addColumn<double>("loss");
        QTest::newRow("CUBIC") << static_cast<int>(TransportKind::TcpCubic) << 0.0;
        QTest::newRow("Reno with loss") << static_cast<int>(TransportKind::TcpReno) << 0.005;
        QTest::newRow("BBR with loss") << static_cast<int>(TransportKind::TcpBbr) << 0.005;
    }
    void aFilmThatPlaysAllocatesNothing_data()
    {
        QTest::addColumn<int>("transport");
        QTest::addColumn<double>("megabits");
        QTest::newRow("CUBIC, fast enough: backpressure now and then") << static_cast<int>(TransportKind::TcpCubic) << 30.0;
        QTest::newRow("CUBIC, too slow: stalls now and then") << static_cast<int>(TransportKind::TcpCubic) << 6.0;
        QTest::newRow("RTP with parity and requests") << static_cast<int>(TransportKind::Rtp) << 30.0;
        QTest::newRow("fluid") << static_cast<int>(TransportKind::Ideal) << 30.0;
    }
    void aFilmThatPlaysAllocatesNothing()
    {
        QFETCH(int, transport);
        QFETCH(double, megabits);
        Scenario scenario;
        scenario.transport = static_cast<TransportKind>(transport);
        scenario.link.rate = BitRate::megabitsPerSecond(megabits);
        scenario.link.loss = 0.01;
        scenario.rtp = {.nack = true, .fecGroup = 5};
        Session session(scenario, constantRateMedia(BitRate::megabitsPerSecond(8), SimDuration::wholeSeconds(300)));
        session.advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(60)));
        const long before = allocations;
        session.advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(120)));
        const long made = allocations - before;
        QVERIFY2(made < 20, qPrintable(QStringLiteral("%1 allocations").arg(made)));
    }
    void aWarmSessionAllocatesNothingPerPacket()
    {
        QFETCH(int, transport);
        QFETCH(double, loss);
        Scenario scenario;
        scenario.transport = static_cast<TransportKind>(transport);
        scenario.link.rate = BitRate::megabitsPerSecond(100);
        scenario.link.loss = loss;
        Session session(scenario, std::nullopt);
        session.advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(10)));
        const auto packetsBefore = session.summary().dataPacketsEver;
        const long before = allocations;
        session.advanceTo(SimTime::fromStart(SimDuration::wholeSeconds(20)));
        const long made = allocations - before;
        const auto packets = session.summary().dataPacketsEver - packetsBefore;
        QVERIFY2(packets > 3'000, qPrintable(QString::number(packets)));
        QVERIFY2(made < 100, qPrintable(QStringLiteral("%1 allocations over %2 packets").arg(made).arg(packets)));
    }
};

QTEST_APPLESS_MAIN(TestAllocations)
#include "test_allocations.moc"
