// RTP's defences, piece by piece: the jitter it reports (RFC 3550 A.8), what it asks for again, what parity brings back.
#include "core/sim/random_stream.h"
#include "core/transport/rtp/interarrival_jitter.h"
#include "core/transport/rtp/missing_packets.h"
#include "core/transport/rtp/parity_groups.h"
#include "core/transport/rtp/repair_allowance.h"

#include <QTest>

#include <cmath>
#include <set>
#include <vector>

using namespace rebuffer;

namespace {

SimTime at(double ms)
{
    return SimTime::fromStart(SimDuration::seconds(ms / 1e3));
}

constexpr SimDuration wait = SimDuration::milliseconds(60);

/// All that would be asked for at `ms`.
std::vector<std::uint32_t> askedAt(MissingPackets &missing, double ms)
{
    std::vector<std::uint32_t> asked;
    while (const auto *due = missing.takeDue(at(ms), wait))
        asked.push_back(due->sequence);
    return asked;
}

} // namespace

class TestRtpRepair : public QObject {
    Q_OBJECT

private slots:
    // The appendix's recurrence, worked by hand over transit times of 100, 104, 98, 98, 110 ms.
    void jitterFollowsTheAppendix()
    {
        InterarrivalJitter jitter;
        const std::vector<double> transits{100, 104, 98, 98, 110};
        double expected = 0;
        for (std::size_t i = 0; i < transits.size(); ++i) {
            const double sent = 20.0 * static_cast<double>(i);
            jitter.onPacket(at(sent), at(sent + transits[i]));
            if (i > 0)
                expected += (std::abs(transits[i] - transits[i - 1]) - expected) / 16;
        }
        // 0.25, then 0.609375, 0.5712890625, 1.28558349609375.
        QVERIFY(std::abs(expected - 1.28558349609375) < 1e-12);
        QVERIFY(std::abs(jitter.value().toMilliseconds() - expected) < 1e-5);
    }

    void steadyDelayIsNoJitter()
    {
        InterarrivalJitter jitter;
        for (int i = 0; i < 100; ++i)
            jitter.onPacket(at(20.0 * i), at(20.0 * i + 80));
        QCOMPARE(jitter.value(), SimDuration::zero());
    }

    void aGapIsAskedForAtOnceAndAgainLater()
    {
        MissingPackets missing;
        missing.onArrival(0, false, SimDuration::zero(), at(0));
        QVERIFY(askedAt(missing, 0).empty());
        missing.onArrival(3, false, SimDuration::zero(), at(10));
        QCOMPARE(askedAt(missing, 10), (std::vector<std::uint32_t>{1, 2}));
        QVERIFY(askedAt(missing, 69).empty());
        QCOMPARE(missing.nextDue(), at(70));
        QCOMPARE(askedAt(missing, 70), (std::vector<std::uint32_t>{1, 2}));
    }

    void whatArrivesIsNotAskedForAgain()
    {
        MissingPackets missing;
        missing.onArrival(0, false, SimDuration::zero(), at(0));
        missing.onArrival(3, false, SimDuration::zero(), at(10));
        askedAt(missing, 10);
        missing.onArrival(1, false, SimDuration::zero(), at(50));
        QCOMPARE(askedAt(missing, 70), (std::vector<std::uint32_t>{2}));
        missing.onArrival(2, false, SimDuration::zero(), at(80));
        QCOMPARE(missing.nextDue(), SimTime::never());
    }

    void whatMayOnlyHaveBeenOvertakenIsWaitedFor()
    {
        const SimDuration patience = SimDuration::milliseconds(20);
        MissingPackets missing;
        missing.onArrival(1, false, patience, at(0));
        QCOMPARE(askedAt(missing, 0), (std::vector<std::uint32_t>{0})); // nothing has overtaken anything yet
        missing.onArrival(0, false, patience, at(1));
        missing.onArrival(3, false, patience, at(10));
        QVERIFY(askedAt(missing, 29).empty());
        QCOMPARE(askedAt(missing, 30), (std::vector<std::uint32_t>{2}));
        missing.onArrival(5, false, patience, at(40));
        missing.onArrival(4, false, patience, at(45));
        QVERIFY(askedAt(missing, 60).empty());
    }

