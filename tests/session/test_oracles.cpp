// The seven closed forms that the whole pipeline must meet. Rates are in Mbit/s, times in seconds; q is a threshold in
// seconds of media, so that the bytes it stands for are q r.
#include "tests/support/sessions.h"
#include "tests/support/show.h"

#include <QTest>

#include <cmath>

using namespace rebuffer;
using testing::at;
using testing::EventRecord;
using testing::runOf;
using testing::Settings;

namespace {

std::string mbit(double rate)
{
    return numberToText(rate) + "Mbit/s";
}

std::string seconds(double s)
{
    return numberToText(s) + "s";
}

/// A fluid pipe of rate x, without delay, into a film of rate r.
Settings fluid(double r, double x, double length)
{
    return {{"source", "cbr:" + mbit(r) + ":" + seconds(length)},
            {"transport", "ideal"},
            {"link.rate", mbit(x)},
            {"link.delay", "0"}};
}

using testing::operator+;

#define VERIFY_NEAR(value, expected, share)                                                                                      \
    QVERIFY2(std::fabs((value) / (expected)-1) <= (share), (words("got", value) + words(", expected", expected)).c_str())

/// Where x < r: plays q r / (r - x), freezes q r / x, again and again.
void stallCycle()
{
    const double r = 2, x = 1.25, q = 3;
    const auto run = runOf(fluid(r, x, 120) + Settings{{"player.start", seconds(q)}, {"player.resume", seconds(q)}});
    run->advanceTo(at(70));
    const Summary summary = run->summary();
    QVERIFY(summary.stallCount >= 4);
    for (std::size_t i = 0; i + 1 < summary.stalls.size(); ++i) {
        const Stall &stall = summary.stalls[i];
        VERIFY_NEAR(stall.duration.toSeconds(), q * r / x, 0.01);
        const double played = (summary.stalls[i + 1].at - (stall.at + stall.duration)).toSeconds();
        VERIFY_NEAR(played, q * r / (r - x), 0.01);
    }
    VERIFY_NEAR(summary.stalls.front().at.toSeconds(), q * r / x + q * r / (r - x), 0.01);
}

/// Where x > r: full at Q/x + (B - Q)/(x - r).
void fullBuffer()
{
    const double r = 2, x = 3, q = 4, b = 12;
    const auto run = runOf(fluid(r, x, 120) + Settings{{"player.start", seconds(q)}, {"player.high_water", seconds(b)}});
    EventRecord record(*run);
    run->advanceTo(at(60));
    const auto full = record.of(EventKind::BackpressureOn);
    QVERIFY(!full.empty());
    VERIFY_NEAR(full.front().at.toSeconds(), q * r / x + (b - q) * r / (x - r), 0.01);
    QCOMPARE(run->summary().stallCount, std::int64_t{0});
}

/// A clip of length D never stalls iff it starts with D (1 - x/r) of media.
void neverStalls()
{
    const double r = 2, x = 1.5, d = 60;
    const double enough = d * (1 - x / r);
    for (const bool isEnough : {true, false}) {
        const auto run = runOf(fluid(r, x, d) + Settings{{"player.high_water", seconds(d)},
                                                         {"player.start", seconds(enough * (isEnough ? 1.01 : 0.97))}});
        testing::runToTheEnd(*run, at(600));
        QCOMPARE(run->summary().state, PlayerState::Ended);
        QCOMPARE(run->summary().stallCount == 0, isEnough);
    }
}

/// The largest queueing delay is the queue's bytes over the rate.
void largestQueueingDelay()
{
    const double rate = 10, queue = 60'000;
    const auto run = runOf({{"source", "bulk"},
                            {"transport", "tcp-reno"},
                            {"link.rate", mbit(rate)},
                            {"link.delay", "20ms"},
                            {"link.queue", "60kB"}});
    run->advanceTo(at(60));
    double longest = 0;
    for (const SeriesBucket &bucket : run->recorder().series().buckets())
        longest = std::max(longest, bucket.rttHigh);
    const double base = 40 + 2 * 1500 * 8 / (rate * 1000); // and the packet itself, and the one being sent
    const double expected = queue * 8 / (rate * 1000);
    VERIFY_NEAR(longest - base, expected, 0.03);
    QVERIFY(run->summary().maxQueueBytes <= 60'000);
}

/// With exponential jitter of mean m and a playout delay of d, the share late is e^(-d/m).
void lateShare()
{
    const double m = 0.05, d = 0.15;
    // A packet every 10 ms, each on its own: order is let go.
    const auto run = runOf({{"source", "cbr:1Mbit/s:600s"},
                            {"transport", "rtp"},
                            {"link.rate", "1Gbit/s"},
                            {"link.delay", "20ms"},
                            {"link.jitter", seconds(m)},
                            {"link.jitter_distribution", "exponential"},
                            {"link.reorder", "true"},
                            {"player.start", seconds(d)},
                            {"player.resume", seconds(d)}});
    testing::runToTheEnd(*run, at(700));
    const Summary summary = run->summary();
    QCOMPARE(summary.dataPacketsSent, std::uint64_t{60'000});
    const double share = static_cast<double>(summary.latePackets) / 60'000;
    const double expected = std::exp(-d / m);
    const double error = std::sqrt(expected * (1 - expected) / 60'000);
    QVERIFY2(std::fabs(share - expected) < 3 * error, (words("share", share) + words(", expected", expected)).c_str());
}

/// Where the delay follows the jitter, one packet in a hundred is late: in exponential jitter of mean m it plays
/// m ln 100 behind, whatever it began with.
void adaptiveLateShare()
{
    const double m = 0.05;
    const auto run = runOf({{"source", "cbr:1Mbit/s:600s"},
                            {"transport", "rtp"},
                            {"rtp.playout", "adaptive"},
                            {"link.rate", "1Gbit/s"},
                            {"link.delay", "20ms"},
                            {"link.jitter", seconds(m)},
                            {"link.jitter_distribution", "exponential"},
                            {"link.reorder", "true"},
                            {"player.start", "2s"},
                            {"player.resume", "2s"}});
    testing::runToTheEnd(*run, at(700));
    const Summary summary = run->summary();
    const double share = static_cast<double>(summary.latePackets) / 60'000;
    QVERIFY2(share > 0.005 && share < 0.02, words("late", share).c_str());
    VERIFY_NEAR(summary.playoutDelay.toSeconds(), m * std::log(100), 0.25); // of the last 512 packets only
}

/// Parity k+1 leaves p (1 - (1-p)^k) lost.
void parity()
{
    const double p = 0.05;
    const int k = 5;
    const auto run = runOf({{"source", "cbr:1Mbit/s:1200s"},
                            {"transport", "rtp"},
                            {"link.rate", "1Gbit/s"},
                            {"link.loss", "5%"},
                            {"rtp.fec", std::to_string(k)}});
    testing::runToTheEnd(*run, at(1300));
    const double share = 1 - static_cast<double>(run->summary().bytesDelivered.count()) / (1e6 / 8 * 1200);
    const double expected = p * (1 - std::pow(1 - p, k));
    const double error = 2 * std::sqrt(expected / 120'000); // losses of one group go together
    QVERIFY2(std::fabs(share - expected) < 3 * error, (words("share", share) + words(", expected", expected)).c_str());
}

/// HTTP's first byte after 2 RTT and the serialisation of SYN, SYN/ACK, GET and the first segment.
void firstByte()
{
    const auto run = runOf({{"source", "cbr:1Mbit/s:10s"}, {"link.rate", "2Mbit/s"}, {"link.delay", "35ms"}});
    EventRecord record(*run);
    run->advanceTo(at(5));
    SimDuration serialisation;
    for (const Event &sent : record.of(EventKind::Sent)) {
        serialisation += transmissionTime(Bytes(sent.wire), BitRate::megabitsPerSecond(2));
        if (sent.packetKind == PacketKind::Data)
            break;
    }
    QVERIFY(run->summary().firstByte.has_value());
    QCOMPARE(*run->summary().firstByte, SimDuration::milliseconds(4 * 35) + serialisation);
}

} // namespace

class TestOracles : public QObject {
    Q_OBJECT

private slots:
    void closedForms_data();
    void closedForms();
};

using Oracle = void (*)();
Q_DECLARE_METATYPE(Oracle)

void TestOracles::closedForms_data()
{
    QTest::addColumn<Oracle>("oracle");
    QTest::newRow("1 too slow: plays Q/(r-x), freezes Q/x") << Oracle(stallCycle);
    QTest::newRow("2 fast enough: full at Q/x + (B-Q)/(x-r)") << Oracle(fullBuffer);
    QTest::newRow("3 never stalls iff it starts with D(1-x/r)") << Oracle(neverStalls);
    QTest::newRow("4 largest queueing delay: queue over rate") << Oracle(largestQueueingDelay);
    QTest::newRow("5 exponential jitter: late e^(-d/m)") << Oracle(lateShare);
    QTest::newRow("5 the same, with a delay that follows") << Oracle(adaptiveLateShare);
    QTest::newRow("6 parity k+1 leaves p(1-(1-p)^k)") << Oracle(parity);
    QTest::newRow("7 HTTP's first byte: 2 RTT and serialisation") << Oracle(firstByte);
}

void TestOracles::closedForms()
{
    QFETCH(Oracle, oracle);
    oracle();
}

QTEST_APPLESS_MAIN(TestOracles)
#include "test_oracles.moc"
