// Durations, sizes and rates: what is rounded, what saturates, and that the time on the wire is exact.
#include "core/sim/random_stream.h"
#include "core/sim/units.h"
#include "tests/support/show.h"

#include <QTest>

#include <limits>

using namespace rebuffer;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

/// Does a link at `rate` carry all of `size` in `time`, and not in a nanosecond less?
bool isLeastTimeFor(Bytes size, BitRate rate, SimDuration time)
{
    const Int128 work = static_cast<Int128>(size.toBits()) * 1'000'000'000;
    const Int128 bps = rate.toBitsPerSecond();
    return bps * time.toNanoseconds() >= work && bps * (time.toNanoseconds() - 1) < work;
}

} // namespace

class TestUnits : public QObject {
    Q_OBJECT

private slots:
    void aDurationIsRoundedToTheNearestNanosecond_data();
    void aDurationIsRoundedToTheNearestNanosecond();
    void aDurationBeyondTheRangeStopsAtItsEnd_data();
    void aDurationBeyondTheRangeStopsAtItsEnd();
    void instantsAndDurationsAddUp();
    void timeOnTheWire_data();
    void timeOnTheWire();
    void timeOnTheWireIsTheLeastThatSuffices();
    void timeOnTheWireBeyondTheRangeIsTheLongest();
    void meanRates();
};

void TestUnits::aDurationIsRoundedToTheNearestNanosecond_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("zero") << 0.0 << qint64{0};
    QTest::newRow("a second") << 1.0 << qint64{1'000'000'000};
    QTest::newRow("a tenth, which binary cannot hold") << 0.1 << qint64{100'000'000};
    QTest::newRow("below a half goes down") << 2.4e-9 << qint64{2};
    QTest::newRow("above a half goes up") << 2.6e-9 << qint64{3};
    QTest::newRow("negative, toward the nearest") << -2.6e-9 << qint64{-3};
}

void TestUnits::aDurationIsRoundedToTheNearestNanosecond()
{
    QFETCH(double, seconds);
    QTEST(qint64{SimDuration::seconds(seconds).toNanoseconds()}, "nanoseconds");
}

void TestUnits::aDurationBeyondTheRangeStopsAtItsEnd_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<bool>("positive");
    QTest::newRow("300 years") << 300.0 * 366 * 86400 << true;
    QTest::newRow("infinity") << std::numeric_limits<double>::infinity() << true;
    QTest::newRow("minus 300 years") << -300.0 * 366 * 86400 << false;
    QTest::newRow("minus infinity") << -std::numeric_limits<double>::infinity() << false;
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << false;
}

void TestUnits::aDurationBeyondTheRangeStopsAtItsEnd()
{
    QFETCH(double, seconds);
    QFETCH(bool, positive);
    const SimDuration end = SimDuration::seconds(seconds);
    QCOMPARE(end, positive ? SimDuration::max() : -SimDuration::max());
}

void TestUnits::instantsAndDurationsAddUp()
{
    const SimTime noon = SimTime::fromStart(SimDuration::wholeSeconds(12));
    const SimDuration lunch = SimDuration::milliseconds(500);
    QCOMPARE((noon + lunch) - noon, lunch);
    QCOMPARE((noon + lunch) - lunch, noon);
    QCOMPARE(lunch * 3 / 3, lunch);
    QCOMPARE(SimDuration::wholeSeconds(3) / SimDuration::milliseconds(1500), 2.0);
    QVERIFY(SimTime::never() > SimTime::fromStart(SimDuration::seconds(290.0 * 365 * 86400)));
}

void TestUnits::timeOnTheWire_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<qint64>("bitsPerSecond");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("1500 B at 12 Mbit/s: a millisecond") << qint64{1500} << qint64{12'000'000} << qint64{1'000'000};
    QTest::newRow("one byte at 1 bit/s: eight seconds") << qint64{1} << qint64{1} << qint64{8'000'000'000};
    QTest::newRow("rounded up, never down") << qint64{1} << qint64{3} << qint64{2'666'666'667};
    QTest::newRow("1500 B at 10 Tbit/s: above a nanosecond") << qint64{1500} << qint64{10'000'000'000'000} << qint64{2};
    QTest::newRow("a petabyte at 10 Tbit/s")
        << qint64{1'000'000'000'000'000} << qint64{10'000'000'000'000} << qint64{800'000'000'000};
    QTest::newRow("nothing takes no time") << qint64{0} << qint64{1} << qint64{0};
}

void TestUnits::timeOnTheWire()
{
    QFETCH(qint64, bytes);
    QFETCH(qint64, bitsPerSecond);
    QTEST(qint64{transmissionTime(Bytes(bytes), BitRate::bitsPerSecond(bitsPerSecond)).toNanoseconds()}, "nanoseconds");
}

void TestUnits::timeOnTheWireIsTheLeastThatSuffices()
{
    RandomStream random(1, "sizes and rates");
    for (int i = 0; i < 100'000; ++i) {
        const Bytes size(static_cast<std::int64_t>(random.below(1'000'000)) + 1);
        const BitRate rate = BitRate::bitsPerSecond(static_cast<std::int64_t>(random.below(1ULL << (random.below(43) + 1))) + 1);
        QVERIFY2(isLeastTimeFor(size, rate, transmissionTime(size, rate)), (toText(size) + " at " + toText(rate)).c_str());
    }
}

void TestUnits::timeOnTheWireBeyondTheRangeIsTheLongest()
{
    const Bytes petabyte(1'000'000'000'000'000);
    QCOMPARE(transmissionTime(petabyte, BitRate::bitsPerSecond(1)), SimDuration::max());
}

void TestUnits::meanRates()
{
    QCOMPARE(meanRate(Bytes(1'250'000), SimDuration::wholeSeconds(10)), BitRate::megabitsPerSecond(1));
    QCOMPARE(meanRate(Bytes(1), SimDuration::zero()), BitRate());
    QCOMPARE(meanRate(Bytes(1), -SimDuration::wholeSeconds(1)), BitRate());
    QCOMPARE(meanRate(Bytes(most / 8), SimDuration::nanoseconds(1)), BitRate::bitsPerSecond(most));
}

QTEST_APPLESS_MAIN(TestUnits)
#include "test_units.moc"
