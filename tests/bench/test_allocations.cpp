// A warm session allocates nothing per packet: rings and the log have grown to what they need.
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
