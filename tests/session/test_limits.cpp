// What holds the sender back, against what can be said of it without looking at its accounts: how long the link is busy.
#include "core/transport/limits.h"
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

using namespace rebuffer;
using testing::at;
using testing::operator+;
using testing::Settings;

Q_DECLARE_METATYPE(rebuffer::testing::Settings)
Q_DECLARE_METATYPE(rebuffer::Limit)

namespace {

/// Share of a run, 0 to 1.
double shareOf(Limit limit, const Pipeline &run)
{
    const SimDuration held = run.summary().limitTimes[static_cast<std::size_t>(limit)];
    return held / run.now().sinceStart();
}

/// How long the link needs for what it has carried, as a share of the run.
double busyShare(const Pipeline &run)
{
    const LinkAccount account = run.downlink().account();
    return transmissionTime(account.delivered + account.lost, run.scenario().link.rate) / run.now().sinceStart();
}

} // namespace

class TestLimits : public QObject {
    Q_OBJECT

private slots:
    void namesTheOneThatHolds_data();
    void namesTheOneThatHolds();
    void theLinkNeverHoldsForLongerThanItIsBusy_data();
    void theLinkNeverHoldsForLongerThanItIsBusy();
};

void TestLimits::namesTheOneThatHolds_data()
{
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<Limit>("limit");
    QTest::addColumn<double>("least");
    const Settings bulk{{"source", "bulk"}};
    const auto row = [&](const char *name, const Settings &settings, Limit limit, double least) {
        QTest::newRow(name) << settings << limit << least;
    };
    row("a link that is full", bulk + Settings{{"link.rate", "5Mbit/s"}}, Limit::Link, 0.9);
    row("slow start on a long fat link", bulk + Settings{{"link.rate", "10Gbit/s"}, {"link.delay", "2s"}, {"link.queue", "20MB"}},
        Limit::CongestionWindow, 0.7);
    row("Reno with 1 % loss",
        bulk + Settings{{"transport", "tcp-reno"}, {"link.rate", "20Mbit/s"}, {"link.loss", "1%"}, {"link.delay", "40ms"}},
        Limit::CongestionWindow, 0.5);
    row("CUBIC with 1 % loss", bulk + Settings{{"link.rate", "20Mbit/s"}, {"link.loss", "1%"}, {"link.delay", "40ms"}},
        Limit::CongestionWindow, 0.5);
    row("BBR with 1 % loss on a full link",
        bulk + Settings{{"transport", "tcp-bbr"}, {"link.rate", "20Mbit/s"}, {"link.loss", "1%"}, {"link.delay", "40ms"}},
        Limit::Link, 0.5);
    row("CUBIC that waits for its timer over and over",
        bulk + Settings{{"link.rate", "20Mbit/s"}, {"link.loss", "30%"}, {"link.delay", "40ms"}}, Limit::Recovery, 0.7);
    row("a queue that overflows and stands", bulk + Settings{{"link.rate", "5Mbit/s"}, {"link.queue", "10packets"}}, Limit::Link,
        0.9);
    row("a queue in which all of the client's window stands",
        bulk + Settings{{"link.rate", "200Mbit/s"}, {"link.delay", "500ms"}, {"link.queue", "100MB"}}, Limit::Link, 0.45);
    row("a film that needs little", {{"source", "cbr:1Mbit/s:300s"}, {"link.rate", "100Mbit/s"}}, Limit::ReceiveWindow, 0.3);
    row("RTP that needs more than the link has", {{"source", "cbr:6Mbit/s:60s"}, {"transport", "rtp"}, {"link.rate", "5Mbit/s"}},
        Limit::Link, 0.8);
    row("RTP that needs less", {{"source", "cbr:2Mbit/s:60s"}, {"transport", "rtp"}, {"link.rate", "5Mbit/s"}},
        Limit::Application, 0.9);
}

void TestLimits::namesTheOneThatHolds()
{
    QFETCH(Settings, settings);
    QFETCH(Limit, limit);
    QFETCH(double, least);
    const auto run = testing::runOf(settings);
    run->advanceTo(at(30));
    const double share = shareOf(limit, *run);
    QVERIFY2(share >= least, words(nameOf(limit), share).c_str());
}

void TestLimits::theLinkNeverHoldsForLongerThanItIsBusy_data()
{
    QTest::addColumn<Settings>("settings");
    for (const char *transport : {"tcp-reno", "tcp-cubic", "tcp-bbr"}) {
        for (const char *loss : {"0%", "0.1%", "1%", "5%"}) {
            QTest::addRow("%s, %s lost", transport, loss)
                << Settings{{"source", "bulk"}, {"transport", transport}, {"link.rate", "20Mbit/s"}, {"link.loss", loss}};
            QTest::addRow("%s, %s lost, a film of 8 Mbit/s", transport, loss) << Settings{
                {"source", "cbr:8Mbit/s:300s"}, {"transport", transport}, {"link.rate", "20Mbit/s"}, {"link.loss", loss}};
        }
    }
}

void TestLimits::theLinkNeverHoldsForLongerThanItIsBusy()
{
    QFETCH(Settings, settings);
    const auto run = testing::runOf(settings);
    SimDuration before;
    for (double seconds = 0.1; seconds <= 30; seconds += 0.1) {
        run->advanceTo(at(seconds));
        const SimDuration held = run->summary().limitTimes[static_cast<std::size_t>(Limit::Link)];
        QVERIFY2(held >= before, words("taken back at", seconds).c_str());
        before = held;
    }
    const double share = shareOf(Limit::Link, *run);
    QVERIFY2(share <= busyShare(*run) + 0.001, words("link, in busy shares:", share / busyShare(*run)).c_str());
}

QTEST_APPLESS_MAIN(TestLimits)
#include "test_limits.moc"