    void givesUpAfterTenRequests()
    {
        MissingPackets missing;
        missing.onArrival(0, false, SimDuration::zero(), at(0));
        missing.onArrival(2, false, SimDuration::zero(), at(0));
        std::size_t requests = 0;
        for (double ms = 0; ms < 10'000; ms += 60)
            requests += askedAt(missing, ms).size();
        QCOMPARE(requests, std::size_t{MissingPackets::mostRequests});
        QCOMPARE(missing.nextDue(), SimTime::never());
    }

    void anOutageIsNotAskedForWhole()
    {
        MissingPackets missing;
        missing.onArrival(0, false, SimDuration::zero(), at(0));
        missing.onArrival(1'000'000, false, SimDuration::zero(), at(0));
        QCOMPARE(askedAt(missing, 0).size(), std::size_t{MissingPackets::mostMissing});
    }

    void repairsAreHalfOfTheMediaAtMost()
    {
        RepairAllowance allowance;
        int repairs = 0;
        for (int sent = 0; sent < 10'000; ++sent) {
            allowance.onMediaSent();
            repairs += allowance.take() ? 1 : 0;
        }
        QCOMPARE(repairs, 5000 + RepairAllowance::mostSaved - 1);
    }

    void theQueueIsWhatThePacketTookLongerThanTheQuickest()
    {
        InterarrivalJitter jitter;
        jitter.onPacket(at(0), at(80));
        QCOMPARE(jitter.queueing(), SimDuration::zero());
        jitter.onPacket(at(20), at(350));
        QCOMPARE(jitter.queueing(), SimDuration::milliseconds(250));
        jitter.onPacket(at(40), at(110));
        QCOMPARE(jitter.queueing(), SimDuration::zero());
    }

    void parityBringsBackTheOneThatIsMissing()
    {
        ParityGroups groups(3);
        QVERIFY(!groups.onData(0));
        QVERIFY(!groups.onData(2));
        QCOMPARE(groups.onParity(0, 3), std::optional<std::uint32_t>(1));
    }

    void parityMayComeBeforeTheLastPacket()
    {
        ParityGroups groups(3);
        groups.onData(3);
        groups.onParity(1, 3);
        QCOMPARE(groups.onData(5), std::optional<std::uint32_t>(4));
        QVERIFY(!groups.onData(4)); // late after all: nothing more to bring back
    }

    void twoMissingAreTooMany()
    {
        ParityGroups groups(3);
        QVERIFY(!groups.onData(1));
        QVERIFY(!groups.onParity(0, 3));
    }

    void theLastGroupMayBeOfFewer()
    {
        ParityGroups groups(5);
        QVERIFY(!groups.onData(10));
        QCOMPARE(groups.onParity(2, 2), std::optional<std::uint32_t>(11));
        groups.onParity(3, 1);
        QVERIFY(!groups.onData(15)); // is there itself, and nothing beside it is missing
    }

    // p (1 - (1-p)^k) of the packets stay lost when k data packets share a parity packet and losses are independent.
    void parityLeavesWhatTheClosedFormSays_data()
    {
        QTest::addColumn<double>("loss");
        QTest::addColumn<int>("size");
        QTest::newRow("1 % of groups of 5") << 0.01 << 5;
        QTest::newRow("5 % of groups of 5") << 0.05 << 5;
        QTest::newRow("5 % of groups of 20") << 0.05 << 20;
        QTest::newRow("20 % of groups of 2") << 0.20 << 2;
    }
    void parityLeavesWhatTheClosedFormSays()
    {
        QFETCH(double, loss);
        QFETCH(int, size);
        constexpr std::uint64_t seed = 1;
        constexpr std::uint32_t groupCount = 200'000;
        RandomStream random(seed, "parity test");
        const auto k = static_cast<std::uint32_t>(size);
        ParityGroups groups(k);
        std::uint64_t stillLost = 0;
        for (std::uint32_t g = 0; g < groupCount; ++g) {
            std::set<std::uint32_t> gone;
            const auto recover = [&](std::optional<std::uint32_t> back) {
                if (back)
                    gone.erase(*back);
            };
            for (std::uint32_t s = g * k; s < (g + 1) * k; ++s) {
                if (random.chance(loss))
                    gone.insert(s);
                else
                    recover(groups.onData(s));
            }
            if (!random.chance(loss))
                recover(groups.onParity(g, k));
            stillLost += gone.size();
        }
        const double share = static_cast<double>(stillLost) / (static_cast<double>(groupCount) * size);
        const double expected = loss * (1 - std::pow(1 - loss, size));
        // Losses that stay come in twos and more: four standard errors of a count of pairs.
        const double tolerance = 4 * std::sqrt(3 / (static_cast<double>(groupCount) * size * expected));
        QVERIFY2(std::abs(share / expected - 1) < tolerance,
                 qPrintable(QStringLiteral("seed %1: %2 instead of %3").arg(seed).arg(share).arg(expected)));
    }
};

QTEST_APPLESS_MAIN(TestRtpRepair)
#include "test_rtp_repair.moc"
