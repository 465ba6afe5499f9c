// The way back loses one acknowledgement in five, or everything stands still for a while: what TCP makes of it, beside
// what Linux 6.18 made of the same path, measured between two of its network namespaces.
#include "core/session/session.h"
#include "tests/support/sessions.h"

#include <QTest>

using namespace rebuffer;
using testing::at;
using testing::Settings;
using testing::operator+;

Q_DECLARE_METATYPE(rebuffer::testing::Settings)

class TestLostAcknowledgements : public QObject {
    Q_OBJECT

private slots:
    void theyCostNeitherTimeoutsNorManyRepeats_data();
    void theyCostNeitherTimeoutsNorManyRepeats();
    void aTimeoutTooShortIsLearntFrom_data();
    void aTimeoutTooShortIsLearntFrom();
    void anOutageIsLeftAsLinuxLeavesIt_data();
    void anOutageIsLeftAsLinuxLeavesIt();
};

void TestLostAcknowledgements::theyCostNeitherTimeoutsNorManyRepeats_data()
{
    QTest::addColumn<Settings>("path");
    QTest::addColumn<double>("mostRepeats"); // share of the packets
    const Settings slow{{"link.rate", "5Mbit/s"}, {"link.delay", "500ms"}, {"link.queue", "430packets"}};
    const Settings fast{{"link.rate", "20Mbit/s"}, {"link.delay", "100ms"}, {"link.queue", "330packets"}};
    QTest::newRow("cubic, 1 s") << slow + Settings{{"transport", "tcp-cubic"}} << 0.05; // Linux: no timeout, 3.5 %
    QTest::newRow("bbr, 1 s") << slow + Settings{{"transport", "tcp-bbr"}} << 0.12;     // Linux: 1, 6.1 %
    QTest::newRow("bbr, 200 ms") << fast + Settings{{"transport", "tcp-bbr"}} << 0.02;  // Linux: 1, 0.8 %
    QTest::newRow("reno, 1 s") << slow + Settings{{"transport", "tcp-reno"}} << 0.05;
}

void TestLostAcknowledgements::theyCostNeitherTimeoutsNorManyRepeats()
{
    QFETCH(Settings, path);
    QFETCH(double, mostRepeats);
    for (const char *seed : {"1", "2", "3"}) {
        Pipeline run(testing::scenarioOf(path + Settings{{"source", "bulk"}, {"uplink.loss", "20%"}, {"seed", seed}}), {});
        int timeouts = 0;
        run.setEventListener([&](const Event &event) { timeouts += event.kind == EventKind::Timeout ? 1 : 0; });
        run.advanceTo(at(98));
        const Summary summary = run.summary();
        const double repeats = static_cast<double>(summary.retransmissions) / static_cast<double>(summary.dataPacketsSent);
        QVERIFY2(timeouts <= 1, qPrintable(QStringLiteral("seed %1: %2 timeouts").arg(QLatin1String(seed)).arg(timeouts)));
        QVERIFY2(repeats <= mostRepeats, qPrintable(QStringLiteral("seed %1: %2").arg(QLatin1String(seed)).arg(repeats)));
    }
}

void TestLostAcknowledgements::aTimeoutTooShortIsLearntFrom_data()
{
    QTest::addColumn<QByteArray>("transport");
    for (const char *transport : {"tcp-reno", "tcp-cubic", "tcp-bbr"})
        QTest::newRow(transport) << QByteArray(transport);
}

/// A segment takes 240 ms on the wire, the first timeout, from the handshake's small packets, is 211 ms.
void TestLostAcknowledgements::aTimeoutTooShortIsLearntFrom()
{
    QFETCH(QByteArray, transport);
    Pipeline run(testing::scenarioOf({{"source", "bulk"},
                                      {"transport", transport.toStdString()},
                                      {"link.rate", "50kbit/s"},
                                      {"link.delay", "0.5ms"},
                                      {"link.queue", "5000packets"},
                                      {"uplink.rate", "5Mbit/s"}}),
                 {});
    int timeouts = 0;
    run.setEventListener([&](const Event &event) { timeouts += event.kind == EventKind::Timeout ? 1 : 0; });
    run.advanceTo(at(40));
    QVERIFY2(timeouts <= 3, qPrintable(QString::number(timeouts)));
    QVERIFY2(run.summary().retransmissions <= 5, qPrintable(QString::number(run.summary().retransmissions)));
}

void TestLostAcknowledgements::anOutageIsLeftAsLinuxLeavesIt_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<double>("earliest"); // seconds from the outage's end until the link is full again
    QTest::addColumn<double>("latest");
    QTest::newRow("cubic") << QByteArray("tcp-cubic") << 0.0 << 0.6; // Linux: at once
    QTest::newRow("reno") << QByteArray("tcp-reno") << 0.0 << 0.6;
    // Its least round trip is older than ten seconds, so it looks for a new one with four packets out; more than four that
    // were dropped in the outage count as being on their way, and the timer has learnt a round trip of 20 s. Linux: 41 s.
    QTest::newRow("bbr") << QByteArray("tcp-bbr") << 15.0 << 50.0;
}

void TestLostAcknowledgements::anOutageIsLeftAsLinuxLeavesIt()
{
    QFETCH(QByteArray, transport);
    QFETCH(double, earliest);
    QFETCH(double, latest);
    Scenario scenario = testing::scenarioOf({{"source", "bulk"},
                                             {"transport", transport.toStdString()},
                                             {"link.rate", "20Mbit/s"},
                                             {"link.delay", "10ms"},
                                             {"link.queue", "42packets"}});
    scenario.changes = {{at(5), "link.rate", "0"}, {at(25), "link.rate", "20Mbit/s"}};
    Pipeline run(scenario, {});
    std::uint64_t before = 0;
    double recovered = -1;
    for (int tenth = 251; tenth < 900 && recovered < 0; ++tenth) { // what waited in the queue comes at once
        run.advanceTo(at(tenth / 10.0));
        const std::uint64_t now = run.summary().dataPacketsSent;
        if (now - before > 120 && tenth > 251)
            recovered = tenth / 10.0 - 25;
        before = now;
    }
    QVERIFY2(recovered >= earliest && recovered <= latest, qPrintable(QString::number(recovered)));
}

QTEST_GUILESS_MAIN(TestLostAcknowledgements)
#include "test_lost_acknowledgements.moc"
