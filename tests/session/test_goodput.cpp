// TCP alone on a clean link fills it: what the film gets is the rate less the headers.
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::at;

class TestGoodput : public QObject {
    Q_OBJECT

private slots:
    void isTheRateLessTheHeaders_data();
    void isTheRateLessTheHeaders();
};

void TestGoodput::isTheRateLessTheHeaders_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<double>("mbps");
    QTest::addColumn<int>("rttMs");
    QTest::addColumn<double>("tolerance");
    for (const char *transport : {"tcp-reno", "tcp-cubic", "tcp-bbr"}) {
        // BBR empties the pipe for a fifth of a second and a round trip every ten: twice in the fifteen measured.
        const double tolerance = qstrcmp(transport, "tcp-bbr") == 0 ? 0.05 : 0.02;
        for (const auto &[mbps, rttMs] :
             std::initializer_list<std::pair<double, int>>{{1, 20}, {1, 80}, {5, 20}, {5, 80}, {20, 20}, {20, 80}, {100, 20}})
            QTest::addRow("%s, %g Mbit/s, %d ms", transport, mbps, rttMs) << QByteArray(transport) << mbps << rttMs << tolerance;
    }
}

void TestGoodput::isTheRateLessTheHeaders()
{
    QFETCH(QByteArray, transport);
    QFETCH(double, mbps);
    QFETCH(int, rttMs);
    QFETCH(double, tolerance);
    // A queue of one bandwidth-delay product, ten packets at least.
    const int queue = std::max(10, static_cast<int>(mbps * 1000 * rttMs / 8 / 1500) + 1);
    const auto run = testing::runOf({{"source", "bulk"},
                                     {"transport", transport.toStdString()},
                                     {"link.rate", numberToText(mbps) + "Mbit/s"},
                                     {"link.delay", numberToText(rttMs / 2.0) + "ms"},
                                     {"link.queue", std::to_string(queue) + "packets"}});
    run->measureFrom(at(10));
    run->advanceTo(at(25));
    // At the ends of the span the bytes of a window may be on one side and the time on the other.
    const double edge = 0.005;
    const double ratio = run->summary().goodput.toMegabitsPerSecond() / (mbps * 1448 / 1500);
    QVERIFY2(ratio > 1 - tolerance && ratio < 1 + edge, words("ratio", ratio).c_str());
    const double onWire = run->summary().throughput.toMegabitsPerSecond() / mbps;
    QVERIFY2(onWire > 1 - tolerance && onWire < 1.001, words("on the wire", onWire).c_str());
}

QTEST_APPLESS_MAIN(TestGoodput)
#include "test_goodput.moc"
