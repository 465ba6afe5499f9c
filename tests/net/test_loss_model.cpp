// Losses: the mean and the burst length asked for are both met by the process that results.
#include "core/net/loss_model.h"
#include "core/sim/quantity_text.h"
#include "tests/support/statistics.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace rebuffer;

namespace {

constexpr std::size_t packets = 1'000'000;
constexpr std::uint64_t seed = 1;

std::vector<bool> lossesOf(double loss, double burst)
{
    LossModel model{RandomStream(seed, "loss")};
    model.configure(loss, burst);
    std::vector<bool> lost(packets);
    for (std::size_t i = 0; i < packets; ++i)
        lost[i] = model.losesNext();
    return lost;
}

/// The chance that a loss is the last of its burst.
double leaving(double loss, double burst)
{
    return burst < 1 ? 1 - loss : 1 / burst;
}

/// Of the mean loss over all packets. Neighbours are alike: the correlation of the chain falls by this factor a step.
double standardError(double loss, double burst)
{
    const double leave = leaving(loss, burst);
    const double enter = loss / (1 - loss) * leave;
    const double alike = 1 - enter - leave;
    return std::sqrt(loss * (1 - loss) / static_cast<double>(packets) * (1 + alike) / (1 - alike));
}

double meanOf(const std::vector<bool> &lost)
{
    return static_cast<double>(std::count(lost.begin(), lost.end(), true)) / static_cast<double>(lost.size());
}

/// Lengths of the runs of losses that have ended.
std::vector<std::size_t> burstsOf(const std::vector<bool> &lost)
{
    std::vector<std::size_t> bursts;
    std::size_t length = 0;
    for (const bool isLost : lost) {
        if (!isLost && length > 0)
            bursts.push_back(length);
        length = isLost ? length + 1 : 0;
    }
    return bursts;
}

/// Bursts against the geometric distribution with that chance of ending, in classes that each expect ten or more.
struct BurstTest {
    double chi = 0;
    std::size_t degrees = 0;
};

BurstTest compareBursts(const std::vector<std::size_t> &bursts, double leave)
{
    std::vector<double> observed, expected;
    const double total = static_cast<double>(bursts.size());
    std::size_t from = 1;
    double beyond = 1; // chance of a burst of `from` or more
    while (beyond * total > 20) {
        std::size_t to = from;
        double left = beyond;
        do {
            left *= 1 - leave;
            ++to;
        } while ((beyond - left) * total < 10);
        if (left * total < 10)
            break;
        observed.push_back(
            static_cast<double>(std::count_if(bursts.begin(), bursts.end(), [&](auto l) { return l >= from && l < to; })));
        expected.push_back((beyond - left) * total);
        from = to;
        beyond = left;
    }
    observed.push_back(static_cast<double>(std::count_if(bursts.begin(), bursts.end(), [&](auto l) { return l >= from; })));
    expected.push_back(beyond * total);
    return {statistics::chiSquare(observed, expected), observed.size() - 1};
}

} // namespace

class TestLossModel : public QObject {
    Q_OBJECT

private slots:
    void meanAndBurstsAreThoseAskedFor_data();
    void meanAndBurstsAreThoseAskedFor();
    void noLossAtAll();
    void everythingIsLost();
    void burstsTooShortForTheLossAreLengthened();
    void turnedOffInABurstItStopsAtOnce();
    void aChangeInMidRunTakesEffect();
};

void TestLossModel::meanAndBurstsAreThoseAskedFor_data()
{
    QTest::addColumn<double>("loss");
    QTest::addColumn<double>("burst");
    for (const double percent : {0.1, 1.0, 5.0, 30.0}) {
        for (const double burst : {0.0, 1.0, 3.0, 10.0, 50.0})
            QTest::addRow("%g %%, bursts %s, seed %d", percent, burst == 0 ? "independent" : numberToText(burst).c_str(),
                          int{seed})
                << percent / 100 << burst;
    }
}

void TestLossModel::meanAndBurstsAreThoseAskedFor()
{
    QFETCH(double, loss);
    QFETCH(double, burst);
    const std::vector<bool> lost = lossesOf(loss, burst);

    const double off = (meanOf(lost) - loss) / standardError(loss, burst);
    QVERIFY2(std::fabs(off) < 3, ("the mean is off by standard errors: " + numberToText(off)).c_str());

    const std::vector<std::size_t> lengths = burstsOf(lost);
    if (burst == 1.0) {
        QCOMPARE(*std::max_element(lengths.begin(), lengths.end()), std::size_t{1});
        return;
    }
    const BurstTest bursts = compareBursts(lengths, leaving(loss, burst));
    if (bursts.degrees == 0)
        return; // rare single losses make one class, and the mean has been checked
    QVERIFY2(bursts.chi < statistics::chiSquareLimit(bursts.degrees),
             (numberToText(bursts.chi) + " with degrees of freedom " + std::to_string(bursts.degrees)).c_str());
}

void TestLossModel::noLossAtAll()
{
    for (const double burst : {0.0, 1.0, 10.0}) {
        const std::vector<bool> lost = lossesOf(0, burst);
        QCOMPARE(std::count(lost.begin(), lost.end(), true), 0);
    }
}

void TestLossModel::everythingIsLost()
{
    for (const double burst : {0.0, 1.0, 10.0}) {
        const std::vector<bool> lost = lossesOf(1, burst);
        QCOMPARE(std::count(lost.begin(), lost.end(), false), 0);
    }
}

void TestLossModel::burstsTooShortForTheLossAreLengthened()
{
    // At 90 % nine are lost for one that is not: bursts of three cannot be.
    const std::vector<bool> lost = lossesOf(0.9, 3);
    QVERIFY2(std::fabs(meanOf(lost) - 0.9) < 0.002, numberToText(meanOf(lost)).c_str());
}

void TestLossModel::turnedOffInABurstItStopsAtOnce()
{
    LossModel model{RandomStream(seed, "loss")};
    model.configure(0.5, 1000);
    while (!model.losesNext()) {
    }
    model.configure(0, 1000);
    for (int i = 0; i < 100; ++i)
        QVERIFY(!model.losesNext());
}

void TestLossModel::aChangeInMidRunTakesEffect()
{
    LossModel model{RandomStream(seed, "loss")};
    model.configure(0.5, 20);
    for (int i = 0; i < 1000; ++i)
        model.losesNext();
    model.configure(0.02, 0);
    int lost = 0;
    for (int i = 0; i < 100'000; ++i)
        lost += model.losesNext() ? 1 : 0;
    QVERIFY2(std::abs(lost - 2000) < 3 * 45, qPrintable(QString::number(lost)));
}

QTEST_APPLESS_MAIN(TestLossModel)
#include "test_loss_model.moc"
