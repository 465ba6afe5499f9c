// On a link that loses packets and never lets one overtake another, what is deemed lost is lost: nothing of it may be taken
// back.
#include "core/session/session.h"
#include "tests/support/sessions.h"

#include <QTest>

using namespace rebuffer;
using testing::at;
using testing::EventRecord;

class TestTrueLosses : public QObject {
    Q_OBJECT

private slots:
    void noRecoveryIsTakenBack_data();
    void noRecoveryIsTakenBack();
};

void TestTrueLosses::noRecoveryIsTakenBack_data()
{
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<QByteArray>("rate");
    QTest::addColumn<QByteArray>("delay");
    QTest::addColumn<QByteArray>("loss");
    for (const char *transport : {"tcp-bbr", "tcp-cubic", "tcp-reno"}) {
        for (const char *loss : {"1%", "3%"}) {
            QTest::addRow("%s, 20 Mbit/s, 80 ms, %s", transport, loss)
                << QByteArray(transport) << QByteArray("20Mbit/s") << QByteArray("40ms") << QByteArray(loss);
        }
    }
    // Its probes for the least round trip leave four packets out, while a hundred are to be repeated.
    QTest::newRow("tcp-bbr, 100 Mbit/s, 200 ms, 1%")
        << QByteArray("tcp-bbr") << QByteArray("100Mbit/s") << QByteArray("100ms") << QByteArray("1%");
}

void TestTrueLosses::noRecoveryIsTakenBack()
{
    QFETCH(QByteArray, transport);
    QFETCH(QByteArray, rate);
    QFETCH(QByteArray, delay);
    QFETCH(QByteArray, loss);
    for (const char *seed : {"1", "2"}) {
        Pipeline run(testing::scenarioOf({{"source", "bulk"},
                                          {"transport", transport.constData()},
                                          {"link.rate", rate.constData()},
                                          {"link.delay", delay.constData()},
                                          {"link.loss", loss.constData()},
                                          {"link.queue", "1666packets"},
                                          {"seed", seed}}),
                     std::nullopt);
        std::size_t restored = 0;
        SimTime first;
        run.setEventListener([&](const Event &event) {
            if (event.kind == EventKind::WindowRestored && restored++ == 0)
                first = event.at;
        });
        run.advanceTo(at(45));
        QVERIFY2(restored == 0, qPrintable(QStringLiteral("seed %1: %2 times, first at %3 s")
                                               .arg(QLatin1String(seed))
                                               .arg(restored)
                                               .arg(first.sinceStart().toSeconds())));
    }
}

QTEST_GUILESS_MAIN(TestTrueLosses)
#include "test_true_losses.moc"
